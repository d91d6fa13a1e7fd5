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


def test_words_are_there_before_the_socket_of_the_page(page, server) -> None:
    """Who opens them at once, or behind a proxy that drops sockets, reads them too."""
    page.route_web_socket("**", lambda socket: None)  # taken on, and never answered
    page.goto(f"{server}/question?lang=nl")
    page.locator("summary", has_text="Woorden uitgelegd").click()
    page.locator("dt", has_text="papieren werkelijkheid").first.wait_for()
    assert page.locator("#main section h2").count() == 0  # the page itself waits for its socket
