"""How far a long job is, where there is no terminal: a line a minute, a line that changes in a notebook, a logger."""

import logging
import sys
import threading
import time

from results.language import translator
from smartmix.session import reader_language

#: Programs that wish other lines, or none, set this one: `logging.getLogger("smartmix").setLevel(...)`.
LOGGER = logging.getLogger("smartmix")
#: Seconds between two lines of a batch job, and between two changes of the line in a notebook.
EVERY, EVERY_IN_NOTEBOOK = 60.0, 0.5


def is_notebook() -> bool:
    """Whether a kernel of Jupyter runs this process: there a carriage return begins the line anew."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and hasattr(shell, "kernel")


class Telling:
    """Tells how far a job of `total` parts is; every call may come from any thread."""

    def __init__(self, total: int, is_wanted: bool) -> None:
        """Begin to count; without `is_wanted` only the logger is told."""
        self._total, self._is_wanted = total, is_wanted
        self._done, self._doing = 0, ""
        self._began = self._told = time.monotonic()
        self._in_place = is_wanted and is_notebook()
        self._lock, self._width = threading.Lock(), 0

    def stage(self, text: str, total: int | None = None) -> None:
        """Something else is being done now; with a `total` of its own the count begins anew."""
        with self._lock:
            self._doing = text
            if total is not None:
                self._done, self._total, self._began = 0, total, time.monotonic()
            LOGGER.info(text)
            self._tell_when_due()

    def advance(self, count: int) -> None:
        """So many more parts are done."""
        with self._lock:
            self._done += count
            self._tell_when_due()

    def end(self) -> None:
        """Take the line of a notebook away."""
        if self._width:
            self._write("\r" + " " * self._width + "\r")

    def line(self) -> str:
        """What is being done, how much of it is done, and about how long the rest takes."""
        _ = translator(reader_language())
        took = time.monotonic() - self._began
        if not self._done:
            return _("{doing}: {done} of {total}").format(doing=self._doing, done=0, total=self._total)
        left = took / self._done * max(0, self._total - self._done)
        minutes, seconds = divmod(round(left), 60)
        return _("{doing}: {done} of {total}, some {minutes} min {seconds} s left").format(
            doing=self._doing, done=self._done, total=self._total, minutes=minutes, seconds=seconds
        )

    def _tell_when_due(self) -> None:
        now = time.monotonic()
        if now - self._told < (EVERY_IN_NOTEBOOK if self._in_place else EVERY):
            return
        self._told = now
        line = self.line()
        if self._in_place:
            self._write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            LOGGER.info(line)
            if self._is_wanted and not LOGGER.hasHandlers():
                self._write(line + "\n")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self._is_wanted = False  # nobody is there to read it
