"""The page Why in a browser: grade lines, a study computed and stopped, both languages."""

import re
from collections.abc import Callable
from typing import Any

import pytest

#: Two mixes in a future without shipped results, so that nothing is there before somebody asks.
ASKED = "/why?mixes=mix-0,mix-1&future=no-eu-law&mix=mix-0"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_says_what_it_rests_on(page: Any, server: str, axe: Callable[[Any], None], lang: str) -> None:
    page.goto(f"{server}/why?lang={lang}")
    assert page.locator("html").get_attribute("lang").startswith(lang)
    page.get_by_role("heading", level=2).nth(3).wait_for()
    # the first results ship with the program: a chart is there without computing
    page.locator("figure svg").first.wait_for()
    page.get_by_text(re.compile(r"\b(2030)\b")).first.wait_for()
    axe(page)


def test_a_study_is_computed_on_request_and_kept(page: Any, server: str) -> None:
    page.goto(f"{server}{ASKED}&lang=en")
    assert page.locator("figure").count() == 0
    page.get_by_role("button", name=re.compile(r"^Compute .*: What does the spread")).click()
    page.get_by_text("luck (chance events and dates)").first.wait_for()
    page.locator("figure svg").first.wait_for()
    page.reload()
    page.locator("figure svg").first.wait_for()
    assert page.get_by_role("button", name=re.compile("What does the spread")).count() == 0
    page.get_by_role("combobox", name="Result to explain").select_option("reported")
    page.get_by_role("button", name=re.compile(r"^Compute .*: What does the spread")).wait_for()
    page.wait_for_function("location.search.includes('indicator=reported')")


def test_a_study_can_be_stopped(page: Any, server: str) -> None:
    page.goto(f"{server}/why?mixes=mix-1,mix-2&future=no-eu-law&mix=mix-1&lang=en")
    page.get_by_role("button", name=re.compile(r"^Compute .*: Which elements")).press("Enter")
    section = page.get_by_role("region", name=re.compile("Which elements"))
    section.get_by_role("button", name="Stop").click()
    section.get_by_text(re.compile("^Stopped")).wait_for()


def test_narrow_screen_does_not_scroll_sideways(new_page: Callable[..., Any], server: str) -> None:
    page = new_page(390, 800)
    page.goto(f"{server}/why?lang=nl")
    page.locator("figure svg").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
