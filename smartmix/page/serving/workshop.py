"""Processes in which jobs compute, so that the one that answers people has its interpreter for itself.

Each takes one call at a time; it is started when it is needed first, and again where it ended by itself. Whatever
becomes of it, the server goes on: the job fails and says so. What is called and what comes back travels as pickles
through pipes that nobody else reads.
"""

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from experiments.each import Stopped
from simulation.problems import InputProblem
from smartmix.page.serving.jobs import STEP_BACK, Cancelled, Job, step_back

#: Seconds between two looks at whether the job was stopped, and that a call has to end when it was.
LOOK, PATIENCE = 0.1, 8.0
_CHILD = "from smartmix.page.serving.workshop import take_calls; take_calls({})"


#: What a process says of a call before its answer.
_UNDERWAY = ("advance", "say", "publish")


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
        bench.call(_load, modules)
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
        command = [sys.executable, "-c", _CHILD.format(back)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
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
        with contextlib.suppress(OSError):  # it is gone, which is heard
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
                    if what in _UNDERWAY:
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
            while self._heard(PATIENCE)[0] in ("", *_UNDERWAY):
                pass
            return
        self.end(0.0)

    def end(self, patience: float = PATIENCE / 2) -> None:
        """Let the process end; it is gone when this comes back."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
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


class _Distant(Job):
    """A job as the process that computes sees it: what is said to it goes to the server."""

    tell: Callable[..., None]

    def advance(self, count: int = 1) -> None:
        self.tell("advance", count)
        self.check()

    def say(self, stage: str) -> None:
        self.tell("say", stage)
        self.check()

    def publish(self, partial: Any) -> None:
        self.tell("publish", partial)
        self.check()


def _load(_job: Job, *modules: str) -> None:
    for module in modules:
        import_module(module)


def take_calls(back: int) -> None:
    """What a process does: one call after the other, until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server hears it, and says when it is over
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints does not come between
    step_back(back)
    lock, calls, jobs = threading.Lock(), queue.SimpleQueue[Any](), dict[int, _Distant]()

    def tell(*message: Any) -> None:
        written = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        with lock:
            out.write(written)
            out.flush()

    def listen() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                number, call = pickle.load(sys.stdin.buffer)
                if call:
                    jobs[number] = _Distant(str(number))
                    jobs[number].tell = partial(tell, number)
                    calls.put((number, call))
                elif number in jobs:
                    jobs[number].stop()
        for job in [*jobs.values()]:
            job.stop()
        calls.put(None)
        time.sleep(PATIENCE / 2)
        os._exit(1)  # it did not hear

    threading.Thread(target=listen, name="listen", daemon=True).start()
    with contextlib.suppress(OSError):  # nobody hears the answer any more
        while (taken := calls.get()) is not None:
            number, call = taken
            answer = _called(jobs[number], call)
            del jobs[number]
            try:
                tell(number, *answer)
            except (pickle.PicklingError, TypeError, AttributeError) as error:
                tell(number, "failed", RuntimeError(f"{type(error).__name__}: {error}"))


def _called(job: Job, call: bytes) -> tuple[Any, ...]:
    try:
        job.check()
        function, arguments = pickle.loads(call)
        return "done", function(job, *arguments)
    except (Cancelled, Stopped, KeyboardInterrupt):
        return ("cancelled",)
    except InputProblem as problem:
        return "problem", problem.message, problem.fields
    except Exception as error:
        try:
            return "failed", pickle.loads(pickle.dumps(error))
        except Exception:
            return "failed", RuntimeError(f"{type(error).__name__}: {error}")
