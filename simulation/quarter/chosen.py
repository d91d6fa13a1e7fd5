"""Firms of a block that something may happen to: they are listed first, so that their luck is drawn several at once.

A list stands in `state.TALLY`: `chosen` holds the places of the firms in their block, `luck` the numbers of each.
"""

from typing import Any

import numpy as np

from simulation.columns import Quarter, Tally, Traits
from simulation.compiled import rule
from simulation.randomness import uniforms


@rule
def chosen(tally: Tally, k: int) -> int:
    """The place in its block of the `k`th firm of the list; unsigned, for the reason that `compiled.span` gives."""
    place: Any = np.uint64(tally.chosen[k])
    return place


@rule
def draw_luck(traits: Traits, tally: Tally, now: Quarter, purpose: int, count: int) -> None:
    """The luck of the first `count` firms of the list, for one purpose: three numbers each."""
    # a loop that reads what places point at is not known to be free of overlap, so numbers of firms are copied first
    for k in range(count):
        tally.firm_id[k] = traits.firm_id[chosen(tally, k)]
    seed, replication, quarter = now.seed, now.replication, now.quarter
    for k in range(count):
        a, b, c, _ = uniforms(seed, replication, tally.firm_id[k], quarter, purpose)
        tally.luck[0, k], tally.luck[1, k], tally.luck[2, k] = a, b, c
