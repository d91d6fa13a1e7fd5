"""Standard output for results, standard error for people: one line of trouble, or a progress bar."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulation.problems import printable

#: Characters on a line where there is no terminal to ask.
PIPE_WIDTH = 120


#: What stands on the last line of the terminal until something else is said.
_passing: list[str] = []


def begin(text: str) -> None:
    """Say on a terminal what is being done before anything heavy is imported; the next words take its place."""
    if sys.stderr.isatty():
        _passing.append(f"{text} …")
        sys.stderr.write(_passing[-1])
        sys.stderr.flush()


def _take_away() -> None:
    while _passing:
        sys.stderr.write("\r" + " " * len(_passing.pop()) + "\r")
        sys.stderr.flush()


def use_utf8() -> None:
    """Dutch and box-drawing need UTF-8 where a console has another code page (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            change(encoding="utf-8", errors="replace")


def show(text: str) -> None:
    """Print a result."""
    _take_away()
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def show_rich(shown: Any) -> None:
    """Print what rich shows, for the width of the terminal, or 120 characters elsewhere.

    It is drawn in memory first: rich ends the program on a closed pipe, with a status of its own.
    """
    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((PIPE_WIDTH, 40)).columns if is_terminal else PIPE_WIDTH
    show(text_of(shown, width, is_terminal))


def text_of(shown: Any, width: int, is_terminal: bool = False) -> str:
    """What rich shows, as text of so many characters on a line; with colours for a terminal."""
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second that --help need not spend

    page = io.StringIO()
    Console(file=page, width=width, force_terminal=is_terminal, highlight=False).print(shown)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def show_json(content: Any) -> None:
    """Print JSON; an undefined value is null (NaN is refused)."""
    show(json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1))


def show_paths(title: str, paths: Iterable[Path]) -> None:
    """Files that were written, one a line, below a title ("" for none)."""
    for line in ([title] if title else []) + [str(path) for path in paths]:
        show(line)


def trouble(text: str) -> None:
    """Print one line on standard error, whatever line ends or controls of the terminal the text holds."""
    line = " ".join(printable(text).split())
    try:
        _take_away()
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody is there to read it; the status says enough


def note(text: str) -> None:
    """Print what is being done on standard error, for somebody who waits."""
    _take_away()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def mute() -> None:
    """Let nothing more be written to a pipe that its reader has closed."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, not a path
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


@dataclass
class Watch:
    """What a long job tells while it runs; every call may come from any thread."""

    #: so many more draws are done
    advance: Callable[[int], None]
    #: what is being done now, and of how many parts when the count begins anew
    stage: Callable[..., None]


@contextmanager
def progress(total: int, is_wanted: bool = True) -> Generator[Watch]:
    """A bar with time left on standard error, gone when done.

    In a notebook it is one line that changes. Where there is no terminal (a batch job) a line a minute says how far
    it is. All goes to the logger `smartmix` too, whether a bar is wanted or not.
    """
    _take_away()
    if not (is_wanted and sys.stderr.isatty()):
        yield from _lines(total, is_wanted)
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second that --help need not spend
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(count: int) -> None:
            bar.advance(task, count)

        def stage(text: str, total: int | None = None) -> None:
            if total is not None:
                bar.reset(task, total=total)
            bar.update(task, description=text)

        yield Watch(advance, stage)


def _lines(total: int, is_wanted: bool) -> Generator[Watch]:
    from smartmix.telling import Telling  # noqa: PLC0415 - what --help need not load

    telling = Telling(total, is_wanted)
    try:
        yield Watch(telling.advance, telling.stage)
    finally:
        telling.end()


@contextmanager
def waiting(text: str, is_wanted: bool = True) -> Generator[None]:
    """A turning sign with a few words on standard error; nothing when that is no terminal."""
    _take_away()
    if not (is_wanted and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status(text):
        yield
