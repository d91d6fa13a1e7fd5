"""Laws in a browser: beside each other, the scope counter, dates, and what they do when asked."""

from urllib.parse import parse_qs, urlparse

import pytest

COUNTED = {
    "nl": "text=/Bedrijven met buitenlandse handel die eronder vallen: /",
    "en": "text=/Firms that trade abroad and fall under it: /",
}


def opened(page, server: str, query: str = "lang=en"):
    """The page with counts and dates."""
    page.goto(f"{server}/law?{query}")
    page.wait_for_selector(COUNTED["nl" if "lang=nl" in query else "en"])
    page.wait_for_selector("section.card svg")
    return page


@pytest.mark.parametrize(("lang", "title"), [("nl", "Wet"), ("en", "Law")])
def test_the_page_in_both_languages(page, server, axe, lang, title) -> None:
    opened(page, server, f"lang={lang}")
    assert page.locator("h1").inner_text() == title
    table = page.locator("table").first.inner_text()
    assert "152" in table  # sellers to consumers under the WZK, a count
    axe(page)


def test_a_narrow_screen_does_not_scroll_sideways(new_page, server) -> None:
    page = opened(new_page(390), server)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    captions = page.evaluate("[...document.querySelectorAll('caption')].map(caption => caption.offsetWidth)")
    assert captions and max(captions) <= 390  # what a table is called is read without scrolling it


def test_the_counter_answers_while_dialling_and_the_link_shows_it_again(new_page, server) -> None:
    page = opened(new_page(), server)
    said = page.locator(COUNTED["en"])
    everyone = said.inner_text()
    persons = page.get_by_label("Working persons", exact=True).first
    persons.fill("250")
    persons.press("Tab")
    page.wait_for_function("location.search.includes('employees=250')")
    changed = "before => ![...document.querySelectorAll('[role=status]')].some(e => e.innerText === before)"
    page.wait_for_function(changed, arg=everyone)
    slider = page.get_by_role("slider", name="Working persons", exact=True)
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('employees=255')")
    other = opened(new_page(), server, urlparse(page.url).query)
    page.wait_for_timeout(300)
    assert other.locator(COUNTED["en"]).inner_text() == said.inner_text()


def test_a_law_gives_its_thresholds(page, server) -> None:
    opened(page, server)
    page.get_by_label("Take over the widest scope of").select_option("csddd-2024")
    page.wait_for_function("location.search.includes('employees=1000')")
    found = {key: value[0] for key, value in parse_qs(urlparse(page.url).query).items()}
    assert (found["turnover"], found["more"]) == ("450", "1")


def test_what_laws_do_is_computed_when_asked(page, server, axe) -> None:
    opened(page, server, "lang=en&laws=wzk,broad-dd-law")
    page.get_by_role("button", name="Compute what these laws do").click()
    page.wait_for_selector("text=/the difference that each law makes/")
    page.wait_for_function("location.search.includes('run=1')")
    page.wait_for_function("document.querySelectorAll('section.card').length == 6")
    axe(page)
