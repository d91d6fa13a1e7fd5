"""Signs that the rules build in, at central values; the other patterns are for validation to judge."""

import numpy as np
import pytest
from worlds import Law, schedule_of, small_world

from simulation.vocabulary import Regime, Theme

FIRMS, UNTIL = 300, 48


@pytest.mark.parametrize("theme", list(Theme))
def test_a_thematic_law_raises_its_own_theme_most(theme: Theme) -> None:
    """Q9, first half: S-088, S-197."""
    themes = tuple(int(t == theme) for t in Theme)
    plain = small_world(schedule_of(), FIRMS).until(UNTIL)
    bound = small_world(schedule_of({}, (Law(themes=themes),)), FIRMS).until(UNTIL)
    weight = plain.trait("weight")
    gains = ((bound.of("coverage") - plain.of("coverage")) * weight).sum(axis=1) / weight.sum()
    assert gains[theme] > 0.0
    assert gains[theme] > 2.0 * np.delete(gains, theme).max()


def test_personal_contact_moves_awareness_and_brochures_hardly() -> None:
    """Q12: P-B14, P-G11."""
    plain, passive, personal = (
        small_world(schedule_of(dials), FIRMS).until(UNTIL).mean("awareness")
        for dials in ({}, {"passive_contacts": 0.25}, {"personal_contacts": 0.25})
    )
    assert personal - plain > 4.0 * (passive - plain) >= 0.0


def test_checklists_widen_the_paper_gap_and_dynamic_supervision_narrows_it() -> None:
    """Q13: S-103, S-087. The same law and as many inspections."""
    gap = {}
    for name, regime, checklist in (
        ("checklist", Regime.RISK_BASED, 1.0),
        ("plain", Regime.RISK_BASED, 0.0),
        ("dynamic", Regime.DYNAMIC, 0.0),
    ):
        law = Law(inspections=20.0, regime=regime, terms={"checklist": checklist, "fine_share": 0.05})
        world = small_world(schedule_of({}, (law,)), FIRMS).until(UNTIL)
        weight, missing = world.trait("weight"), np.maximum(0.0, world.of("reported") - world.of("practice"))
        gap[name] = float((missing.mean(axis=0) * weight).sum() / weight.sum())
    assert gap["checklist"] > gap["plain"] > gap["dynamic"]


def test_an_announced_law_moves_firms_before_it_is_in_force() -> None:
    """Q14: S-080, P-C1."""
    plain = small_world(schedule_of(), FIRMS).until(28)
    announced = small_world(schedule_of({}, (Law(announced=16, in_force=28),)), FIRMS).until(28)
    for name in ("awareness", "oblige_motive", "supported", "commitment", "practice"):
        assert announced.mean(name) > plain.mean(name), name
    assert announced.mean("in_force") == 0.0


def test_a_broad_law_asks_more_than_a_thematic_one() -> None:
    """Q9, what a law on one theme asks of the steps: S-090, S-197."""
    one, broad = (
        small_world(schedule_of({}, (Law(themes=themes),)), FIRMS).until(UNTIL)
        for themes in ((1, 0, 0, 0), (1, 1, 1, 1))
    )
    assert broad.mean("practice") > one.mean("practice")
    assert (broad.of("duty") >= one.of("duty")).all()


def test_leaders_do_not_answer_to_duties_in_the_policy_note() -> None:
    """S-053: the matrix of the note; the floor itself binds them too (S-198)."""
    world = small_world(schedule_of({}, (Law(inspections=20.0),)), FIRMS).until(UNTIL)
    leaders = world.of("stage") == 2
    assert leaders.any()
    before = world.of("stage").copy()
    world.until(UNTIL + 1)
    assert (world.of("oblige_motive")[before == 2] == 0.0).all()
    assert (world.of("duty")[:, before == 2] > 0.0).all()
