"""The page One firm in a browser: find a firm, its life in two mixes, and the player, with a keyboard."""

import re
from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_firm_and_player_are_shown(page: Any, server: str, axe: Callable[[Any], None], lang: str) -> None:
    page.goto(f"{server}/firm?lang={lang}&sector=any")
    page.locator(".dots use[href]").first.wait_for()
    page.locator("figure svg").nth(1).wait_for()  # a chart for each of the two mixes
    assert page.locator(".events li").count() > 0
    axe(page)


@pytest.mark.parametrize(("lang", "thousands", "other"), [("nl", r"\d\.\d{3}$", ","), ("en", r"\d,\d{3}$", ".")])
def test_numbers_on_axes_are_those_of_the_language(
    page: Any, server: str, lang: str, thousands: str, other: str
) -> None:
    """Money by the thousand on the right axis; ECharts alone writes English numbers in every language."""
    page.goto(f"{server}/firm?lang={lang}&sector=any")
    page.locator("figure svg").nth(1).wait_for()
    numbers = [text for text in page.locator("figure svg text").all_text_contents() if re.fullmatch(r"[\d.,]+", text)]
    assert any(re.search(thousands, text) for text in numbers), numbers
    assert not any(other in text for text in numbers), numbers


def test_player_by_keyboard(page: Any, server: str) -> None:
    page.goto(f"{server}/firm?lang=en&sector=any")
    said = page.locator(".counts")
    page.locator(".dots use[href]").first.wait_for()
    assert re.fullmatch(r"20\d\d, quarter \d: \d+ laggards, \d+ peloton, \d+ leaders", said.inner_text())
    before = said.inner_text()
    page.get_by_role("button", name="Step forward").press("Enter")
    assert said.inner_text() != before
    slider = page.get_by_role("slider")
    slider.press("Home")
    assert said.inner_text().startswith("2012, quarter 1")
    slider.press("ArrowRight")
    assert said.inner_text().startswith("2012, quarter 2")
    page.get_by_role("button", name="Play").press("Enter")
    page.wait_for_function("!document.querySelector('.counts').textContent.startsWith('2012, quarter 2')")
    page.get_by_role("button", name="Pause").press("Enter")
    paused = said.inner_text()
    page.wait_for_timeout(800)
    assert said.inner_text() == paused


def test_the_address_gives_the_same_firm_to_somebody_else(new_page: Callable[..., Any], server: str) -> None:
    page, other = new_page(), new_page()
    page.goto(f"{server}/firm?lang=en&sector=any")
    firm = page.get_by_role("combobox", name="Firm", exact=True)
    firm.wait_for()
    chosen = firm.locator("option").nth(3).get_attribute("value")
    firm.select_option(chosen)
    page.get_by_role("heading", name=re.compile(f"Firm {chosen} under")).first.wait_for()
    other.goto(page.url)
    other.get_by_role("heading", name=re.compile(f"Firm {chosen} under")).first.wait_for()
    number = other.get_by_role("spinbutton", name="Or a firm's number")
    number.fill("99999999")
    number.press("Tab")
    other.get_by_text(re.compile("is not in this sample; the nearest number is")).wait_for()


def test_narrow_screen_does_not_scroll_sideways(new_page: Callable[..., Any], server: str) -> None:
    page = new_page(390, 800)
    page.goto(f"{server}/firm?lang=nl&sector=any")
    page.locator(".dots use[href]").first.wait_for()
    page.locator("figure svg").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
