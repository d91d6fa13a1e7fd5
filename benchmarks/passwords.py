"""Guessing the page's password: how many tries are looked at, and does any of them let in?

`python -m benchmarks.passwords` asks the real gate, without a network and with a clock of its own, from several
addresses: wrong passwords of every kind, as fast as answers come. Status 1 when one of them is let in, when more are
looked at than the pauses allow, when the password or a try is logged, or when the right one does not let in afterwards.
"""

import argparse
import io
import logging
import random
import string
import sys
from collections import Counter

from fastapi import FastAPI
from starlette.testclient import TestClient

from benchmarks.row import row
from smartmix.page.serving import attempts, security

_PASSWORD = "a long sentence that nobody guesses"
#: Seconds between two tries of one address.
_BETWEEN = 0.01


def guess(luck: random.Random) -> str:
    """A wrong password: near the right one, long, empty, of strange signs, or anything."""
    kind = luck.randrange(5)
    if kind == 0:
        return _PASSWORD[: luck.randrange(len(_PASSWORD))]
    if kind == 1:
        return _PASSWORD + luck.choice(string.printable)
    if kind == 2:
        return luck.choice(("", "\0", "é" * 40, "x" * 10_000, "' or 1=1 --", _PASSWORD.upper()))
    return "".join(luck.choices(string.printable, k=luck.randrange(1, 40)))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.passwords", description="Can the password be guessed?")
    parser.add_argument("--tries", type=int, default=10_000)
    parser.add_argument("--addresses", type=int, default=5)
    asked = parser.parse_args()
    now, heard = [1000.0], io.StringIO()
    attempts.time.monotonic = lambda: now[0]  # type: ignore[attr-defined]
    attempts.LOG.addHandler(logging.StreamHandler(heard))
    attempts.LOG.propagate = False
    app, luck = FastAPI(), random.Random(14)
    app.get("/")(lambda: "inside")
    security.protect(app, "0.0.0.0", _PASSWORD, "key of the cookies")
    clients = [
        TestClient(app, client=(f"192.0.2.{n}", 1), follow_redirects=False) for n in range(1, asked.addresses + 1)
    ]
    found, wrong = Counter[int](), list[str]()
    for n in range(asked.tries):
        client, tried = clients[n % len(clients)], guess(luck)
        status = client.post("/login", data={"password": tried}).status_code
        found[status] += 1
        if status not in (401, 429) or client.get("/").status_code != 401:
            wrong.append(f"let in by {tried!r}")
        now[0] += _BETWEEN
    # with a pause that doubles from 1 second on, an address has so many tries within its seconds
    seconds, looked, pause = asked.tries * _BETWEEN, 1, attempts.FIRST_PAUSE
    while (seconds := seconds - pause) > 0:
        looked, pause = looked + 1, min(2 * pause, attempts.LONGEST_PAUSE)
    if found[401] > looked * len(clients):
        wrong.append(f"{found[401]} tries were looked at; the pauses allow {looked * len(clients)}")
    if _PASSWORD in heard.getvalue() or heard.getvalue().count("wrong password") != found[401]:
        wrong.append("the log does not hold each wrong try, or holds what was typed")
    now[0] += attempts.LONGEST_PAUSE
    if clients[0].post("/login", data={"password": _PASSWORD}).status_code != 303:
        wrong.append("the right password does not let in afterwards")
    print("\n".join(wrong[:20]))
    print(
        f"{asked.tries} wrong passwords from {len(clients)} addresses in {asked.tries * _BETWEEN:.0f} seconds: "
        f"{found[401]} looked at, {found[429]} told to wait, {len(wrong)} faults"
    )
    print(row("wrong passwords", asked.tries, len(wrong), wrong[0] if wrong else f"{found[401]} looked at"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
