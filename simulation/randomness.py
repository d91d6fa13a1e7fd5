"""Luck with an address: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011), compiled.

key = seed; counter = (replication, agent id, quarter, purpose). Any number of any run can be made
again without running what came before, so a firm meets the same luck in every mix, and nothing
depends on threads, blocks or order. Purposes have frozen numbers: a new one changes no other draw.
"""

from enum import IntEnum
from typing import Any

import numpy as np

from simulation.compiled import loop, rule


class Purpose(IntEnum):
    """What a draw is for. Published numbers: never change or re-use one."""

    PARAMETER = 1
    RUN_DATES = 2
    TRAITS = 3
    START = 4
    DECISION = 5
    INSTRUMENTS = 6
    ALLOCATION = 7
    INSPECTION = 8
    CHAIN = 9
    MONITORING = 10
    OBSERVATION = 11
    BOOTSTRAP = 12
    STATEMENT = 13


_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_MASK, _SHIFT = np.uint64(0xFFFFFFFF), np.uint64(32)


@rule
def philox(key0: Any, key1: Any, c0: Any, c1: Any, c2: Any, c3: Any) -> Any:
    """Four 32-bit words (as uint64) for a 64-bit key (two halves) and a 128-bit counter (four words)."""
    k0, k1 = np.uint64(key0) & _MASK, np.uint64(key1) & _MASK
    x0, x1 = np.uint64(c0) & _MASK, np.uint64(c1) & _MASK
    x2, x3 = np.uint64(c2) & _MASK, np.uint64(c3) & _MASK
    for _ in range(10):
        p0, p1 = _M0 * x0, _M1 * x2
        x0, x1, x2, x3 = (p1 >> _SHIFT) ^ x1 ^ k0, p1 & _MASK, (p0 >> _SHIFT) ^ x3 ^ k1, p0 & _MASK
        k0, k1 = (k0 + _W0) & _MASK, (k1 + _W1) & _MASK
    return x0, x1, x2, x3


@rule
def _uniform(word: Any) -> float:
    # a number of 4 bytes becomes a float in fewer instructions than one of 8
    return (float(np.uint32(word)) + 0.5) * 2.0**-32


@rule
def uniforms(seed: Any, replication: Any, agent: Any, quarter: Any, purpose: Any) -> Any:
    """Four numbers strictly between 0 and 1 for one address; steps of 2^-32."""
    a, b, c, d = philox(seed, np.uint64(seed) >> _SHIFT, replication, agent, quarter, purpose)
    return _uniform(a), _uniform(b), _uniform(c), _uniform(d)


@loop
def _luck(seed: int, replication: int, agent: int, quarter: Any, purpose: int) -> Any:
    return uniforms(seed, replication, agent, quarter, purpose)


def luck_of(seed: int, replication: int, agent: int, quarter: int, purpose: int) -> tuple[float, ...]:
    """The four numbers of one address, for use outside compiled code."""
    return _luck(seed, replication, agent, quarter, purpose)
