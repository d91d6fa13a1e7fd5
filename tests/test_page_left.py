"""Nothing is done for a page that was left before it was there."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


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

    with ThreadPoolExecutor() as pool:  # tests of a browser have a loop of their own on this one
        assert pool.submit(asyncio.run, left()).result() is False
