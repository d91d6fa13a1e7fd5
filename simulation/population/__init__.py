"""Who lives in the model: firms that trade abroad, and their suppliers in producing countries."""

from simulation.population.group_links import read_groups
from simulation.population.groups import GroupCount, Groups, Reading, count_groups, load_groups
from simulation.population.sample import columns_of, load_population
from simulation.population.suppliers import load_suppliers, sector_import_shares
from simulation.population.tables import LETTERS, POPULATION_SEED, STATUSES, Population, Suppliers, row_of

__all__ = [
    "LETTERS",
    "POPULATION_SEED",
    "STATUSES",
    "GroupCount",
    "Groups",
    "Population",
    "Reading",
    "Suppliers",
    "columns_of",
    "count_groups",
    "load_groups",
    "load_population",
    "load_suppliers",
    "read_groups",
    "row_of",
    "sector_import_shares",
]
