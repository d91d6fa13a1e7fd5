"""Words explained: opens where it stands, with the keyboard, in the language of the page."""

import pytest


@pytest.mark.parametrize(
    ("lang", "title", "term"),
    [("nl", "Woorden uitgelegd", "papieren werkelijkheid"), ("en", "Words explained", "paper gap")],
)
def test_words_open_in_place_with_the_keyboard(page, server, axe, lang, title, term) -> None:
    page.goto(f"{server}/question?lang={lang}")
    page.wait_for_selector("#main section h2")
    address = page.url
    summary = page.locator("summary", has_text=title)
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("dt", has_text=term).first.wait_for()
    assert page.get_by_role("region", name=title).is_visible() and page.url == address
    axe(page)
    summary.focus()
    page.keyboard.press("Enter")
    assert not page.get_by_role("region", name=title).is_visible()
