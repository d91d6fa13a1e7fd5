"""What a worker of a cluster does with a block. Importing `smartmix` first checks that its packages are its own."""

from functools import cache
from typing import Any

from experiments.sweep.block import run_order
from experiments.sweep.folder import identity
from experiments.sweep.order import BlockOrder
from experiments.sweep.tables import Block
from smartmix import siblings


@cache
def _identity() -> dict[str, Any]:
    """Of this worker, once: it takes a small run, and turns the rules into machine code where that is not done."""
    return identity()


def ready() -> bool:
    """Whether SmartMix can be imported here and its packages are its own. Raises ImportError."""
    siblings.check()
    return True


def work(order: BlockOrder, expected: dict[str, Any]) -> Block | list[str]:
    """The block, run here; or, when this SmartMix differs from the coordinator's, the worker and what differs.

    Raises ImportError when somebody's packages hide ours.
    """
    siblings.check()
    own = _identity()
    if own != expected:
        from distributed import get_worker  # noqa: PLC0415 - only where there is a worker

        return [str(get_worker().address), *(key for key in sorted(expected) if own.get(key) != expected[key])]
    return run_order(order)
