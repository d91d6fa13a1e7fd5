"""Who may use the page: everybody on this machine, or whoever knows the password where others can reach it.

SMARTMIX_PASSWORD is the password; SMARTMIX_HOSTS are further names under which a proxy offers the page.
"""

import hmac
import ipaddress
import math
import os
import secrets
import time
from collections import OrderedDict
from html import escape
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from results.language import LANGUAGES, translator
from simulation.problems import InputProblem
from smartmix.marks import _
from smartmix.page.serving.attempts import Attempts
from smartmix.page.serving.owners import Owners
from smartmix.page.serving.requests import OwnRequests

PASSWORD = "SMARTMIX_PASSWORD"
HOSTS = "SMARTMIX_HOSTS"
#: A shorter password can be guessed by trying.
SHORTEST_PASSWORD = 12
#: Seconds after which the password is asked again: a working day.
SESSION = 12 * 3600
#: Log-outs remembered; a session is over by its age long before this many were made.
MOST_ENDED = 100_000
_LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def password_for(host: str) -> str:
    """The password to ask for; "" for none. Raises InputProblem where one is needed and missing, or too short."""
    given = os.environ.get(PASSWORD, "")
    if given and len(given) < SHORTEST_PASSWORD:
        raise InputProblem(
            "{name}: {found} characters; allowed: {least} or more",
            name=PASSWORD,
            found=len(given),
            least=SHORTEST_PASSWORD,
        )
    if not given and not is_loopback(host):
        raise InputProblem(
            "--host {host}: other machines can reach this address, and everyone there could start computations and "
            "read results; set a password of {least} characters or more in {name}, or leave --host out",
            host=host,
            least=SHORTEST_PASSWORD,
            name=PASSWORD,
        )
    return given


def protect(app: FastAPI, host: str, password: str, secret: str) -> None:
    """Refuse foreign names and sites, large requests, and without the password all but the form that asks for it.

    secret: the key with which session cookies are signed. What is added last is asked first.
    """
    names = [name.strip() for name in os.environ.get(HOSTS, "").split(",") if name.strip()]
    if password or names or not is_loopback(host):  # more than one person, so each browser keeps its own mixes
        app.add_middleware(Owners)
    if password:
        app.add_middleware(_PasswordGate, password=password, secret=secret)
    app.add_middleware(SessionMiddleware, secret_key=secret, same_site="strict", max_age=SESSION)
    app.add_middleware(OwnRequests)
    if is_loopback(host) or names:  # a name that points here from elsewhere could read the page through a browser
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOCAL, *names, host])


def say_what_is_missing(app: FastAPI) -> None:
    """An address without a page gets one in the reader's language; the framework's own is English."""

    async def missing(request: Request, _problem: Exception) -> Response:
        lang = _lang(request)
        return _page(lang, _BACK, translator(lang)(_MISSING), status=404)

    app.add_exception_handler(404, missing)


class _PasswordGate:
    """Lets in, to pages and socket, who has a session; asks others for the password.

    A session ends after SESSION seconds, by a log-out, with another password, and where the server has no
    SMARTMIX_SECRET with the server.
    """

    def __init__(self, app: ASGIApp, password: str, secret: str) -> None:
        self._app = app
        self._password = password.encode()
        # what of the password stands in a session: nothing that tells it, and another for another password
        self._mark = hmac.new(secret.encode(), self._password, "sha256").hexdigest()[:32]
        self._attempts = Attempts()
        self._ended: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        is_in = self._is_in(scope["session"])
        if scope["type"] == "websocket":
            if is_in:
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        answer = await self._answer(request, is_in)
        await (self._app if answer is None else answer)(scope, receive, send)

    def _is_in(self, session: dict[str, Any]) -> bool:
        entry, since = str(session.get("entry", "")), session.get("since", 0)
        is_young = isinstance(since, int) and time.time() - since < SESSION
        return is_young and hmac.compare_digest(entry[:32], self._mark) and entry[32:] not in self._ended

    async def _answer(self, request: Request, is_in: bool) -> Response | None:
        """What is answered here; None for what a page answers."""
        path, lang = request.url.path, _lang(request)
        if path == "/login" and request.method == "POST":
            return await self._login(request, lang)
        if is_in and path == "/logout":
            if request.method != "POST":
                return _page(lang, _LOGOUT)
            self._ended[str(request.session.get("entry", ""))[32:]] = None
            if len(self._ended) > MOST_ENDED:
                self._ended.popitem(last=False)
            request.session.clear()
            return RedirectResponse(f"/?lang={lang}", status_code=303)
        if is_in or path == "/health":
            return None
        if request.method == "GET" and not path.startswith("/_nicegui"):
            return _page(lang, _LOGIN, status=401)
        return Response(status_code=401)

    async def _login(self, request: Request, lang: str) -> Response:
        address = request.client.host if request.client is not None else ""
        form = await request.form()  # before the count is asked: between the two nobody else comes in
        pause = self._attempts.pause(address)
        if pause > 0:  # the password is not looked at: guessing while one waits tells nothing
            seconds = math.ceil(pause)
            answer = _page(lang, _LOGIN, translator(lang)(_WAIT).format(seconds=seconds), status=429)
            answer.headers["Retry-After"] = str(seconds)
            return answer
        if not hmac.compare_digest(str(form.get("password", "")).encode("utf-8", "replace"), self._password):
            self._attempts.wrong(address)
            return _page(lang, _LOGIN, translator(lang)(_WRONG), status=401)
        self._attempts.right(address)
        request.session.update(entry=self._mark + secrets.token_hex(16), since=int(time.time()))
        return RedirectResponse(f"/?lang={lang}", status_code=303)


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2].lower()
    return asked if asked in LANGUAGES else "en"


def _page(lang: str, form: str, alert: str = "", status: int = 200) -> HTMLResponse:
    _ = translator(lang)
    said = f'<p role="alert">{escape(alert)}</p>' if alert else ""
    words = {"password": _("Password"), "enter": _("Enter"), "log_out": _("Log out"), "back": _("Back")}
    filled = form.format(lang=lang, **{name: escape(word) for name, word in words.items()})
    page = HTMLResponse(_PAGE.format(lang=lang, alert=said, form=filled), status_code=status)
    page.headers["Content-Security-Policy"] = _NO_SCRIPTS
    page.headers["Cache-Control"] = "no-store"
    return page


_MISSING = _("There is no page at this address.")
_WRONG = _("That is not the password.")
_WAIT = _("Too many wrong tries: wait {seconds} seconds.")
_NO_SCRIPTS = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>SmartMix</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}}
input,button{{font:inherit;padding:.4rem .6rem}}</style></head><body><main><h1>SmartMix</h1>{alert}{form}</main></body>
</html>"""
_LOGIN = """<form method="post" action="/login?lang={lang}"><p><label for="password">{password}</label></p>
<p><input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button type="submit">{enter}</button></p></form>"""
_BACK = '<p><a href="/?lang={lang}">{back}</a></p>'
_LOGOUT = """<form method="post" action="/logout?lang={lang}"><p><button type="submit">{log_out}</button>
<a href="/?lang={lang}">{back}</a></p></form>"""
