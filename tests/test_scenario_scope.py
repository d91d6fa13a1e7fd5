"""Who falls under a law, and how many firms that are."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from scenarios.scope import count_scope, scope_bits
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from simulation.vocabulary import FOREIGN_PARENT, SECTORS


def firms(**columns: list[float]) -> SimpleNamespace:
    rows = len(next(iter(columns.values())))
    base = {
        "sector": [0] * rows,
        "size": [3] * rows,
        "employees": [1000.0] * rows,
        "turnover_eur": [1e9] * rows,
        "assets_eur": [1e9] * rows,
        "public_interest": [0] * rows,
        "sells_to_consumers": [0] * rows,
        "import_share": [0.1] * rows,
        "weight": [1.0] * rows,
    }
    return SimpleNamespace(**{name: np.array(values) for name, values in (base | columns).items()})


def test_scope_members() -> None:
    people = firms(employees=[249.0, 250.0, 251.0])
    assert ScopeTest(250).members(people).tolist() == [False, True, True]
    assert ScopeTest(250, strictly_more=True).members(people).tolist() == [False, False, True]
    two = firms(employees=[300.0, 300.0, 100.0], turnover_eur=[5e7, 1e6, 5e7], assets_eur=[1e6, 1e6, 3e7])
    assert ScopeTest(250, 4e7, 2e7, needed=2).members(two).tolist() == [True, False, True]
    assert ScopeTest(250, 4e7, 2e7).members(two).tolist() == [False, False, False]
    assert ScopeTest(250, 4e7, 2e7, turnover_or_assets=True).members(two).tolist() == [True, False, False]
    other = firms(public_interest=[1, 0], sells_to_consumers=[0, 1], import_share=[0.0, 0.2], sector=[7, 11])
    assert ScopeTest(public_interest=True).members(other).tolist() == [True, False]
    assert ScopeTest(sells_to_consumers=True).members(other).tolist() == [False, True]
    assert ScopeTest(imports=True).members(other).tolist() == [False, True]
    assert ScopeTest(sectors=("wood_paper",)).members(other).tolist() == [True, False]
    assert scope_bits((ScopeTest(public_interest=True), ScopeTest(imports=True)), other).tolist() == [1, 2]


def test_tests_within_a_test() -> None:
    people = firms(employees=[100.0, 600.0, 6000.0], turnover_eur=[2e9, 1e9, 5e8], public_interest=[0, 1, 1])
    large, rich = ScopeTest(5000), ScopeTest(None, 2e9)
    assert ScopeTest(parts=(large, rich), parts_needed=1).members(people).tolist() == [True, False, True]
    assert ScopeTest(parts=(large, rich)).members(people).tolist() == [False, False, False]
    assert ScopeTest(public_interest=True, parts=(large, rich), parts_needed=1).members(people).tolist() == [0, 0, 1]
    three = ScopeTest(parts=(ScopeTest(500), ScopeTest(5000), rich), parts_needed=2)
    assert three.members(people).tolist() == [False, False, True]
    assert not ScopeTest(nobody=True).members(people).any()
    # Readings change the tests within too.
    assert ScopeTest(parts=(ScopeTest(600),)).readings(1.25)["strictly_more"].members(people).tolist() == [0, 0, 1]


def test_whose_figures() -> None:
    alone = firms(employees=[3000.0, 3000.0])
    whole = SimpleNamespace(**vars(alone), group_employees=np.array([43_000.0, 3000.0]), group_parent=np.array([1, 0]))
    test = ScopeTest(5000, group=True)
    assert test.members(alone).tolist() == [False, False] and test.members(whole).tolist() == [True, False]
    assert ScopeTest(5000).members(whole).tolist() == [False, False]
    below_foreign = SimpleNamespace(**{**vars(whole), "group_parent": np.array([FOREIGN_PARENT, 0])})
    assert test.members(below_foreign).tolist() == [False, False]  # judged by its own figures


@pytest.mark.parametrize(
    "asked",
    [
        {"minimum_employees": 1.0, "minimum_turnover_eur": 2.0, "minimum_assets_eur": 3.0, "needed": 4},
        {"minimum_turnover_eur": 2.0, "minimum_assets_eur": 3.0, "turnover_or_assets": True, "needed": 2},
        {"parts": (ScopeTest(1.0),), "parts_needed": 2},
    ],
)
def test_a_test_that_needs_more_than_it_has_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(InputProblem, match="more tests than the"):
        ScopeTest(**asked)


@pytest.mark.parametrize(
    "test",
    [
        ScopeTest(),
        ScopeTest(250, 40e6, 20e6, None, False, True),
        ScopeTest(250, 40e6, 20e6, 2),
        ScopeTest(1000, 450e6, None, None, True),
        ScopeTest(50, 10e6, None, None, True, False, True, True, True, ("food", "textiles")),
    ],
)
def test_the_count_adds_up_over_sizes_and_sectors(test: ScopeTest) -> None:
    people = load_population(2000)
    found = count_scope(test, people)
    inside = people.weight[test.members(people)]
    assert found.total.central == pytest.approx(inside.sum())
    for parts in (found.by_size, found.by_sector):
        assert sum(part.central for part in parts.values()) == pytest.approx(inside.sum())
    assert found.total.low <= min(found.readings.values()) <= max(found.readings.values()) <= found.total.high
    # An agent of weight w stands for w - 1 firms that were not looked at; one to one there is nothing to sample.
    whole = SimpleNamespace(**{name: getattr(people, name) for name in vars(firms(employees=[1.0]))})
    whole.weight = np.ones(people.weight.size)
    assert count_scope(test, whole).total.high == max(count_scope(test, whole).readings.values())


def test_count_scope_gives_ranges() -> None:
    people = firms(
        employees=[500.0, 501.0, 600.0, 400.0], turnover_eur=[1e9, 1e9, 3.5e7, 1e9], weight=[1.0, 1.0, 4.0, 1.0]
    )
    count = count_scope(ScopeTest(500, 4e7, 2e7, turnover_or_assets=True), people)
    assert count.total.central == 6 and count.total.low < 2 and count.total.high > 6
    assert count.readings["strictly_more"] == 5 and count.readings["turnover_and_assets"] == 2
    assert set(count.by_sector) == set(SECTORS) and count.by_size["large"].central == 6
    assert count.outside is not None and count.outside.low == 0 < count.outside.central
    # Who sells to consumers without trading abroad cannot be established (P-B7, P-B17).
    assert count_scope(ScopeTest(sells_to_consumers=True), people).outside is None
    assert (
        count_scope(ScopeTest(imports=True), people).outside
        == count_scope(ScopeTest(imports=True), people).by_size["micro"]
    )
