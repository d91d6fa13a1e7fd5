"""A server that ended by itself is started again; one that is asked to end, or may not begin, is not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from smartmix import children, cli
from smartmix.page import supervisor

#: Adds a line to a file at each start and ends with the status that stands in its place.
SERVER = """
import pathlib, sys
path = pathlib.Path(sys.argv[1])
path.write_text(path.read_text() + sys.argv[2])
statuses = [int(word) for word in sys.argv[3].split(",")]
started = len(path.read_text())
sys.exit(statuses[min(started, len(statuses)) - 1])
"""


def kept(tmp_path: Path, statuses: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, list[int]]:
    """The status at the end, which command was started each time (a, then b), and the falls that were told."""
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.0)
    starts, told = tmp_path / "starts", list[int]()
    starts.write_text("")
    first, again = ([sys.executable, "-c", SERVER, str(starts), name, statuses] for name in "ab")
    return supervisor.keep(first, again, told.append), starts.read_text(), told


def test_a_server_that_falls_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(tmp_path, "70,1,0", monkeypatch) == (0, "abb", [70, 1])


@pytest.mark.parametrize("status", [2, 130, 143])
def test_one_that_was_refused_or_asked_to_end_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    assert kept(tmp_path, str(status), monkeypatch) == (status, "a", [])


def test_one_that_cannot_stand_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(tmp_path, "1", monkeypatch) == (70, "a" + "b" * supervisor.MOST_FALLS, [1] * supervisor.MOST_FALLS)


def test_no_module_of_the_users_folder_stands_in_for_ours_in_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import smartmix as sm

    for name in ("smartmix", "simulation"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('not this one')\n", encoding="utf-8")
    monkeypatch.setattr("smartmix.early.is_command", lambda: True)
    ran: list[int] = []

    def keep(first: Sequence[str], again: Sequence[str], fallen: object) -> int:
        for command in (first, again):
            done = subprocess.run(command, env=children.environment(), cwd=tmp_path, capture_output=True, check=False)
            assert b"--port" in done.stderr, done.stderr  # refused by ours
            ran.append(done.returncode)
        return 0

    monkeypatch.setattr(supervisor, "keep", keep)
    sm.serve(port=80)
    assert ran == [2, 2]


#: Says its process and waits; ends when its keeper is gone.
WAITS = """
import os, pathlib, sys, time
from smartmix.page import supervisor
if supervisor.is_kept():
    supervisor.end_with_keeper()
    pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(120)
supervisor.keep([sys.executable, __file__, sys.argv[1]], [], print)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_server_is_left_behind(tmp_path: Path, how: signal.Signals) -> None:
    script, note = tmp_path / "keeper.py", tmp_path / "process"
    script.write_text(WAITS, encoding="utf-8")
    keeper = subprocess.Popen(
        [sys.executable, str(script), str(note)], env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    )
    while not (note.is_file() and note.read_text()):
        time.sleep(0.05)
    server = int(note.read_text())
    keeper.send_signal(how)
    keeper.wait(timeout=60)
    for _ in range(600):
        if not alive(server):
            return
        time.sleep(0.1)
    pytest.fail("the server is still there")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.is_file() or state.read_text().rpartition(")")[2].split()[0] != "Z"


class FakeProgram:
    """A program in which a library makes an error of its own out of an interruption."""

    def __init__(self, number: int | None) -> None:
        self.number = number

    def main(self, **_named: object) -> int:
        try:
            if self.number is None:
                raise KeyboardInterrupt
            signal.raise_signal(self.number)
        except KeyboardInterrupt:
            raise SystemError("a result with an exception set") from None
        raise AssertionError("not interrupted")


@pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (None, 130)])
def test_an_interruption_that_a_library_dresses_up_is_no_defect(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int | None, status: int
) -> None:
    for signals in (signal.SIGTERM, signal.SIGHUP):
        monkeypatch.setattr(cli, "build", lambda: FakeProgram(number))
        before = signal.signal(signals, signal.SIG_DFL)
        try:
            assert cli.main(["mixes", "--lang", "en"]) == status
        finally:
            signal.signal(signals, before)
        assert capsys.readouterr().err == "stopped; nothing new was kept\n"
