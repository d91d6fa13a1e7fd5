"""The population beside values worked out by hand: margins, order of sampling, customers, groups, sizes and rivals."""

from dataclasses import dataclass
from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulation.population import customers, group_links, groups, links, margins, sampling, traits
from simulation.population.data_files import Values
from simulation.population.groups import Reading, count_groups
from simulation.population.tables import LETTERS
from simulation.vocabulary import DUTCH_PARENT, FOREIGN_PARENT, NO_GROUP, SECTORS, Size

# margins


@pytest.fixture
def two_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every section has 200 firms: 50 of one person, 150 below 50 persons, 180 below 250 and 5 from 250 to 500."""
    parts = ("p2", "p3_5", "p5_10", "p10_20", "p20_50")
    small = {"A": (10, 10, 20, 40, 20), "B-E": (30, 30, 30, 30, 30), "B-N excl K incl 95": (70, 60, 50, 40, 50)}
    counts = {"persons_0_50": "150", "persons_0_250": "180", "total": "200", "persons_1": "50", "persons_250_500": "5"}
    tables = {
        "cbs_81589ned_2020Q3.csv": [
            {"sbi": name, **{part: str(n) for part, n in zip(parts, row, strict=True)}} for name, row in small.items()
        ],
        "cbs_81588NED_2024Q2.csv": [{"sbi": letter, **counts} for letter in LETTERS],
    }
    monkeypatch.setattr(margins, "rows", tables.__getitem__)


@pytest.mark.usefixtures("two_tables")
def test_small_firms_are_a_share_of_those_with_more_than_one_person() -> None:
    """Of 100 firms with 2 to 49 persons 60% in agriculture, 40% in industry, and 30 in 120 of what is left over."""
    found = margins.all_firms()
    by_letter = {letter: found[LETTERS.index(letter)].tolist() for letter in "ACG"}
    assert by_letter == {
        "A": pytest.approx([90.0, 60.0, 30.0, 20.0]),
        "C": pytest.approx([110.0, 40.0, 30.0, 20.0]),
        "G": pytest.approx([125.0, 25.0, 30.0, 20.0]),
    }
    assert margins.share_from_500().tolist() == pytest.approx([0.75] * len(LETTERS))


def test_firms_that_trade_add_up_to_the_level_by_size() -> None:
    values = Values("trade_participation.yaml")
    found, everyone = margins.trading_firms(), margins.all_firms()
    assert found.sum() == pytest.approx(values.number("firms_trading_abroad"), rel=1e-6)
    percent = values.value("status_share_percent")
    large = sum(percent["large"].values()) / 100
    assert found[:, Size.LARGE].sum() == pytest.approx(large * everyone[:, Size.LARGE].sum(), rel=1e-6)
    assert (found > 0).all() and (found < everyone).all()
    goods = margins.goods_traders().sum(axis=1)[:3] / everyone.sum(axis=0)[:3]
    share = found.sum(axis=0)[:3] / everyone.sum(axis=0)[:3]
    odds = share / (1 - share) / (goods / (1 - goods))
    assert odds == pytest.approx([odds[0]] * 3, rel=1e-6)  # one factor on the odds of each size
    by_status = margins.status_by_group()
    of_large = found[:, Size.LARGE].sum()
    assert by_status.sum(axis=1).tolist() == pytest.approx([found.sum() - of_large, of_large])
    for row, group in zip(by_status, ("sme", "large"), strict=True):
        shares = [float(percent[group][status]) for status in ("import_only", "export_only", "both")]
        assert (row / row.sum()).tolist() == pytest.approx([share / sum(shares) for share in shares])


# the order of sampling


def test_a_firm_ranks_within_its_stratum_by_priority() -> None:
    stratum, priority = np.array([0, 1, 0, 1, 0]), np.array([0.5, 0.2, 0.1, 0.9, 0.3])
    assert sampling._ranks(stratum, priority, 2).tolist() == [2, 0, 0, 1, 1]


def test_margins_of_a_stratum_are_those_of_its_codes() -> None:
    """Section 3, sector 5, large, both ways, of the goal; and section 0, sector 1, small, export only."""
    found = sampling.categories(np.array([[3, 5, Size.LARGE, 2, 1], [0, 1, Size.SMALL, 1, 0]]))
    assert {name: part.tolist() for name, part in found.items()} == {
        "section_size": [3 * 4 + 3, 1],
        "status_group": [3 + 2, 1],
        "sector_size": [5 * 4 + 3, 4 + 1],
        "goal": [1, 0],
    }


# customers in a sample


def test_the_nearest_large_firm_of_the_sector_stands_in_for_a_customer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large firms are 2, 5, 6, 7 and 10 in one sector and 4 in another; of these the sample has 2 and 10."""
    sector = np.array([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    size = np.array([0, 0, 3, 0, 3, 3, 3, 3, 0, 0, 3])
    fixed = np.full((11, 2), -1)
    fixed[0] = 6, 4  # as far from 2 as from 10; nobody of the sector of 4 is there
    fixed[1] = 7, 10  # nearer to 10, which stands once
    fixed[2] = 5, 7  # itself, and 10
    monkeypatch.setattr(customers, "master_list", lambda: {"sector": sector, "size": size})
    monkeypatch.setattr(customers, "all_customers", lambda: fixed)
    chosen = np.array([0, 1, 2, 8, 10])
    assert customers.customers_in(chosen).tolist() == [[2, -1], [4, -1], [-1, 4], [-1, -1], [-1, -1]]


# groups


def made_up_groups() -> Any:
    """A Dutch group, one led from abroad, one whose parent is foreign, and one that the model adds."""
    employees = np.array([[800, 900, 1000], [5000, 5000, 6000], [700, 700, 700], [0, 400, 500]])
    dutch = np.array([[True, True, True], [False, True, True], [False, False, True], [False, True, True]])
    return SimpleNamespace(
        employees=employees,
        turnover_eur=employees * 1e5,
        dutch=dutch,
        in_list=np.array([True, True, True, False]),
        is_read=np.array([True, False, False, False]),
        managed_abroad=np.array([False, True, False, False]),
        listed=np.array([True, False, False, False]),
        employees_in_netherlands=np.array([600, -1, -1, -1]),
        sector=np.array([0, 1, 0, -1]),
    )


@pytest.fixture
def four_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (group_links, groups):
        monkeypatch.setattr(module, "load_groups", made_up_groups)


@pytest.mark.usefixtures("four_groups")
def test_groups_take_the_firm_that_fits_them_best() -> None:
    """The listed group takes the listed firm, not the larger one; that led from abroad the smallest of its sector."""
    firm = {
        "goal90": np.array([1, 1, 1, 1, 1, 1, 1, 0]),
        "employees": np.array([550.0, 590.0, 620.0, 510.0, 500.0, 350.0, 390.0, 600.0]),
        "turnover_eur": np.array([5e7, 5e7, 5e7, 6e7, 5e7, 3e7, 2e7, 4e7]),
        "sector": np.array([0, 0, 0, 1, 1, 0, 0, 0]),
        "listed": np.array([1, 0, 0, 0, 0, 0, 0, 1]),
    }
    found = group_links.group_columns(firm)
    # group 0 has at most 600 persons here; group 2 has the largest that is left, group 3 what has most turnover
    assert found["group_id"].tolist() == [0, -1, 2, -1, 1, 3, -1, -1]
    assert found["group_employees"].tolist() == [900, 590, 700, 510, 5000, 400, 390, 600]
    assert found["group_turnover_eur"].tolist() == pytest.approx([9e7, 5e7, 7e7, 6e7, 5e8, 4e7, 2e7, 4e7])
    assert found["group_parent"].tolist() == [
        DUTCH_PARENT,
        NO_GROUP,
        FOREIGN_PARENT,
        NO_GROUP,
        DUTCH_PARENT,
        DUTCH_PARENT,
        NO_GROUP,
        NO_GROUP,
    ]


@dataclass(frozen=True)
class Firms:
    """What `read_groups` looks at, of firms of groups 0, 1 and 2 and of one without a group."""

    group_id: Any
    employees: Any
    turnover_eur: Any
    group_employees: Any
    group_turnover_eur: Any
    group_parent: Any


@pytest.mark.usefixtures("four_groups")
def test_a_reading_of_groups_never_gives_a_firm_less_than_its_own() -> None:
    none = np.zeros(4)
    own = np.array([850.0, 500.0, 650.0, 300.0])
    firms: Any = Firms(np.array([0, 1, 2, -1]), own, own * 1e5, none, none, np.full(4, NO_GROUP, np.uint8))
    low, high = (group_links.read_groups(firms, reading, 2.0) for reading in (Reading.LOW, Reading.HIGH))
    assert low.group_employees.tolist() == [850, 500, 650, 300]  # 800 of the group is less, and 1 is not sure
    assert high.group_employees.tolist() == [1000, 6000, 700, 300]
    assert high.group_turnover_eur.tolist() == [1.7e8, 6e8, 1.3e8, 6e7]  # twice what the firm has itself
    assert high.turnover_eur.tolist() == pytest.approx((own * 2e5).tolist())
    assert low.group_parent.tolist() == [DUTCH_PARENT, FOREIGN_PARENT, FOREIGN_PARENT, NO_GROUP]


@pytest.mark.usefixtures("four_groups")
def test_dutch_groups_are_counted_by_each_reading() -> None:
    """More than 450 persons: of the sure ones one, of the best guess two, and all four as they may be read."""
    found = count_groups(lambda heads, _turnover: heads > 450)
    assert (found.low, found.central, found.high) == (1, 2, 4)
    assert (found.in_sources, found.in_list) == (1, 2)


# single firms, as plain Python


def plain(function: Any) -> Any:
    return function.py_func


FIRST_ABOVE, SPREAD, PERSONS = (plain(each) for each in (traits.first_above, traits.spread_factor, traits._persons))


@pytest.fixture(autouse=True)
def not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, part in (("exp", exp), ("log", log), ("first_above", FIRST_ABOVE)):
        monkeypatch.setattr(traits, name, part)
    for name, part in (("spread_factor", SPREAD), ("first_above", FIRST_ABOVE)):
        monkeypatch.setattr(links, name, part)


def test_a_spread_has_its_middle_at_one_and_ends() -> None:
    factor = SPREAD
    assert factor(0.5, 0.7) == pytest.approx(1.0)
    assert factor(0.75, 0.5) == pytest.approx(3**0.5) and factor(0.25, 0.5) == pytest.approx(3**-0.5)
    assert [factor(0.0, 1.0), factor(1.0, 1.0)] == pytest.approx([1 / 999, 999])


def test_a_table_is_entered_at_the_first_sum_above_the_draw() -> None:
    first = FIRST_ABOVE
    table = np.array([0.25, 0.25, 0.75, 1.0])
    assert [first(table, u) for u in (0.0, 0.2499, 0.25, 0.7499, 0.75, 0.99)] == [0, 0, 2, 2, 3, 3]


def test_persons_lie_within_their_class_and_fall_off_in_the_open_one() -> None:
    """Half of the firms have 10 to 40 persons, whose middle is 20; of a tail with power 1 the middle is near double."""
    persons = PERSONS
    table, lower, upper = np.array([0.5, 1.0]), np.array([10.0, 40.0]), np.array([40.0, 160.0])
    assert [persons(q, table, lower, upper, -1, 1.0) for q in (0.0, 0.251, 0.751)] == [10.0, 20.0, 80.0]
    # 1 - v (1 - 40/160) = 5/8 at the middle, so 40 / (5/8)
    assert persons(0.7501, table, lower, upper, 1, 1.0) == 64.0


def drawn(function: Any, *given: Any, monkeypatch: pytest.MonkeyPatch, luck: Any) -> None:
    """Run a loop as plain Python with known luck: by slot four numbers."""
    monkeypatch.setattr(links, "uniforms", lambda _seed, _replication, _firm, slot, _purpose: luck[slot])
    plain(function)(1, *given)


def test_purchases_abroad_keep_the_mean_of_the_sector(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter buys there itself; others a fifth of the mean, so the quarter 3.4 times: (1 - 0.2 x 0.75) / 0.25."""
    tables = links.SupplyTables(
        supplier=np.array([[0.5, 0.75, 1.0]]),
        import_share=np.array([0.1]),
        direct=np.array([0.25]),
        indirect_factor=0.2,
        export_only_factor=0.5,
        import_spread=0.5,
        import_highest=0.35,
    )
    found: dict[str, list[float]] = {}
    for case, at, middle, status in (
        ("itself", 0.2, 0.5, 0),
        ("through others", 0.3, 0.5, 0),
        ("exports", 0.3, 0.5, 1),
        ("dear", 0.2, 0.9, 0),
    ):
        share, supplier, supplier_share = np.zeros(1), np.zeros((1, 3), np.int64), np.zeros((1, 3))
        luck = {traits.SLOT_IMPORT: (at, middle, 0.2, 0.5), traits.SLOT_SUPPLIER: (0.6, 0.6, 0.1, 0.0)}
        columns = np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([status])
        drawn(links._fill_supply, tables, *columns, share, supplier, supplier_share, monkeypatch=monkeypatch, luck=luck)
        assert supplier.tolist() == [[1, 2, 0]], "each supplier once: the second draw moves on"
        assert supplier_share.sum() == pytest.approx(share[0])
        found[case] = [float(share[0]), *(supplier_share[0] / share[0]).tolist()]
    # the first has (1 + 0.2) / 3, the second (1 + 0.5) / 2 of the rest
    parts = [0.4, 0.6 * 0.75, 0.6 * 0.25]
    assert found == {
        "itself": pytest.approx([0.34, *parts]),
        "dear": pytest.approx([0.35, *parts]),  # three times that, but for the highest
        "through others": pytest.approx([0.02, *parts]),
        "exports": pytest.approx([0.01, *parts]),
    }


def test_rivals_and_instruments_of_a_firm(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the middle of all draws 60% are at home and a quarter of the rest in the EU; of an exporter half as many."""
    chances = np.zeros((1, 2, 5))
    chances[0, 0] = 0.6, 0.4, 0.0, 1.0, 0.51
    tables = links.MoreTables(chances, np.array([0.6]), np.array([0.25]), np.array([1.0, 0.5, 0.5]), 0.3)
    luck = {traits.SLOT_INSTRUMENTS: (0.5,) * 4, traits.SLOT_RIVALS: (0.5,) * 4}
    found: list[Any] = []
    for status in (0, 1):
        use, rivals = np.zeros(1, np.uint8), np.zeros((1, 3))
        columns = np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([status])
        drawn(links._fill_more, tables, *columns, use, rivals, monkeypatch=monkeypatch, luck=luck)
        found.append((int(use[0]), rivals[0].tolist()))
    assert found == [(0b11001, pytest.approx([0.6, 0.1, 0.3])), (0, pytest.approx([0.3, 0.175, 0.525]))]


def test_sales_and_visibility_of_a_firm(monkeypatch: pytest.MonkeyPatch) -> None:
    finance = SECTORS.index("finance")
    count = len(SECTORS)
    tables = links.SalesTables(
        sells_to_consumers=np.full(count, 0.5),
        listed_finance=0.9,
        listed_elsewhere=0.2,
        finance=finance,
        central=np.full(count, 0.5),
        central_mean=0.1,
        other=np.full(count, 0.5),
        other_mean=0.2,
        visibility_size=np.array([0.0, 0.0, 0.0, 0.3]),
        visibility_goal=0.2,
        visibility_listed=0.1,
        visibility_consumers=0.05,
        visibility_noise=0.1,
    )
    luck = {traits.SLOT_CHOICE: (0, 0, 0.4, 0.5), traits.SLOT_PUBLIC: (0.4, 0.75, 0.6, 0.9)}
    luck[traits.SLOT_SUPPLIER] = (0, 0, 0, 0.5)
    sector, ones = np.array([finance, finance - 1]), np.ones(2, np.uint8)
    columns = [np.zeros(2) for _column in range(5)]
    drawn(links._fill_sales, tables, sector, np.full(2, 3), ones, ones, *columns, monkeypatch=monkeypatch, luck=luck)
    consumers, listed, central, other, visibility = (column.tolist() for column in columns)
    assert (consumers, listed) == ([1, 1], [1, 0])
    assert central == pytest.approx([0.15] * 2) and other == [0, 0]  # 2 x 0.1 x 0.75; 0.6 is no sale to others
    assert visibility == pytest.approx([0.7, 0.6])  # 0.3 + 0.2 + 0.05 + half of 0.1, and 0.1 for who is listed
