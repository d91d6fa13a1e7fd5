"""Rules that fire and worlds that differ, worked out by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from experiments.pathways.events import Course, fired_shares, fires_on_eu
from experiments.robustness.worlds import PossibleWorld, Shock, load_shocks, worlds_for
from experiments.settings import CompareSettings
from scenarios.library import list_futures, load_mix
from simulation.parameters import central_values, registry


def test_a_rule_on_the_eu_fires_at_the_first_look_on_its_side() -> None:
    """EU law is proposed (state 1) from quarter 40 on."""
    dates: Any = SimpleNamespace(eu_state=lambda quarter: int(quarter >= 40))

    def rule(below: str | None) -> Any:
        when = {
            "observe": "eu_state",
            "threshold": "proposed",
            "below": below,
            "quarters": ["2021Q4", "2022Q1", "2022Q2"],
        }
        return SimpleNamespace(when=SimpleNamespace(**when))

    assert (fires_on_eu(rule("proposed"), dates), fires_on_eu(rule(None), dates)) == (39, 40)
    other = SimpleNamespace(when=SimpleNamespace(observe="endorsement"))
    assert fires_on_eu(other, dates) is None  # type: ignore[arg-type]


def test_rules_fire_in_shares_of_all_draws() -> None:
    def course(fired: int | None) -> Course:
        none: Any = None
        return Course(none, {"rule": fired}, none, none, (), {}, {})

    assert fired_shares([course(q) for q in (37, None, 41, 37)]) == {"rule": {37: 0.5, 41: 0.25}}


def test_each_world_differs_in_one_thing() -> None:
    settings, shocks = CompareSettings(future="ex-ante-2020"), load_shocks()
    worlds = worlds_for(settings, ("futures", "variants", "shocks"), shocks)
    base, *others = worlds
    assert sorted(each.future for each in worlds if each.kind in ("base", "future")) == sorted(list_futures())
    for each in others:
        changed = {table for table, variant in each.variants.items() if variant != base.variants[table]}
        assert len(changed) == (each.kind == "variant"), each.name
        assert (each.future != base.future) == (each.kind == "future" or bool(each.shock and each.shock.future)), (
            each.name
        )
    assert [each.name for each in worlds if each.kind == "shock"] == list(shocks)


def test_a_shock_delays_what_starts_in_its_time() -> None:
    def shock(**dial: Any) -> PossibleWorld:
        text = {"en": "a", "nl": "a"}
        dials = [{"kind": "support_office", "field": "in_force", **dial}]
        made = Shock.model_validate(
            {"name": text, "description": text, "dials": dials, "sources": ["S-1"], "grade": "assumed"}
        )
        return PossibleWorld("late", "shock", "no-eu-law", {}, made)

    mix = load_mix("mix-1")
    start = str(mix.instruments["support-office"].in_force)
    assert start == "2021Q3"
    for starting, later, found in (("2021Q3", 5, "2022Q4"), ("2021Q4", 5, start), ("2021Q3", 57, "2035Q4")):
        changed = shock(later_by_quarters=later, starting=starting).mix(mix)
        assert changed.instruments["support-office"].in_force == found


def test_a_shock_sets_its_own_parameters_and_leaves_the_rest() -> None:
    name = next(name for name, each in registry().items() if each.is_uncertain)
    usual = central_values()
    for asked, found in (("high", registry()[name].high), ("low", registry()[name].low)):
        made = Shock.model_construct(parameters={name: asked}, dials=[])
        changed = PossibleWorld("x", "shock", "no-eu-law", {}, made).parameters(usual)
        assert float(changed[name][0]) == pytest.approx(found)
        assert float(usual[name][0]) == float(central_values()[name][0])
