"""Luck with an address: the published generator, numbers strictly inside (0, 1), independent addresses."""

import numpy as np
import pytest

from scenarios.library import list_laws
from simulation.population import load_population
from simulation.randomness import Purpose, luck_of, philox
from simulation.run import _luck_of_law

ONES = 0xFFFFFFFF
#: Random123, kat_vectors: philox4x32 with 10 rounds (counter, key, result).
PUBLISHED = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
#: Published numbers: luck that has been given out keeps its address.
PURPOSES = {
    "PARAMETER": 1,
    "RUN_DATES": 2,
    "TRAITS": 3,
    "START": 4,
    "DECISION": 5,
    "INSTRUMENTS": 6,
    "ALLOCATION": 7,
    "INSPECTION": 8,
    "CHAIN": 9,
    "MONITORING": 10,
    "OBSERVATION": 11,
    "BOOTSTRAP": 12,
}


@pytest.mark.parametrize(("counter", "key", "words"), PUBLISHED)
def test_published_vectors(counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]) -> None:
    assert tuple(int(word) for word in philox(*key, *counter)) == words


@pytest.mark.parametrize(("counter", "key", "words"), PUBLISHED)
def test_seed_is_the_key_and_the_address_the_counter(
    counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]
) -> None:
    seed = key[0] | key[1] << 32
    if seed >= 2**63:
        seed -= 2**64  # the same 64 bits as a signed number
    found = luck_of(seed, *counter)
    assert found == tuple((word + 0.5) / 2**32 for word in words)
    assert all(0.0 < u < 1.0 for u in found)


def test_the_extreme_words_stay_strictly_inside() -> None:
    # the formula of `uniforms` at the smallest and the largest word
    assert 0.0 < (0 + 0.5) * 2.0**-32
    assert (ONES + 0.5) * 2.0**-32 < 1.0


def test_purposes_keep_their_numbers() -> None:
    known = {purpose.name: int(purpose) for purpose in Purpose}
    assert {name: known.get(name) for name in PURPOSES} == PURPOSES
    assert len(set(known.values())) == len(known)


def test_luck_of_laws_meets_no_other_purpose() -> None:
    numbers = [_luck_of_law(name) for name in list_laws()]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) > max(Purpose)
    assert max(numbers) < 2**32


def stream(axis: int, length: int = 4000) -> np.ndarray:
    """First numbers of addresses that differ in one part only, counting up from a common one."""
    start = [11, 3, 1000, 40, 5]
    rows = []
    for step in range(length):
        address = list(start)
        address[axis] += step
        rows.append(luck_of(*address))
    return np.array(rows)


@pytest.mark.parametrize("axis", range(5), ids=["seed", "replication", "agent", "quarter", "purpose"])
def test_addresses_are_independent_and_uniform(axis: int) -> None:
    found = stream(axis)
    length, five_sigma = len(found), 5.0 / np.sqrt(len(found))
    assert found.min() > 0.0 and found.max() < 1.0
    assert len(np.unique(found)) > found.size - 20  # 16,000 of 2^32: hardly a repeat
    scaled = (found - 0.5) * np.sqrt(12.0)
    together = np.hstack([scaled[1:], scaled[:-1]])  # neighbours in the address, and the four of one address
    correlation = np.corrcoef(together.T)
    assert np.abs(correlation - np.eye(8)).max() < five_sigma
    assert np.abs(scaled.mean(axis=0)).max() < five_sigma
    cells = np.histogram(found, bins=64, range=(0, 1))[0]
    expected = found.size / 64
    chi_square = ((cells - expected) ** 2 / expected).sum()
    assert abs(chi_square - 63) < 5 * np.sqrt(2 * 63)
    assert length == 4000


def test_every_part_of_the_address_counts() -> None:
    base = (1, 0, 5, 20, 5)
    others = [(2**32 + 1, 0, 5, 20, 5), (1, 1, 5, 20, 5), (1, 0, 6, 20, 5), (1, 0, 5, 21, 5), (1, 0, 5, 20, 6)]
    assert len({luck_of(*address) for address in (base, *others)}) == 6
    assert luck_of(*base) == luck_of(*base)


def test_sectors_and_firms_do_not_share_addresses() -> None:
    # sectors use agent -1 - sector, which is a 32-bit word far above any firm's number
    assert load_population("full").firm_id.max() < 2**31
    assert luck_of(1, 0, -1, 0, 4) == luck_of(1, 0, 2**32 - 1, 0, 4)
