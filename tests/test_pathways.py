"""Pathways: delay, adapting twice, tipping points and switch points, held against answers that are known."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scenario_mixes import OWN

from experiments.pathways.delay import delayed_mix
from experiments.pathways.events import courses, dates_of, fired_shares, fires_on_eu
from experiments.pathways.plan import PathwayGoal, load_plan
from experiments.pathways.question import PathwaysQuestion
from experiments.pathways.result import PathwaysResult
from experiments.pathways.runs import MEASURES, PathwaysRuns, find_pathways, spread
from experiments.pathways.summing import summed_up
from experiments.pathways.tipping import NEVER, needed_path, tipping_table, tipping_year
from experiments.points import drawn_points
from experiments.prepare import assemble
from experiments.settings import CompareSettings
from scenarios.compile import compile_schedule
from scenarios.library import list_mixes, load_future, load_mix
from simulation.dials import LAW, PER_LAW, LawDial
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.vocabulary import QUARTERS

SETTINGS = CompareSettings(draws=6, firms=120, prior=True, seed=4)
PLAN = load_plan()
GOAL = PLAN.goals["endorsement-2023"].model_copy(update={"begins": 2020, "year": 2024, "level": 0.8})


@pytest.fixture(scope="module")
def found() -> PathwaysRuns:
    return find_pathways(PathwaysQuestion(SETTINGS, PLAN), workers=2)


def in_force(schedule) -> np.ndarray:
    """(slots, QUARTERS) of every law."""
    return (
        np.stack(
            [schedule.table[0, :, LAW + PER_LAW * n + LawDial.IN_FORCE] for n in range(len(schedule.laws.identifiers))]
        )
        > 0
    )


# delay


def test_a_delay_of_nothing_costs_exactly_nothing() -> None:
    one = find_pathways(PathwaysQuestion(replace(SETTINGS, draws=2), PLAN.model_copy(update={"delay": 0})), workers=1)
    for strategy in one.strategies.values():
        assert all((values == 0.0).all() for values in strategy.delay.values())
    assert one.strategies["ser-route-3"].delay  # and there was something to delay


@pytest.mark.parametrize("name", list_mixes())
@pytest.mark.parametrize("future", ["ex-ante-2020", "no-eu-law"])
def test_a_delayed_law_never_acts_earlier(name: str, future: str) -> None:
    mix, view = load_mix(name), load_future(future)
    for quarters in (1, 4, 60):
        late, laws = delayed_mix(mix, quarters, PLAN.decided_at, "late")
        for point in drawn_points(SETTINGS, range(4)):
            schedules = [compile_schedule(one, view, dates_of(view, one, point, 1)) for one in (mix, late)]
            starts = [
                {law: int(row.argmax()) for law, row in zip(s.laws.identifiers, in_force(s), strict=True) if row.any()}
                for s in schedules
            ]
            for law, start in starts[1].items():
                # a law may appear that was cut off before: by EU law that came while it was still a bill
                assert start >= starts[0].get(law, 0), (law, quarters)
        assert laws or late.model_copy(update={"id": mix.id}) == mix


def test_what_a_delay_moves() -> None:
    assert delayed_mix(load_mix("ser-route-1"), 4, PLAN.decided_at, "late")[1] == []
    late, laws = delayed_mix(load_mix("ser-route-2"), 4, PLAN.decided_at, "late")
    then = late.rules["judge-progress"].then.instruments["broad-law"]
    assert laws == ["judge-progress:broad-law"] and (then["announced"], then["in_force"]) == ("+5", "+16")
    late, _laws = delayed_mix(load_mix("ser-route-3"), 60, PLAN.decided_at, "late")
    assert late.instruments["broad-law"].in_force == "never"
    late, laws = delayed_mix(load_mix("mix-0"), 4, PLAN.decided_at, "late")
    assert laws == [] and late.instruments == load_mix("mix-0").instruments  # the WZK starts by lot


def test_a_delay_costs_practice_in_a_world_without_eu_law() -> None:
    settings = replace(SETTINGS, draws=2, future="no-eu-law")
    one = find_pathways(
        PathwaysQuestion(settings, PLAN.model_copy(update={"strategies": ["ser-route-3"], "goals": {}})), workers=1
    )
    strategy = one.strategies["ser-route-3"]
    assert (strategy.delay["practice_firm_years", "goal90"] > 0).all()
    assert not any(course.european.any() or course.adapts for course in strategy.courses)
    assert all((values == 0).all() for values in strategy.adapting_eur.values())


# tipping points


def test_tipping_point_of_a_made_series() -> None:
    # needed in a straight line from 0.4 in 2020 to 0.8 in 2024: 0.4 0.5 0.6 0.7 0.8
    series = np.array(
        [
            [0.4, 0.5, 0.6, 0.7, 0.8],  # on course to the letter
            [0.4, 0.55, 0.58, 0.69, 0.79],  # behind from 2022
            [0.4, 0.45, 0.65, 0.72, 0.75],  # behind, ahead again, behind for good in 2024
            [0.4, 0.40, 0.40, 0.40, 0.9],  # behind for years, and there in time
            [0.4, 0.40, 0.40, 0.40, 0.4],  # never moves
            [0.4, 0.5, np.nan, 0.7, 0.8],
        ]
    )
    years = tipping_year(series, GOAL)
    assert years[:5].tolist() == [NEVER, 2022, 2024, NEVER, 2021] and np.isnan(years[5])
    table = tipping_table(years, GOAL)
    assert table["years"] == {"2021": 1 / 6, "2022": 1 / 6, "2024": 1 / 6}
    assert (table["never"], table["not_defined"]) == (2 / 6, 1 / 6)
    assert (table["p05"], table["p50"], table["p95"]) == (2021, 2024, "never")
    assert sum(table["years"].values()) + table["never"] + table["not_defined"] == pytest.approx(1)


def test_goals_that_fall_or_are_reached_at_the_start() -> None:
    less = GOAL.model_copy(update={"direction": "less", "indicator": "paper_gap", "level": 0.2})
    years = tipping_year(np.array([[0.6, 0.5, 0.4, 0.3, 0.2], [0.6, 0.5, 0.4, 0.31, 0.3]]), less)
    assert years.tolist() == [NEVER, 2023]
    kept, lost = [0.9, 0.85, 0.8, 0.8, 0.8], [0.9, 0.85, 0.79, 0.79, 0.79]
    assert tipping_year(np.array([kept, lost]), GOAL).tolist() == [NEVER, 2022]


def test_needed_paths() -> None:
    straight = needed_path(np.array([0.4]), GOAL, "linear")[0]
    assert straight == pytest.approx([0.4, 0.5, 0.6, 0.7, 0.8])
    goal = GOAL.model_copy(update={"level": 0.9})
    curved = needed_path(np.array([0.1]), goal, "logistic")[0]
    assert curved[[0, 2, 4]] == pytest.approx([0.1, 0.5, 0.9]) and curved[0] == 0.1 and curved[4] == 0.9
    steps = np.diff(np.log(curved / (1 - curved)))
    assert steps == pytest.approx(np.full(4, steps[0]))
    assert np.isnan(needed_path(np.array([0.0]), goal, "logistic")).all()  # no odds to begin with
    assert np.isnan(tipping_year(np.zeros((1, 5)), goal, "logistic")[0])


def test_a_path_that_nobody_could_follow_has_no_range() -> None:
    table = tipping_table(np.array([np.nan, np.nan]), GOAL)
    assert table["not_defined"] == 1 and table["p50"] is None


# switch points and adapting twice


def test_shares_of_fired_rules_match_the_dates(found: PathwaysRuns) -> None:
    route = found.strategies["ser-route-2"]
    future, rule = load_future(SETTINGS.future), route.mix.rules["judge-progress"]
    by_hand = [dates_of(future, route.mix, p, SETTINGS.seed) for p in drawn_points(SETTINGS, range(SETTINGS.draws))]
    late = [dates.eu_proposal is None or dates.eu_proposal > 37 for dates in by_hand]  # after 2021Q2
    assert [fires_on_eu(rule, dates) is not None for dates in by_hand] == late
    share = summed_up(found).strategies["ser-route-2"].rules["judge-progress"]
    assert share.fires == pytest.approx(np.mean(late)) and 0 < share.fires < 1
    draws = summed_up(found).frames()["draws"]
    mine = draws[draws["strategy"] == "ser-route-2"]["rule_judge-progress"]
    assert (mine == "2021Q2").tolist() == late
    # the compiled schedule holds the national law in those draws, but for bills that freeze when announced
    for dates, fired in zip(by_hand, late, strict=True):
        frozen_at_once = dates.eu_proposal == 38 and dates.eu_adoption is not None
        holds = "broad-dd-law" in compile_schedule(route.mix, future, dates).laws.identifiers
        assert holds == (fired and not frozen_at_once)


def test_dates_are_those_of_the_runs(found: PathwaysRuns) -> None:
    points = drawn_points(SETTINGS, range(SETTINGS.draws))
    mixes = {one.mix.id: one.mix for one in found.strategies.values()}
    made = assemble(SETTINGS, mixes, {n: p.parameters for n, p in enumerate(points)}, dict(enumerate(range(6))))
    for name, one in found.strategies.items():
        assert [course.dates for course in one.courses] == [made.dates[name][n] for n in range(6)]


def test_rules_on_endorsement_are_read_from_runs(write) -> None:
    rule = """
rules:
  too-few:
    name: {en: Too few, nl: Te weinig}
    sources: [own]
    when: {observe: endorsement, below: LEVEL, evaluate: [2021Q4, 2023Q4]}
    then: {instruments: {general-information: {passive_contacts_per_firm_per_year: 2.0}}}
"""
    points, population = drawn_points(SETTINGS, range(2)), load_population(SETTINGS.firms)
    future = load_future(SETTINGS.future)
    for level, quarter in (("1.0", 39), ("0.0", None)):
        mix = load_mix(write(OWN + rule.replace("LEVEL", level)))
        some = courses(SETTINGS, future, mix, points, population, QUARTERS, 1)
        assert [course.fired["too-few"] for course in some] == [quarter, quarter]
        assert fired_shares(some) == {"too-few": {} if quarter is None else {quarter: 1.0}}


def test_firms_adapt_twice_where_eu_law_replaces_a_law_in_force(found: PathwaysRuns) -> None:
    routes = found.strategies
    assert not any(course.adapts for course in routes["ser-route-1"].courses)
    for strategy in routes.values():
        for n, course in enumerate(strategy.courses):
            paid, twice = strategy.adapting_eur["all"][n], course.twice["all"]
            assert (paid > 0) == bool(course.adapts) and (twice > 0) == bool(course.adapts)
            for quarter in course.adapts:
                assert quarter == course.dates.eu_in_force
                assert course.national[quarter - 1] and course.european[quarter] and not course.national[quarter]
            assert 0 <= twice <= course.booked["all"] <= 1
    assert any(course.adapts for course in routes["ser-route-3"].courses)


def test_adapting_is_all_that_the_free_runs_leave_out(found: PathwaysRuns) -> None:
    """The cost of adapting is the share times one-off cost: half the share is half the cost."""
    half = replace(SETTINGS, parameters={"adaptation_share": 0.1})
    plan = PLAN.model_copy(update={"strategies": ["ser-route-3"], "goals": {}})
    less = find_pathways(PathwaysQuestion(half, plan), workers=1).strategies["ser-route-3"].adapting_eur["goal90"]
    full = found.strategies["ser-route-3"].adapting_eur["goal90"]
    assert less == pytest.approx(full / 2, rel=1e-3, abs=1.0)  # euros are recorded in 256ths


# results


def test_one_worker_equals_two(found: PathwaysRuns) -> None:
    alone = find_pathways(PathwaysQuestion(SETTINGS, PLAN), workers=1)
    assert json.dumps(summed_up(alone).content()) == json.dumps(summed_up(found).content())


def test_form_and_spread(found: PathwaysRuns) -> None:
    content = summed_up(found).content()
    json.dumps(content, allow_nan=False)
    assert set(content["strategies"]) == {"ser-route-1", "ser-route-2", "ser-route-3"}
    assert content["strategies"]["ser-route-1"]["delay"] is None
    route = content["strategies"]["ser-route-3"]["gain"]
    values = found.strategies["ser-route-3"].gain["practice_firm_years", "goal90"]
    assert route["practice_firm_years"]["goal90"] == spread(values)
    assert {(m, g) for m, groups in route.items() for g in groups} == set(MEASURES)
    assert spread([np.nan])["p50"] is None


def test_map_shows_the_shares_of_the_table(found: PathwaysRuns) -> None:
    from results.pathways.figure import pathways_picture

    for lang in ("en", "nl"):
        picture = pathways_picture(summed_up(found), lang)
        assert "<svg" in picture.svg and len(picture.table.lines) == 3
        assert all(one.mix.name.model_dump()[lang] in picture.description for one in found.strategies.values())
    share = summed_up(found).strategies["ser-route-2"].rules["judge-progress"].fires
    assert f"{100 * share:.0f}% (2021Q2)" in pathways_picture(summed_up(found), "en").description


def test_the_table_calls_a_rule_by_its_name(found: PathwaysRuns) -> None:
    from results.pathways.table import pathways_sections

    name = found.strategies["ser-route-2"].mix.rules["judge-progress"].name
    for lang in ("en", "nl"):
        labels = [label for _title, rows in pathways_sections(summed_up(found), lang) for label, _cells in rows]
        assert any(getattr(name, lang) in label for label in labels)
        assert not any("judge-progress" in label for label in labels)


def test_an_analysis_is_opened_as_it_was_made(tmp_path: Path) -> None:
    import smartmix as sm

    made = sm.pathways(
        "ser-route-2", draws=3, firms=100, last_year=2024, prior=True, figures=False, out=tmp_path / "run"
    )
    opened = PathwaysResult.load(tmp_path / "run")
    assert made.folder == opened.folder == tmp_path / "run" and opened == made
    frames = opened.frames()
    assert list(frames) == list(made.frames())
    for name, frame in made.frames().items():
        pd.testing.assert_frame_equal(frame.astype(frames[name].dtypes), frames[name])


def test_an_older_analysis_is_read(tmp_path: Path, found: PathwaysRuns) -> None:
    """Format 1 had no names of mixes and rules, and law in force by year only."""
    content = summed_up(found).content()
    for name in ("kind", "future_name", "mix_names", "all_firms"):
        del content[name]
    for one in content["strategies"].values():
        del one["national_law"], one["in_force"]["national_by_quarter"], one["in_force"]["european_by_quarter"]
        for rule in one["rules"].values():
            del rule["name"], rule["looks"]
    (tmp_path / "result.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    manifest = {"format": 2, "kind": "pathways", "settings": {}, "fingerprints": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    opened = PathwaysResult.load(tmp_path)
    assert opened.strategies["ser-route-3"].gain == summed_up(found).strategies["ser-route-3"].gain
    assert opened.mix_names["ser-route-3"].en == load_mix("ser-route-3").name.en


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from smartmix.cli import main

    common = ["pathways", "ser-route-2", "--prior", "--draws", "2", "--firms", "100", "--lang", "nl"]
    assert main([*common, "--until", "2024", "--out", str(tmp_path / "run")]) == 0
    assert "Kantelpunt" in capsys.readouterr().out
    names = {path.name for path in (tmp_path / "run").rglob("*.*")}
    assert {"result.json", "effects.csv", "draws.csv", "pathways-map.svg", "pathways-map.txt", "manifest.json"} <= names
    for wrong, words in (
        (["--delay", "99"], "--delay"),
        (["--delay", "0"], "--delay: er staat 0; toegestaan: 1 tot en met 40 kwartalen"),
        (["--yardstick", "liniar"], "linear"),
        (["--until", "2020"], "--until"),
        (["--plan", str(tmp_path / "none.yaml")], "none.yaml"),
    ):
        assert main([*common, *wrong, "--out", str(tmp_path / "other")]) == 2
        printed = capsys.readouterr()
        assert printed.out == "" and words in printed.err and printed.err.count("\n") == 1


def test_wrong_plans_are_refused(tmp_path: Path) -> None:
    text = (Path(load_plan.__globals__["SHIPPED"])).read_text(encoding="utf-8")
    for old, new, words in (
        ("indicator: basic_practice", "indicator: basic_practise", "basic_practice"),
        ("group: goal90", "group: goal9", "goal90"),
        ("begins: 2017", "begins: 2023", "a year before 2023"),
        ("delay: 4", "delay: -1", "delay"),
        ("delay: 4", "delay: 0", "delay"),
        ("format: 1", "format: 9", "newer"),
    ):
        path = tmp_path / "plan.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputProblem, match=words):
            load_plan(path)


def test_every_goal_says_where_it_comes_from() -> None:
    assert all(isinstance(goal, PathwayGoal) and goal.sources and goal.note.nl for goal in PLAN.goals.values())
