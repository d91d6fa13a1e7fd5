"""Passwords and sessions at their bounds, on a clock that somebody turns by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from test_page_security import GOOD, site

from smartmix.page import supervisor
from smartmix.page.serving import attempts, owners, security


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(attempts, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_a_pause_doubles_runs_out_and_is_forgotten(clock: list[float]) -> None:
    tries = attempts.Attempts()
    assert tries.pause("a") == 0.0
    for pause in (1.0, 2.0, 4.0, 8.0):
        tries.wrong("a")
        assert (tries.pause("a"), tries.pause("b")) == (pause, 0.0)
    clock[0] += 5.0
    assert tries.pause("a") == 3.0
    clock[0] += 4.0
    assert tries.pause("a") == 0.0
    clock[0] += attempts.WINDOW
    assert tries.pause("a") == 0.0
    tries.wrong("a")
    assert tries.pause("a") == 1.0  # the ones before are forgotten


def test_who_goes_on_trying_is_not_forgotten_for_others(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    assert attempts.KEPT >= 1000
    monkeypatch.setattr(attempts, "KEPT", 2)
    tries = attempts.Attempts()
    for address in ("a", "b", "a", "c"):
        tries.wrong(address)
    assert (tries.pause("a"), tries.pause("b"), tries.pause("c")) == (2.0, 0.0, 1.0)


@pytest.mark.parametrize("given", [GOOD + "x", GOOD[:-1], GOOD.upper(), "", GOOD + "\ud800"])
def test_only_the_whole_password_lets_in(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    client = site(monkeypatch, "0.0.0.0", GOOD)
    answer = client.post("/login", content=f"password={given}".encode("utf-8", "replace"), headers=FORM)
    assert answer.status_code == 401 and client.get("/").status_code == 401


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_session_lasts_a_working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    client = site(monkeypatch, "0.0.0.0", GOOD)
    assert client.post("/login", data={"password": GOOD}).status_code == 303
    began = security.time.time()
    for hours, status in ((11.9, 200), (12.1, 401)):
        monkeypatch.setattr(security, "time", SimpleNamespace(time=lambda hours=hours: began + hours * 3600))
        assert client.get("/").status_code == status


def test_of_many_that_logged_out_the_last_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "MOST_ENDED", 2)
    client = site(monkeypatch, "0.0.0.0", GOOD)
    left: list[dict[str, str]] = []
    for _person in range(3):
        client.post("/login", data={"password": GOOD})
        left.append(dict(client.cookies))
        client.post("/logout")
        client.cookies.clear()
    client.cookies.update(left[-1])
    assert client.get("/").status_code == 401


def test_each_new_browser_gets_a_desk_that_no_script_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [site(monkeypatch, "0.0.0.0", GOOD).get("/").headers.get("set-cookie", "") for _browser in range(2)]
    desks = [next((part for part in each.split(", ") if owners.COOKIE in part), "") for each in given]
    if not all(desks):  # behind the password there is none yet
        given = [site(monkeypatch, "127.0.0.1", hosts="page.example").get("/").headers["set-cookie"] for _b in range(2)]
        desks = [next(part for part in each.split(", ") if owners.COOKIE in part) for each in given]
    assert desks[0] != desks[1]
    assert all("HttpOnly" in each and "SameSite=Strict" in each for each in desks)
    assert owners._token(f"{owners.COOKIE}={'a' * 32}") == "a" * 32
    assert owners._token(f"{owners.COOKIE}={'a' * 31}/") != owners._token(f"{owners.COOKIE}={'a' * 31}/")


def test_a_server_that_falls_again_and_again_is_left_after_five_times(monkeypatch: pytest.MonkeyPatch) -> None:
    now, waited, ran = [0.0], list[float](), list[Any]()

    def run(command: Any, _environment: Any) -> int:
        ran.append(command)
        now[0] += lasts.pop(0)
        return ends.pop(0)

    monkeypatch.setattr(supervisor, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=waited.append))
    monkeypatch.setattr(supervisor, "_run", run)
    lasts, ends = [1.0] * 6, [-9] * 6
    assert supervisor.keep(["first"], ["again"], lambda _status: None) == 70
    assert ran == [["first"], *[["again"]] * 5] and waited == [0.5, 1.0, 2.0, 4.0, 8.0]
    waited.clear()
    lasts, ends = [1.0, 1.0, 61.0, 1.0], [-9, -9, -9, 0]
    assert supervisor.keep(["first"], ["again"], lambda _status: None) == 0
    assert waited == [0.5, 1.0, 0.5]  # one that ran for a minute begins the count anew
    for asked in (0, 2, 130, 143):
        lasts, ends = [1.0], [asked]
        assert supervisor.keep(["first"], ["again"], lambda _status: None) == asked
