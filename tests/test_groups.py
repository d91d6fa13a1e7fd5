"""Groups of firms: the list is the floor, the rest adds up, ranges have an order, links touch nothing else."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from results.scope.words import cautions
from scenarios.scope import count_law, count_scope, counts_of_groups, everyone
from scenarios.scope_external import all_external_counts, external_counts
from scenarios.shipped import list_laws, load_law
from simulation.population import Reading, count_groups, load_groups, load_population
from simulation.population.data_files import Values, rows
from simulation.schedule import ScopeTest
from simulation.vocabulary import DUTCH_PARENT, FOREIGN_PARENT, NO_GROUP, SECTORS

ROOT = Path(__file__).parents[1]
LIST = rows("largest_groups.csv")
SIZES = ((5000, 1500), (3000, 900), (1000, 450), (1000, 50), (500, 40), (0, 0))
#: Changes when the list, the model of the rest or the links change: laws that count groups then change too.
FINGERPRINT_OF_GROUPS = "30dc2300aab89838839ab746bf97767d13a7e79ecdcf4d4952312e5786be6757"
FINGERPRINT_OF_LINKS = "05b51788cbf1b75b784f9edceb6eaaed2d2d37361aceb8441b84809d5e6aa8aa"


def over(row: dict[str, str], employees: float, turnover: float) -> bool:
    """Whether a row of the list is a Dutch group above both thresholds, by the figures that stand there."""
    dutch = row["ultimate_parent"] == "NL" and row["counted"] == "1"
    return dutch and float(row["employees"]) > employees and float(row["turnover_eur_million"]) > turnover


def is_read(row: dict[str, str]) -> bool:
    return row["employees_grade"] == row["turnover_grade"] == "measured" and row["control_sure"] == "1"


@pytest.mark.parametrize(("employees", "turnover"), SIZES)
def test_the_range_holds_the_list_and_never_ends_below_what_was_read(employees: float, turnover: float) -> None:
    found = count_groups(lambda heads, euros: (heads > employees) & (euros > turnover * 1e6))
    listed = [row for row in LIST if over(row, employees, turnover)]
    assert found.in_list == len(listed)
    assert found.in_sources == len([row for row in listed if is_read(row)])
    assert found.in_sources <= found.low <= found.in_list <= found.central <= found.high


def test_the_undercount_of_persons_in_the_netherlands_is_held() -> None:
    found = count_groups(lambda heads, euros: (heads > 5000) & (euros > 1.5e9))
    full = load_population("full")
    at_home = ((full.employees > 5000) & (full.turnover_eur > 1.5e9)).sum()
    assert found.low > at_home  # 32: what an answer by firms in the Netherlands gives
    assert found.in_sources >= 31


def test_unlisted_groups_add_up_to_the_frame() -> None:
    groups, values = load_groups(), Values("group_assumptions.yaml")
    here = groups.dutch[:, Reading.HIGH] & ~groups.managed_abroad
    assert here.sum() == values.number("frame_groups")
    turnover = groups.turnover_eur[here, Reading.CENTRAL]
    assert turnover.sum() == pytest.approx(values.number("frame_turnover_eur"), rel=1e-6)
    assert groups.employees[here, Reading.CENTRAL].sum() == pytest.approx(values.number("frame_employees"), rel=1e-3)
    # what the source says of the ten largest, which made no part of the model
    assert np.sort(turnover)[-10:].sum() / turnover.sum() == pytest.approx(0.49, abs=0.01)


def test_figures_say_where_they_come_from() -> None:
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| (N-G\d+) \|", page, re.MULTILINE))
    assert len({row["id"] for row in LIST}) == len(LIST)
    for row in LIST:
        assert row["sector"] in SECTORS
        for figure in ("employees", "turnover"):
            source, grade = row[f"{figure}_source"], row[f"{figure}_grade"]
            assert source in known or (source, grade) == ("memory", "estimated"), row["id"]
            assert row[f"{figure}_bound"] in ("exact", "about", "at_least")
            assert 2015 <= int(row[f"{figure}_year"]) <= 2026


def test_a_group_is_one_firm_that_is_no_larger() -> None:
    full, groups = load_population("full"), load_groups()
    firm = np.flatnonzero(full.group_id >= 0)
    group = full.group_id[firm]
    assert len(set(group)) == group.size
    assert (full.goal90[firm] == 1).all()
    assert (full.employees[firm] <= full.group_employees[firm]).all()
    assert (full.turnover_eur[firm] <= full.group_turnover_eur[firm] * (1 + 1e-7)).all()
    listed = groups.in_list[group]
    assert listed.sum() == len(LIST)
    # a group goes to another sector only when all goal firms that fit it in its own are taken
    assert (full.sector[firm[listed]] != groups.sector[group[listed]]).sum() <= 1
    dutch = groups.dutch[group, Reading.CENTRAL]
    assert (full.group_parent[firm] == np.where(dutch, DUTCH_PARENT, FOREIGN_PARENT)).all()


def test_a_firm_without_a_group_has_its_own_figures() -> None:
    full = load_population("full")
    alone = full.group_id < 0
    assert (full.group_parent[alone] == NO_GROUP).all()
    assert (full.group_employees[alone] == full.employees[alone]).all()
    assert np.allclose(full.group_turnover_eur[alone], full.turnover_eur[alone], rtol=1e-7)


@pytest.mark.parametrize("firms", [1400, "full"])
@pytest.mark.parametrize(("employees", "turnover"), SIZES[:4])
def test_a_scope_on_groups_holds_the_list_and_the_undercount(employees: float, turnover: float, firms: Any) -> None:
    test = ScopeTest(employees, turnover * 1e6, strictly_more=True, group=True)
    people = load_population(firms)
    found, at_home = count_scope(test, people), count_scope(replace(test, group=False), people)
    assert found.groups is not None and at_home.groups is None
    assert found.groups.low <= found.total.low <= found.total.central <= found.total.high
    assert found.groups.in_list <= found.groups.central <= found.total.central and found.groups.high <= found.total.high
    assert found.total.low >= at_home.total.low and found.total.central > at_home.total.central


def test_a_firm_below_a_foreign_parent_counts_with_its_own_figures() -> None:
    full = load_population("full")
    inside = ScopeTest(5000, 1.5e9, strictly_more=True, group=True).members(full)
    own = (full.employees > 5000) & (full.turnover_eur > 1.5e9)
    foreign = full.group_parent == FOREIGN_PARENT
    assert (inside[foreign] == own[foreign]).all() and (inside[own]).all()
    assert (full.group_employees[foreign] > 5000).sum() > inside[foreign].sum()


def test_external_counts_are_of_shipped_laws_and_have_sources() -> None:
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for count in all_external_counts():
        assert set(count.laws) <= set(list_laws())
        assert all(f"| {source} |" in page for source in count.sources)
    assert external_counts("csddd-omnibus") and not external_counts("wzk")


@pytest.mark.parametrize("firms", [1400, 5000])
def test_groups_stand_one_to_one_in_a_sample(firms: int) -> None:
    sample, full = load_population(firms), load_population("full")
    linked = sample.group_id >= 0
    assert (sample.weight[linked] == 1.0).all()
    assert (sample.group_id[linked] == full.group_id[full.group_id >= 0]).all()


def test_the_same_groups_everywhere() -> None:
    assert load_groups().fingerprint == FINGERPRINT_OF_GROUPS
    assert load_population("full").groups_fingerprint == FINGERPRINT_OF_LINKS


def test_after_omnibus_i_the_world_holds_parents_to_the_csrd_by_their_group() -> None:
    held = count_law("csrd-omnibus", everyone())
    own = count_scope(ScopeTest(1000, 450e6, strictly_more=True), everyone()).total
    widest = count_law("csddd-2024", everyone())[-1][1].total  # the same thresholds, of groups
    for _quarters, count in held:
        assert count.total.central == widest.central > own.central
        assert own.low <= count.total.low <= count.total.central <= count.total.high
    full = load_population("full")
    bound = load_law("csrd-omnibus").scope[-1].test().members(full)
    added = bound & ~ScopeTest(1000, 450e6, strictly_more=True).members(full)
    assert added.any() and (full.group_parent[added] == DUTCH_PARENT).all()


@pytest.mark.parametrize("law", ["rnfi-2017", "csrd-2022"])
def test_where_the_world_reads_parents_as_firms_their_groups_add_nobody(law: str) -> None:
    full = load_population("full")
    for phase, groups in zip(load_law(law).scope, counts_of_groups(law), strict=True):
        test = phase.test()
        assert not test.reads_groups  # the worlds of the calibration hold these laws: they stay as they were
        assert (replace(test, group=True).members(full) == test.members(full)).all()
        assert groups.central == count_scope(test, full).total.central


def test_which_laws_leave_groups_to_the_answer() -> None:
    assert counts_of_groups("french-vigilance") == []  # its other test is of French groups
    assert counts_of_groups("csddd-omnibus") == counts_of_groups("csrd-omnibus") == []  # the world reads groups itself


def test_a_count_says_for_whom_firms_stand_in() -> None:
    assert "0 betekent niet dat er niemand onder valt" in cautions("conflict-minerals-regulation", "nl")[0]
    for law in ("eudr", "german-lksg", "forced-labour-regulation"):
        assert "stand in" in cautions(law, "en")[0]
    assert not any("stand in" in line for line in cautions("csrd-2022", "en"))
    assert "By the figures of whole groups" in cautions("csrd-2022", "en")[0]
    assert not any("By the figures of whole groups" in line for line in cautions("csrd-omnibus", "en"))
