"""What a finding leaves: mended by kind of law, as long as such a law binds, and no first turn for who mended."""

from typing import Any

import numpy as np
import pytest
from worlds import Law, SmallWorld, schedule_of, small_world

from simulation.dials import DIALS
from simulation.parameters import prior_draw
from simulation.state import Turn
from simulation.vocabulary import Regime

FIRMS, SINCE, UNTIL = 200, 16, 32
INSPECTED = Law(inspections=100.0, terms={"fine_share": 0.05})
REPORT = Law(name="report-law", steps=(0,) * 6, reporting=True, regime=Regime.COMPLY_OR_EXPLAIN, inspections=100.0)
DRAWS = range(3)


def world(schedule: Any, draw: int, until: int = UNTIL, **fixed: float) -> SmallWorld:
    return small_world(schedule, FIRMS, prior_draw(3, draw, fixed), replication=draw).until(until)


@pytest.mark.parametrize("draw", DRAWS)
def test_a_finding_mends_what_its_kind_of_law_asks(draw: int) -> None:
    report = world(schedule_of({}, (REPORT,), SINCE), draw)
    assert report.of("mended_report").sum() > 0 and report.of("mended").sum() == 0
    steps = world(schedule_of({}, (INSPECTED,), SINCE), draw)
    assert steps.of("mended").sum() > 0 and steps.of("mended_report").sum() == 0
    # a duty of due diligence that nobody inspects is met by nobody for the sake of a finding about a report
    both = world(schedule_of({}, (REPORT, Law()), SINCE), draw)
    assert both.of("mended_report").sum() > 0 and both.of("mended").sum() == 0


@pytest.mark.parametrize("draw", DRAWS)
def test_what_was_mended_ends_with_the_law(draw: int) -> None:
    schedule = schedule_of({}, (INSPECTED,), SINCE)
    ends = UNTIL - 4
    schedule.table[0, ends:, DIALS.index("law_0_in_force")] = 0.0
    w = world(schedule, draw, ends)
    assert w.of("mended").sum() > 0
    w.until(ends + 1)
    assert w.of("mended").sum() == 0


@pytest.mark.parametrize("draw", DRAWS)
def test_who_has_mended_waits_its_turn(draw: int) -> None:
    soon = INSPECTED.in_force + 3
    w = world(schedule_of({}, (INSPECTED,), SINCE), draw, soon, complaint_rate=0.0)
    found, mended = w.of("ladder")[0] > 0, w.of("mended") > 0
    w.until(soon + 1)
    turns = w.of("inspection_class")[0]
    assert (found & mended).any() and (found & ~mended).any()
    assert np.all(turns[found & ~mended] == Turn.COMPLAINT)
    assert np.all(turns[~found | mended] != Turn.COMPLAINT)
