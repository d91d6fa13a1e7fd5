"""Long work: it can be stopped, outlives a page, and does not keep others waiting."""

import time

import pytest

from browser.conftest import Server

#: Enough draws that a comparison takes a while.
LONG = {"SMARTMIX_PAGE_FIRMS": "1400", "SMARTMIX_PAGE_DRAWS": "1000"}


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("slow"), LONG).settle()
    yield running.url
    running.close()


def done(page) -> int:
    """Draws computed so far, as the bar tells."""
    return int(page.locator("progress").get_attribute("value"))


def test_work_goes_on_without_its_page_and_can_be_stopped(new_page, slow) -> None:
    page = new_page()
    address = f"{slow}/?lang=en&mixes=mix-1&future=no-eu-law"
    page.goto(address)
    page.wait_for_selector("#answer")
    before = done(page)
    page.goto("about:blank")
    time.sleep(1.0)
    page.goto(address)
    page.wait_for_selector("#answer")
    page.wait_for_function("before => document.querySelector('progress').value > before", arg=before)
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("text=Stopped.")
    assert page.locator("#answer").count() == 1  # what was computed stays


def test_a_page_answers_while_long_work_runs(new_page, slow) -> None:
    busy, other = new_page(), new_page()
    busy.goto(f"{slow}/?lang=en&mixes=mix-2&future=no-eu-law")
    busy.wait_for_selector("progress")
    other.goto(f"{slow}/law?lang=nl")
    assert other.locator("h1").inner_text() == "Wet"
    busy.get_by_role("button", name="Stop").click()


def test_who_chooses_quickly_is_answered(new_page, slow) -> None:
    """Each choice takes the place of the one before, which counts no longer among the jobs that one may have."""
    page = new_page()
    page.goto(f"{slow}/?lang=en&mixes=mix-1&future=no-eu-law")
    page.locator("progress").wait_for()
    for baseline in ("mix-0", "mix-0-annex", "mix-3", "mix-3-fn1", "ser-route-1"):  # more than one person may have
        page.get_by_role("combobox", name="Baseline").select_option(baseline)
    page.locator(".three", has_text="SER route 1").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("text=Stopped.")


def test_a_lost_connection_comes_back(new_page, slow) -> None:
    page = new_page()
    page.goto(f"{slow}/?lang=en&mixes=mix-3&future=no-eu-law")
    page.wait_for_selector("#answer")
    before = done(page)
    page.evaluate("window.socket.io.engine.close()")
    page.wait_for_function("before => document.querySelector('progress')?.value > before", arg=before)
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("text=Stopped.")


def test_a_page_opens_first_and_fills_by_itself(new_page, tmp_path) -> None:
    opening = Server(tmp_path, {"SMARTMIX_PAGE_FIRMS": "301"})
    try:
        assert opening.url in opening.log.read_text()  # before anything was computed
        page = new_page()
        page.goto(f"{opening.url}/?lang=en&mixes=mix-1")
        assert page.locator("nav a").count() > 5
        page.wait_for_selector("#answer")
        assert page.locator("text=being loaded").count() == 0
        page.close()  # before its server: a page that is left alone says in the console that it lost it
    finally:
        opening.close()
