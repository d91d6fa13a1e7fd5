"""Fixtures that several test files share."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Call, caller

from experiments.prepare import Experiment, prepare
from experiments.settings import CompareSettings
from scenarios.library import list_futures, list_mixes
from simulation.compiled import is_warm

#: Why a long test is skipped.
LEFT_OUT = "long: SMARTMIX_LONG=1 runs it"
#: Files that take longest begin first, so that no process is left with one when the others have done. The browser's are
#: one: they share a server, which takes long to start.
FIRST = (
    "browser/",
    "test_same_luck.py",
    "test_cli_processes.py",
    "test_sweep.py",
    "test_notebooks.py",
    "test_cluster.py",
    "test_own_model_verbs.py",
    "test_calibration.py",
    "test_golden_studies.py",
    "test_docs.py",
    "test_kept.py",
    "test_calibration_page.py",
    "test_damage.py",
    "test_verbs.py",
)
HERE = "tests/"
#: A comparison that turns all that comparisons need into machine code.
SMALLEST = "compare mix-1 --draws 1 --firms 100 --from 2012 --until 2012 --prior --no-figures --quiet --out run"


def pytest_configure(config: pytest.Config) -> None:
    """Register our markers."""
    config.addinivalue_line("markers", "slow: compiles or runs for more than some seconds")
    config.addinivalue_line("markers", "long: more than a short check can hold; with SMARTMIX_LONG=1 alone")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile once, on all processors, before several processes of tests each would: that took a minute and a half."""
    is_first_of_many = not hasattr(session.config, "workerinput") and session.config.getoption("numprocesses", None)
    if is_first_of_many and not is_warm():
        with tempfile.TemporaryDirectory() as place:
            words = [sys.executable, "-P", "-m", "smartmix", *shlex.split(SMALLEST)]
            subprocess.run(words, cwd=place, check=True, stdout=subprocess.DEVNULL)


@pytest.hookimpl(optionalhook=True)  # of xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give files to processes whole, those of `FIRST` first; all that share the server to one."""
    from xdist.scheduler import LoadFileScheduling

    class FirstThings(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            browser = HERE + FIRST[0]
            return browser if nodeid.startswith(browser) else super()._split_scope(nodeid)

    return FirstThings(config, log) if config.getvalue("dist") == "loadfile" else None


def place_of(item: pytest.Item) -> int:
    """Where the file of a test stands in `FIRST`; behind it those that are not there."""
    file = item.nodeid.removeprefix(HERE)
    return next((place for place, name in enumerate(FIRST) if file.startswith(name)), len(FIRST))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, and leave the long tests to who asks for them."""
    items.sort(key=place_of)
    if os.environ.get("SMARTMIX_LONG") != "1":
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason=LEFT_OUT))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many long tests were left out, and how to run them."""
    count = sum(LEFT_OUT in str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    if count:
        terminalreporter.write_line(f"{count} long tests left out; SMARTMIX_LONG=1 before the command runs them too")


def all_mixes(**others: object) -> Experiment:
    """Every shipped mix beside the reference, on few firms."""
    settings = {"firms": 150, "draws": 2, "first_year": 2012, "last_year": 2035, "prior": True} | others
    return prepare(CompareSettings(mixes=tuple(list_mixes()), **settings))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def every_mix() -> Experiment:
    """All shipped mixes in the default future, all years, two draws of the prior."""
    return all_mixes()


@pytest.fixture(scope="session")
def every_future() -> dict[str, Experiment]:
    """All shipped mixes in each shipped future, all years, three draws of the prior each."""
    return {name: all_mixes(future=name, draws=3, seed=seed) for seed, name in enumerate(list_futures(), start=5)}


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program speaks English, whatever the system does."""
    monkeypatch.setenv("SMARTMIX_LANG", "en")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line, run in this process."""
    return caller(capsys)


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str, name: str = "own.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write
