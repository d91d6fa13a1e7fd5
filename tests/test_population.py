"""The firms of the model: margins, nesting, the 90% goal, shares, refusals; and the suppliers."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from simulation.population import Population, columns_of, load_population, load_suppliers, sector_import_shares
from simulation.population.build_suppliers import built_files
from simulation.population.data_files import DATA, GRADES, REQUIRED_KEYS, Values, rows
from simulation.population.margins import cells, crosswalk, status_by_group, trading_firms
from simulation.population.raking import largest_remainder, rake
from simulation.problems import InputProblem
from simulation.vocabulary import SECTORS, Size

SAMPLES = (100, 150, 300, 700, 1399, 1400, 5000, 40000, "full")
FIRMS = 406_000
#: Changes when a trait, a margin or the sampling changes: then runs change too, and this line with them.
FINGERPRINT_OF_1000 = "cd14efcc4c76143c968007e3f33db60d5da052a296181fe8a12ef1814f6c771a"


def weighted(population: Population, *columns: Any, shape: tuple[int, ...]) -> np.ndarray:
    found = np.zeros(shape)
    np.add.at(found, columns, population.weight)
    return found


def group(population: Population) -> np.ndarray:
    return (population.size == Size.LARGE).astype(np.int64)


@pytest.mark.parametrize("firms", SAMPLES)
def test_weights_sum_to_all_firms_exactly(firms: Any) -> None:
    population = load_population(firms)
    assert population.weight.sum() == FIRMS
    assert population.weight[::-1].sum() == FIRMS
    assert (population.weight > 0.0).all()
    assert len(population) == (FIRMS if firms == "full" else firms)


@pytest.mark.parametrize("firms", SAMPLES)
def test_section_by_size_margin(firms: Any) -> None:
    population = load_population(firms)
    found = weighted(population, population.sbi, population.size, shape=(14, 4))
    wanted = trading_firms()
    # margins are rounded to whole firms, which is more than 2% of cells with a handful of firms
    assert (np.abs(found - wanted) <= np.maximum(0.02 * wanted, 1.5)).all()
    assert np.abs(found / cells().sum(axis=2) - 1.0).max() < 0.02


@pytest.mark.parametrize("firms", SAMPLES)
def test_status_by_group_margin(firms: Any) -> None:
    population = load_population(firms)
    found = weighted(population, group(population), population.trade_status, shape=(2, 3))
    assert np.abs(found / status_by_group() - 1.0).max() < 0.02


@pytest.mark.parametrize("firms", [1400, 5000, 40000])
def test_sector_by_size_follows_the_master_list(firms: int) -> None:
    sample, full = load_population(firms), load_population("full")
    found = weighted(sample, sample.sector, sample.size, shape=(14, 4))
    wanted = weighted(full, full.sector, full.size, shape=(14, 4))
    assert np.abs(found / wanted - 1.0).max() < 0.05


@pytest.mark.parametrize("firms", SAMPLES)
def test_no_cell_of_sector_and_size_is_empty(firms: Any) -> None:
    population, full = load_population(firms), load_population("full")
    assert set(zip(population.sector, population.size, strict=True)) == set(zip(full.sector, full.size, strict=True))


def test_goal_firms_are_about_700_and_stand_one_to_one() -> None:
    for firms in (1400, 5000, 40000, "full"):
        population = load_population(firms)
        goal = population.goal90 == 1
        assert 600 <= goal.sum() <= 760  # S-001, P-B4
        assert (population.weight[goal] == 1.0).all()
    for firms in (100, 700, 1399):
        population = load_population(firms)
        assert population.weight[population.goal90 == 1].sum() == pytest.approx(
            load_population("full").goal90.sum(), abs=0.01
        )


def test_goal_is_the_size_test_of_the_policy_note() -> None:
    full = load_population("full")
    test = (full.employees >= 500) & ((full.turnover_eur > 40e6) | (full.assets_eur > 20e6))
    assert (full.goal90 == test).all()


def test_a_smaller_sample_is_nested_with_the_same_traits() -> None:
    populations = [load_population(firms) for firms in SAMPLES]
    for small, large in pairwise(populations):
        assert np.isin(small.firm_id, large.firm_id).all()
        place = np.searchsorted(large.firm_id, small.firm_id)
        for (name, some), (_, more) in zip(columns_of(small), columns_of(large), strict=True):
            if name not in {"weight", "customers"}:
                assert (some == more[place]).all(), name


def test_every_trait_has_its_promised_type_and_shape() -> None:
    population = load_population(700)
    flags = {"listed", "public_interest", "goal90", "sells_to_consumers", "instrument_use", "group_parent"}
    whole = {"firm_id", "sector", "sbi", "size", "trade_status", "supplier", "customers"}
    wide = {"supplier": 3, "supplier_share": 3, "rivals": 3, "customers": 2}
    short = {"group_id": np.int32, "group_employees": np.int32, "group_turnover_eur": np.float32}
    for name, column in columns_of(population):
        kind = np.uint8 if name in flags else np.int64 if name in whole else short.get(name, np.float64)
        assert column.dtype == kind, name
        assert column.shape == ((700, wide[name]) if name in wide else (700,)), name
        assert not column.flags.writeable, name
    assert (np.diff(population.firm_id) > 0).all()


def test_shares_are_shares() -> None:
    full = load_population("full")
    assert np.allclose(full.supplier_share.sum(axis=1), full.import_share, atol=1e-12)
    assert (full.supplier_share >= 0.0).all()
    assert full.import_share.max() <= 1.0
    assert np.allclose(full.rivals.sum(axis=1), 1.0, atol=1e-12)
    assert (full.rivals >= 0.0).all()
    for name in ("visibility", "sales_central", "sales_other_government"):
        column = getattr(full, name)
        assert column.min() >= 0.0 and column.max() <= 1.0
    assert (full.sales_central + full.sales_other_government).max() <= 1.0


def test_size_classes_hold_their_persons() -> None:
    full = load_population("full")
    bounds = np.array([1.0, 10.0, 50.0, 250.0, np.inf])
    assert (full.employees >= bounds[full.size]).all()
    assert (full.employees < bounds[full.size + 1]).all()


def test_suppliers_of_a_firm_are_different_and_sell_to_its_sector() -> None:
    full, shares = load_population("full"), sector_import_shares()
    ordered = np.sort(full.supplier, axis=1)
    assert (np.diff(ordered, axis=1) > 0).all()
    assert (shares[full.sector[:, None], full.supplier] > 0.0).all()


def test_firms_that_only_export_hardly_import() -> None:
    full = load_population("full")
    assert full.import_share[full.trade_status == 1].mean() < 0.2 * full.import_share[full.trade_status != 1].mean()


def test_public_interest_and_listed_firms() -> None:
    full = load_population("full")
    assert 100 <= full.public_interest.sum() <= 115
    assert (full.public_interest[full.goal90 == 1]).sum() == 89  # S-005
    assert (full.listed <= full.public_interest).all()


def test_reach_of_instruments() -> None:
    full = load_population("full")
    reached = [int(((full.instrument_use >> bit) & 1).sum()) for bit in range(5)]
    assert reached[2] == pytest.approx(40_000, rel=0.02)  # S-180
    assert 50 <= reached[4] <= 150  # S-183
    assert full.instrument_use.max() < 32


@pytest.mark.parametrize("firms", [100, 1400, 5000, "full"])
def test_customers_are_other_large_firms(firms: Any) -> None:
    population = load_population(firms)
    for column in range(2):
        supplier = np.flatnonzero(population.customers[:, column] >= 0)
        customer = population.customers[supplier, column]
        assert supplier.size > 0
        assert (customer != supplier).all()
        assert (population.size[customer] == Size.LARGE).all()
    both = (population.customers >= 0).all(axis=1)
    assert (population.customers[both, 0] != population.customers[both, 1]).all()


def test_customers_are_larger_in_the_full_population() -> None:
    full = load_population("full")
    for column in range(2):
        supplier = np.flatnonzero(full.customers[:, column] >= 0)
        assert (full.employees[full.customers[supplier, column]] > full.employees[supplier]).all()


@pytest.mark.parametrize("firms", [99, 0, -5, FIRMS + 1, 5000.0, "all", None, True])
def test_impossible_samples_are_refused(firms: Any) -> None:
    with pytest.raises(InputProblem):
        load_population(firms)


def test_the_same_population_everywhere() -> None:
    assert load_population(1000).fingerprint == FINGERPRINT_OF_1000
    assert load_population(1000).fingerprint != load_population(1001).fingerprint


def test_crosswalk_and_mixes_sum_to_one() -> None:
    assert np.allclose(crosswalk().sum(axis=2), 1.0)
    for name in ("purchase_mix.csv", "sales_mix.csv"):
        for row in rows(name):
            assert sum(float(row[s]) for s in SECTORS) == pytest.approx(1.0), row["sector"]
    for sector in SECTORS:
        assert sum(float(r[sector]) for r in rows("rest_of_world_split.csv")) <= 100.0, sector


def test_supplier_table() -> None:
    suppliers = load_suppliers()
    assert len(suppliers) == len(suppliers.regions) * 14
    assert 38 <= len(suppliers.regions) <= 44
    assert (suppliers.region * 14 + suppliers.sector == np.arange(len(suppliers))).all()
    for column in (suppliers.severity, suppliers.governance, suppliers.start_condition):
        assert column.min() >= 0.0 and column.max() <= 1.0
    assert sector_import_shares().sum(axis=1).max() < 1.0


def test_supplier_table_comes_from_the_raw_data() -> None:
    for name, text in built_files().items():
        assert (DATA / name).read_text(encoding="utf-8") == text, name


def test_least_developed_countries_have_their_share() -> None:
    # 0.7% of goods imports in 2020 (CBS); here the base is 2011. "other" is mostly business services
    suppliers = load_suppliers()
    ldc = {r["region"]: float(r["ldc_share"]) for r in rows("regions.csv")}
    goods = [s for s in SECTORS if s not in {"retail", "wholesale", "finance", "energy", "other"}]
    imports = {r["sector"]: float(r["imports_usd_mn"]) for r in rows("product_imports.csv")}
    value = sum(
        suppliers.import_value_usd_mn[row] * ldc[suppliers.regions[suppliers.region[row]]]
        for row in range(len(suppliers))
        if SECTORS[suppliers.sector[row]] in goods
    )
    assert 0.005 <= value / sum(imports[s] for s in goods) <= 0.009


def test_severity_says_what_was_flagged() -> None:
    suppliers = load_suppliers()

    def child_labour(region: str, sector: str) -> float:
        row = suppliers.regions.index(region) * 14 + SECTORS.index(sector)
        return float(suppliers.severity[row, 0])

    assert child_labour("bangladesh", "textiles") > child_labour("eu_south", "textiles") * 2
    assert child_labour("cote_divoire", "agriculture") > child_labour("chile", "agriculture")


def test_data_files_say_where_they_come_from() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for file in DATA.iterdir():
        assert file.name == "README.md" or f"`{file.name}`" in readme, file.name
    for name in ("traits.yaml", "trade_participation.yaml", "supplier_assumptions.yaml", "group_assumptions.yaml"):
        for key, entry in Values(name).entries.items():
            assert set(entry) == set(REQUIRED_KEYS), key
            assert entry["grade"] in GRADES, key
            assert re.search(r"[A-Z]-[A-Z]?\d|assumption|choice", entry["source"]), key


def test_largest_remainder_keeps_the_total() -> None:
    assert largest_remainder(np.array([1.4, 1.4, 1.2]), 4).tolist() == [2, 1, 1]
    assert largest_remainder(np.array([[0.0, 3.0], [1.0, 0.0]]), 8).tolist() == [[0, 6], [2, 0]]


def test_raking_meets_margins() -> None:
    row, column = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    found = rake(np.ones(4), [(row, np.array([30.0, 70.0])), (column, np.array([40.0, 60.0]))])
    assert np.allclose(found, [12.0, 18.0, 28.0, 42.0])


def test_raking_goes_on_when_the_first_category_of_a_margin_is_empty() -> None:
    size, trade = np.repeat([0, 1, 2], 2), np.tile([0, 1], 3)
    asked = np.array([0.0, 50.0, 50.0]), np.array([30.0, 70.0])
    found = rake(np.array([1.0, 1.0, 30.0, 10.0, 20.0, 40.0]), [(size, asked[0]), (trade, asked[1])])
    assert np.allclose(np.bincount(size, found), asked[0], rtol=1e-9, atol=0)
    assert np.allclose(np.bincount(trade, found), asked[1], rtol=1e-9, atol=0)


def test_raking_to_a_larger_total_scales_a_category_that_was_already_right() -> None:
    size = np.array([0, 1, 2])
    found = rake(np.array([50.0, 25.0, 25.0]), [(size, np.array([500.0, 300.0, 200.0]))])  # half were and are small
    assert np.allclose(found, [500.0, 300.0, 200.0], rtol=1e-12, atol=0)


def test_raking_to_contradicting_margins_holds_the_last_and_leaves_its_start() -> None:
    size, trade = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    start = np.array([30.0, 40.0, 20.0, 10.0])
    found = rake(start, [(size, np.array([60.0, 50.0])), (trade, np.array([55.0, 45.0]))])  # 110 firms and 100
    assert np.allclose(np.bincount(trade, found), [55.0, 45.0])
    assert np.allclose(np.bincount(size, found), [60 / 1.1, 50 / 1.1])
    assert start.tolist() == [30.0, 40.0, 20.0, 10.0]
