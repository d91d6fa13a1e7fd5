"""Scenario discovery: a box that is known, limits by hand, refusals in words, and the verb from end to end."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli_calls import Call, caller, refused

from experiments.discover.box import Box, Half, Limit, box_of, choose, halves, peel, peeled, pruned, quasi_p
from experiments.discover.cases import conditions_of, worlds_of_draws
from experiments.discover.question import DiscoverQuestion, choices, discover_question
from experiments.discover.result import DiscoverResult, FailingWhen
from experiments.discover.runs import DiscoverRuns, find_conditions, refuse_too_few
from experiments.discover.summing import summed_up
from experiments.manifest import analysis_manifest
from experiments.points import drawn_points
from experiments.robustness.worlds import load_shocks
from experiments.settings import CompareSettings
from simulation.problems import InputProblem

TINY = CompareSettings(mixes=("mix-2",), draws=60, firms=100, prior=True)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return caller(capsys)


def known_box(cases: int = 600, noise: float = 0.05):
    """Five dimensions; inside a > 0.6, b < 0.5 all fail, elsewhere none; 5% the other way round."""
    luck = np.random.default_rng(3)
    x = pd.DataFrame(luck.random((cases, 5)), columns=list("abcde"))
    fails = (x["a"] > 0.6) & (x["b"] < 0.5)
    return x, (fails ^ (luck.random(cases) < noise)).to_numpy()


def test_a_known_box_in_five_dimensions_with_noise():
    x, fails = known_box()
    box, reached = choose(peeled(x, fails, choices()), 0.9)  # a lower density asks for a wider box
    assert reached
    found = {(limit.name, limit.side): limit.value for limit in box.limits}
    assert set(found) == {("a", "low"), ("b", "high")}
    assert found["a", "low"] == pytest.approx(0.6, abs=0.06)
    assert found["b", "high"] == pytest.approx(0.5, abs=0.06)
    assert box.density >= 0.9
    assert box.coverage > 0.75
    assert box.elsewhere < 0.1


def test_halves_find_the_same_limits():
    x, fails = known_box()
    repeated = halves(x, fails, {**choices(), "halves": 4}, 0.8, seed=1)
    assert len(repeated) == 4
    for half in repeated:
        assert {("a", "low"), ("b", "high")} <= {(limit.name, limit.side) for limit in half.found.limits}
        assert half.found.total == half.left_out.total == 300
        assert half.left_out.density > 0.7
    assert repeated == halves(x, fails, {**choices(), "halves": 4}, 0.8, seed=1)


def test_how_often_a_limit_returns_by_hand():
    low, lower, high = Limit("a", "low", 0.4), Limit("a", "low", 0.2), Limit("b", "high", 0.7)
    found = [Box(limits, 5, 5, 10, 5) for limits in ((high,), (low, high), (lower,), (high,))]
    left_out = [Box((), cases, 1, 10, 2) for cases in (2, 4, 4, 0)]
    none: Any = None
    runs = DiscoverRuns(
        *(none, (), none, None, none, none, none, (), none, False, {}),
        tuple(Half(*both) for both in zip(found, left_out, strict=True)),
    )
    assert list(runs.all_returns().items()) == [(("b", "high"), 0.75), (("a", "low"), 0.5)]
    assert runs.returns("a", "high") == 0.0
    assert runs.value_range("a", "low") == pytest.approx([0.21, 0.39])
    assert runs.value_range("a", "high") is None
    assert runs.left_out_range("density") == pytest.approx([0.25, 0.475])  # 1/2, 1/4 and 1/4; the empty box has none


def test_a_category_is_found():
    luck = np.random.default_rng(5)
    x = pd.DataFrame({"a": luck.random(300), "future": pd.Categorical(luck.choice(["p", "q", "r"], 300))})
    fails = (x["future"] == "q").to_numpy()
    box, reached = choose(peeled(x, fails, choices()), 0.8)
    assert reached
    assert box.limits == (Limit("future", "in", among=("q",)),)
    assert (box.coverage, box.density) == (1.0, 1.0)


def test_nothing_is_found_in_noise():
    luck = np.random.default_rng(11)
    x = pd.DataFrame(luck.random((300, 5)), columns=list("abcde"))
    fails = luck.random(300) < 0.4
    repeated = halves(x, fails, {**choices(), "halves": 4}, 0.8, seed=1)
    assert np.mean([half.left_out.density for half in repeated if half.left_out.cases]) < 0.6  # as everywhere


def test_counting_and_quasi_p_by_hand():
    x = pd.DataFrame({"a": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], "b": [1.0, 1.0, 0.0, 1.0, 1.0, 1.0]})
    fails = np.array([False, False, False, True, True, False])
    limits = (Limit("a", "low", 0.35), Limit("a", "high", 0.55))
    box = box_of(limits, x, fails)
    assert (box.cases, box.failing, box.coverage, box.density, box.elsewhere) == (2, 2, 1.0, 1.0, 0.0)
    chance = quasi_p(limits, x, fails)
    assert chance[limits[0]] == pytest.approx((2 / 5) ** 2)  # lifted: 2 of 5 fail
    assert chance[limits[1]] == pytest.approx((2 / 3) ** 2)  # lifted: 2 of 3 fail
    assert pruned(box, x, fails, 0.5) == box
    assert pruned(box, x, fails, 0.3).limits == (limits[0],)


def test_quasi_p_is_that_of_the_library():
    from ema_workbench.analysis import prim

    x, fails = known_box(200)
    found = prim.Prim(x, fails, peel_alpha=0.05, paste_alpha=0.05, mass_min=0.05).find_box()
    last = peel(x, fails, choices())[-1]
    theirs = {
        (name, side): p
        for name, both in found.p_values[-1].items()
        for side, p in zip(("low", "high"), both, strict=True)
        if p >= 0
    }
    ours = {(limit.name, limit.side): p for limit, p in quasi_p(last.limits, x, fails).items()}
    assert ours == pytest.approx(theirs)
    assert last.coverage == pytest.approx(found.coverage)
    assert last.density == pytest.approx(found.density)


def test_too_few_are_refused_in_words():
    values = np.linspace(0.2, 0.8, 100)
    with pytest.raises(InputProblem, match=r"3 of 100 cases fail.*20.*0\.23 to 0\.77"):
        refuse_too_few(values, np.arange(100) < 3)
    with pytest.raises(InputProblem, match="95 of 100"):
        refuse_too_few(values, np.arange(100) < 95)
    refuse_too_few(values, np.arange(100) < 40)


def test_worlds_of_draws_do_not_depend_on_their_number():
    few = worlds_of_draws(CompareSettings(draws=10), ("futures", "variants", "shocks"), load_shocks())
    more = worlds_of_draws(CompareSettings(draws=60), ("futures", "variants", "shocks"), load_shocks())
    assert more[:10] == few
    assert {world.future for world in more} == {"ex-ante-2020", "as-happened", "no-eu-law"}
    plain = worlds_of_draws(CompareSettings(draws=60), ("futures", "variants"), {})
    assert [w.variants for w in plain] == [w.variants for w in more]
    x = conditions_of(drawn_points(TINY, range(60)), plain)
    assert {"future", "response", "edges", "voluntary_ceiling"} <= set(x.columns)
    assert "shock" not in x.columns
    assert "cost_half" not in x.columns  # a fixed number is no condition


@pytest.fixture(scope="module")
def runs() -> Iterator[DiscoverRuns]:
    few = choices()
    kept = dict(few)
    few |= {"halves": 2, "fewest": 10}
    try:
        when = FailingWhen(indicator="practice", group="goal90", year=2026, below=0.42)
        yield find_conditions(DiscoverQuestion(TINY, when), workers=2)
    finally:
        few.clear()
        few.update(kept)


@pytest.fixture(scope="module")
def found(runs: DiscoverRuns) -> DiscoverResult:
    return summed_up(runs)


def test_the_same_for_any_number_of_workers(runs: DiscoverRuns):
    from experiments.discover.cases import answers_of

    question = runs.question
    worlds = worlds_of_draws(TINY, question.kinds, {})
    points = drawn_points(TINY, range(TINY.draws))
    values, failures = answers_of(TINY, list(runs.mixes), points, worlds, question.failing_when, 1, None)
    np.testing.assert_array_equal(values[~np.isnan(values)], runs.values)
    assert failures == {}


def test_the_result_counts_what_the_runs_hold(runs: DiscoverRuns, found: DiscoverResult):
    cases = found.frames()["cases"]
    assert (found.cases, found.failing) == (len(cases), int(cases["fails"].sum()))
    assert cases["value"].tolist() == runs.values.tolist()
    for shown, limit in zip(found.box.limits, runs.box.limits, strict=True):
        assert shown.kept == pytest.approx(limit.holds(runs.x).mean())
        if shown.tried is not None:
            assert shown.tried == [cases[shown.condition].min(), cases[shown.condition].max()]
    assert set(found.conditions) | set(found.categories) == set(runs.x.columns)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_words_and_figures(found: DiscoverResult, lang: str):
    from results.discover.figure import discover_pictures
    from results.discover.words import answer_lines, head_lines, limit_text, returns_text, sure_lines

    text = " ".join([*head_lines(found, lang), *answer_lines(found, lang), *sure_lines(found, lang)])
    text += " ".join(limit_text(limit, found, lang) + returns_text(limit, found, lang) for limit in found.box.limits)
    assert "Mix 2" in text
    assert "nan" not in text
    assert "{" not in text
    json.dumps(found.content(), allow_nan=False)
    for picture in discover_pictures(found, lang):
        assert picture.svg.startswith("<?xml")
        assert all(len(line) == len(picture.table.heads) for line in picture.table.lines)


def test_an_analysis_is_opened_as_it_was_made(tmp_path: Path, few_cases: None):
    import smartmix as sm

    made = sm.discover(
        "mix-1",
        indicator="practice",
        group="all",
        below=0.05,
        year=2022,
        draws=12,
        firms=100,
        prior=True,
        figures=False,
        out=tmp_path / "run",
    )
    opened = DiscoverResult.load(tmp_path / "run")
    assert made.folder == opened.folder == tmp_path / "run" and opened == made
    for name, frame in made.frames().items():
        pd.testing.assert_frame_equal(frame.astype(opened.frames()[name].dtypes), opened.frames()[name])


def test_an_older_analysis_is_read(tmp_path: Path, runs: DiscoverRuns, found: DiscoverResult):
    """Format 1 had limits as a text of one language; names, firms and worlds are found in its manifest."""
    from results.discover.figure import discover_pictures
    from results.discover.words import limit_text

    content = found.content()
    new = ("kind", "future_name", "mix_names", "goal_set_aside", "firms", "all_firms", "world_kinds", "stable")
    for part in (*new, "conditions", "categories"):
        del content[part]
    for limit in content["box"]["limits"]:
        del limit["tried"], limit["kept"]
        limit["text"] = "in words of one language"
    question = runs.question
    manifest = analysis_manifest("discover", question.settings, question.mixes(), question.asked())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"format": 2}), encoding="utf-8")
    (tmp_path / "result.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    opened = DiscoverResult.load(tmp_path)
    assert opened.boxes == found.boxes and opened.other_conditions == found.other_conditions
    assert [limit_text(limit, opened, "en").split(":")[0] for limit in opened.box.limits] == [
        limit_text(limit, found, "en").split(":")[0] for limit in found.box.limits
    ]
    assert [picture.name for picture in discover_pictures(opened, "nl")] == ["discover-trade-off"]


# what is asked


@pytest.fixture
def few_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, fewer in (("fewest", 3), ("halves", 2)):
        monkeypatch.setitem(choices(), name, fewer)


def test_a_goal_that_divides_nothing_gives_way_to_the_middle_of_the_cases(call: Call, tmp_path: Path, few_cases: None):
    """On the shipped posterior every case of mix-2 misses 90% in 2023; nobody named that level."""
    tiny = ("--draws", "20", "--firms", "100", "--no-figures", "--out", str(tmp_path / "run"))
    done = call("discover", "mix-2", *tiny)
    assert done.status == 0, done.err
    assert "The goal of 90% is missed in 20 of 20 cases" in " ".join(done.out.split())
    opened = DiscoverResult.load(tmp_path / "run")
    values = opened.frames()["cases"]["value"]
    assert opened.failing_when.below == values.median() and opened.failing == 10
    assert opened.goal_set_aside is not None and opened.goal_set_aside.level == 0.9
    named = ("--objective", "endorsement_2023", *tiny[:-1], str(tmp_path / "named"))
    refused(call("discover", "mix-2", *named), "20 of 20 cases fail")


def test_a_future_that_is_named_is_kept(call: Call):
    asked = discover_question(TINY, "mix-2", future_named=True)
    assert asked.kinds == ("variants",)
    drawn = {world.future for world in worlds_of_draws(asked.settings, asked.kinds, {})}
    assert drawn == {"ex-ante-2020"}
    assert discover_question(TINY, "mix-2").kinds == ("futures", "variants")
    refused(call("discover", "mix-2", "--future", "no-eu-law", "--worlds", "futures"), "--future", "--worlds")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--indicator", "practise", "--below", "1"],
        ["--objective", "practice"],
        ["--below", "much"],
        ["--below", "0.4", "--above", "0.5"],
        ["--density", "1.5"],
        ["--draws", "10"],
        ["--group", "goal91"],
        ["--baseline", "mix-2", "--below", "0"],
        ["--worlds", "shock"],
    ],
)
def test_wrong_input_is_refused(call: Call, wrong: list[str]):
    refused(call("discover", "mix-2", "--prior", *wrong))


def test_a_goal_that_is_always_missed_is_said_in_words(call: Call, tmp_path: Path):
    outcome = call(
        "discover",
        "mix-0",
        "--objective",
        "endorsement_2023",
        "--prior",
        "--draws",
        "40",
        "--firms",
        "100",
        "--worlds",
        "none",
        "--out",
        str(tmp_path / "run"),
    )
    refused(outcome, "of 40 cases fail", "give a level inside it")
    assert not (tmp_path / "run").exists()
