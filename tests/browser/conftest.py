"""A real server and a real browser. Without Chromium tests are skipped with a reason, or fail where it is required."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REQUIRED = os.environ.get("SMARTMIX_REQUIRE_BROWSER") == "1"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
#: What the server computes in tests: small, so that a page is ready in a moment.
SMALL = {"SMARTMIX_PAGE_FIRMS": "300", "SMARTMIX_PAGE_DRAWS": "20"}
#: Levels of the rules of axe-core that pages are held to: all that are no experiment.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Milliseconds to wait for something on a page; generous for a busy machine.
PATIENCE = 60_000


def _missing() -> str:
    """Why there is no browser; "" when there is."""
    if not any(map(shutil.which, NAMES)):
        return "no Chromium on this machine (Debian: apt-get install chromium)"
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed (it is in the group dev)"
    return ""


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Skip tests in a browser where there is none, unless it is required."""
    reason = _missing()
    if not reason or REQUIRED:
        return
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason=f"{reason}; SMARTMIX_REQUIRE_BROWSER=1 makes this a failure"))


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`smartmix serve` as a process of its own."""

    def __init__(self, folder: Path, environment: dict[str, str] | None = None, *options: str) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "serve.log"
        # the framework of the page behaves otherwise where it sees that pytest runs
        settings = {k: v for k, v in os.environ.items() if not k.startswith(("SMARTMIX_PAGE", "PYTEST"))}
        command = [sys.executable, "-m", "smartmix", "serve", "--no-open", "--port", self.url.rpartition(":")[2]]
        with self.log.open("w") as stream:
            self.process = subprocess.Popen(
                [*command, *options],
                stdout=stream,
                stderr=stream,
                cwd=folder,
                env=settings | SMALL | {"SMARTMIX_MIXES": str(folder / "mixes")} | (environment or {}),
            )
        self._wait(lambda: self.url in self.log.read_text())

    def settle(self) -> "Server":
        """Wait until the first comparison shows something, so that tests meet a server that has compiled."""

        def has_answer() -> bool:
            with urllib.request.urlopen(f"{self.url}/health") as page:
                return page.read() == b'{"ready":true}'

        self._wait(has_answer, 0.5)
        return self

    def _wait(self, holds: Callable[[], bool], between: float = 0.1) -> None:
        ends = time.monotonic() + 180
        while not holds():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < ends, "the server was not ready within three minutes"
            time.sleep(between)

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server, without a slash at the end."""
    running = Server(tmp_path_factory.mktemp("server")).settle()
    yield running.url
    running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium with a fresh profile."""
    assert not _missing(), _missing()
    from playwright.sync_api import sync_playwright

    path = next(path for path in map(shutil.which, NAMES) if path)
    with tempfile.TemporaryDirectory() as _profile, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Any, server: str) -> Iterator[Callable[..., Any]]:
    """Makes pages of different people; each fails the test on console errors and requests to other hosts."""
    opened: list[Any] = []
    trouble: list[str] = []

    def watch(request: Any) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            trouble.append(f"request to another host: {request.url}")

    def say(message: Any) -> None:
        if message.type == "error":
            trouble.append(f"console: {message.text}")

    def make(width: int = 1280, height: int = 900) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", watch)
        page.on("console", say)
        page.on("pageerror", lambda error: trouble.append(f"page error: {error}"))
        return page

    yield make
    for context in opened:
        context.close()
    assert not trouble, trouble


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page of one person, 1280 wide."""
    return new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` opens all that is closed on the page, and fails on every finding of axe-core, of any impact.

    Further options of axe-core by name: a page from disk may not read its own files (`preload=False`).
    """
    from axe_playwright_python.sync_playwright import Axe

    rules = {"runOnly": {"type": "tag", "values": AXE_TAGS}}

    def look(page: Any, **more: Any) -> None:
        page.evaluate("document.querySelectorAll('#main details').forEach(part => part.open = true)")
        found = Axe().run(page, options=rules | more).response["violations"]
        bad = [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
        assert not bad, "\n".join(bad)

    return look
