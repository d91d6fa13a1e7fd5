"""The evidence grade: variance shares with known answers, the order of mixes, the file, and the words."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.grade import GRADED_GROUPS, GRADED_INDICATORS, compute_grade, runs_needed
from calibration.grade_file import CellGrade, Chief, Order, load_grade, read_grade, write_grade
from calibration.grade_order import order_of, structural_variants
from experiments.compare import run_comparison
from experiments.posterior import write_posterior
from experiments.ridge import ridge
from experiments.settings import CompareSettings
from experiments.variance_shares import FEWEST, Runs, explained_variance, in_tenths, variance_shares
from results.compare.conclusion import conclusion, named_conclusion
from results.compare.first_table import comparison_table
from results.compare.form import CompareForm, comparison_json
from results.compare.index_page import page
from results.grade.rows import grade_json
from results.grade.words import grade_lines, order_words, shares_words
from results.queries import ask
from simulation.parameters import registry
from simulation.problems import InputProblem

LANGUAGES = ("en", "nl")
NAMES = [p.name for p in registry().values() if p.is_uncertain]


def still(values: np.ndarray) -> Runs:
    """Runs in which neither events nor luck do anything."""
    return Runs(values, values, values, np.zeros((2, len(values), 1)))


def test_ridge_leaves_each_draw_out_exactly():
    generator = np.random.default_rng(0)
    x = generator.normal(size=(40, 5))
    x -= x.mean(axis=0)
    y = x @ np.arange(5.0) + generator.normal(size=40)
    y -= y.mean()
    error, slopes = ridge(x, y, (0.01,))
    terms, penalty = np.hstack([np.ones((40, 1)), x]), np.diag([0.0] + [0.4] * 5)
    assert slopes == pytest.approx(np.linalg.solve(terms.T @ terms + penalty, terms.T @ y)[1:])
    direct = 0.0
    for i in range(40):
        others = np.arange(40) != i
        found = np.linalg.solve(terms[others].T @ terms[others] + penalty, terms[others].T @ y[others])
        direct += (y[i] - terms[i] @ found) ** 2
    assert error == pytest.approx(direct)


def test_correlated_gaussian_inputs_among_many_without_effect():
    """y = x0 + b1 x1 + b2 x2, x1 and x2 correlated: Shapley effects of Song, Nelson and Staum in closed form."""
    generator, n, rho, b1, b2 = np.random.default_rng(1), 400, 0.7, 0.8, -1.3
    x = generator.normal(size=(n, 60))
    x[:, 2] = rho * x[:, 1] + np.sqrt(1 - rho**2) * x[:, 2]
    half = rho**2 / 2 * (b1**2 - b2**2)
    expected = np.array([1.0, b1**2 + rho * b1 * b2 - half, b2**2 + rho * b1 * b2 + half])
    signal, total = x[:, 0] + b1 * x[:, 1] + b2 * x[:, 2], expected.sum()
    # events and luck each with a quarter of the whole variance
    events = generator.uniform(size=(2, n, 1))
    shift = np.sqrt(total / 2) * (events[:, :, 0] - 0.5) * np.sqrt(12)
    luck = np.sqrt(total / 2) * generator.normal(size=(3, n))
    first, other, again = (signal + shift[s] + luck[i] for i, s in enumerate((0, 1, 0)))
    found = variance_shares(x, ["a", "b", "c"] * 20, Runs(first[:, None], other[:, None], again[:, None], events))
    shares = np.array([float(found.groups[name][0]) for name in "abc"])
    assert shares.sum() + found.events[0] + found.luck[0] == pytest.approx(1.0)
    assert shares == pytest.approx(expected / total / 2, abs=0.07)
    assert found.luck[0] == pytest.approx(0.25, abs=0.05) and found.events[0] == pytest.approx(0.25, abs=0.05)
    assert list(np.argsort(-found.single[0])[:2]) == [2, 0] and found.explained[0] > 0.85


def test_what_the_regression_misses_is_not_hidden():
    """Ishigami: sin(x0) + 7 sin(x1)^2 + 0.1 x2^4 sin(x0), of which a quadratic finds little."""
    x = np.random.default_rng(2).uniform(-np.pi, np.pi, (400, 3))
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = variance_shares(x, ["a", "b", "c"], still(y[:, None]))
    assert 0.05 < found.explained[0] < 0.7
    assert sum(float(found.groups[name][0]) for name in "abc") == pytest.approx(1.0)
    assert explained_variance(x, x[:, 0] * x[:, 1] + x[:, 2] ** 2) > 0.95


def test_nothing_to_explain_is_said():
    generator = np.random.default_rng(3)
    x = generator.uniform(size=(100, 10))
    assert all(explained_variance(x, generator.normal(size=100)) < 0.1 for _ in range(5))
    constant = variance_shares(x, ["a"] * 10, still(np.full((100, 1), 0.1)))
    assert np.isnan(constant.luck[0]) and np.isnan(constant.groups["a"][0])
    noise = generator.normal(size=(3, 100, 1))
    found = variance_shares(x, ["a"] * 10, Runs(*noise, np.zeros((2, 100, 1))))
    assert found.luck[0] > 0.7
    with pytest.raises(ValueError, match=f"{FEWEST} draws or more"):
        variance_shares(x[:3], ["a"] * 10, still(np.zeros((3, 1))))
    with pytest.raises(ValueError, match="shapes do not fit"):
        variance_shares(x, ["a"] * 9, still(np.zeros((100, 1))))


def test_draws_that_failed_are_left_out():
    generator = np.random.default_rng(4)
    x = generator.uniform(size=(60, 2))
    y = x[:, :1] * 2 + x[:, 1:]
    gaps = y.copy()
    gaps[7] = np.nan
    kept = np.arange(60) != 7
    found, expected = variance_shares(x, ["a", "b"], still(gaps)), variance_shares(x[kept], ["a", "b"], still(y[kept]))
    assert found.groups["a"] == pytest.approx(expected.groups["a"])


@pytest.mark.parametrize("seed", range(20))
def test_rounding_adds_up(seed):
    shares = np.random.default_rng(seed).dirichlet([0.4] * 5)
    found = in_tenths(list(shares))
    assert sum(found) == 100 and all(one % 10 == 0 for one in found)
    assert np.abs(np.array(found) / 100 - shares).max() < 0.1


def test_rounding_of_known_shares():
    assert in_tenths([0.34, 0.33, 0.33]) == [40, 30, 30]
    assert in_tenths([0.05, 0.05, 0.9, 0.0]) == [10, 0, 90, 0]
    assert in_tenths([1.0, 0.0]) == [100, 0]


def test_order_counts_only_clear_reversals():
    generator = np.random.default_rng(5)
    luck = generator.normal(size=(100, 1))
    usual = luck + np.array([0.0, 1.0, 2.0])
    tied = luck + np.stack([generator.normal(size=100) * 1e-3, generator.normal(size=100) * 1e-3, np.ones(100)], axis=1)
    found = order_of(["x", "y", "z"], usual, [usual * 2, luck + np.array([0.0, 2.0, 1.0]), tied])
    assert found.mixes == ["x", "y", "z"] and found.reversed == [[], [("y", "z")], []]
    assert found.same() == (3, 4) and found.same(["x", "y"]) == (4, 4) and found.same(["y", "z", "q"]) == (3, 4)


@pytest.fixture(scope="module")
def posterior(tmp_path_factory):
    """A toy posterior: two parameters, twenty draws."""
    folder = tmp_path_factory.mktemp("posterior")
    quantiles = np.random.default_rng(6).uniform(0.2, 0.8, (20, 2))
    write_posterior(folder, NAMES[:2], quantiles, {"fingerprints": {"evidence": ""}, "made_with": "a test"})
    return folder


@pytest.fixture(scope="module")
def grade(posterior):
    return compute_grade(10, 120, workers=1, posterior=posterior, mixes=[], variant_draws=3)


def test_grade_does_not_depend_on_workers(grade, posterior):
    done = []
    again = compute_grade(10, 120, 2, done.append, posterior=posterior, mixes=[], variant_draws=3)
    assert again == grade
    assert sum(done) == runs_needed(10, 3) == 30 + 3 * len(structural_variants())


def test_grade_has_every_main_difference(grade):
    assert list(grade.mixes) == ["reference-2020", "mix-0", "mix-1", "mix-2", "mix-3"]
    for mix in list(grade.mixes)[1:]:
        assert set(grade.results[mix]) == set(GRADED_INDICATORS)
        assert set(grade.results[mix]["practice"]) == set(GRADED_GROUPS)
        assert set(grade.results[mix]["government_cost_eur"]) == {"all"}
        for groups in grade.results[mix].values():
            for cell in groups.values():
                assert cell.percent is None or sum(cell.percent.values()) == 100
    assert len(grade.variants) == len(structural_variants()) == 4
    assert all(len(order.reversed) == 4 for groups in grade.orders.values() for order in groups.values())


def test_too_few_draws_are_refused():
    with pytest.raises(InputProblem, match="found 3"):
        compute_grade(3, 120, prior=True)


def test_grade_is_kept_and_bound_to_its_posterior(grade, posterior, tmp_path):
    assert load_grade(tmp_path) is None
    path = write_grade(grade, posterior)
    assert read_grade(path) == load_grade(posterior) == grade
    for wrong in (replace(grade, posterior="0" * 64), replace(grade, prior=True)):
        write_grade(wrong, posterior)
        with pytest.raises(InputProblem, match="another posterior"):
            load_grade(posterior)
    path.write_text(json.dumps({"format": 99}), encoding="utf-8")
    with pytest.raises(InputProblem, match="newer"):
        load_grade(posterior)
    for text in ("", "[]", '{"format": 1}', '{"format": 1, "results": 3}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputProblem, match="evidence grade"):
            load_grade(posterior)
    path.unlink()


CELL = CellGrade(
    {"measured": 0, "estimated": 10, "assumed": 60, "dates": 20, "luck": 10},
    {},
    0.8,
    (
        Chief("voluntary_ceiling", "assumed", 0.3),
        Chief("motive_intercept", "estimated", 0.1),
        Chief("normative_weight", "assumed", 0.1),
    ),
)


def test_words_in_both_languages():
    assert shares_words(CELL, "en") == (
        "Rests 60% on assumptions (chiefly “Ceiling of voluntary growth” and “Weight of the own norm, once "
        "known, in commitment”), 20% on when laws come, 10% on estimates (chiefly “Commitment that no motive at all "
        "supports”) and 10% on luck."
    )
    assert shares_words(CELL, "nl") == (
        "Hangt af van: aannames 60% (vooral ‘Plafond van vrijwillige groei’ en ‘Gewicht van de eigen norm, eenmaal "
        "bekend, in commitment’), of en wanneer de EU een wet invoert 20%, schattingen 10% (vooral ‘Commitment zonder "
        "enig motief’) en toeval 10%."
    )
    assert "rough" in shares_words(replace(CELL, explained=0.3), "en")
    assert "ruwe" in shares_words(replace(CELL, explained=0.3), "nl")
    assert "cannot be told" in shares_words(CellGrade(None, None, None, ()), "en")
    order = Order(["a", "b", "c"], [[], [("a", "b")], [], []])
    assert order_words(order, ["a", "b"], "en") == (
        "Order of the mixes the same in 4 of 5 variants of the model's structure."
    )
    assert "4 van 5" in order_words(order, ["a", "b"], "nl")
    assert order_words(order, ["a", "q"], "en") == ""


@pytest.fixture(scope="module")
def graded(grade, posterior, tmp_path_factory):
    """A comparison up to 2030 with a posterior that has a grade, the words of which are known."""
    cells = {
        mix: {name: dict.fromkeys(groups, CELL) for name, groups in indicators.items()}
        for mix, indicators in grade.results.items()
    }
    write_grade(replace(grade, results=cells), posterior)
    settings = CompareSettings(
        draws=2, firms=150, first_year=2029, last_year=2030, prior=False, posterior=str(posterior)
    )
    return run_comparison(settings, tmp_path_factory.mktemp("graded") / "run", workers=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_result_comes_with_its_grade(graded, lang):
    lines = grade_lines(graded, lang)
    assert len(lines) == 9  # the main difference of each of eight objectives, and how to read them
    assert all("60%" in line and re.search(r"[0-5] (of|van) 5 ", line) for line in lines[:8])
    html = page(graded, lang, [])
    assert 'id="evidence"' in html and ("Rests 60%" if lang == "en" else "aannames 60%") in html
    assert comparison_table(graded, lang)
    said = named_conclusion(graded, lang)
    assert {"moves", "paper", "goal", "small_firms", "government", "law"} < said.keys() and [*said][-1] == "sure"
    assert "60%" in said["sure"].text
    asked = [one for one in said["sure"].query if one.query.kind == "grade"]
    assert len(asked) == 4
    assert all(float(one.text) == pytest.approx(100 * (ask(graded, one.query) or 0)) for one in asked)


def test_json_comes_with_the_grade(graded):
    content = comparison_json(graded)
    CompareForm.model_validate_json(json.dumps(content))
    found = content["evidence_grade"]["mixes"]["mix-2"]
    assert found["practice"]["percent"] == CELL.percent and found["practice"]["group"] == "goal90"
    assert found["government_cost_eur"]["group"] == "all" and found["practice"]["structures"] == 5


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ("settings", "prior", True),
        ("", "future", "no-eu-law"),
        ("settings", "variants", {"edges": "half-effects"}),
        ("fingerprints", "posterior", "other"),
        ("fingerprints", "behaviour", "other"),
    ],
)
def test_what_was_not_graded_is_said(graded, lang, where, key, value):
    manifest = json.loads(json.dumps(graded.manifest))
    (manifest[where] if where else manifest)[key] = value
    other = replace(graded, manifest=manifest)
    assert grade_json(other) is None
    assert len(grade_lines(other, lang)) == 1
    assert ("No evidence grade" if lang == "en" else "geen bewijskracht") in grade_lines(other, lang)[0]
    assert not [one for one in conclusion(other, lang)[-1].query if one.query.kind == "grade"]


def test_own_mixes_have_none(graded):
    manifest = json.loads(json.dumps(graded.manifest))
    manifest["fingerprints"]["mixes"]["mix-2"] = "changed"
    lines = grade_lines(replace(graded, manifest=manifest), "en")
    assert any(line == "No evidence grade was computed for: Mix 2." for line in lines)
    assert "mix-2" not in grade_json(replace(graded, manifest=manifest))["mixes"]
    folder = Path(graded.manifest["settings"]["posterior"])
    kept = load_grade(folder)
    write_grade(replace(kept, posterior="x"), folder)
    assert "another posterior" in grade_lines(graded, "en")[0]
    write_grade(kept, folder)
