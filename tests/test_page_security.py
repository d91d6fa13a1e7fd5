"""Who may use the page: loopback by default, a password elsewhere, no foreign names, no large requests."""

import socket

import pytest
from fastapi import FastAPI, Request, WebSocket
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from simulation.problems import InputProblem
from smartmix.cli import main
from smartmix.page import HOST
from smartmix.page.server import Serving
from smartmix.page.serving import attempts, owners, requests, security
from smartmix.page.serving.address import Address

GOOD = "a long password"
SECRET = "a key for cookies"
SOCKET = "/_nicegui_ws/socket.io/"


def site(
    monkeypatch, host: str = "127.0.0.1", password: str = "", hosts: str = "", base: str = "http://localhost"
) -> TestClient:
    monkeypatch.setenv(security.HOSTS, hosts)
    app = FastAPI()

    @app.get("/")
    def _home() -> str:
        return "inside"

    @app.post("/upload")
    def _upload() -> str:
        return "taken"

    @app.websocket("/_nicegui_ws/socket.io/")
    async def _socket(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("open")
        await socket.close()

    security.protect(app, host, password, SECRET)
    return TestClient(app, base_url=base, follow_redirects=False)


def opens(client: TestClient, **headers: str) -> bool:
    """Whether the page's socket can be had with these headers."""
    try:
        with client.websocket_connect(f"ws://{client.base_url.netloc.decode()}{SOCKET}", headers=headers) as socket:
            return socket.receive_text() == "open"
    except WebSocketDisconnect:
        return False


def test_loopback_needs_no_password(monkeypatch) -> None:
    monkeypatch.delenv(security.PASSWORD, raising=False)
    for host in ("127.0.0.1", "localhost", "::1"):
        assert security.password_for(host) == ""
    assert HOST == "127.0.0.1"
    assert site(monkeypatch).get("/").text == '"inside"'


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.nl"])
def test_other_hosts_need_one(monkeypatch, host) -> None:
    monkeypatch.delenv(security.PASSWORD, raising=False)
    with pytest.raises(InputProblem):
        security.password_for(host)
    monkeypatch.setenv(security.PASSWORD, "short")
    with pytest.raises(InputProblem):
        security.password_for(host)
    monkeypatch.setenv(security.PASSWORD, GOOD)
    assert security.password_for(host) == GOOD


def test_on_a_server_each_browser_has_mixes_of_its_own(monkeypatch) -> None:
    """Known by a cookie that outlives a log-out and a restart; on one machine there is one owner and no cookie."""
    monkeypatch.setenv(security.PASSWORD, GOOD)
    assert owners.COOKIE not in site(monkeypatch).get("/").cookies
    seen = []

    def again(*cookies: str) -> TestClient:
        app = FastAPI()

        @app.get("/")
        def _home(request: Request) -> str:
            seen.append(request.scope[owners.OWNER])
            return "inside"

        monkeypatch.setenv(security.HOSTS, "imvo.example.nl")
        security.protect(app, "127.0.0.1", "", SECRET)
        client = TestClient(app, base_url="http://imvo.example.nl")
        for cookie in cookies:
            client.cookies.set(owners.COOKIE, cookie)
        return client

    first = again()
    head = first.get("/").headers["set-cookie"]
    assert all(part in head for part in ("HttpOnly", "SameSite=Strict", f"Max-Age={owners.LONGEST}"))
    token = str(first.cookies[owners.COOKIE])
    first.get("/")
    again(token).get("/")  # a restart
    again().get("/")
    again("../../etc").get("/")
    assert seen[0] == seen[1] == seen[2]
    assert len({*seen}) == 3
    assert all(len(owner) == 32 and owner.isalnum() and token not in owner for owner in seen)


def test_nothing_is_seen_without_the_password(monkeypatch) -> None:
    client = site(monkeypatch, "0.0.0.0", GOOD)
    page = client.get("/", headers={"accept-language": "nl"})
    assert page.status_code == 401
    assert 'lang="nl"' in page.text
    assert "inside" not in page.text
    assert client.post("/upload").status_code == 401
    assert not opens(client)
    assert client.post("/login", data={"password": "another one, wrong"}).status_code == 401
    assert client.get("/").status_code == 401
    monkeypatch.setattr(attempts, "FIRST_PAUSE", 0.0)
    assert client.post("/login", data={"password": GOOD}).status_code == 303
    assert client.get("/").text == '"inside"'
    assert opens(client)


def test_wrong_passwords_are_counted_slowed_and_logged(monkeypatch, caplog) -> None:
    now = [1000.0]
    monkeypatch.setattr(attempts.time, "monotonic", lambda: now[0])
    client = site(monkeypatch, "0.0.0.0", GOOD)
    tries = [client.post("/login", data={"password": f"wrong {number}"}).status_code for number in range(200)]
    assert tries == [401] + [429] * 199
    assert client.post("/login", data={"password": GOOD}).status_code == 429  # not even the right one is looked at
    waits = []
    for _try in range(10):
        answer = client.post("/login", data={"password": "wrong"})
        waits.append(int(answer.headers["Retry-After"]))
        now[0] += waits[-1]
        assert client.post("/login", data={"password": "wrong"}).status_code == 401
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert caplog.text.count("wrong password from testclient") == 11
    assert "wrong 1" not in caplog.text and GOOD not in caplog.text
    now[0] += 300
    assert client.post("/login", data={"password": GOOD}).status_code == 303


def test_the_log_is_in_the_language_of_the_server(monkeypatch, caplog) -> None:
    monkeypatch.setenv("SMARTMIX_LANG", "nl")
    tries = attempts.Attempts()
    tries.wrong("10.0.0.7")
    tries.right("10.0.0.7")
    assert [record.message for record in caplog.records] == [
        "verkeerd wachtwoord van 10.0.0.7, 1 achter elkaar",
        "goed wachtwoord van 10.0.0.7 na verkeerde",
    ]


def test_a_session_ends_with_log_out_age_and_another_password(monkeypatch) -> None:
    client = site(monkeypatch, "0.0.0.0", GOOD)
    assert client.get("/logout").status_code == 401
    client.post("/login", data={"password": GOOD})
    cookies = dict(client.cookies)
    assert client.get("/").status_code == 200
    for password, status in ((GOOD, 200), (GOOD + "!", 401)):  # the same key for cookies, after a restart
        other = site(monkeypatch, "0.0.0.0", password)
        other.cookies.update(cookies)
        assert other.get("/").status_code == status
    assert "Log out" in client.get("/logout").text
    assert client.get("/").status_code == 200  # a link logs nobody out
    assert client.post("/logout").status_code == 303
    assert client.get("/").status_code == 401
    client.cookies.update(cookies)
    assert client.get("/").status_code == 401  # nor does a copy of the cookie let in
    client.post("/login", data={"password": GOOD})
    now = security.time.time()
    monkeypatch.setattr(security.time, "time", lambda: now + security.SESSION)
    assert client.get("/").status_code == 401


def test_cookies_are_secure_behind_https_alone(monkeypatch) -> None:
    for base, secure in (("http://localhost", False), ("https://localhost", True)):
        answer = site(monkeypatch, "0.0.0.0", GOOD, base=base).post("/login", data={"password": GOOD})
        cookie = answer.headers["set-cookie"].lower()
        assert ("secure" in cookie) == secure
        assert "httponly" in cookie and "samesite=strict" in cookie


def test_other_sites_make_nobody_ask(monkeypatch) -> None:
    client = site(monkeypatch)
    cross = {"sec-fetch-site": "cross-site"}
    for more in ({}, {"sec-fetch-mode": "no-cors"}, {"sec-fetch-mode": "navigate"}):
        answer = client.get("/?mixes=mix-1", headers=cross | more)
        assert answer.status_code == 403
        assert "inside" not in answer.text
    assert 'href="/?mixes=mix-1"' in answer.text  # who followed a link in a mail goes on with a click
    assert client.get("/", headers={"sec-fetch-site": "none"}).status_code == 200
    assert client.get("/", headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert client.post("/upload", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/upload", headers={"origin": "http://localhost"}).status_code == 200
    assert client.get(SOCKET, headers={"origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://localhost", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_foreign_origins_get_no_socket(monkeypatch, origin, is_own) -> None:
    assert opens(site(monkeypatch), origin=origin) == is_own
    assert opens(site(monkeypatch))
    assert not opens(site(monkeypatch), **{"sec-fetch-site": "cross-site"})


def test_another_port_of_this_machine_is_another_site(monkeypatch) -> None:
    client = site(monkeypatch, base="http://localhost:8080")
    assert opens(client, origin="http://localhost:8080")
    assert not opens(client, origin="http://localhost:3000")


def test_pages_may_load_and_send_nothing_elsewhere(monkeypatch) -> None:
    headers = site(monkeypatch).get("/").headers
    policy = headers["content-security-policy"]
    for part in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "object-src 'none'"):
        assert part in policy
    assert headers["x-frame-options"] == "DENY"
    form = site(monkeypatch, "0.0.0.0", GOOD).get("/").headers["content-security-policy"]
    assert form.startswith("default-src 'none'")
    assert "script" not in form


def test_a_foreign_name_is_refused(monkeypatch) -> None:
    client = site(monkeypatch)
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert site(monkeypatch, hosts="imvo.example.nl").get("/", headers={"host": "imvo.example.nl"}).status_code == 200


@pytest.mark.parametrize(
    ("lang", "said"), [("nl", "Op dit adres staat geen pagina."), ("en", "There is no page at this address.")]
)
def test_an_address_without_a_page_says_so_in_the_readers_language(monkeypatch, lang, said) -> None:
    client = site(monkeypatch)
    security.say_what_is_missing(client.app)
    page = client.get("/nowhere<b>", headers={"accept-language": lang})
    assert page.status_code == 404
    assert f'lang="{lang}"' in page.text and said in page.text and f'<a href="/?lang={lang}">' in page.text
    assert "nowhere" not in page.text
    assert client.get("/").status_code == 200


def test_large_requests_are_refused_unread(monkeypatch) -> None:
    client = site(monkeypatch)
    assert client.post("/upload", content=b"x").status_code == 200
    assert client.post("/upload", content=b"x" * (requests.LARGEST_REQUEST + 1)).status_code == 413
    assert client.post("/upload", content=iter([b"x"])).status_code == 413


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "80"], "80"),
        (["--port", "many"], "--port"),
        (["--host", "0.0.0.0"], "SMARTMIX_PASSWORD"),
        (["--host", "no such host"], "no such host"),
    ],
)
def test_wrong_addresses_are_refused_in_one_line(monkeypatch, capsys, options, said) -> None:
    monkeypatch.delenv(security.PASSWORD, raising=False)
    assert main(["serve", "--no-open", *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err


def test_a_port_in_use_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputProblem):
            Serving(port=taken.getsockname()[1]).check()


def test_state_in_the_address_goes_round() -> None:
    address = Address("/", {"lang": "nl", "mixes": "mix-1,mix-2"}).changed(group="small", lang="en")
    assert address.url == "/?lang=en&mixes=mix-1,mix-2&group=small"
    assert address.items("mixes") == ("mix-1", "mix-2")
    assert address.changed(group=None).get("group", "none") == "none"
    assert address.at("/law", "group").url == "/law?lang=en&group=small"
    assert address.whole("group", 3, 0, 9) == 3
    assert address.among("lang", ("nl", "en"), "nl") == "en"
