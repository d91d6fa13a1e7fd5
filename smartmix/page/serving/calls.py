"""What a process of `serving.workshop` does: it takes calls as its input, and says what comes of them as its output."""

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from experiments.each import Stopped
from simulation.problems import InputProblem
from smartmix.page.serving.jobs import Cancelled, Job, step_back

#: Seconds that a process has to end when the server does.
PATIENCE = 4.0
#: What is said of a call before its answer.
UNDERWAY = ("advance", "say", "publish")


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


def load(_job: Job, *modules: str) -> None:
    """A call that only imports, so that the next one need not."""
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
        time.sleep(PATIENCE)
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
