"""The static site in a real browser: from disk and under a plain file server, in both languages, wide and narrow."""

import csv
import io
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import smartmix as sm

#: What the fixture's site holds.
MIXES, FUTURES = ["mix-1", "mix-2", "csddd-minimum"], ["ex-ante-2020", "as-happened"]
SMALL: dict[str, Any] = {"mixes": MIXES, "futures": FUTURES, "draws": 20, "firms": 300}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


#: Words of figures that go on beside their figure.
_CLIPPED = """[...document.querySelectorAll('figure svg')].flatMap(figure => {
    const edge = figure.getBoundingClientRect().right + 1;
    const beside = [...figure.querySelectorAll('text')].filter(text => text.getBoundingClientRect().right > edge);
    return beside.map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sm.site(tmp_path_factory.mktemp("site") / "own", last_year=2030, **SMALL)


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page; the test fails on console errors and on any request elsewhere."""
    trouble: list[str] = []
    contexts: list[Any] = []

    def opened(address: str, width: int = 1280) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        home = re.sub(r"/(index|en)[.]html.*", "", address)
        page.on("request", lambda sent: sent.url.startswith((home, "data:", "blob:")) or trouble.append(sent.url))
        page.on("console", lambda said: said.type == "error" and trouble.append(said.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(address)
        page.wait_for_selector("#figure-objectives svg")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not trouble, trouble


@pytest.mark.parametrize(
    ("from_disk", "name", "lang", "to", "width"),
    [
        (True, "index.html", "nl", "tot", 390),
        pytest.param(True, "en.html", "en", "to", 1280, marks=pytest.mark.long),
        pytest.param(False, "index.html", "nl", "tot", 1280, marks=pytest.mark.long),
        (False, "en.html", "en", "to", 390),
    ],
)
def test_it_opens_and_answers(visit, axe, folder, served, from_disk, name, lang, to, width) -> None:
    page = visit(f"{folder.as_uri() if from_disk else served}/{name}", width)
    assert page.locator("html").get_attribute("lang") == lang
    assert re.search(rf"\d \([^)]*\d\s{to}\s[^)]*\d\)", page.locator("#sentence").inner_text())
    assert page.locator("figure svg").count() == page.locator("figure").count() >= 6
    assert page.evaluate("document.documentElement.scrollWidth") == width  # nothing beside the screen
    assert page.evaluate(_CLIPPED) == []
    axe(page, preload=False)  # it may not read a file from disk


def test_numbers_are_those_of_the_comparison(visit, folder, tmp_path) -> None:
    """What the site shows of a world is what `compare` says of it, to the digit."""
    given = {"draws": 20, "firms": 300, "figures": False, "out": tmp_path / "run", "worlds": "eu_law"}
    comparison = sm.compare(*MIXES, future="ex-ante-2020", **given)
    from results.compare.by_objective import rows_by_world
    from results.compare.changes import firms_range

    page = visit(f"{folder.as_uri()}/en.html#mixes=mix-1,mix-2,csddd-minimum&future=ex-ante-2020")
    shown = page.locator("#objectives > .scroll table").all_inner_texts()
    found = rows_by_world(comparison)
    assert len(shown) == len(found) == 2
    for text, (view, rows) in zip(shown, found, strict=True):
        for row in rows:
            for mix in MIXES:
                assert row.changes[mix].range.text("en") in text.replace("\u00a0", " "), (view.world, row.key, mix)
    gained = firms_range(found[0][0], "mix-2").text("en")
    assert gained in page.locator("#answer").inner_text().replace("\u00a0", " ")


def test_a_choice_is_in_the_address_and_comes_back(visit, folder) -> None:
    page = visit(f"{folder.as_uri()}/en.html")
    page.get_by_label("Year", exact=True).select_option("2026")
    page.get_by_label("Group of firms in the charts").select_option("small")
    page.locator("input[value=mix-1]").click()
    page.wait_for_function("location.hash.includes('mixes=mix-2')")
    page.wait_for_selector("text=Practice: small firms")
    again = visit(page.url)
    assert "in 2026" in again.locator("#sentence").inner_text()
    assert "Mix 1" not in again.locator("#answer").inner_text()
    again.locator("#other").click()  # the other language shows the same view
    again.wait_for_selector("text=Praktijk: kleine bedrijven")
    assert "year=2026" in again.url
    page.go_back()
    page.wait_for_function("!location.hash.includes('mixes=mix-2')")


@pytest.mark.long
def test_the_future_follows_the_mixes(visit, folder) -> None:
    page = visit(f"{folder.as_uri()}/en.html#mixes=csddd-minimum")
    assert page.get_by_label("Future", exact=True).input_value() == "as-happened"
    page = visit(f"{folder.as_uri()}/en.html#mixes=nobody,mix-1")  # what nobody knows is left out
    assert page.get_by_label("Future", exact=True).input_value() == "ex-ante-2020"


@pytest.mark.long
def test_it_works_with_the_keyboard(visit, folder) -> None:
    page = visit(f"{folder.as_uri()}/en.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_label("Year", exact=True).focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("location.hash.includes('year=2029')")
    page.wait_for_function("document.getElementById('status').textContent === ''")
    assert page.evaluate("document.activeElement.value") == "2029"  # the control that was used keeps the focus


@pytest.mark.long
def test_figures_and_numbers_can_be_taken_along(visit, folder) -> None:
    page = visit(f"{folder.as_uri()}/en.html")
    figure = page.locator("#figure-objectives")
    taken: dict[str, bytes] = {}
    for kind in ("SVG", "PNG", "CSV"):
        with page.expect_download() as waiting:
            figure.get_by_role("button", name=kind).click()
        taken[kind] = Path(waiting.value.path()).read_bytes()
    svg = taken["SVG"].decode()
    assert svg.startswith("<svg") and "exploration and no forecast" in svg and "Seed: 1" in svg
    assert taken["PNG"].startswith(b"\x89PNG") and len(taken["PNG"]) > 10_000
    rows = list(csv.DictReader(io.StringIO(taken["CSV"].decode())))
    assert {row["world"] for row in rows} == {"eu_law", "no_eu_law"}
    assert all(float(row["p05"]) <= float(row["p50"]) <= float(row["p95"]) for row in rows if row["p50"])
