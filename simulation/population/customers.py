"""The cascade: which large firms are the main customers of a firm, and who stands in for them in a sample."""

from functools import lru_cache

import numpy as np

from simulation.compiled import loop
from simulation.population.data_files import Values
from simulation.population.master import cumulative, master_list
from simulation.population.suppliers import mix_table
from simulation.population.tables import CUSTOMERS_PER_FIRM, POPULATION_SEED, Integers, read_only
from simulation.population.traits import SLOT_CUSTOMER_ONE, SLOT_CUSTOMER_TWO, TRAITS, first_above
from simulation.randomness import uniforms
from simulation.vocabulary import SECTORS, Size

_SLOTS = (SLOT_CUSTOMER_ONE, SLOT_CUSTOMER_TWO)


@loop
def _draw_customers(seed, slots, chance, sales, start, buyers, weight, sector, size, employees, customers):  # type: ignore[no-untyped-def]
    """Row of the customer in the master list, or -1; `buyers` are sorted by sector, from `start`."""
    for i in range(sector.size):
        for j in range(slots.size):
            a, b, c, _ = uniforms(seed, 0, i + 1, slots[j], TRAITS)
            customers[i, j] = -1
            if a >= chance[size[i]]:
                continue
            k = first_above(sales[sector[i]], b)
            first, last = start[k], start[k + 1]
            if first == last:
                continue
            # larger buyers have more suppliers: drawn by persons
            below = weight[first - 1] if first > 0 else 0
            goal = below + np.int64(c * (weight[last - 1] - below))
            low, high = first, last - 1
            while low < high:
                middle = (low + high) // 2
                if weight[middle] > goal:
                    high = middle
                else:
                    low = middle + 1
            buyer = buyers[low]
            # only a larger firm passes its demands down
            if employees[buyer] > employees[i] and not (j == 1 and customers[i, 0] == buyer):
                customers[i, j] = buyer


@lru_cache(maxsize=1)
def all_customers() -> Integers:
    """Main customers of every firm as rows of the master list, -1 = none, shape (406,000, 2)."""
    firm = master_list()
    large = np.flatnonzero(firm["size"] == Size.LARGE)
    buyers = large[np.argsort(firm["sector"][large], kind="stable")]
    start = np.searchsorted(firm["sector"][buyers], np.arange(len(SECTORS) + 1))
    weight = np.cumsum(firm["employees"][buyers].astype(np.int64))
    customers: Integers = np.full((firm["sector"].size, CUSTOMERS_PER_FIRM), -1, np.int64)
    chance = Values("traits.yaml").by_size("has_main_customer")
    sales = cumulative(mix_table("sales_mix.csv"))
    _draw_customers(
        POPULATION_SEED,
        np.array(_SLOTS),
        chance,
        sales,
        start,
        buyers,
        weight,
        firm["sector"],
        firm["size"],
        firm["employees"],
        customers,
    )
    read_only(customers)
    return customers


def customers_in(chosen: Integers) -> Integers:
    """Main customers as rows of the sample `chosen` (sorted master rows), -1 = none, shape (N, 2).

    A customer that is not in the sample is replaced by the large firm of its sector with the nearest
    firm_id (numbers run by section and size, so it is much like it), the lower one in a tie; when the
    sector has none in the sample, or the stand-in would be the firm itself, there is none.
    """
    firm = master_list()
    sector = firm["sector"]
    large = np.flatnonzero(firm["size"][chosen] == Size.LARGE)
    fixed = all_customers()[chosen]
    result: Integers = np.full(fixed.shape, -1, np.int64)
    for k in range(len(SECTORS)):
        present = large[sector[chosen[large]] == k]
        row, column = np.nonzero((fixed >= 0) & (sector[fixed] == k))
        if present.size == 0 or row.size == 0:
            continue
        wanted = fixed[row, column]
        ids = chosen[present]
        above = np.minimum(np.searchsorted(ids, wanted), ids.size - 1)
        below = np.maximum(above - 1, 0)
        nearest = np.where(np.abs(ids[below] - wanted) <= np.abs(ids[above] - wanted), below, above)
        found = present[nearest]
        result[row, column] = np.where(found == row, -1, found)
    twice = (result[:, 1] >= 0) & (result[:, 0] == result[:, 1])
    result[twice, 1] = -1
    return result
