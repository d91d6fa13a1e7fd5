"""A Dask cluster as the workers of any study: the same data, from machines that may come, go and be killed.

Only the coordinator (this process) writes files. Workers get what is to be done and on what, and hand back what came
out; so they need SmartMix and nothing of the user's.
"""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from experiments.each import Check, Stopped
from experiments.extras import require
from experiments.fingerprints import identity
from simulation.problems import InputProblem

#: Items per thread of the cluster that are under way or wait there: enough that no worker is idle.
AHEAD = 2
#: Seconds to wait for an answer of the scheduler, and for a first worker: a batch system may start them slowly.
SCHEDULER_SECONDS, WORKER_SECONDS = 10, 60
#: How often an item is given out again after Dask has given it up (each time it has lost several workers).
TRIES = 3


@dataclass(frozen=True)
class RunsOtherCode:
    """The answer of a worker whose SmartMix is not the coordinator's: its address, and in what it differs."""

    worker: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Cluster:
    """The workers of the scheduler that listens at `address` (tcp://host:port), in the place of threads.

    `ready()` runs on every worker first, and raises where SmartMix is not as it should be. `answer(work, item,
    identity)` runs there too: a tuple with what `work`, which comes as bytes, makes of the item, or `RunsOtherCode`.
    """

    address: str
    answer: Callable[[bytes, Any, dict[str, Any]], tuple[Any] | RunsOtherCode]
    ready: Callable[[], bool]

    def as_done[Item, Result](
        self,
        work: Callable[[Item, Check], Result],
        items: Iterable[Item],
        lost: Callable[[Item, str], Result] | None = None,
    ) -> Generator[tuple[int, Result]]:
        """The position of each item and what `work` makes of it there, as it is done.

        lost: the result of an item that lost its workers again and again; without it that ends the work. Raises
        InputProblem when there is no scheduler or worker, a worker differs or cannot run SmartMix, or the scheduler
        goes away; what `work` raises; Stopped on KeyboardInterrupt.
        """
        require("distributed")
        from distributed import Client  # noqa: PLC0415 - a second to import, and only needed here

        _quiet()
        try:
            client: Any = Client(self.address, timeout=SCHEDULER_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputProblem("--cluster: no scheduler answers at {address}", address=self.address) from lost_by(error)
        try:
            _wait_for_worker(client, self.address)
            _ask(client, self.ready)
            yield from _done(self, client, work, items, lost)
        except KeyboardInterrupt as error:
            raise Stopped from error
        finally:
            client.close(timeout=SCHEDULER_SECONDS)


def lost_by(error: BaseException | None) -> ConnectionError:
    """The cause of every refusal here: it lies elsewhere and may pass, so what was finished stays for another try."""
    return ConnectionError(str(error or ""))


def _quiet() -> None:
    """Dask tells of every worker that comes or goes, with tracebacks; what matters to a user we say ourselves."""
    for name in ["distributed", *logging.root.manager.loggerDict]:
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _wait_for_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError as error:
        raise InputProblem("--cluster: the scheduler at {address} has no workers", address=address) from lost_by(error)


def _ask(client: Any, ready: Callable[[], bool]) -> None:
    """A worker that cannot load what it is sent with an item would die of it without a word: so ask first."""
    try:
        client.run(ready)
    except Exception as error:  # whatever importing somebody else's package may raise
        raise InputProblem(
            "--cluster: the scheduler or a worker cannot run SmartMix: {reason}", reason=" ".join(str(error).split())
        ) from lost_by(error)


def _done[Item, Result](
    cluster: Cluster,
    client: Any,
    work: Callable[[Item, Check], Result],
    items: Iterable[Item],
    lost: Callable[[Item, str], Result] | None,
) -> Generator[tuple[int, Result]]:
    """The items are given out as threads come free; each answer as it comes."""
    import cloudpickle  # noqa: PLC0415 - comes with dask
    from distributed import KilledWorker  # noqa: PLC0415

    given = _Given(cluster, client, cloudpickle.dumps(work), iter(enumerate(items)))
    with _said(cluster.address):
        given.fill()
        for future in given.done:
            position, item = given.under_way.pop(future.key)
            try:
                found = future.result()
            except KilledWorker as error:
                if given.again(position, item):
                    continue
                if lost is None:
                    raise InputProblem(
                        "--cluster: workers died while they ran the same thing, again and again; what was finished is "
                        "kept"
                    ) from lost_by(error)
                found = (lost(item, f"workers died while they ran it: {error}"),)
            if isinstance(found, RunsOtherCode):
                raise InputProblem(
                    "--cluster: worker {worker} has another SmartMix than this machine; different: {what}",
                    worker=found.worker,
                    what=", ".join(found.what),
                ) from lost_by(None)
            yield position, found[0]
            given.fill()


class _Given[Item]:
    """The items that are given out: under way by their key, answers as they come, and how often each was tried."""

    def __init__(self, cluster: Cluster, client: Any, work: bytes, left: Iterator[tuple[int, Item]]) -> None:
        from distributed import as_completed  # noqa: PLC0415

        self.under_way = dict[str, tuple[int, Item]]()
        self.done: Any = as_completed(loop=client.loop)
        self._cluster, self._client, self._work, self._left = cluster, client, work, left
        self._expected, self._name, self._tries = identity(), uuid4().hex, dict[int, int]()

    def fill(self) -> None:
        """Give out as many as keep every thread of the cluster at work."""
        threads = sum(self._client.nthreads().values()) or 1
        while len(self.under_way) < AHEAD * threads and (following := next(self._left, None)) is not None:
            self._give_out(*following)

    def again(self, position: int, item: Item) -> bool:
        """Give an item out once more that lost its workers; whether it had a try left."""
        self._tries[position] = self._tries.get(position, 0) + 1
        if self._tries[position] < TRIES:
            self._give_out(position, item)
        return self._tries[position] < TRIES

    def _give_out(self, position: int, item: Item) -> None:
        key = f"smartmix-{self._name}-{position}-{self._tries.get(position, 0)}"
        future = self._client.submit(self._cluster.answer, self._work, item, self._expected, key=key)
        self.under_way[future.key] = position, item
        self.done.add(future)


@contextmanager
def _said(address: str) -> Generator[None]:
    """What goes wrong between this machine and the workers, as one line for the user."""
    from distributed import CancelledError  # noqa: PLC0415
    from distributed.comm.core import CommClosedError  # noqa: PLC0415

    try:
        yield
    except (CommClosedError, CancelledError, OSError, TimeoutError) as error:
        raise InputProblem(
            "--cluster: the scheduler at {address} went away; what was finished is kept, give the command again "
            "(sweep: with --resume)",
            address=address,
        ) from lost_by(error)
    except (ImportError, AttributeError, RuntimeError) as error:
        # without SmartMix, or with somebody's own packages first; a RuntimeError when that is the scheduler
        raise InputProblem(
            "--cluster: the scheduler or a worker cannot run SmartMix: {reason}", reason=" ".join(str(error).split())
        ) from lost_by(error)
