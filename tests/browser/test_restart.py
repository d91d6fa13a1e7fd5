"""A server that fell is started again, and the page that was open finds its answer by itself."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from browser.conftest import PATIENCE, Server


def kept_server(keeper: int) -> int:
    """The process of the server that the command keeps."""
    return int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="looks a process up in /proc")
def test_an_open_page_finds_its_answer_after_a_fall(browser: Any, tmp_path: Path) -> None:
    running = Server(tmp_path).settle()
    try:
        page = browser.new_context().new_page()  # whose console may say that the connection was lost
        page.set_default_timeout(PATIENCE)
        page.goto(f"{running.url}/?lang=en&mixes=mix-3&future=no-eu-law&year=2027")
        answer = page.locator("#answer").inner_text()
        page.evaluate("window.isBefore = true")
        os.kill(kept_server(running.process.pid), signal.SIGKILL)
        page.wait_for_function("!window.isBefore && document.querySelector('#answer')", timeout=5 * PATIENCE)
        assert page.locator("#answer").inner_text() == answer
        assert "is started again" in running.log.read_text()
        page.context.close()
    finally:
        running.close()
