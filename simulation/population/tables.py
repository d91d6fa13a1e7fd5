"""The two tables that the population hands to the world: firms and suppliers."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from simulation.vocabulary import SECTORS

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.uint8]
type FirmsAsked = int | Literal["full"]

#: Key of every draw that makes the master list. Another key is another population.
POPULATION_SEED = 20_201_016

#: SBI 2008 sections in which firms of the model live (P-D1).
LETTERS = "ABCDEFGHIJKLMN"

#: Trade status (P-D6): buys abroad only, sells abroad only, both.
IMPORT_ONLY, EXPORT_ONLY, BOTH = 0, 1, 2
STATUSES = ("import_only", "export_only", "both")

#: Each firm has this many suppliers, main customers and groups of rivals (NL, EU, outside).
SUPPLIERS_PER_FIRM, CUSTOMERS_PER_FIRM, RIVAL_GROUPS = 3, 2, 3

#: At this size of a sample, firms of the 90% goal stand one to one.
GOAL_ONE_TO_ONE_FROM = 1_400
SMALLEST_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Population:
    """N agents sorted by `firm_id`; every array has N rows and is read-only.

    Traits belong to the firm: they are the same in every sample that holds it. Only `weight` and
    `customers` depend on the sample.
    """

    #: permanent number of the firm, 1 ... 406,000
    firm_id: Integers
    #: index in `vocabulary.SECTORS`
    sector: Integers
    #: index in `LETTERS`
    sbi: Integers
    #: `vocabulary.Size`
    size: Integers
    #: working persons
    employees: Floats
    #: net turnover and balance total, euro (a year; a year's end)
    turnover_eur: Floats
    assets_eur: Floats
    #: 0/1: listed; public-interest entity (listed, or a bank or insurer); firm of the 90% goal (S-002);
    #: sells to Dutch consumers (P-B7)
    listed: Flags
    public_interest: Flags
    goal90: Flags
    sells_to_consumers: Flags
    #: 0 import only, 1 export only, 2 both
    trade_status: Integers
    #: how many firms the agent stands for; sums to the whole population, exactly
    weight: Floats
    #: share of purchases that come from the producing regions of the supplier table
    import_share: Floats
    #: (N, 3) row in the supplier table, and share of the firm's purchases; shares sum to `import_share`
    supplier: Integers
    supplier_share: Floats
    #: 0-1, how well consumers and investors see the firm
    visibility: Floats
    #: share of turnover sold to central and to other government
    sales_central: Floats
    sales_other_government: Floats
    #: bit i set when the firm uses `vocabulary.INSTRUMENT_GROUPS[i]`
    instrument_use: Flags
    #: (N, 2) rows in this sample of the main customers, -1 = none
    customers: Integers
    #: (N, 3) share of rivals in NL, elsewhere in the EU, outside; sums to one
    rivals: Floats
    #: row in `groups.load_groups()` of the group whose business in the Netherlands the firm is, -1 = none
    group_id: NDArray[np.int32]
    #: employees and net turnover in euro a year of that group, worldwide; the firm's own where there is none
    group_employees: NDArray[np.int32]
    group_turnover_eur: NDArray[np.float32]
    #: NO_GROUP, DUTCH_PARENT or FOREIGN_PARENT
    group_parent: Flags
    #: sha256 over all arrays but those of groups, and over those: what was calibrated rests on the first alone
    fingerprint: str
    groups_fingerprint: str

    def __len__(self) -> int:
        """The number of agents."""
        return int(self.firm_id.size)


@dataclass(frozen=True, slots=True)
class Suppliers:
    """S = R x 14 groups of suppliers: row `region * 14 + sector`; every array is read-only."""

    #: R names, as in data/regions.csv
    regions: tuple[str, ...]
    #: (S,) index in `regions` and in `vocabulary.SECTORS` (what is produced)
    region: Integers
    sector: Integers
    #: (S, 4) how severe the risk is per `vocabulary.Theme`, 0-1
    severity: Floats
    #: (S,) rule of law, percentile rank / 100 (WGI)
    governance: Floats
    #: (S,) share of the risk that local law and practice hold in check at the start, 0-1
    start_condition: Floats
    #: (S,) Dutch imports, million US dollar of 2011
    import_value_usd_mn: Floats
    #: (S,) share of this group in all Dutch imports of its product
    share_of_product_imports: Floats
    #: (14,) share of imports in Dutch use of each product
    import_penetration: Floats
    #: (14, 14) share of product (column) in the purchases of a firm's sector (row); rows sum to one
    purchase_mix: Floats
    #: sha256 over all arrays
    fingerprint: str

    def __len__(self) -> int:
        """The number of rows, R x 14."""
        return int(self.region.size)


def row_of(region: int, sector: int) -> int:
    """Row of the supplier table for a region and a product sector."""
    return region * len(SECTORS) + sector


def fingerprint_of(columns: Mapping[str, NDArray[Any]]) -> str:
    """sha256 over names, types, shapes and little-endian bytes of columns, in the order given."""
    digest = sha256()
    for name, column in columns.items():
        plain = np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<"))
        digest.update(f"{name}:{plain.dtype.str}:{plain.shape};".encode())
        digest.update(plain.data)
    return digest.hexdigest()


def read_only(column: NDArray[Any]) -> None:
    """Keep a column from being written to."""
    column.flags.writeable = False


def array_names(table: type[Population] | type[Suppliers]) -> tuple[str, ...]:
    """Names of the array fields of a table."""
    return tuple(f.name for f in fields(table) if f.name not in {"fingerprint", "groups_fingerprint", "regions"})
