"""Scenario discovery: a box that is known, limits by hand, refusals in words, and the verb from end to end."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cli_calls import Call, caller, refused

from experiments.discover.box import Limit, box_of, choose, halves, peel, peeled, pruned, quasi_p
from experiments.discover.cases import conditions_of, worlds_of_draws
from experiments.discover.run import Discovery, FailingWhen, choices, discover, refuse_too_few
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
def found() -> Discovery:
    few = choices()
    kept = dict(few)
    few |= {"halves": 2, "fewest": 10}
    try:
        when = FailingWhen("practice", "goal90", 2026, below=0.42)
        yield discover(TINY, "mix-2", when, workers=2)
    finally:
        few.clear()
        few.update(kept)


def test_the_same_for_any_number_of_workers(found: Discovery):
    from experiments.discover.cases import answers_of
    from scenarios.library import load_mix

    worlds = worlds_of_draws(TINY, found.kinds, {})
    points = drawn_points(TINY, range(TINY.draws))
    values, failures = answers_of(TINY, [load_mix("mix-2")], points, worlds, found.failing_when, 1, None)
    np.testing.assert_array_equal(values[~np.isnan(values)], found.values)
    assert failures == {}


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_words_and_figures(found: Discovery, lang: str):
    from results.discover.figure import discover_pictures
    from results.discover.files import discover_json
    from results.discover.words import answer_lines, head_lines, limit_text, returns_text, sure_lines

    text = " ".join([*head_lines(found, lang), *answer_lines(found, lang), *sure_lines(found, lang)])
    text += " ".join(limit_text(limit, found, lang) + returns_text(limit, found, lang) for limit in found.box.limits)
    assert "mix-2" in text
    assert "nan" not in text
    assert "{" not in text
    json.dumps(discover_json(found, lang), allow_nan=False)
    for picture in discover_pictures(found, lang):
        assert picture.svg.startswith("<?xml")
        assert all(len(line) == len(picture.table.heads) for line in picture.table.lines)


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
