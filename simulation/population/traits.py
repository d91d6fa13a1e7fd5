"""The master list: every firm that trades abroad, with traits that never depend on a sample.

Firms are numbered cell by cell (section, size class, trade status), so a number never changes while
the margins stay. Each trait comes from the firm's own Philox draws; compiled loops use only plain
arithmetic and `simulation.elementary`, so every processor makes the same list.
"""

from typing import NamedTuple

import numpy as np

from simulation.compiled import loop, rule
from simulation.elementary import exp, log
from simulation.population.tables import POPULATION_SEED, Floats, Integers
from simulation.randomness import Purpose, uniforms

TRAITS = int(Purpose.TRAITS)

#: Frozen numbers of the draws; four numbers each. A new trait takes a new slot.
SLOT_SIZE, SLOT_CHOICE, SLOT_IMPORT, SLOT_SUPPLIER, SLOT_PUBLIC = 0, 1, 2, 3, 4
SLOT_INSTRUMENTS, SLOT_RIVALS, SLOT_CUSTOMER_ONE, SLOT_CUSTOMER_TWO, SLOT_QUANTILES = 5, 6, 7, 8, 9


class SizeTables(NamedTuple):
    """What the first loop needs: distributions of sector, persons, turnover and assets."""

    #: (14 sections, 2 groups, 14) cumulative shares of sectors
    sector: Floats
    #: (14 sections, 4 sizes, 4 classes) cumulative shares; (4, 4) lower and upper bounds of classes
    persons: Floats
    lower: Floats
    upper: Floats
    tail_exponent: float
    turnover_per_person: Floats
    turnover_size_factor: Floats
    turnover_letter_factor: Floats
    turnover_spread: float
    assets_per_turnover: Floats
    assets_letter_factor: Floats
    assets_spread: float


@rule
def first_above(cumulative: Floats, u: float) -> int:
    """Index of the first entry of a cumulative table that exceeds u; the last one that can be drawn."""
    low, high = 0, cumulative.size - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > u:
            high = middle
        else:
            low = middle + 1
    return low


@rule
def spread_factor(u: float, scale: float) -> float:
    """Log-logistic factor with median one, held between its 0.1 and 99.9 percent points."""
    u = min(max(u, 0.001), 0.999)
    return exp(scale * log(u / (1.0 - u)))


@rule
def _persons(q: float, cumulative: Floats, lower: Floats, upper: Floats, open_class: int, exponent: float) -> float:
    """Persons at quantile q: log-uniform within a class, truncated Pareto in the open class; whole."""
    c = first_above(cumulative, q)
    below = cumulative[c - 1] if c > 0 else 0.0
    v = (q - below) / (cumulative[c] - below)
    ratio = log(upper[c] / lower[c])
    if c == open_class:
        left = 1.0 - v * (1.0 - exp(-exponent * ratio))
        return np.floor(lower[c] * exp(-log(left) / exponent))
    return np.floor(lower[c] * exp(v * ratio))


@loop
def _make_sizes(seed, counts, t, sbi, size, status, sector, employees, turnover, assets, priority):  # type: ignore[no-untyped-def]
    """Fill the columns of the master list that say what a firm is; `counts` (14, 4, 3) sets the order."""
    firm = 0
    for letter in range(counts.shape[0]):
        for s in range(counts.shape[1]):
            for kind in range(counts.shape[2]):
                number = counts[letter, s, kind]
                for place in range(number):
                    a, b, c, d = uniforms(seed, 0, firm + 1, SLOT_SIZE, TRAITS)
                    sbi[firm], size[firm], status[firm] = letter, s, kind
                    group = 1 if s == 3 else 0
                    k = first_above(t.sector[letter, group], a)
                    sector[firm] = k
                    # places are spread evenly over the size distribution, so shares per class come out
                    q = (place + b) / number
                    open_class = 1 if s == 3 else -1
                    e = _persons(q, t.persons[letter, s], t.lower[s], t.upper[s], open_class, t.tail_exponent)
                    employees[firm] = e
                    per_person = t.turnover_per_person[k] * t.turnover_size_factor[s]
                    per_person *= t.turnover_letter_factor[letter]
                    turnover[firm] = np.floor(e * per_person * spread_factor(c, t.turnover_spread))
                    per_euro = t.assets_per_turnover[k] * t.assets_letter_factor[letter]
                    assets[firm] = np.floor(turnover[firm] * per_euro * spread_factor(d, t.assets_spread))
                    priority[firm] = uniforms(seed, 0, firm + 1, SLOT_CHOICE, TRAITS)[0]
                    firm += 1


@loop
def _public_interest_order(seed, firms, employees, key):  # type: ignore[no-untyped-def]
    """Key of weighted sampling without replacement (Efraimidis and Spirakis): smallest first."""
    for i in range(firms.size):
        u = uniforms(seed, 0, firms[i] + 1, SLOT_CHOICE, TRAITS)[1]
        key[i] = -log(u) / employees[i]


def make_sizes(counts: Integers, tables: SizeTables) -> tuple[dict[str, Integers], dict[str, Floats]]:
    """Columns sbi, size, status, sector; and employees, turnover, assets, priority (sampling)."""
    number = int(counts.sum())
    whole: dict[str, Integers] = {name: np.zeros(number, np.int64) for name in ("sbi", "size", "status", "sector")}
    real: dict[str, Floats] = {n: np.zeros(number) for n in ("employees", "turnover", "assets", "priority")}
    _make_sizes(POPULATION_SEED, counts, tables, *whole.values(), *real.values())
    return whole, real


def drawn_by_size(firms: Integers, employees: Floats, number: int) -> Integers:
    """`number` of the master rows `firms`, drawn with chances that grow with their persons."""
    key = np.zeros(firms.size)
    _public_interest_order(POPULATION_SEED, firms, employees[firms], key)
    return firms[np.argsort(key, kind="stable")[:number]]
