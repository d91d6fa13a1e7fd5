"""Which requests the page answers: none that another site made a browser send, none that is large.

It stands in front of pages and of their socket alike. A browser says with `Sec-Fetch-Site` and `Origin` which site made
it send a request; programs that say neither are no browser and carry nobody's cookie.
"""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from results.language import LANGUAGES, translator

#: What a form or an upload may hold, in bytes; larger requests are refused unread.
LARGEST_REQUEST = 1_000_000
#: Where the page's socket is.
SOCKET = "/_nicegui_ws"
_SAFE = ("GET", "HEAD")
#: The page's own scripts build their templates in the browser, which needs the two words that begin with `unsafe`;
#: nothing is loaded from, sent to, framed by or posted to another place.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class OwnRequests:
    """Answers only requests of the page's own; adds what tells a browser to keep it so."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is what answers them."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = _refusal(scope, headers)
        if refusal is None:
            await self._app(scope, receive, _with_headers(scope, headers, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, _with_headers(scope, headers, send))


def _refusal(scope: Scope, headers: Headers) -> Response | None:
    method = str(scope.get("method", "GET"))
    if headers.get("sec-fetch-site") == "cross-site":
        if method == "GET" and headers.get("sec-fetch-mode") == "navigate" and not _is_socket(scope):
            return HTMLResponse(_way_in(scope, headers), status_code=403)
        return Response(status_code=403)
    is_own = _same_site(headers.get("origin"), headers.get("host", ""))
    if not is_own and (_is_socket(scope) or method not in _SAFE):
        return Response(status_code=403)
    length = headers.get("content-length", "0")
    is_large = not length.isdecimal() or len(length) > 12 or int(length) > LARGEST_REQUEST
    if (is_large or "transfer-encoding" in headers) and not _is_socket(scope):
        return Response(status_code=413)
    return None


def _is_socket(scope: Scope) -> bool:
    return scope["type"] == "websocket" or str(scope["path"]).startswith(SOCKET)


def _same_site(origin: str | None, host: str) -> bool:
    """Whether a request comes from a page of this server; a proxy may have left the port out of `host`."""
    if origin is None:
        return True
    try:
        parts, here = urlsplit(origin), urlsplit(f"//{host}")
        return parts.hostname == here.hostname and (here.port is None or (parts.port or 80) == here.port)
    except ValueError:
        return False


def _way_in(scope: Scope, headers: Headers) -> str:
    """A link that somebody followed from elsewhere, such as a mail: one click further it is a request of their own."""
    asked = headers.get("accept-language", "")[:2].lower()
    lang = asked if asked in LANGUAGES else "en"
    _ = translator(lang)
    query = bytes(scope.get("query_string", b"")).decode("latin-1")
    address = escape("/" + str(scope["path"]).lstrip("/\\") + (f"?{query}" if query else ""))
    said = escape(_("You come from another site. SmartMix computes only for who opens its pages themselves."))
    opens = escape(_("Open the page"))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>SmartMix</title></head><body><main>'
        f'<h1>SmartMix</h1><p>{said}</p><p><a href="{address}">{opens}</a></p></main></body></html>'
    )


def _with_headers(scope: Scope, headers: Headers, send: Send) -> Send:
    host = "".join(sign for sign in headers.get("host", "") if sign.isalnum() or sign in ".-:[]")
    policy = _POLICY.format(socket=f"ws://{host} wss://{host}" if host else "")

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            written = MutableHeaders(
                raw=_secure(message["headers"]) if scope.get("scheme") == "https" else message["headers"]
            )
            written["X-Content-Type-Options"] = "nosniff"
            written["X-Frame-Options"] = "DENY"
            written["Referrer-Policy"] = "same-origin"
            written["Cross-Origin-Opener-Policy"] = "same-origin"
            written["Cross-Origin-Resource-Policy"] = "same-origin"
            written.setdefault("Content-Security-Policy", policy)
            message = {**message, "headers": written.raw}
        await send(message)

    return answer


def _secure(raw: Any) -> list[tuple[bytes, bytes]]:
    """Cookies that a browser sends over https alone."""
    return [
        (name, value + b"; Secure" if name.lower() == b"set-cookie" and b"secure" not in value.lower() else value)
        for name, value in raw
    ]
