"""What every page has: words for a lost connection, and nothing left undone for a page that was left."""

import asyncio

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


def test_a_page_that_was_left_before_its_socket_came_is_not_filled() -> None:
    """The framework ends the wait for a socket also when it forgets the page; who fills it then fills nothing."""
    from nicegui import core, ui
    from nicegui.client import Client
    from starlette.requests import Request

    from smartmix.page.parts.frame import is_there

    async def left() -> bool:
        core.loop = asyncio.get_running_loop()
        scope = {"type": "http", "method": "GET", "path": "/left", "headers": [], "server": ("127.0.0.1", 80)}
        client = Client(ui.page("/left"), request=Request(scope))
        waiting = asyncio.create_task(is_there(client))
        await asyncio.sleep(0)
        client.delete()
        return await waiting

    assert asyncio.run(left()) is False
