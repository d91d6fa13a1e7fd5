"""Suppliers in producing regions, and how each sector's purchases are spread over them."""

from functools import lru_cache
from typing import Any

import numpy as np

from simulation.population.data_files import rows
from simulation.population.tables import Floats, Suppliers, array_names, fingerprint_of, read_only
from simulation.vocabulary import SECTORS, Theme

_THEME_COLUMNS = tuple(theme.name.lower() for theme in Theme)


def mix_table(file_name: str) -> Floats:
    """A 14 x 14 table of shares by sector (row) in the data folder; rows sum to one."""
    table = {r["sector"]: r for r in rows(file_name)}
    shares = np.array([[float(table[row][column]) for column in SECTORS] for row in SECTORS])
    return shares / shares.sum(axis=1, keepdims=True)


@lru_cache(maxsize=1)
def load_suppliers() -> Suppliers:
    """The committed supplier table (made by `build_suppliers`), S = R x 14 rows, region by region."""
    table = rows("suppliers.csv")
    regions = tuple(dict.fromkeys(r["region"] for r in table))
    products = {r["sector"]: float(r["import_penetration"]) for r in rows("product_imports.csv")}
    columns: dict[str, Any] = {
        "region": np.array([regions.index(r["region"]) for r in table], np.int64),
        "sector": np.array([SECTORS.index(r["sector"]) for r in table], np.int64),
        "severity": np.array([[float(r[theme]) for theme in _THEME_COLUMNS] for r in table]),
        **{
            name: np.array([float(r[name]) for r in table])
            for name in ("governance", "start_condition", "import_value_usd_mn", "share_of_product_imports")
        },
        "import_penetration": np.array([products[sector] for sector in SECTORS]),
        "purchase_mix": mix_table("purchase_mix.csv"),
    }
    for column in columns.values():
        read_only(column)
    assert set(columns) == set(array_names(Suppliers))
    return Suppliers(regions=regions, **columns, fingerprint=fingerprint_of(columns))


@lru_cache(maxsize=1)
def sector_import_shares() -> Floats:
    """Share of a sector's purchases that comes from each row of the supplier table, shape (14, S).

    purchase mix (assumed) x share of imports in Dutch use of the product x share of the region in these
    imports (WIOD; within the rest of the world assumed). The row's sum is what the sector buys in
    producing regions; the rest comes from home and from high-income countries.
    """
    suppliers = load_suppliers()
    by_product = suppliers.purchase_mix * suppliers.import_penetration
    shares = by_product[:, suppliers.sector] * suppliers.share_of_product_imports
    read_only(shares)
    return shares
