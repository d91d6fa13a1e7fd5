"""Robustness: statistics on tables worked out by hand, shocks, weights, and the verb from end to end."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cli_calls import Call, caller, refused

from experiments.manifest import analysis_manifest
from experiments.objectives import load_objectives, objectives_wanted, read_weights, sizes_from, weighted
from experiments.robustness.question import RobustnessQuestion
from experiments.robustness.result import RobustnessResult
from experiments.robustness.run import RobustnessRuns, find_robustness, summed_up
from experiments.robustness.statistics import (
    chances,
    complete,
    front_share,
    goals_met,
    interval,
    quantile,
    regrets,
    undominated,
)
from experiments.robustness.worlds import load_shocks, worlds_for
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from simulation.parameters import central_values, registry
from simulation.problems import InputProblem

TINY = CompareSettings(mixes=("mix-1", "mix-2"), draws=3, firms=120, prior=True)
#: Three cases of three mixes on two objectives: practice (more is better) and cost (less is better).
TOY = np.array(
    [
        [[10.0, 1.0], [20.0, 3.0], [15.0, 4.0]],
        [[10.0, 1.0], [5.0, 3.0], [30.0, 2.0]],
        [[10.0, 2.0], [10.0, 2.0], [np.nan, 1.0]],
    ]
)
SIGNS = np.array([1.0, -1.0])


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return caller(capsys)


@pytest.fixture(scope="module")
def runs() -> RobustnessRuns:
    return find_robustness(RobustnessQuestion(TINY, weights={"practice": 2.0, "government_cost": 1.0}), workers=2)


@pytest.fixture(scope="module")
def tiny(runs: RobustnessRuns) -> RobustnessResult:
    return summed_up(runs)


def test_regret_by_hand():
    found = regrets(TOY, SIGNS)
    assert found[0].tolist() == [[10.0, 0.0], [0.0, 2.0], [5.0, 3.0]]
    assert found[1].tolist() == [[20.0, 0.0], [25.0, 2.0], [0.0, 1.0]]
    assert np.isnan(found[2, :, 0]).all()  # the best is not known where a mix is undefined
    assert found[2, :, 1].tolist() == [1.0, 1.0, 0.0]
    assert quantile(found, 1.0)[:, 0].tolist() == [20.0, 25.0, 5.0]
    assert quantile(found, 0.5)[:, 0].tolist() == [15.0, 12.5, 2.5]


def test_chances_by_hand():
    better, equal = chances(TOY, SIGNS)
    assert better[0, 1].tolist() == pytest.approx([1 / 3, 2 / 3])
    assert equal[0, 1].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert better[2, 0].tolist() == pytest.approx([1.0, 1 / 3])  # two defined cases of practice, three of cost
    assert (better + better.transpose(1, 0, 2) + equal)[~np.eye(3, dtype=bool)] == pytest.approx(1.0)


def test_goals_by_hand():
    met = goals_met(TOY, SIGNS, np.array([10.0, np.nan]))
    assert met[:, 0].tolist() == pytest.approx([1.0, 2 / 3, 1.0])
    assert np.isnan(met[:, 1]).all()


def test_pareto_front_by_hand():
    assert complete(TOY).tolist() == [True, True, False]
    assert undominated(TOY, SIGNS).tolist() == [[True, True, False], [True, False, True], [False, False, False]]
    assert front_share(TOY, SIGNS).tolist() == [1.0, 0.5, 0.5]
    alike = np.array([[[1.0, 1.0], [1.0, 1.0]]])
    assert undominated(alike, SIGNS).tolist() == [[True, True]]


def test_who_reaches_nobody_is_not_best_in_unsigned_counts():
    reached = np.array([[[0, 5], [3, 5], [7, 5]]], dtype=np.uint8)
    assert undominated(reached, SIGNS).tolist() == [[False, False, True]]


def test_what_is_given_is_left_as_it_was():
    given = TOY.copy()
    for asked in (regrets, chances, undominated, front_share):
        asked(given, SIGNS)
    quantile(given, 0.5)
    assert np.array_equal(given, TOY, equal_nan=True)


def test_interval_resamples_draws_with_their_worlds():
    alike = np.broadcast_to(np.arange(4.0)[None, :, None, None], (5, 4, 1, 1))  # draws do not differ
    low, high = interval(alike, lambda v: v.mean(axis=0), 30, 0.9, 1)
    assert low == high == 1.5
    draws = np.random.default_rng(1).normal(size=(400, 1, 1, 1))
    low, high = interval(draws, lambda v: v.mean(axis=0), 300, 0.9, 1)
    assert high[0, 0] - low[0, 0] == pytest.approx(2 * 1.645 / 20, rel=0.2)


def test_weighted_order_by_hand():
    objectives = {name: load_objectives()[name] for name in ("practice", "government_cost")}
    values = np.array([[[0.5, 20e6], [0.7, 50e6]]])
    # practice: 2 steps of 0.1 more, cost: 3 steps of 10 million more
    for weights, order in (
        ({"practice": 2.0, "government_cost": 1.0}, 1.0),
        ({"practice": 1.0, "government_cost": 1.0}, -1.0),
    ):
        score = weighted(values, objectives, weights)
        assert score[0, 1] - score[0, 0] == pytest.approx(order)
        by_name = dict(reversed(weights.items()))
        assert np.array_equal(weighted(values, objectives, by_name), score)
    alone, beside = {"practice": 1.0}, {"practice": 1.0, "government_cost": 0.0}
    assert np.array_equal(weighted(values, objectives, beside), weighted(values, objectives, alone))
    assert weighted(np.array([[[0.5, np.nan]]]), objectives, {"practice": 1.0}).tolist() == [[5.0]]


def test_weights_are_read_and_refused(tmp_path: Path):
    objectives = load_objectives()
    file = tmp_path / "weights.yaml"
    file.write_text("format: 1\nweights: {paper_gap: 1, practice: 2.5}\n")
    assert read_weights(file, objectives) == read_weights("practice=2.5, paper_gap=1", objectives)
    for wrong in (
        "practise=1",
        "practice=-1",
        "practice=much",
        "practice=nan",
        "practice=0",
        str(tmp_path / "none.yaml"),
    ):
        with pytest.raises(InputProblem):
            read_weights(wrong, objectives)
    for wrong, why in (
        ("practice=2,5", "--weights: a comma divides facts; write the decimals of practice with a point"),
        ("practice=2,practice=1", "--weights: practice is given twice"),
        ("paper_gap=1,practice=", "--weights: practice: a value is missing"),
        ("paper_gap=1,practice", "--weights: practice: a value is missing"),
    ):
        with pytest.raises(InputProblem) as refused:
            read_weights(wrong, objectives)
        assert str(refused.value) == why
    with pytest.raises(InputProblem, match=r"^--matters: a comma divides facts; write the decimals of practice"):
        sizes_from("practice=0,05", objectives)


def test_objectives_say_what_to_keep():
    objectives = load_objectives()
    assert objectives["endorsement_2023"].goal_level == central_values()["goal_endorsement"][0]
    assert [name for name, o in objectives.items() if o.goal is not None] == ["endorsement_2023"]
    wanted = objectives_wanted(objectives, 2024)
    assert wanted.years == (2021, 2022, 2023, 2024)
    with pytest.raises(InputProblem, match="2036"):
        objectives_wanted(objectives, 2036)


@pytest.mark.parametrize("change", ["indicator: practise", "group: goal91", "direction: up", "step: 0", "stap: 1"])
def test_wrong_objectives_are_refused(change: str, tmp_path: Path):
    content = {"indicator": "practice", "group": "all", "direction": "more", "step": "1"}
    key, value = change.split(": ")
    lines = "\n".join(f"    {k}: {v}" for k, v in (content | {key: value}).items())
    (tmp_path / "own.yaml").write_text(
        "format: 1\nobjectives:\n  own:\n    name: {en: a, nl: b}\n    step_words: {en: a, nl: b}\n"
        f"    sources: [S-015]\n{lines}\n"
    )
    with pytest.raises(InputProblem):
        load_objectives(tmp_path / "own.yaml")


def test_shocks_change_what_they_say():
    shocks, mix = load_shocks(), load_mix("mix-2")
    worlds = {world.name: world for world in worlds_for(TINY, ("shocks",), shocks)}
    assert worlds["half-inspectors"].mix(mix).instruments["broad-law"].inspections_per_100_firms == 5.0  # type: ignore[union-attr]
    assert worlds["late-laws"].mix(mix).instruments["broad-law"].in_force == "2026Q1"
    assert worlds["late-laws"].mix(mix).instruments["wzk"].in_force == "never"
    halved = worlds["halved-support"].mix(mix).instruments
    assert (halved["support-office"].strength, halved["general-information"].strength) == (0.5, 1.0)
    assert worlds["deeper-crisis"].mix(mix) is mix
    values = worlds["weak-expectations"].parameters(central_values())
    assert values["voluntary_ceiling"][0] == registry()["voluntary_ceiling"].low
    assert worlds["all-against"].future == "no-eu-law"
    assert central_values()["voluntary_ceiling"][0] > registry()["voluntary_ceiling"].low  # a copy was changed


def test_worlds_differ_in_one_thing_each():
    worlds = worlds_for(TINY, ("futures", "variants"), {})
    assert [world.name for world in worlds] == [
        "base",
        "as-happened",
        "no-eu-law",
        "response:note-literally",
        "response:same-for-all",
        "edges:early-effects-only",
        "edges:half-effects",
    ]
    with pytest.raises(InputProblem, match="futures"):
        worlds_for(TINY, ("future",), {})


def test_tables_hold_together(runs: RobustnessRuns, tiny: RobustnessResult):
    assert runs.values.shape == (3, 16, 3, 9)
    frames = tiny.frames()
    regret, pairs, order = frames["regret"], frames["pairs"], frames["order"]
    assert (regret["upper"] <= regret["max"]).all()
    assert (regret["upper_low"] <= regret["upper_high"]).all()
    assert (regret.groupby("objective")["p50"].min() >= 0).all()
    assert set(order["mix"]) == {"reference-2020", "mix-1", "mix-2"}
    assert order["mean"].is_monotonic_decreasing
    assert pairs["better"].between(0, 1).all()
    own = pairs[(pairs["objective"] == "government_cost") & (pairs["mix"] == "reference-2020")]
    assert (own["better"] == 1.0).all()  # existing policy costs least
    cases = frames["cases"]
    assert cases[list(tiny.objectives)].to_numpy() == pytest.approx(
        runs.values.transpose(1, 0, 2, 3).reshape(-1, 9), nan_ok=True
    )


def test_the_same_for_any_number_of_workers(runs: RobustnessRuns, tiny: RobustnessResult):
    again = summed_up(find_robustness(runs.question, workers=1))
    assert again == tiny
    for name, frame in tiny.frames().items():
        pd.testing.assert_frame_equal(frame, again.frames()[name])


def test_an_analysis_is_opened_as_it_was_made(tmp_path: Path):
    import smartmix as sm

    asked = {"worlds": ["futures"], "weights": {"practice": 1.0}, "draws": 2, "firms": 100, "prior": True}
    made = sm.robustness("mix-1", **asked, figures=False, out=tmp_path / "run")
    opened = RobustnessResult.load(tmp_path / "run")
    assert made.folder == opened.folder == tmp_path / "run" and opened == made
    frames = opened.frames()
    assert list(frames) == list(made.frames())
    for name, frame in made.frames().items():
        pd.testing.assert_frame_equal(frame.astype(frames[name].dtypes), frames[name])


def test_an_older_analysis_is_read(tmp_path: Path, runs: RobustnessRuns, tiny: RobustnessResult):
    """Format 1 had no names, and left firms, kinds of worlds and what objectives mean to the manifest."""
    content = tiny.content()
    for part in ("kind", "future_name", "mix_names", "firms", "all_firms", "world_kinds", "regret_quantile", "front"):
        del content[part]
    for world in content["world_settings"]:
        del world["title"]
    for objective in content["objectives"].values():
        for part in ("name", "goal_sources", "step", "step_words"):
            del objective[part]
    question = runs.question
    manifest = analysis_manifest("robustness", question.settings, question.mixes(), question.asked())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"format": 2}), encoding="utf-8")
    (tmp_path / "result.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    assert RobustnessResult.load(tmp_path) == tiny
    del content["world_settings"]  # as it was before those rows had a name of their own
    (tmp_path / "result.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    assert RobustnessResult.load(tmp_path).world_settings == tiny.world_settings


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_words_and_figures(tiny, lang: str):
    from rich.console import Console

    from results.robustness.figure import robustness_pictures
    from results.robustness.table import robustness_table

    console = Console(width=120, record=True, file=None, quiet=False)
    with console.capture() as shown:
        console.print(robustness_table(tiny, lang))
    text = shown.get()
    assert max(map(len, text.splitlines())) <= 120
    assert ("Uw gewichten" if lang == "nl" else "Your weights") in text
    assert "nan" not in text
    for picture in robustness_pictures(tiny, lang):
        assert picture.svg.startswith("<?xml")
        assert all(len(line) == len(picture.table.heads) for line in picture.table.lines)


def test_the_verb_writes_a_folder_and_gives_no_order_without_weights(call: Call, tmp_path: Path):
    tiny = ["--draws", "2", "--firms", "120", "--prior", "--worlds", "futures"]
    status, printed, _ = call("robustness", "mix-1", *tiny, "--out", str(tmp_path / "run"))
    assert status == 0
    assert "--weights" in printed
    kept = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert {"result.json", "regret.csv", "pairs.csv", "cases.csv", "figures/robustness-pareto.svg"} <= set(
        kept["files"]
    )
    status, printed, _ = call("robustness", "mix-1", *tiny, "--json", "--no-figures", "--out", str(tmp_path / "json"))
    content = json.loads(printed)
    assert (status, content["format"], content["weights"], content["order"]) == (0, 2, None, None)
    assert call("verify", str(tmp_path / "run"))[0] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["--weights", "practise=1"],
        ["--worlds", "future"],
        ["--year", "2050"],
        ["--draws", "0"],
        ["--shocks", "none.yaml"],
        ["--workers", "0"],
    ],
)
def test_wrong_input_is_refused(call: Call, wrong: list[str]):
    refused(call("robustness", "mix-1", "--prior", *wrong))
