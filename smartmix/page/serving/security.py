"""Who may use the page: everybody on this machine, or whoever knows the password where others can reach it.

SMARTMIX_PASSWORD is the password; SMARTMIX_HOSTS are further names under which a proxy offers the page.
"""

import asyncio
import hmac
import ipaddress
import os
from html import escape

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.trustedhost import TrustedHostMiddleware

from results.language import LANGUAGES, translator
from simulation.problems import InputProblem

PASSWORD = "SMARTMIX_PASSWORD"
HOSTS = "SMARTMIX_HOSTS"
#: A shorter password can be guessed by trying.
SHORTEST_PASSWORD = 12
#: Seconds before a wrong password is answered.
PAUSE = 1.0
#: What a form or an upload may hold, in bytes; larger requests are refused unread.
LARGEST_REQUEST = 1_000_000
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


def protect(app: FastAPI, host: str, password: str) -> None:
    """Refuse foreign host names, large requests, and without the password everything but the form that asks for it."""
    if password:
        app.add_middleware(_PasswordGate, password=password)
    app.add_middleware(_SmallRequests)
    names = [name.strip() for name in os.environ.get(HOSTS, "").split(",") if name.strip()]
    if is_loopback(host) or names:  # a name that points here from elsewhere could read the page through a browser
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOCAL, *names, host])


class _SmallRequests(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Refuse a request whose body is too large, or of unknown length."""
        length = request.headers.get("content-length", "0")
        is_large = not length.isdecimal() or int(length) > LARGEST_REQUEST or "transfer-encoding" in request.headers
        if is_large and not request.url.path.startswith("/_nicegui_ws"):
            return Response(status_code=413)
        response = await call_next(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        return response


class _PasswordGate(BaseHTTPMiddleware):
    def __init__(self, app: object, password: str) -> None:
        super().__init__(app)  # pyright: ignore[reportArgumentType]
        self._password = password.encode()

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Let in who has a session; ask others for the password."""
        if request.session.get("is_in"):
            return await call_next(request)
        if request.url.path == "/login" and request.method == "POST":
            form = await request.form()
            if hmac.compare_digest(str(form.get("password", "")).encode(), self._password):
                request.session["is_in"] = True
                return RedirectResponse("/", status_code=303)
            await asyncio.sleep(PAUSE)
            return HTMLResponse(_form(_lang(request), is_wrong=True), status_code=401)
        if request.method == "GET" and not request.url.path.startswith("/_nicegui"):
            return HTMLResponse(_form(_lang(request)), status_code=401)
        return Response(status_code=401)


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2].lower()
    return asked if asked in LANGUAGES else "en"


def _form(lang: str, is_wrong: bool = False) -> str:
    _ = translator(lang)
    wrong = f'<p role="alert">{escape(_("That is not the password."))}</p>' if is_wrong else ""
    return _FORM.format(lang=lang, wrong=wrong, label=escape(_("Password")), enter=escape(_("Enter")))


_FORM = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>SmartMix</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}}
input,button{{font:inherit;padding:.4rem .6rem}}</style></head><body><main><h1>SmartMix</h1>{wrong}
<form method="post" action="/login?lang={lang}"><p><label for="password">{label}</label></p>
<p><input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button type="submit">{enter}</button></p></form></main></body></html>"""
