"""A department uses the page: errors, memory of the server, and how soon pages are there.

`python -m benchmarks.department` starts a server on the loopback and lets 50 people come to it for ten minutes, each
with cookies and an address of their own (127.0.1.n, which Linux has). As a browser does, they load a page and what
belongs to it, connect its socket, acknowledge what comes, read a while and go elsewhere. A page counts as there when
its socket has filled it; a comparison goes on behind it. Prints a table; status 1 when anything went wrong, memory
grew, or fewer than 95% of pages were there within 3 seconds, which wants a machine with little else to do.
"""

import argparse
import ast
import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import socketio

from benchmarks.page import memory, start
from benchmarks.row import row

#: Where people go, and how often. Most look at what others look at too; `{n}` is a number of their own.
VIEWS = {
    "/?lang=nl": 6,
    "/?lang=en&mixes=mix-1,mix-2": 3,
    "/?lang=nl&mixes=mix-3&future=no-eu-law": 3,
    "/?lang=nl&mixes=mix-2&year=2035": 2,
    "/build?lang=nl&from=mix-2": 2,
    "/build?lang=nl&from=mix-2&set=support-office.advisers:{n}": 1,
    "/law?lang=nl": 3,
    "/law?lang=en&laws=csddd-2024": 1,
    "/question?lang=nl": 2,
    "/why?lang=nl": 1,
    "/firm?lang=nl": 2,
    "/evidence?lang=en": 2,
}
#: Seconds that somebody reads a page, from and to.
READS = (5.0, 45.0)
#: Seconds within which a page should be there, the share of pages of which that is asked, and the most that is waited.
SOON, SHARE, PATIENCE = 3.0, 0.95, 60.0
#: Seconds within which the server shows its first comparison, on a busy machine too.
OPENS = 600.0
#: Growth of memory from the middle to the end that counts as flat.
FLAT = 1.1
_QUERY = re.compile(r"query: (\{[^}]*\})")
_PARTS = re.compile(r'"(/_nicegui/[^"]+\.(?:css|js|mjs))"')
_SERVER_ERROR = re.compile(r"[\w.]+(?:Error|Exception)\b|.*ended by itself")
_ACKNOWLEDGE = 3.0
_TOLD_TO_WAIT = ("too much is being computed", "er wordt te veel tegelijk")
_DEFECT = ("This is a defect of the program", "Dit is een fout van het programma")


@dataclass
class Found:
    """What people met; seconds until each page was there, and until a comparison showed its first answer."""

    pages: list[float] = field(default_factory=list[float])
    answers: list[float] = field(default_factory=list[float])
    told_to_wait: int = 0
    errors: list[str] = field(default_factory=list[str])
    memory: list[float] = field(default_factory=list[float])


class Visit:
    """One page that somebody has open."""

    def __init__(self, url: str, person: aiohttp.ClientSession, cached: set[str], found: Found) -> None:
        self._url, self._person, self._cached, self._found = url, person, cached, found
        self._socket = socketio.AsyncClient(reconnection=False, http_session=person)
        self._there, self._began, self._next, self._is_leaving = asyncio.Event(), 0.0, 0, False
        self._answered = False
        self._socket.on("*", self._message)
        self._socket.on("disconnect", self._lost)

    async def go(self, path: str, reads: float) -> None:
        """Open it, read it, leave it."""
        self._began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                query = await self._load(path)
                self._next = int(query["next_message_id"])
                await self._socket.connect(
                    f"{self._url}/?{urlencode({**query, 'document_id': 'd', 'tab_id': f'{id(self)}'})}",
                    transports=["websocket"],
                    socketio_path="/_nicegui_ws/socket.io",
                    wait_timeout=int(PATIENCE),
                )
                await self._there.wait()
            self._found.pages.append(time.monotonic() - self._began)
            await self._read(query["client_id"], reads)
        except Exception as error:  # whatever a visitor would meet
            self._found.errors.append(f"{path}: {type(error).__name__}: {error}")
        finally:
            self._is_leaving = True
            await self._socket.disconnect()

    async def _load(self, path: str) -> dict[str, str]:
        """The page and, the first time, what belongs to it; what its socket must say."""
        async with self._person.get(self._url + path) as answer:
            page = await answer.text()
            if answer.status != 200:
                raise RuntimeError(f"status {answer.status}")
        for part in {*_PARTS.findall(page)} - self._cached:
            self._cached.add(part)
            async with self._person.get(self._url + part) as answer:
                await answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"{part}: status {answer.status}")
        asked = _QUERY.search(page)
        if asked is None:
            raise RuntimeError("a page without a socket")
        written = ast.literal_eval(asked[1])  # as Python writes it
        return {key: str(value).lower() if value is True else str(value) for key, value in written.items()}

    async def _read(self, client: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            await self._socket.emit("ack", {"client_id": client, "next_message_id": self._next})
            await asyncio.sleep(min(left, _ACKNOWLEDGE))

    async def _message(self, event: str, content: Any) -> None:
        self._next = content.get("_id", self._next - 1) + 1
        if event != "update":
            return
        text = json.dumps(content)
        self._there.set()
        if not self._answered and '"id": "answer"' in text:
            self._answered = True
            self._found.answers.append(time.monotonic() - self._began)
        self._found.told_to_wait += any(words in text for words in _TOLD_TO_WAIT)
        if any(words in text for words in _DEFECT):
            self._found.errors.append(f"a defect is shown: {text[:300]}")

    def _lost(self, *_reason: object) -> None:
        if not self._is_leaving:
            self._found.errors.append("the socket was lost")


async def person(number: int, url: str, until: float, found: Found, luck: random.Random) -> None:
    """One page after the other until it is time."""
    await asyncio.sleep(luck.uniform(0.0, READS[1]))
    connector = aiohttp.TCPConnector(local_addr=(f"127.0.1.{number + 1}", 0))
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        cached: set[str] = set()
        while time.monotonic() < until:
            (path,) = luck.choices([*VIEWS], [*VIEWS.values()])
            reads = min(luck.uniform(*READS), max(0.0, until - time.monotonic()))
            await Visit(url, session, cached, found).go(path.format(n=luck.randrange(5, 60)), reads)


async def follow_memory(process: int, until: float, found: Found, every: float) -> None:
    """Memory of the server in MB, again and again."""
    while time.monotonic() < until:
        await asyncio.sleep(every)
        found.memory.append(memory(process))


async def settled(url: str) -> None:
    """Wait until the first comparison shows something: who comes before waits for a program that is being loaded."""
    async with asyncio.timeout(OPENS), aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{url}/health") as answer:
                if await answer.json() == {"ready": True}:
                    return
            await asyncio.sleep(0.5)


async def campaign(url: str, process: int, people: int, seconds: float, seed: int) -> Found:
    """All people at once, for so long."""
    await settled(url)
    found, until = Found(), time.monotonic() + seconds
    lucks = [random.Random(f"{seed} {n}") for n in range(people)]
    visits = [person(n, url, until, found, luck) for n, luck in enumerate(lucks)]
    await asyncio.gather(follow_memory(process, until, found, seconds / 40), *visits)
    return found


def report(found: Found, people: int, seconds: float, log: str) -> tuple[str, bool]:
    """A table as Markdown with each error, and whether all was well."""
    errors = [*found.errors, *(f"server: {line}" for line in log.splitlines() if _SERVER_ERROR.match(line))]
    soon = sum(one <= SOON for one in found.pages) / max(1, len(found.pages))
    pages, memories = found.pages or [float("nan")], found.memory or [float("nan")]
    tenth = max(1, len(memories) // 10)
    middle, end = (statistics.median(part) for part in (memories[4 * tenth : 6 * tenth] or memories, memories[-tenth:]))
    rows = {
        "people, minutes": f"{people}, {seconds / 60:.0f}",
        "pages opened": f"{len(found.pages)}",
        "errors": f"{len(errors)}",
        f"pages there within {SOON:.0f} s": f"{soon:.1%}",
        "page there, middle and worst (s)": f"{statistics.median(pages):.2f}, {max(pages):.2f}",
        "first answer of a comparison, middle and worst (s)": f"{statistics.median(found.answers or [0]):.1f}, "
        f"{max(found.answers, default=0):.1f} ({len(found.answers)})",
        "told to wait, as too much was computed": f"{found.told_to_wait}",
        "memory of the server, each tenth (MB)": ", ".join(f"{one:.0f}" for one in memories[::tenth]),
        "memory from the middle to the end": f"x {end / middle:.2f}",
    }
    lines = ["| what | found |", "|---|---|", *(f"| {key} | {value} |" for key, value in rows.items())]
    worst = errors[0] if errors else f"{soon:.1%} within {SOON:.0f} s, memory x {end / middle:.2f}"
    lines += [*errors[:20], row(f"{people} people", len(found.pages), len(errors), worst)]
    return "\n".join(lines), not errors and soon >= SHARE and end <= FLAT * middle


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.department", description="Many people at once.")
    parser.add_argument("--people", type=int, default=50, choices=range(1, 101), metavar="1-100")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--draws", type=int, default=200, help="draws of a comparison")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    seconds = min(asked.minutes, 60.0) * 60
    with tempfile.TemporaryDirectory() as name:
        server, url, _seconds = start(Path(name), draws=asked.draws)
        try:
            found = asyncio.run(campaign(url, server.pid, asked.people, seconds, asked.seed))
        finally:
            server.terminate()
            server.wait()
        text, is_well = report(found, asked.people, seconds, (Path(name) / "serve.log").read_text(encoding="utf-8"))
    print(text)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
