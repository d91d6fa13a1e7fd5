"""Running the blocks of a sweep on a Dask cluster: the same data, from workers that may come, go and be killed.

Only the coordinator (this process) writes files. Workers get an order, which holds all that a block needs, and
hand back its tables; so they need SmartMix and nothing of the user's.
"""

import logging
from collections.abc import Callable, Generator, Iterable
from typing import Any
from uuid import uuid4

from experiments.each import Stopped
from experiments.extras import require
from experiments.sweep.block import without_worker
from experiments.sweep.folder import identity
from experiments.sweep.order import BlockOrder
from experiments.sweep.tables import Block
from simulation.problems import InputProblem

#: Blocks per thread of the cluster that are under way or wait there: enough that no worker is idle.
AHEAD = 2
#: Seconds to wait for an answer of the scheduler, and for a first worker: a batch system may start them slowly.
SCHEDULER_SECONDS, WORKER_SECONDS = 10, 60
#: How often a block is given out again after Dask has given it up (each time it has lost several workers).
TRIES = 3

type Work = Callable[[BlockOrder, dict[str, Any]], Block | list[str]]


def on_cluster(
    address: str, work: Work, ready: Callable[[], bool]
) -> Callable[[Iterable[BlockOrder]], Generator[Block]]:
    """Run blocks on the cluster whose scheduler listens at `address` (tcp://host:port).

    `ready()` runs on every worker first, and raises where SmartMix is not as it should be; `work(order, identity)`
    runs there too: the block, or in what the worker's SmartMix differs from ours. Raises
    InputProblem when there is no scheduler or worker, a worker differs or cannot run SmartMix, or the scheduler
    goes away; Stopped on KeyboardInterrupt.
    """

    require("distributed")

    def run(orders: Iterable[BlockOrder]) -> Generator[Block]:
        from distributed import Client  # noqa: PLC0415 - a second to import, and only needed here

        _quiet()
        expected = identity()
        try:
            client: Any = Client(address, timeout=SCHEDULER_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputProblem("--cluster: no scheduler answers at {address}", address=address) from error
        try:
            _wait_for_worker(client, address)
            _ask(client, ready)
            yield from _blocks(client, iter(orders), work, expected, address)
        except KeyboardInterrupt as error:
            raise Stopped from error
        finally:
            client.close(timeout=SCHEDULER_SECONDS)

    return run


def _quiet() -> None:
    """Dask tells of every worker that comes or goes, with tracebacks; what matters to a user we say ourselves."""
    for name in ["distributed", *logging.root.manager.loggerDict]:
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _wait_for_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError as error:
        raise InputProblem("--cluster: the scheduler at {address} has no workers", address=address) from error


def _ask(client: Any, ready: Callable[[], bool]) -> None:
    """A worker that cannot load what it is sent with a block would die of it without a word: so ask first."""
    try:
        client.run(ready)
    except Exception as error:  # whatever importing somebody else's package may raise
        raise InputProblem(
            "--cluster: the scheduler or a worker cannot run SmartMix: {reason}", reason=" ".join(str(error).split())
        ) from error


def _blocks(
    client: Any, left: Iterable[BlockOrder], work: Work, expected: dict[str, Any], address: str
) -> Generator[Block]:
    from distributed import CancelledError, KilledWorker, as_completed  # noqa: PLC0415
    from distributed.comm.core import CommClosedError  # noqa: PLC0415

    orders, under_way, tries = iter(left), dict[str, BlockOrder](), dict[int, int]()
    done: Any = as_completed(loop=client.loop)

    def give_out(order: BlockOrder) -> None:
        key = f"smartmix-{order.content}-{order.number}-{tries.get(order.number, 0)}-{uuid4().hex}"
        future = client.submit(work, order, expected, key=key)
        under_way[future.key] = order
        done.add(future)

    def fill() -> None:
        threads = sum(client.nthreads().values()) or 1
        while len(under_way) < AHEAD * threads and (order := next(orders, None)) is not None:
            give_out(order)

    try:
        fill()
        for future in done:
            order = under_way.pop(future.key)
            try:
                result: Block | list[str] = future.result()
            except KilledWorker as error:
                tries[order.number] = tries.get(order.number, 0) + 1
                if tries[order.number] < TRIES:
                    give_out(order)
                    continue
                result = without_worker(order, f"workers died while they ran it: {error}")
            if isinstance(result, list):
                raise InputProblem(
                    "--cluster: worker {worker} has another SmartMix than this machine; different: {what}",
                    worker=result[0],
                    what=", ".join(result[1:]),
                )
            yield result
            fill()
    except (CommClosedError, CancelledError, OSError, TimeoutError) as error:
        raise InputProblem(
            "--cluster: the scheduler at {address} went away; what was finished is kept, go on with --resume",
            address=address,
        ) from error
    except (ImportError, AttributeError, RuntimeError) as error:
        # without SmartMix, or with somebody's own packages first; a RuntimeError when that is the scheduler
        raise InputProblem(
            "--cluster: the scheduler or a worker cannot run SmartMix: {reason}", reason=" ".join(str(error).split())
        ) from error
