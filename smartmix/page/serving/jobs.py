"""Long work off the event loop: how far it is and its result; it can be cancelled and outlives a connection.

No part of the web framework is used here. The same request is the same job, whoever asks: a page that is loaded again
finds it, and two people who ask the same wait for one computation. Nobody sees who else asked, and a job stops only
when everyone who asked has let it go, with a button or by leaving every view of it. The oldest results make room for
new ones.
"""

import os
import sys
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

from experiments.each import Stopped
from simulation.problems import InputProblem

type State = Literal["waiting", "running", "done", "failed", "cancelled"]

#: Jobs at once: more would only slow each other down on a small machine.
RUNNING_AT_ONCE = 2
#: Unfinished jobs of one person, and of all together; more are refused with a sentence.
UNFINISHED_PER_PERSON = 4
#: Unfinished jobs of everybody at one address: people behind one proxy or in one office share it.
UNFINISHED_PER_ADDRESS = 12
#: People whose address is remembered; who was here longest ago goes first.
KNOWN = 10_000
UNFINISHED = 24
#: Ended jobs kept with their results; the one unused for longest is let go first.
KEPT = 40
#: How far jobs step back for who answers, and what somebody waits for meanwhile, in steps of the system (0 to 19).
STEP_BACK, STEP_BESIDE = 10, 5


class Cancelled(Exception):
    """Everyone who asked has let the job go."""


@dataclass
class Job:
    """One piece of long work, as pages see it; `version` grows with everything that changes.

    total, done: units of work, such as draws; partial: what can be shown already; result: the end, where state is
    "done"; problem: what was wrong with the request, or the text of our defect, where it is "failed"; people: who
    waits for it; elsewhere: processes that compute, where there are some.
    """

    key: str
    total: int = 0
    done: int = 0
    stage: str = ""
    state: State = "waiting"
    partial: Any = None
    result: Any = None
    problem: InputProblem | str | None = None
    version: int = 0
    people: set[str] = field(default_factory=set[str])
    elsewhere: "Elsewhere | None" = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed", "cancelled")

    @property
    def shown(self) -> Any:
        """The result, or what there is of it; None while there is nothing."""
        return self.partial if self.result is None else self.result

    def advance(self, count: int = 1) -> None:
        """So many more units are done. Raises Cancelled when the job was stopped."""
        with self._lock:
            self.done += count
            self.version += 1
        self.check()

    def say(self, stage: str) -> None:
        """What is being done now. Raises Cancelled when the job was stopped."""
        self.stage = stage
        self.version += 1
        self.check()

    def publish(self, partial: Any) -> None:
        """Something to show before the end. Raises Cancelled when the job was stopped."""
        self.partial = partial
        self.version += 1
        self.check()

    def apart(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """`function(job, *arguments)`, in one of the processes that compute, where there are some.

        What it raises goes on. Function, arguments and what comes back can be pickled; the job that it is given says
        to this one how far it is.
        """
        return function(self, *arguments) if self.elsewhere is None else self.elsewhere(self, function, *arguments)

    def check(self) -> None:
        """Raise Cancelled when the job was stopped."""
        if self._stop.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Wait a little, less when the job is stopped."""
        self._stop.wait(seconds)

    def stop(self) -> None:
        """Stop within a draw; what was published stays to be seen."""
        self._stop.set()
        if self.state == "waiting":
            self.state = "cancelled"
        self.version += 1


type Work = Callable[[Job], Any]
#: Calls `function(job, *arguments)` in another process.
type Elsewhere = Callable[..., Any]


class JobDesk:
    """Takes jobs, runs some at once, and keeps results. Every method may be called from any thread."""

    def __init__(
        self,
        running_at_once: int = RUNNING_AT_ONCE,
        elsewhere: Elsewhere | None = None,
        beside: Elsewhere | None = None,
    ) -> None:
        """`running_at_once` jobs share the processors; others wait. elsewhere, beside: for the methods so called."""
        self._elsewhere, self._beside = elsewhere, beside
        self._pool = ThreadPoolExecutor(running_at_once, thread_name_prefix="job", initializer=step_back)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.RLock()
        self._addresses: OrderedDict[str, str] = OrderedDict()
        self._views: Counter[tuple[str, str]] = Counter()

    def meet(self, person: str, address: str) -> None:
        """Remember from which address a person comes."""
        with self._lock:
            self._addresses[person] = address
            self._addresses.move_to_end(person)
            if len(self._addresses) > KNOWN:
                self._addresses.popitem(last=False)

    def watch(self, person: str, job: Job) -> Callable[[], None]:
        """One more view of this person shows the job; returns what to call when that view is gone for good.

        With the last of them the person no longer waits. A view that is loaded again is another one, which watches
        before the old one is given up.
        """
        key, is_there = (person, job.key), [True]

        def leave() -> None:
            with self._lock:
                if not is_there:  # said before
                    return
                is_there.clear()
                self._views[key] -= 1
                if self._views[key] <= 0:
                    del self._views[key]
                    self.cancel(person, job)

        with self._lock:
            self._views[key] += 1
        return leave

    def submit(self, person: str, key: str, work: Work, total: int = 0) -> Job:
        """The job with this key: running, done, or new. Raises InputProblem when too much is asked at once.

        A job that was stopped or failed is started anew.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state in ("cancelled", "failed"):
                self._refuse_too_many(person)
                job = self._jobs[key] = Job(key, total, elsewhere=self._elsewhere)
                self._pool.submit(self._run, job, work)
            if not job.is_over:
                job.people.add(person)
            self._jobs.move_to_end(key)
            self._let_go_of_old()
            return job

    def beside[T](self, function: Callable[..., T], *arguments: Any) -> T:
        """`function(*arguments)`, which takes a moment and is no job, in a process of its own where there is one.

        What it raises goes on. To be called from a thread that may wait.
        """
        return Job("", elsewhere=self._beside).apart(_without_job, function, *arguments)

    def find(self, key: str) -> Job | None:
        """The job with this key, if there is one."""
        with self._lock:
            return self._jobs.get(key)

    def of(self, person: str) -> list[Job]:
        """The unfinished jobs that this person waits for."""
        with self._lock:
            return [job for job in self._jobs.values() if person in job.people and not job.is_over]

    def cancel(self, person: str, job: Job) -> None:
        """This person no longer waits; the job stops when nobody else does."""
        with self._lock:
            job.people.discard(person)
            if not job.people and not job.is_over:
                job.stop()

    def close(self) -> None:
        """Stop everything, and wait until it has."""
        with self._lock:
            for job in self._jobs.values():
                job.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _refuse_too_many(self, person: str) -> None:
        waiting = [job for job in self._jobs.values() if not job.is_over]
        own = sum(person in job.people for job in waiting)
        here = self._addresses.get(person)
        near = sum(any(self._addresses.get(other) == here for other in job.people) for job in waiting) if here else 0
        if near >= UNFINISHED_PER_ADDRESS:
            raise InputProblem(
                "too much is being computed at once for your address: {found} jobs; allowed: {allowed}; wait or stop "
                "one",
                found=near,
                allowed=UNFINISHED_PER_ADDRESS,
            )
        if len(waiting) >= UNFINISHED or own >= UNFINISHED_PER_PERSON:
            raise InputProblem(
                "too much is being computed at once: {found} jobs, of which {own} are yours; allowed: {all} and "
                "{allowed}; wait or stop one",
                found=len(waiting),
                own=own,
                all=UNFINISHED,
                allowed=UNFINISHED_PER_PERSON,
            )

    def _run(self, job: Job, work: Work) -> None:
        if job.is_over:
            return
        try:
            job.check()
            job.state = "running"
            job.result = work(job)
            job.partial, job.state = None, "done"
        except (Cancelled, Stopped):
            job.state = "cancelled"
        except InputProblem as problem:
            job.problem, job.state = problem, "failed"
        except Exception as error:
            job.problem, job.state = f"{type(error).__name__}: {error}", "failed"
        finally:
            job.people.clear()
            job.version += 1

    def _let_go_of_old(self) -> None:
        over = [key for key, job in self._jobs.items() if job.is_over]
        for key in over[: max(0, len(over) - KEPT)]:
            del self._jobs[key]


def _without_job(_job: Job, function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


def step_back(back: int = STEP_BACK) -> None:
    """Let pages go before jobs: on Linux a thread, and those that it starts, can ask for less of the processors."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), back)
