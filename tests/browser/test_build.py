"""Build a mix in a browser: dials, address, file, undo, conflicts and the mixes that one keeps."""

from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from scenarios.library import load_mix
from tests.browser.conftest import Server
from tests.browser.tasks import Actions

READY = {"nl": "text=/^Klaar$/", "en": "text=/^Done$/"}


def opened(page, server: str, query: str = "lang=en"):
    """The page with its preview."""
    page.goto(f"{server}/build?{query}")
    page.wait_for_selector(READY["nl" if "lang=nl" in query else "en"])
    page.wait_for_selector("section.card svg")
    return page


def values(page) -> dict[str, str]:
    """What the address holds."""
    return {key: found[0] for key, found in parse_qs(urlparse(page.url).query).items()}


def office(page):
    """The part of the support office, open."""
    part = page.locator('details[data-instrument="support-office"]')
    part.locator("summary").first.click()
    part.locator("input[inputmode=decimal]").first.wait_for()
    return part


@pytest.mark.parametrize(("lang", "title"), [("nl", "Bouw een mix"), ("en", "Build a mix")])
def test_the_page_in_both_languages(page, server, axe, lang, title) -> None:
    opened(page, server, f"lang={lang}&level=all&set=support-office.advisers:40")
    assert page.locator("h1").inner_text() == title
    assert "5–95" in page.locator("#main").inner_text()
    table = page.locator(".effect .scroll").first
    assert table.evaluate("part => part.scrollWidth <= part.clientWidth")  # the own mix is the last column
    office(page)
    axe(page)


def test_a_narrow_screen_does_not_scroll_sideways(new_page, server) -> None:
    page = opened(new_page(390), server, "lang=nl&level=all&set=support-office.advisers:40")
    office(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_dial_saves_downloads_and_the_link_shows_the_same(new_page, server, tmp_path: Path) -> None:
    page = opened(new_page(), server, "lang=en&level=all")
    part = office(page)
    advisers = part.get_by_label("Advisers, full time", exact=True).first
    advisers.fill("40")
    advisers.press("Tab")
    page.wait_for_function("location.search.includes('support-office.advisers')")
    page.wait_for_selector("td:text-is('40')")
    page.get_by_label("Name of your mix", exact=False).fill("Meer adviseurs")
    page.keyboard.press("Tab")
    page.wait_for_function("location.search.includes('adviseurs')")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Share as a file (YAML)").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    mix = load_mix(file)
    assert (mix.id, mix.instruments["support-office"].advisers) == ("meer-adviseurs", 40)
    page.get_by_role("button", name="Keep in my mixes").click()
    page.wait_for_selector("text=Kept: Meer adviseurs")
    other = opened(new_page(), server, urlparse(page.url).query)
    assert other.locator("td:text-is('40')").count() == 1
    assert other.get_by_role("link", name="Meer adviseurs").count() == 1  # on one machine all browsers are one person
    with other.expect_download() as waiting:
        other.get_by_role("button", name="Share as a file (YAML)").click()
    assert Path(waiting.value.path()).read_bytes() == file.read_bytes()
    other.get_by_text("Load a mix from a file").click()
    with other.expect_navigation(url="**mine=meer-adviseurs**"):  # its own address may hold that already
        other.locator("input[type=file]").set_input_files(file)
    other.wait_for_selector(READY["en"])
    if values(other).get("level") != "all":
        other.get_by_role("button", name="All dials").click()
        other.wait_for_function("location.search.includes('level=all')")
    office(other)
    assert other.get_by_label("Advisers, full time", exact=True).first.input_value() == "40"


def test_undo_reset_and_a_conflict_in_words(page, server) -> None:
    page.goto(f"{server}/build?lang=en&set=support-office.advisers:40,general-information.order:1")
    message = page.locator("[role=alert]", has_text="both set passive_contacts")
    message.wait_for()
    assert page.get_by_role("button", name="Go to: Websites and brochures").is_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    message.wait_for(state="detached")
    page.wait_for_function("!location.search.includes('general-information')")
    assert values(page)["set"] == "support-office.advisers:40"
    page.get_by_role("button", name="Back to the start mix").click()
    page.wait_for_function("!location.search.includes('set=')")


def test_no_effect_is_said_with_its_reason(page, server) -> None:
    opened(page, server, "lang=en&set=support-office.strength:0,support-office.advisers:40")
    page.wait_for_selector("text=/No effect: 5 RBC support office.*strength 0/")


def test_an_upload_that_is_wrong_says_so_and_changes_nothing(page, server) -> None:
    opened(page, server)
    page.get_by_text("Load a mix from a file").click()
    page.get_by_label("Or the text of a mix").fill("format: 1\nid: a\nname: {en: a, nl: a}\nextends: ../../x.yaml\n")
    page.get_by_role("button", name="Load this text").click()
    page.wait_for_selector("[role=alert]:has-text('extends')")
    assert "from" not in values(page)


def test_by_keyboard(page, server) -> None:
    opened(page, server, "lang=en&level=all")
    page.locator('details[data-instrument="support-office"] > summary').focus()
    page.keyboard.press("Enter")
    slider = page.locator('details[data-instrument="support-office"]').get_by_role("slider", name="Advisers, full time")
    slider.wait_for()
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('support-office.advisers:13')")


def test_an_emptied_field_is_no_trouble(page, server) -> None:
    page.goto(f"{server}/build?lang=en&from=mix-2&set=broad-law.scope:over-1000")
    do = Actions(page)
    who = page.get_by_role("textbox", name="1 Who falls under it")
    assert who.input_value() == "1000"
    do.fill("1 Who falls under it", "")
    page.wait_for_function("!location.search.includes('over-1000')")
    assert who.input_value() == "250"
    do.fill("3 Inspections a year", "")
    page.wait_for_selector("text=This cannot be empty; it is 10 again.")
    assert page.locator("[role=alert]").count() == 0
    do.click("Undo")
    page.wait_for_function("location.search.includes('over-1000')")
    do.click("Redo")
    page.wait_for_function("!location.search.includes('over-1000')")


def test_a_kept_mix_is_there_after_a_restart_and_a_damaged_one_is_a_line(browser, tmp_path: Path) -> None:
    names = []
    for _start in range(2):
        server = Server(tmp_path)
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{server.url}/build?lang=en&from=mix-2&name=Tomorrow&set=support-office.advisers:40")
        page.get_by_role("button", name="Keep in my mixes").wait_for(timeout=180_000)
        names.append(page.locator(".shelf li").all_inner_texts())
        if not names[0]:
            page.get_by_role("button", name="Keep in my mixes").click()
            page.get_by_role("link", name="Tomorrow", exact=True).wait_for()
            (tmp_path / "mixes" / "bad.yaml").write_text("format: [", encoding="utf-8")
        context.close()
        server.close()
    assert names[0] == []
    assert len(names[1]) == 2
    assert any("Tomorrow" in line for line in names[1])
    assert any("bad.yaml" in line for line in names[1])
