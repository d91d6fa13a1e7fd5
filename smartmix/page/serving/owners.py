"""Whose mixes are whose on a server: each browser keeps a cookie of its own, and its mixes a folder named after it.

The cookie outlives log-outs, sessions and restarts, for mixes do; it opens nothing else. The folder is named by a hash
of it, so that whoever reads the disk of the server cannot pose as somebody.
"""

import hashlib
import re
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The cookie, and seconds that a browser keeps it after its last visit: a year.
COOKIE = "smartmix-desk"
LONGEST = 366 * 24 * 3600
#: Where a request says who asks; absent on a page for one machine.
OWNER = "smartmix.owner"
_TOKEN = re.compile(r"[0-9a-f]{32}")


class Owners:
    """Says in each request whose browser asks, and gives a new browser its cookie."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is what answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the owner in the scope."""
        if scope["type"] != "http" or str(scope["path"]).startswith("/_nicegui"):
            await self._app(scope, receive, send)
            return
        token = _token(Headers(scope=scope).get("cookie", ""))
        scope[OWNER] = hashlib.sha256(token.encode()).hexdigest()[:32]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append(
                    "Set-Cookie", f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={LONGEST}"
                )
            await send(message)

        await self._app(scope, receive, answer)


def _token(cookies: str) -> str:
    """What the browser has, else a new one."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        found = None
    return found.value if found is not None and _TOKEN.fullmatch(found.value) else secrets.token_hex(16)
