"""What every page has: words for a lost connection."""

import pytest

POPUPS = {
    "nl": [
        "De verbinding met de server is verbroken.",
        "Deze pagina komt vanzelf terug zodra de server antwoordt.",
        "Dit is te veel in één keer.",
        "Naar de server kan hoogstens 1 MB.",
    ],
    "en": [
        "The connection with the server is lost.",
        "This page comes back by itself as soon as the server answers.",
        "This is too much at once.",
        "At most 1 MB can be sent to the server.",
    ],
}


@pytest.mark.parametrize("lang", POPUPS)
def test_a_lost_connection_is_said_in_the_language_of_the_page(page, server, lang) -> None:
    page.goto(f"{server}/evidence?lang={lang}")
    page.locator("#main h2").first.wait_for()
    popup = page.locator("#popup")
    assert not popup.is_visible()
    page.evaluate("window.socket.disconnect()")
    popup.wait_for()
    assert popup.locator("span").all_inner_texts() == POPUPS[lang][:2]
    assert page.locator(".nicegui-error-popup span").all_text_contents() == POPUPS[lang]  # also those not shown now
