"""Who falls under a law, and how many firms that are."""

from types import SimpleNamespace

import numpy as np

from scenarios.scope import count_scope, scope_bits
from simulation.schedule import ScopeTest
from simulation.vocabulary import SECTORS


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
