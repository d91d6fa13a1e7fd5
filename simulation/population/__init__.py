"""Who lives in the model: firms that trade abroad, and their suppliers in producing countries."""

from simulation.population.sample import columns_of, load_population
from simulation.population.suppliers import load_suppliers, sector_import_shares
from simulation.population.tables import LETTERS, POPULATION_SEED, STATUSES, Population, Suppliers, row_of

__all__ = [
    "LETTERS",
    "POPULATION_SEED",
    "STATUSES",
    "Population",
    "Suppliers",
    "columns_of",
    "load_population",
    "load_suppliers",
    "row_of",
    "sector_import_shares",
]
