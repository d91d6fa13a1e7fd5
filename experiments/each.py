"""Work on many items at once, on threads or an engine elsewhere: in order or as it is done, stopped within a call."""

import os
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from itertools import islice
from typing import Protocol

from experiments import bounds
from simulation.problems import InputProblem

#: Raises Stopped once the work is to end; long work calls it between its parts (some 0.3 s).
type Check = Callable[[], None]
#: Items that are begun ahead for each worker, so that none waits and memory stays flat.
AHEAD = 2


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
    """
    if not isinstance(workers, int | None):
        yield from workers.as_done(work, items)
        return
    stop, failures = threading.Event(), list[BaseException]()

    def check() -> None:
        if stop.is_set():
            raise Stopped

    def one(item: Item) -> Result:
        check()
        try:
            return work(item, check)
        except BaseException as error:
            failures.append(error)  # before the others are told: the first is the reason, not that they stop
            stop.set()
            raise

    count, left = workers or os.cpu_count() or 1, iter(enumerate(items))
    with ThreadPoolExecutor(max_workers=count) as pool:
        todo: dict[Future[Result], int] = {}
        try:
            while True:
                # few at a time: waiting for thousands takes as long as running them
                coming = islice(left, max(0, AHEAD * count - len(todo)))
                todo |= {pool.submit(one, item): position for position, item in coming}
                if not todo:
                    return
                done, _ = wait(todo, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    if failures:
                        raise failures[0]
                    yield todo.pop(future), future.result()
        except KeyboardInterrupt as error:
            raise Stopped from error
        finally:
            stop.set()
            for future in todo:
                future.cancel()


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
