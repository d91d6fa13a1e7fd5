"""The ex-ante tables and the verdicts of a report, from rows and levels that are made up."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_up import CHANGES, FIRST, LEVELS, SECOND, made_up

from experiments.comparison import Comparison
from experiments.regulatory_burden.actions_file import load_actions
from experiments.regulatory_burden.firms import FirmsHeld
from results.burden.cells import firms_cell, form_cell, money_cell
from results.burden.laws import Coming, LawBurden
from results.burden.tables import cost_table
from results.report.number_cells import Measure, query_that_matters, verdict
from results.report.objective_words import what_you_see
from scenarios.scope import FirmCount


def row(size: str, frequency: str, middle: float, **more: Any) -> dict[str, Any]:
    """A quarter and four times the cost at the ends, in million euro; 80, 100 and 150 firms."""
    known = {
        "duty": "substantive",
        "frequency": frequency,
        "size": size,
        "firms_low": 80.0,
        "firms": 100.0,
        "firms_high": 150.0,
        "hours": 40.0,
        "tariff_eur": 77.0,
        "times": 1.0,
        "out_of_pocket_eur": 0.0,
        "cost_low_eur": middle * 0.25e6,
        "cost_eur": middle * 1e6,
        "cost_high_eur": middle * 4e6,
        "source": "P-F1",
        "grade": "estimated",
        "without_trade": False,
    }
    return known | more


ROWS = pd.DataFrame(
    [
        row("large", "yearly", 8.0),
        row("large", "one_off", 20.0),
        row("small", "yearly", 4.0, firms_low=800.0, firms=1_000.0, firms_high=1_500.0),
        row("small", "yearly", 2.0, duty="information", firms_low=800.0, firms=1_000.0, firms_high=1_500.0),
    ]
)


def test_costs_are_summed_at_each_end_of_the_axis() -> None:
    """Yearly 8 + 4 + 2 million: 3.5 at the low end, 56 at the high one."""
    yearly = ROWS[ROWS["frequency"] == "yearly"]
    cell = money_cell(yearly, "en")
    assert cell.text == "14 (4 to 56)"
    assert [cell.value, cell.low, cell.high] == pytest.approx([14.0, 3.5, 56.0])
    left = money_cell(yearly, "en", FirmCount(0.5, 0.6, 0.9))
    assert [left.value, left.low, left.high] == pytest.approx([8.4, 1.75, 50.4])
    assert money_cell(yearly.assign(firms_high=0.0), "en").text == "–"
    little = pd.DataFrame([row("micro", "yearly", 0.001)])
    assert money_cell(little, "en").text == "<0.01 (<0.01 to <0.01)"


def test_firms_are_counted_once_a_size() -> None:
    assert firms_cell(ROWS, "en").text == "1,100 (880 to 1,650)"  # 100 large and 1,000 small ones
    same = ROWS.assign(firms_low=7.0, firms=7.0, firms_high=7.0)
    assert firms_cell(same[same["size"] == "small"], "en").text == "7"


def test_the_form_is_firms_times_how_often_times_hours_and_money() -> None:
    assert form_cell(row("small", "yearly", 1.0), "en").text == "100 × (40 h × €77)"
    more = row("small", "yearly", 1.0, times=2.5, out_of_pocket_eur=200.0, hours=7.25)
    assert form_cell(more, "en").text == "100 × 2.5 × (7.2 h × €77 + €200)"


def test_experience_saves_most_at_the_low_end() -> None:
    """What is left is one less what is learned: least of it where most is learned."""
    actions = load_actions(None)
    law = LawBurden("broad-dd-law", "national", ROWS, {"mix-2": Coming("mix", 1.0, "2023Q1", "2023Q1")})
    rows = {each.head: each.cells for each in cost_table([law], actions, "en").rows}
    plain, learned = rows["All duties, yearly"][-1], rows["All duties, yearly, with experience"][-1]
    shares = [float(getattr(learned, part)) / float(getattr(plain, part)) for part in ("low", "value", "high")]
    assert shares == sorted(shares) and shares[0] < shares[2]
    assert shares[1] == pytest.approx(1.0 - actions.learning.value)
    assert rows["All duties, one-off"][-1].value == pytest.approx(20.0)


def test_a_share_of_turnover_has_a_ceiling_and_counts_by_weight() -> None:
    """1% of 2 million is 20,000 euro, of 50 million more than the ceiling of 100,000; three firms to one."""
    held = FirmsHeld(FirmCount(3.0, 4.0, 5.0), np.array([2e6, 5e7]), np.array([3.0, 1.0]))
    assert held.mean_cost(0.01, 100_000.0) == pytest.approx((3 * 20_000 + 100_000) / 4)
    nobody = FirmsHeld(FirmCount(0.0, 0.0, 0.0), np.empty(0), np.empty(0))
    assert nobody.mean_cost(0.01, 100_000.0) == 0.0


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    changes = CHANGES | {SECOND: CHANGES[SECOND] | {("reported", "goal90"): (-0.0004, 0.0001, 0.0004)}}
    return made_up(tmp_path_factory.mktemp("verdicts") / "run", changes=changes, levels=LEVELS)


@pytest.mark.parametrize(
    ("mix", "indicator", "said"),
    [
        (FIRST, "practice", "higher"),
        (FIRST, "paper_gap", "lower"),
        (FIRST, "reported", "nothing"),
        (SECOND, "reported", "nothing"),  # all of the range is written as zero
        (SECOND, "paper_gap", "higher"),
    ],
)
def test_a_verdict_is_that_of_the_whole_range(known: Comparison, mix: str, indicator: str, said: str) -> None:
    assert verdict(known, Measure("", indicator, "goal90", "share", 2025), mix) == said


def test_a_range_that_holds_zero_is_unclear_and_no_firms_are_unknown(known: Comparison) -> None:
    laggards = Measure("", "practice", "goal90_started_laggard", "share", 2025)
    assert verdict(known, laggards, SECOND) == "unclear"
    told = " ".join(sentence.text for sentence in what_you_see(known, [laggards], "en").points[0])
    assert "Higher: Mix 1." in told and "the range includes zero: Mix 2." in told


def test_the_chance_that_matters_goes_the_way_of_the_middle(known: Comparison) -> None:
    for mix, threshold in ((FIRST, -0.01), (SECOND, 0.01)):
        query = query_that_matters(known, Measure("", "paper_gap", "goal90", "share", 2025), mix)
        assert query is not None and query.threshold == pytest.approx(threshold)
