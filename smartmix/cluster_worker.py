"""What a worker of a cluster does with an item. Importing `smartmix` first checks that its packages are its own."""

import pickle
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from experiments.cluster import Cluster, RunsOtherCode
from experiments.fingerprints import identity
from simulation.problems import InputProblem
from smartmix import siblings


@cache
def _identity() -> dict[str, Any]:
    """Of this worker, once: it takes a small run, and turns the rules into machine code where that is not done."""
    return identity()


@lru_cache(maxsize=4)
def _work(pickled: bytes) -> Callable[[Any, Callable[[], None]], Any]:
    """What is to be done, unpacked once for all its items."""
    return pickle.loads(pickled)


def ready() -> bool:
    """Whether SmartMix can be imported here and its packages are its own. Raises ImportError."""
    siblings.check()
    return True


def answer(work: bytes, item: Any, expected: dict[str, Any]) -> tuple[Any] | RunsOtherCode:
    """What the work makes of the item, here; or in what this SmartMix differs from the coordinator's.

    Raises ImportError when somebody's packages hide ours, and what the work raises.
    """
    siblings.check()
    own = _identity()
    if own != expected:
        from distributed import get_worker  # noqa: PLC0415 - only where there is a worker

        return RunsOtherCode(
            str(get_worker().address), tuple(key for key in sorted(expected) if own.get(key) != expected[key])
        )
    return (_work(work)(item, _go_on),)


def _go_on() -> None:
    """Nobody stops an item here: the coordinator takes no more, and Dask drops what has not begun."""


def cluster_at(address: str | None, model: Any) -> Cluster | None:
    """The workers at an address; None without one. Raises InputProblem where rules of the user's own are named too."""
    if address is None:
        return None
    if model is not None:
        raise InputProblem(
            "--model and --cluster: give one of the two, not both; workers would have to run code that nobody named "
            "there"
        )
    return Cluster(address, answer, ready)
