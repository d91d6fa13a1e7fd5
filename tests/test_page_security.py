"""Who may use the page: loopback by default, a password elsewhere, no foreign names, no large requests."""

import socket

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.middleware.sessions import SessionMiddleware

from simulation.problems import InputProblem
from smartmix.cli import main
from smartmix.page import HOST
from smartmix.page.server import Serving
from smartmix.page.serving import security
from smartmix.page.serving.address import Address

GOOD = "a long password"


def site(monkeypatch, host: str = "127.0.0.1", password: str = "", hosts: str = "") -> TestClient:
    monkeypatch.setenv(security.HOSTS, hosts)
    monkeypatch.setattr(security, "PAUSE", 0.0)
    app = FastAPI()

    @app.get("/")
    def _home() -> str:
        return "inside"

    @app.post("/upload")
    def _upload() -> str:
        return "taken"

    security.protect(app, host, password)
    app.add_middleware(SessionMiddleware, secret_key="x")
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


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


def test_nothing_is_seen_without_the_password(monkeypatch) -> None:
    client = site(monkeypatch, "0.0.0.0", GOOD)
    page = client.get("/", headers={"accept-language": "nl"})
    assert page.status_code == 401
    assert 'lang="nl"' in page.text
    assert "inside" not in page.text
    assert client.post("/upload").status_code == 401
    assert client.post("/login", data={"password": "another one, wrong"}).status_code == 401
    assert client.get("/").status_code == 401
    assert client.post("/login", data={"password": GOOD}).status_code == 303
    assert client.get("/").text == '"inside"'


def test_a_foreign_name_is_refused(monkeypatch) -> None:
    client = site(monkeypatch)
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert site(monkeypatch, hosts="imvo.example.nl").get("/", headers={"host": "imvo.example.nl"}).status_code == 200


def test_large_requests_are_refused_unread(monkeypatch) -> None:
    client = site(monkeypatch)
    assert client.post("/upload", content=b"x").status_code == 200
    assert client.post("/upload", content=b"x" * (security.LARGEST_REQUEST + 1)).status_code == 413
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
