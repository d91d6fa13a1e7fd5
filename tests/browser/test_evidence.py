"""The page Evidence in a browser: failed patterns are seen, and numbers are filtered."""

from collections.abc import Callable
from typing import Any

import pytest

from simulation.parameters import registry


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_failures_are_visible(page: Any, server: str, axe: Callable[[Any], None], lang: str) -> None:
    page.goto(f"{server}/evidence?lang={lang}")
    page.locator("tr.failed").first.wait_for()
    assert page.locator("svg.bar[aria-label]").count() > 20
    # those that are shown: the words explained stay closed
    shown = "[...document.querySelectorAll('h1,h2,h3')].filter(e => e.checkVisibility()).map(e => +e.tagName[1])"
    assert page.evaluate(shown)[:2] == [1, 2]
    axe(page)


def test_numbers_are_filtered_and_the_address_keeps_it(page: Any, server: str) -> None:
    page.goto(f"{server}/evidence?lang=en")
    rows = page.locator("#parameters tbody tr")
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelectorAll('#parameters tbody tr').length > 100")
    page.get_by_role("combobox", name="Grade", exact=True).select_option("measured")
    few = sum(parameter.grade == "measured" for parameter in registry().values())
    page.wait_for_function(f"document.querySelectorAll('#parameters tbody tr').length == {few}")
    page.get_by_role("searchbox").fill("nothing like this")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_function("document.querySelectorAll('#parameters tbody tr').length == 0")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_function(f"document.querySelectorAll('#parameters tbody tr').length == {few}")
    page.wait_for_function("!location.search.includes('nothing')")
    assert "grade=measured" in page.url
    page.reload()
    rows.first.wait_for()
    assert rows.count() == few


def test_narrow_screen_does_not_scroll_sideways(new_page: Callable[..., Any], server: str) -> None:
    page = new_page(390, 800)
    page.goto(f"{server}/evidence?lang=nl")
    page.locator("tr.failed").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
