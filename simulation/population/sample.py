"""`load_population`: the firms of one run."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from simulation.population.customers import customers_in
from simulation.population.master import master_list
from simulation.population.sampling import sample_rows, sample_weights
from simulation.population.tables import SMALLEST_SAMPLE, FirmsAsked, Population, array_names, fingerprint_of, read_only
from simulation.problems import InputProblem


def number_of_firms(firms: object) -> int:
    """The sample size asked for; "full" is all firms. Raises InputProblem when it cannot be made."""
    everyone = int(master_list()["firm_id"].size)
    if firms == "full":
        return everyone
    if isinstance(firms, bool) or not isinstance(firms, int):
        raise InputProblem('firms must be a whole number or "full", not {found}', found=repr(firms))
    if firms < SMALLEST_SAMPLE:
        raise InputProblem(
            "firms must be at least {smallest}, not {found}: fewer would leave sectors or sizes empty",
            smallest=SMALLEST_SAMPLE,
            found=firms,
        )
    if firms > everyone:
        raise InputProblem(
            'firms can be at most {largest} (or "full"), not {found}: no more firms trade abroad',
            largest=everyone,
            found=firms,
        )
    return firms


@lru_cache(maxsize=4)
def _population(number: int) -> Population:
    """The sample of a checked size."""
    firm = master_list()
    chosen = sample_rows(number)
    whole = number == firm["firm_id"].size
    columns: dict[str, Any] = {}
    for name in array_names(Population):
        if name == "weight":
            columns[name] = sample_weights(chosen)
        elif name == "customers":
            columns[name] = customers_in(chosen)
        else:
            columns[name] = firm[name] if whole else firm[name][chosen]
        read_only(columns[name])
    of_groups = {name: column for name, column in columns.items() if name.startswith("group_")}
    others = {name: column for name, column in columns.items() if name not in of_groups}
    return Population(**columns, fingerprint=fingerprint_of(others), groups_fingerprint=fingerprint_of(of_groups))


def load_population(firms: FirmsAsked = 5000) -> Population:
    """N agents that stand for the firms that trade abroad (P-D7), weights raked to the margins.

    firms: 100 or more, or "full" for one agent per firm. The same number gives the same arrays on every
    machine. Raises InputProblem when `firms` is no whole number, too small or too large.
    """
    return _population(number_of_firms(firms))


def columns_of(population: Population) -> Iterator[tuple[str, Any]]:
    """Name and array of each column, in order."""
    for name in array_names(Population):
        yield name, getattr(population, name)
