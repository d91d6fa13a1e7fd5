"""Processes in which jobs compute, so that the one that answers people has its interpreter for itself.

Each takes one call at a time; it is started when it is needed first, and again where it ended by itself. Whatever
becomes of it, the server goes on: the job fails and says so. What is called and what comes back travels as pickles
through pipes that nobody else reads; the other end is `serving.calls`.
"""

import contextlib
import pickle
import queue
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from simulation.problems import InputProblem
from smartmix import children
from smartmix.page.serving.calls import PATIENCE, UNDERWAY, load
from smartmix.page.serving.jobs import STEP_BACK, Cancelled, Job

#: Seconds between two looks at whether the job was stopped.
LOOK = 0.1
#: Seconds that a call has to end when its job was stopped; on a busy machine loading alone may take that long.
STOPS = 60.0
_CHILD = "from smartmix.page.serving.calls import take_calls; take_calls({})"


class Gone(Exception):
    """The process that computed ended by itself."""


class Workshop:
    """So many processes; a call waits for a free one. Every method may be called from any thread."""

    def __init__(self, processes: int, back: int = STEP_BACK) -> None:
        """Nothing is started yet; `back`: how far the processes let others go before them."""
        self._back = back
        self._free: queue.LifoQueue[_Bench | None] = queue.LifoQueue()  # the one used last, which knows most
        for _ in range(processes):
            self._free.put(None)
        self._benches: set[_Bench] = set()
        self._lock, self._is_closed = threading.Lock(), False

    def prepare(self, *modules: str) -> None:
        """Start one process, which loads these modules while others do their own."""
        bench = self._take()
        bench.call(load, modules)
        self._free.put(bench)

    def run(self, job: Job, function: Callable[..., Any], *arguments: Any) -> Any:
        """`function(job, *arguments)` elsewhere; what it says to the job arrives here.

        Raises what the function raises, Cancelled when the job was stopped, and Gone when the process ended.
        """
        bench = self._take()
        try:
            return bench.run(job, function, arguments)
        finally:
            if bench.is_alive:
                self._free.put(bench)
            else:
                self._benches.discard(bench)
                self._free.put(None)

    def close(self) -> None:
        """End all processes; whoever waits for one hears that it is gone."""
        with self._lock:
            self._is_closed = True
            benches = [*self._benches]
        for bench in benches:
            bench.let_go()
        for bench in benches:
            bench.end()

    def _take(self) -> "_Bench":
        bench = self._free.get()
        with self._lock:
            if self._is_closed:
                self._free.put(bench)
                raise Cancelled
            if bench is None or not bench.is_alive:
                self._benches.discard(bench)  # type: ignore[arg-type]
                bench = _Bench(self._back)
                self._benches.add(bench)
        return bench


class _Bench:
    """One process, with a thread that reads what it says."""

    def __init__(self, back: int) -> None:
        command = children.python("-c", _CHILD.format(back))
        self._process = subprocess.Popen(
            command, env=children.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._said: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        self._number = 0
        threading.Thread(target=self._listen, name="bench", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(Exception):  # the end of the pipe, or what nobody understands
            while True:
                self._said.put(pickle.load(self._process.stdout))
        self._process.kill()
        self._said.put((None, "gone", self._process.wait()))

    def _tell(self, *message: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it is gone or let go, which is heard
            self._process.stdin.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            self._process.stdin.flush()

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        """Begin a call, after those before it; of their answers only that of the last is heard."""
        self._number += 1
        self._tell(self._number, pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL))

    def run(self, job: Job, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """A call and its answer."""
        self.call(function, arguments)
        try:
            while True:
                job.check()
                with contextlib.suppress(queue.Empty):
                    what, *content = self._heard(LOOK)
                    if what in UNDERWAY:
                        getattr(job, what)(*content)
                    elif what:
                        return _answer(what, content)
        except Cancelled:
            self._stop()
            raise

    def _heard(self, seconds: float) -> tuple[Any, ...]:
        """What is said next, where it is about the last call. Raises queue.Empty."""
        number, *said = self._said.get(timeout=seconds)
        return tuple(said) if number in (None, self._number) else ("",)

    def _stop(self) -> None:
        """Ask the call to end, and wait until it has."""
        self._tell(self._number, b"")
        with contextlib.suppress(queue.Empty):
            while self._heard(STOPS)[0] in ("", *UNDERWAY):
                pass
            return
        self.end(0.0)

    def let_go(self) -> None:
        """Ask the process to end."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def end(self, patience: float = PATIENCE) -> None:
        """Let the process end; it is gone when this comes back."""
        self.let_go()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _answer(what: str, content: list[Any]) -> Any:
    match what:
        case "done":
            return content[0]
        case "problem":
            raise InputProblem.from_elsewhere(*content)
        case "cancelled":
            raise Cancelled
        case "gone":
            raise Gone(f"the process that computed ended by itself (status {content[0]})")
        case _:
            raise content[0]
