"""The value of information: against a problem with a known answer, and through the whole pipeline."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli_calls import caller

import smartmix as sm
from experiments.information.choice import choice
from experiments.information.inputs import groups_of, inputs_of
from experiments.information.measurements import load_measurements, measured, mixes_measured
from experiments.information.net_benefit import net_benefits
from experiments.information.question import InformationQuestion, information_question
from experiments.information.regression import Smoother, spline_terms
from experiments.information.result import InformationResult
from experiments.information.run import run_information
from experiments.information.value import partial_information, perfect_information
from experiments.objectives import load_objectives, read_weights
from experiments.points import Answers, Wanted, drawn_points
from experiments.settings import CompareSettings
from simulation.problems import InputProblem

#: Two options; the second gains MEAN + WEIGHTS · x over the first, with x standard normal: all values are known.
MEAN, WEIGHTS = -0.5, np.array([1.0, 0.5, 0.0])


def normal_gain(mean: float, spread: float) -> float:
    """E max(0, N(mean, spread)) - max(0, mean)."""
    z = mean / spread
    density, share = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), 0.5 * math.erfc(-z / math.sqrt(2))
    return spread * density + mean * share - max(0.0, mean)


def world(seed: int, n: int = 600, replications: int = 4, luck: float = 1.0):
    """Inputs (n, 3), outcomes (n, replications, 2) with luck that both options share and luck of the difference."""
    stream = np.random.default_rng(seed)
    x = stream.normal(size=(n, 3))
    outcomes = np.repeat(stream.normal(size=(n, replications, 1)) * 3.0, 2, axis=2)
    outcomes[:, :, 1] += MEAN + (x @ WEIGHTS)[:, None] + luck * stream.normal(size=(n, replications))
    return x, outcomes


@pytest.fixture(scope="module")
def many():
    """Estimates in twelve worlds: rows of EVPI, plug-in, EVPPI of x1, x2, x3, {x1, x2}, EVSI of data on x1."""
    rows, hits = [], []
    for seed in range(12):
        x, outcomes = world(seed)
        perfect = perfect_information(outcomes, seed + 1)
        single = partial_information({f"x{i}": x[:, [i]] for i in range(3)}, outcomes.mean(axis=1), seed + 1)
        both = partial_information({"both": x[:, :2]}, outcomes.mean(axis=1), seed + 1)
        data = x[:, [0]] + 0.5 * np.random.default_rng(seed + 99).normal(size=(len(x), 1))
        sample = partial_information({"data": data}, outcomes[:, 1:].mean(axis=1), seed + 1)
        worths = [each.gain.value for family in (single, both, sample) for each in family.values()]
        rows.append([perfect.worth.gain.value, perfect.worth.uncorrected, *worths])
        truth = [normal_gain(MEAN, math.sqrt(1.25)), normal_gain(MEAN, 1.0)]
        ranges = (perfect.worth.gain, single["x0"].gain)
        hits.append([e.p05 <= t <= e.p95 for e, t in zip(ranges, truth, strict=True)])
    return np.array(rows), np.array(hits)


def test_known_answers_of_a_linear_gaussian_choice(many) -> None:
    rows, hits = many
    known = [
        normal_gain(MEAN, math.sqrt(1.25)),  # perfect information
        normal_gain(MEAN, 1.0),
        normal_gain(MEAN, 0.5),
        0.0,  # of each input
        normal_gain(MEAN, math.sqrt(1.25)),  # of both
        normal_gain(MEAN, math.sqrt(1.0 / (1.0 + 0.25))),  # of data: the spread of what is expected after seeing them
    ]
    found = np.delete(rows, 1, axis=1)
    error = found.std(axis=0, ddof=1) / math.sqrt(len(rows))
    assert (np.abs(found.mean(axis=0) - known) < 3.0 * error + 0.012).all(), (found.mean(axis=0), known, error)
    assert hits.mean() > 0.7  # of ranges 5-95, in 24 trials


def test_luck_that_is_left_makes_the_plain_estimate_too_high(many) -> None:
    rows, _hits = many
    truth = normal_gain(MEAN, math.sqrt(1.25))
    assert rows[:, 1].mean() - truth > 0.02
    assert abs(rows[:, 0].mean() - truth) < (rows[:, 1].mean() - truth) / 2


def test_chance_that_the_choice_changes_is_known_too() -> None:
    x, outcomes = world(3, n=2000)
    expected = 0.5 * math.erfc(-MEAN / math.sqrt(1.25) / math.sqrt(2))
    found = perfect_information(outcomes)
    assert found.best == 0
    changes = found.worth.changes
    assert abs(changes.value - expected) < 0.04
    assert changes.p05 <= changes.value <= changes.p95
    worth = partial_information({"x1": x[:, [0]]}, outcomes.mean(axis=1))["x1"]
    assert abs(worth.changes.value - 0.5 * math.erfc(0.5 / math.sqrt(2))) < 0.04
    assert worth.best_chosen > worth.best_chosen_without


def test_what_says_nothing_is_seldom_told_from_its_bias() -> None:
    called = 0
    for seed in range(20):
        stream = np.random.default_rng(seed)
        outcomes = np.stack([np.zeros(120), stream.normal(size=120)], axis=1)
        worths = partial_information({str(i): stream.normal(size=(120, 1)) for i in range(12)}, outcomes, seed, 60, 20)
        called += any(worth.differs for worth in worths.values())
        assert all(worth.gain.value <= worth.uncorrected for worth in worths.values())
    assert called <= 4  # a family of twelve: one in twenty expected


def test_a_choice_that_is_always_the_same_is_worth_nothing_to_know() -> None:
    x, outcomes = world(1)
    outcomes[:, :, 1] = outcomes[:, :, 0] - 1.0
    found = choice(["a", "b"], outcomes, {"x": x[:, 0]}, {}, {"data": x[:, [0]]})
    assert found.perfect.gain.value == 0.0
    assert not found.perfect.differs
    assert not found.parameters
    assert found.best_measurement is None


def test_regression_has_exact_errors_for_points_left_out() -> None:
    stream = np.random.default_rng(5)
    x = stream.normal(size=(60, 2))
    y = np.stack([np.sin(2 * x[:, 0]) + 0.1 * stream.normal(size=60), stream.normal(size=60)], axis=1)
    smoother = Smoother(x)
    fit = smoother.fit(y)
    weights = np.ones((1, 60))
    np.testing.assert_allclose(smoother.resampled(y, fit.strengths, weights)[0], fit.fitted, atol=1e-9)
    weights[0, 7] = 0.0  # a fit without point 7
    without = smoother.resampled(y, fit.strengths, weights * 60 / 59)[0]
    np.testing.assert_allclose(without[7], fit.left_out[7], rtol=0.05, atol=0.02)
    assert spline_terms(np.ones(30), 5).shape == (30, 0)
    assert np.isfinite(spline_terms(stream.integers(0, 2, 30), 5)).all()


def test_too_little_is_refused() -> None:
    with pytest.raises(ValueError, match="2 replications"):
        perfect_information(np.zeros((50, 1, 2)))
    question = InformationQuestion(CompareSettings(draws=30, prior=True), load_objectives(), {})
    for changed in (
        replace(question, settings=replace(question.settings, draws=5)),
        replace(question, replications=1),
        replace(question, settings=replace(question.settings, mixes=())),
    ):
        with pytest.raises(InputProblem):
            changed.mixes()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("indicator: practice, group: goal90", "indicator: practise, group: goal90", "practise"),
        ("year: 2021, sample: 150, spread: 0.25", "year: 2021, spread: 0.25", "parts[1]"),
        ("parameter: cost_large, error: 0.2", "parameter: cost_huge, error: 0.2", "cost_huge"),
        ("parameter: cost_large, error: 0.2", "parameter: cost_large, error: 0.0", "error"),
        ("support-office.advisers", "support-desk.advisers", "support-desk"),
    ],
)
def test_wrong_measurements_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = Path("experiments/information/measurements.yaml")
    source = (Path(__file__).parent.parent / text).read_text(encoding="utf-8")
    assert old in source
    (tmp_path / "own.yaml").write_text(source.replace(old, new), encoding="utf-8")
    with pytest.raises(InputProblem, match=said.replace("[", r"\[").replace("]", r"\]")):
        load_measurements(tmp_path / "own.yaml")


@pytest.fixture(scope="module")
def small() -> InformationQuestion:
    """A small analysis of two mixes, with weights."""
    objectives = load_objectives()
    chosen = {name: objectives[name] for name in ("practice", "burden_small")}
    known = load_measurements()
    return InformationQuestion(
        CompareSettings(mixes=("mix-1", "mix-2"), draws=24, firms=120, prior=True),
        chosen,
        {name: known[name] for name in ("practice-baseline", "cost-study")},
        replications=2,
        weights=read_weights("practice=1,burden_small=2", chosen),
        permutations=20,
    )


@pytest.fixture(scope="module")
def found(small: InformationQuestion) -> InformationResult:
    return run_information(small, workers=2)


def test_one_worker_equals_two(small: InformationQuestion, found: InformationResult) -> None:
    assert run_information(small, workers=1) == found
    assert list(found.choices) == ["weighted", "practice", "burden_small"]
    for each in found.choices.values():
        for worth in (*each.parameters.values(), *each.groups.values(), *each.measurements.values()):
            assert worth.gain.p05 <= worth.gain.value <= worth.gain.p95
            assert each.perfect.differs or not worth.differs


def test_draws_are_those_that_the_choice_was_made_on(found: InformationResult) -> None:
    draws = found.frames()["draws"]
    assert len(draws) == 3 * 24
    for name, each in found.choices.items():
        means = draws[draws["choice"] == name][found.mixes].mean()
        sign = -1 if name == "burden_small" else 1
        assert (sign * means).idxmax() == each.best


def test_errors_of_a_measurement_are_as_large_as_said(small: InformationQuestion) -> None:
    points = drawn_points(small.settings, range(400))
    study = load_measurements()["cost-study"]
    made = measured({"cost-study": study}, None, points, "mix-1", 1)["cost-study"]  # type: ignore[arg-type]
    truth = np.log([float(point.parameters["cost_large"][0]) for point in points])
    assert abs((made[:, 0] - truth).std() - 0.2) < 0.03
    assert all("mix-1-" in name or name in ("mix-1", "mix-2") for name in mixes_measured(load_measurements().values()))


def test_an_older_analysis_is_read(tmp_path: Path, small: InformationQuestion, found: InformationResult) -> None:
    """Format 1 held sentences in the reader's language, and left names, firms and parameters to the manifest."""
    content: dict[str, Any] = found.content() | {"format": 1}
    for name in ("kind", "future_name", "mix_names", "firms", "all_firms", "parameters", "objectives"):
        del content[name]
    del content["measurement_names"]
    for each in content["choices"].values():
        each["words"] = ["Op het oog"]
    (tmp_path / "result.json").write_text(json.dumps(content), encoding="utf-8")
    settings = small.settings.as_dict() | {"asked": small.asked()}
    manifest = {"format": 2, "kind": "information", "settings": settings, "fingerprints": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert InformationResult.load(tmp_path) == found


def test_an_analysis_is_opened_as_it_was_made(tmp_path: Path) -> None:
    asked: dict[str, Any] = {"draws": 20, "replications": 2, "firms": 120, "prior": True, "figures": False}
    made = sm.information("mix-1", **asked, out=tmp_path / "run")
    opened = InformationResult.load(tmp_path / "run")
    assert opened.folder == made.folder == tmp_path / "run" and opened == made
    assert list(opened.frames()) == ["information", "draws"]
    for name, frame in opened.frames().items():
        pd.testing.assert_frame_equal(frame, made.frames()[name], check_dtype=False)


def test_groups_follow_the_registry_or_the_user() -> None:
    inputs = inputs_of(drawn_points(CompareSettings(prior=True), range(30)))
    groups = groups_of(inputs)
    assert sum(len(each) for name, each in groups.items() if name.startswith("theme:")) == len(inputs)
    assert groups_of(inputs, {"own": ("cost_large",)}) == {"own": ("cost_large",)}
    with pytest.raises(InputProblem, match="nothing_such"):
        groups_of(inputs, {"own": ("nothing_such",)})


def test_the_verb_writes_the_same_folder_in_each_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys)
    words = ["information", "mix-1", "mix-2", "--draws", "24", "--replications", "2", "--firms", "120", "--prior"]
    said = {"en": "Value of information", "nl": "Waarde van informatie"}
    for lang, title in said.items():
        done = call(*words, "--no-figures", "--out", str(tmp_path / lang), "--lang", lang)
        assert done.status == 0, done.err
        assert title in done.out
        refused = call("information", "--draws", "3", "--prior", "--lang", lang)
        assert (refused.status, refused.out) == (2, "")
        assert "--draws" in refused.err
    files = [{path.name: path.read_bytes() for path in (tmp_path / lang).iterdir() if path.is_file()} for lang in said]
    assert files[0] == files[1]
    assert {"manifest.json", "result.json", "information.csv", "draws.csv"} == set(files[0])
    content = json.loads(files[0]["result.json"])
    assert content["replications"] == 2
    assert {*content["choices"], *content["left_out"]} == set(load_objectives())


def test_a_price_per_firm_makes_nested_mixes_a_decision() -> None:
    """One option gives more firms and costs more: without a price it always wins, with one the value is known."""
    n, replications = 4000, 2
    extra = np.random.default_rng(4).normal(0.02, 0.01, n)  # share of 1,000 firms that the second option brings
    values = np.zeros((replications * n, 2, 1, 1, 5))
    names = ("basic_practice", "firms", "government_cost_eur", "burden_one_off_eur", "burden_yearly_eur")
    values[..., 1] = 1000.0
    values[:, 1, 0, 0, 0] = np.tile(extra, replications)
    values[:, 1, 0, 0, 2:] = (1e5, 5e4, 5e4)
    answers = Answers(("none", "more"), Wanted((2021,), ("all",), names), values)

    def outcomes(price: float) -> Any:
        found = [net_benefits(answers, mix, 2021, price) for mix in answers.mixes]
        return np.stack(found, axis=1).reshape(replications, n, 2).transpose(1, 0, 2)

    price, cost = 12_000.0, 2e5
    assert outcomes(price)[:, 0, 1] == pytest.approx(price * 1000 * extra - cost)
    exact = normal_gain(price * 1000 * 0.02 - cost, price * 1000 * 0.01)
    assert perfect_information(outcomes(price)).worth.gain.value == pytest.approx(exact, rel=0.1)
    free = perfect_information(outcomes(1e6))  # at this price more firms are worth any of these costs
    assert free.best == 1 and free.worth.gain.value < 0.05 * 1e6 * 1000 * 0.01


def test_a_price_is_a_choice_of_its_own(small: InformationQuestion) -> None:
    asked = replace(small, price=25_000.0, measurements={}, settings=replace(small.settings, draws=20))
    found = run_information(asked, workers=2)
    assert "net_benefit" in found.choices and "25,000" in found.objectives["net_benefit"].name.en
    draws = found.frames()["draws"]
    means = draws[draws["choice"] == "net_benefit"][found.mixes].mean()
    assert means.idxmax() == found.choices["net_benefit"].best
    with pytest.raises(InputProblem, match="--price: found -1; allowed: 0 to 1000000000"):
        information_question(small.settings, price=-1)
