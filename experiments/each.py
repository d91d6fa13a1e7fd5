"""Work on many items at once, on threads or an engine elsewhere: in order or as it is done, stopped within a call."""

import os
from _thread import get_ident, start_new_thread
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, contextmanager, suppress
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Protocol

from experiments import bounds
from simulation.problems import InputProblem

#: Raises Stopped once the work is to end; long work calls it between its parts (some 0.3 s).
type Check = Callable[[], None]
#: Items that are begun ahead for each worker, so that none waits and memory stays flat.
AHEAD = 2
#: Seconds between two looks at what has happened meanwhile: on Windows nothing interrupts a wait.
LOOKS = 0.2


class Stopped(Exception):
    """The work was interrupted; what was finished is kept."""


class Engine(Protocol):
    """Workers elsewhere that take the place of threads: `experiments.cluster.Cluster` is one.

    What they are given travels: neither `work` nor an item may write to what this process holds.
    """

    def as_done[Item, Result](
        self, work: Callable[[Item, Check], Result], items: Iterable[Item]
    ) -> Generator[tuple[int, Result]]:
        """As `as_done` below."""
        ...


#: Who does the work: so many threads, None for one per processor, or an engine.
type Workers = int | Engine | None


def check_workers(workers: int | None) -> None:
    """Raise InputProblem for fewer than one, or more than any machine has."""
    if workers is not None and not 1 <= workers <= bounds.WORKERS:
        raise InputProblem("--workers: found {found}; allowed: 1 to {high}", found=workers, high=bounds.WORKERS)


def threads(workers: Workers) -> int | None:
    """Threads of this process, for work that stays here: statistics, drawing, and what is quick."""
    return workers if isinstance(workers, int) else None


def as_done[Item, Result](
    work: Callable[[Item, Check], Result], items: Iterable[Item], workers: Workers = None
) -> Generator[tuple[int, Result]]:
    """The position of each item and what `work` makes of it, as it is done.

    Items are taken as they are needed. What `work` raises ends it all: other threads stop at their next check, items
    not begun are left, and the error goes on to the caller; KeyboardInterrupt becomes Stopped. The same happens when
    the caller takes no more.

    Queues and threads are those that no signal can leave locked: an interruption inside a lock of `concurrent.futures`
    or of `threading.Event` keeps that lock for ever, and the run with it.
    """
    if not isinstance(workers, int | None):
        yield from workers.as_done(work, items)
        return
    stopped, failures = list[bool](), list[BaseException]()
    todo, done = SimpleQueue[tuple[int, Item] | None](), SimpleQueue[tuple[int, Result] | None]()
    at_work, ended = list[int](), list[int]()

    def check() -> None:
        if stopped:
            raise Stopped

    def work_on() -> None:
        at_work.append(get_ident())
        try:
            while (given := todo.get()) is not None:
                check()
                done.put((given[0], work(given[1], check)))
        except BaseException as error:
            failures.append(error)  # before the others are told: the first is the reason, not that they stop
            stopped.append(True)
        ended.append(get_ident())
        done.put(None)

    count, left, begun, threads_begun = workers or os.cpu_count() or 1, iter(enumerate(items)), 0, 0
    try:
        while True:
            for given in islice(left, max(0, AHEAD * count - begun)):  # few at a time, so that memory stays flat
                todo.put(given)
                begun += 1
                if threads_begun < min(begun, count):
                    start_new_thread(work_on, ())
                    threads_begun += 1
            if not begun:
                return
            try:
                found = done.get(timeout=LOOKS)
            except Empty:
                continue
            if failures or found is None:
                raise failures[0]
            begun -= 1
            yield found
    except KeyboardInterrupt as error:
        raise Stopped from error
    finally:
        stopped.append(True)  # a thread that begins only now takes nothing up any more
        for _ in range(count):
            todo.put(None)
        while len(ended) < len(at_work):
            with suppress(Empty):
                done.get(timeout=LOOKS)


@contextmanager
def taking[Item, Result](
    work: Callable[[Item, Check], Result], items: Iterable[Item], workers: Workers = None
) -> Generator[Generator[tuple[int, Result]]]:
    """`as_done` for who does something with each result: what interrupts that is Stopped too, and the work ends."""
    with closing(as_done(work, items, workers)) as done:
        try:
            yield done
        except KeyboardInterrupt as error:
            raise Stopped from error


def each[Item, Result](
    work: Callable[[Item, Check], Result], items: Iterable[Item], workers: Workers = None
) -> list[Result]:
    """What `work` makes of each item, in the order of the items; the number of workers changes nothing in it."""
    found = dict(as_done(work, items, workers))
    return [found[position] for position in range(len(found))]
