"""Puts mutants into a copy of the project, one at a time, and runs their tests there.

Mutants of one file and the same tests share a process up to the moment at which the tests import that file. There it
forks, once for each mutant: the child goes on with the mutant in its place, the parent waits and puts the next one in.
So a mutant costs its tests and what is imported after it, and no mutant sees another. Needs a system with fork.
"""

import importlib.abc
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Any, Self

from benchmarks.mutants.listed import Mutant, WrongListError

#: Loaded once for all, before anything of ours.
_PACKAGES = ["numpy", "pandas", "scipy.stats", "numba", "pyarrow.parquet", "pydantic", "hypothesis", "pytest", "rich"]
#: Tests that take longer have noticed something: they wait for what does not come (s).
_PATIENCE = 900.0
#: Status of pytest: all passed, some failed; else nothing was collected, or it could not begin.
_PASSED, _FAILED = 0, 1
#: Nobody reads what a test with a mutant says.
_BRIEF = ("--tb=no", "--no-summary")


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "noticed"
    SURVIVED = "survived"
    BROKEN = "does not load"


class Workshop:
    """A copy of the project in a temporary folder."""

    def __init__(self, root: Path) -> None:
        """`root` is the project; nothing in it is changed."""
        self._root = root
        self._place = tempfile.TemporaryDirectory(prefix="smartmix-mutants-")
        self._copy = Path(self._place.name) / "project"
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(_PACKAGES)

    def __enter__(self) -> Self:
        """Copy all that git knows or would take."""
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=self._root,
            capture_output=True,
            check=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (self._root / name).is_file():  # a file that was removed is still listed
                (self._copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self._root / name, self._copy / name)
        return self

    def __exit__(self, *_error: object) -> None:
        """Remove the copy."""
        self._place.cleanup()

    def check(self, tests: Iterable[str]) -> None:
        """Raises WrongListError where a test fails without any mutant: it would notice everything."""
        process = self._processes.Process(target=_unchanged, args=(self._copy, sorted(tests)))
        process.start()
        process.join()
        if process.exitcode != _PASSED:
            raise WrongListError("tests fail without a mutant; see above")

    def fates(self, chosen: Sequence[Mutant]) -> Iterator[tuple[Mutant, Fate]]:
        """What becomes of each, as it is known."""
        for _same, group in groupby(chosen, key=lambda each: (each.file, each.tests)):
            mutants, (there, here) = list(group), self._processes.Pipe(duplex=False)
            process = self._processes.Process(target=_each, args=(self._copy, mutants, here))
            process.start()
            here.close()
            told = 0
            try:
                for mutant in mutants:
                    status = there.recv()
                    told += 1
                    yield mutant, {_PASSED: Fate.SURVIVED, _FAILED: Fate.KILLED}.get(status, Fate.BROKEN)
            except EOFError:  # the tests never import the file
                yield from ((mutant, Fate.SURVIVED) for mutant in mutants[told:])
            process.join()


def _unchanged(copy: Path, tests: list[str]) -> None:
    """All tests without a mutant."""
    _go_to(copy, None)
    sys.exit(_status(tests))


def _each(copy: Path, mutants: list[Mutant], results: Any) -> None:
    """The tests of these mutants of one file, begun once; the status of each goes through the pipe."""
    numba = copy.parent / "numba"  # compiled code of a mutant must not be found by another
    _go_to(copy, numba)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    fork = _Fork(copy, mutants, results, numba)
    os._exit(_status([*_BRIEF, *mutants[0].tests], [fork]))  # without taking apart what was loaded


def _go_to(copy: Path, numba: Path | None) -> None:
    """Work in the copy, also in processes that tests start."""
    os.chdir(copy)
    sys.path.insert(0, str(copy))
    os.environ["PYTHONPATH"] = str(copy)
    if numba is not None:
        os.environ["NUMBA_CACHE_DIR"] = str(numba)
        # the run without mutants keeps what Python compiles; from now on nothing is kept
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        sys.dont_write_bytecode = True


def _status(tests: list[str], plugins: Sequence[object] = ()) -> int:
    import pytest  # noqa: PLC0415 - loaded already in the process from which this one was forked

    options = ["-n", "0", "-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *tests], plugins=plugins))


class _Fork(importlib.abc.MetaPathFinder):
    """Finds no module; when the mutated one is asked for, it forks for each mutant, and the parent ends."""

    def __init__(self, copy: Path, mutants: list[Mutant], results: Any, numba: Path) -> None:
        self._path, self._mutants, self._results, self._numba = copy / mutants[0].file, mutants, results, numba
        name = mutants[0].file.removesuffix(".py").removesuffix("/__init__")
        self._name = name.replace("/", ".")

    def pytest_load_initial_conftests(self) -> None:
        """Before pytest imports anything of ours, in front of its own finder, which takes names like tests."""
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        """None in every child, with the mutant on disk: the usual finders go on."""
        if fullname != self._name:
            return
        sys.meta_path.remove(self)
        for old in self._path.parent.glob(f"__pycache__/{self._path.stem}.*.pyc"):
            old.unlink()  # two texts of one size in one second look the same to Python
        right = self._path.read_text(encoding="utf-8")
        for mutant in self._mutants:
            self._path.write_text(mutant.put_into(right), encoding="utf-8")
            child = os.fork()
            if child == 0:
                return
            self._results.send(_ended(child))
            shutil.rmtree(self._numba, ignore_errors=True)
        self._path.write_text(right, encoding="utf-8")
        os._exit(0)


def _ended(child: int) -> int:
    """The status of a child, once it has ended."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return _FAILED
