"""Validation: signs on a small run, and the verb in both languages."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli_calls import Call, caller, refused
from damaged_folders import as_older
from rich.console import Console
from sign_files import changed

import calibration.validation
from calibration.evidence import evidence_fingerprint, simulated_facts
from calibration.leave_one_out import FILE as LEFT_OUT
from calibration.leave_one_out import LeftOut, read_left_out, write_left_out
from calibration.observation_draws import FILE as OBSERVATION
from calibration.observation_draws import read_observation, write_observation
from calibration.observation_parameters import load_observation_parameters
from calibration.screening import candidate_names
from calibration.sign_draws import claim_values, share_of
from calibration.sign_page import PAGE, page_with_table
from calibration.signs import Signs
from calibration.validation_result import Validation, error_of
from experiments.posterior import SHIPPED, load_posterior, write_posterior
from results.validation.form import SCHEMA, ValidateForm, schema_text
from results.validation.page import PAGE as VALIDATION_PAGE
from results.validation.page import found_part, page_with_found
from results.validation.reading import validation_from
from results.validation.table import validation_table
from results.validation.words import left_out_summary, power_summary, verdict_lines
from simulation.parameters import registry
from simulation.problems import InputProblem


@pytest.fixture(scope="module")
def few_signs() -> Signs:
    """Signs of three kinds: one that the mixes must give, one that they cannot, and its opposite."""

    def sign(name: str, terms: list[dict[str, Any]], constant: float = 0.0) -> dict[str, Any]:
        content = next(s for s in changed(lambda c: None)["signs"] if s["id"] == "Q14")
        return content | {"id": name, "pattern": name[:2], "claims": [{"terms": terms, "constant": constant}]}

    same = {"mix": "sign-broad-law", "over": "sign-broad-law", "indicator": "practice", "group": "goal90", "year": 2016}
    binds = {
        "mix": "sign-broad-law",
        "over": "reference-2020",
        "indicator": "reach_due_diligence_law_firms",
        "group": "large",
        "year": 2024,
    }
    nobody = {"mix": "reference-2020", "indicator": "supervisor_fte", "group": "small", "year": 2024}
    content = changed(
        lambda c: c.update(
            signs=[
                sign("Q1", [binds]),
                sign("Q2", [binds | {"times": -1.0}]),
                sign("Q3", [same]),
                sign("Q4", [nobody]),
            ],
            results=[next(one for one in c["results"] if one["id"] == "broad-law-practice")],
        )
    )
    return Signs.model_validate(content)


def test_signs_on_a_small_run(few_signs: Signs):
    calls: list[int] = []
    first, second = (claim_values(3, 120, True, workers, calls.append, signs=few_signs) for workers in (1, 2))
    assert sum(calls) == 6 and first.keys() == second.keys() == {"Q1", "Q2", "Q3", "Q4", "broad-law-practice"}
    for name, values in first.items():
        np.testing.assert_array_equal(values, second[name])
    assert (first["broad-law-practice"] > 0.0).all()
    one = {name: share_of(values) for name, values in first.items()}
    assert one["Q1"].probability == 1.0 and one["Q2"].probability == 0.0
    assert one["Q3"].probability == 0.0, "no difference is no sign"
    assert (one["Q4"].probability, one["Q4"].defined, one["Q4"].claims) == (None, 0, (None,))


# the verb


@pytest.fixture(scope="module")
def posterior(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("posterior")
    names = [p.name for p in registry().values() if p.is_uncertain][:3]
    quantiles = np.random.default_rng(1).uniform(0.3, 0.7, (30, 3))
    parts = {
        "fingerprints": {"evidence": evidence_fingerprint()},
        "simulations": {},
        "seed": 1,
        "settings": {},
        "made_with": "a test",
    }
    write_posterior(folder, names, quantiles, parts)
    write_observation(folder, ["survey_bias", "offset_france"], np.full((30, 2), 0.25))
    laws = [fact for fact in simulated_facts() if fact.law]
    write_left_out(
        folder,
        [LeftOut(fact.id, fact.law, fact.value, fact.value - 0.1, fact.value, fact.value + 0.1) for fact in laws[1:]]
        + [LeftOut(laws[0].id, laws[0].law, laws[0].value, laws[0].value + 0.1, 0.5, 0.9)],
    )
    return folder


class Stub:
    """A simulator whose candidates spread around what was observed, `shift` standard deviations away from it.

    held_out: the same for facts held out only; wide: the spread of candidates of the prior and of the posterior.
    """

    shift, held_out, wide = 0.0, 0.0, (3.0, 1.0)

    def __init__(self) -> None:
        self.facts = simulated_facts()

    def measured(self, expected: Any, replications: Any) -> Any:
        return expected

    def simulate(self, quantiles: Any, replication: int) -> Any:
        rng = np.random.default_rng(replication)
        spread = np.array([error_of(fact) for fact in self.facts])
        wide = self.wide[replication >= 3_000_000_000]
        away = np.array([self.shift + self.held_out * (fact.role == "held_out") for fact in self.facts])
        centre = np.array([fact.value for fact in self.facts]) + away * spread
        return centre + wide * spread * rng.normal(size=len(self.facts))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, few_signs: Signs) -> None:
    """No world is simulated: the stub gives facts, few signs are run on few draws."""
    named = few_signs.model_copy(update={"draws": few_signs.draws.model_copy(update={"value": 2})})
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    monkeypatch.setattr(calibration.validation, "Simulator", Stub)
    for module in ("signs", "sign_draws", "validation", "validation_result"):
        monkeypatch.setattr(f"calibration.{module}.load_signs", lambda: named)
    monkeypatch.setattr("results.validation.reading.load_signs", lambda: named)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], quick: None) -> Call:
    return caller(capsys)


def words(posterior: Path, *more: Any) -> list[Any]:
    return ["validate", "--draws", 30, "--firms", 120, "--posterior", posterior, *map(str, more)]


@pytest.mark.parametrize(
    ("lang", "passed", "failed", "miss"),
    [("en", "Passed", "NOT passed", "MISSED"), ("nl", "Gehaald", "NIET gehaald", "GEMIST")],
)
def test_status_tells_whether_the_tests_are_passed(
    call: Call,
    posterior: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    passed: str,
    failed: str,
    miss: str,
):
    right = call(*words(posterior, "--lang", lang, "--out", tmp_path / "a"))
    assert right.status == 0 and right.err == "" and passed in right.out and str(tmp_path / "a") in right.out
    monkeypatch.setattr(Stub, "shift", 6.0)
    wrong = call(*words(posterior, "--lang", lang, "--out", tmp_path / "b", "--no-figures"))
    assert wrong.status == 1 and failed in wrong.out and miss in wrong.out
    for fact in simulated_facts():
        assert fact.name[lang].split(",")[0].split()[0] in wrong.out


@pytest.mark.parametrize(("named", "value"), [("held_out", 5.0), ("wide", (1.0, 8.0))])
def test_status_is_1_when_only_facts_held_out_are_predicted_badly(
    call: Call, posterior: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, value: Any
):
    """Their joint test fails, or the prior had given what was measured a better chance."""
    monkeypatch.setattr(Stub, named, value)
    found = call(*words(posterior, "--json", "--out", tmp_path / "run", "--no-figures"))
    printed = json.loads(found.out)
    assert found.status == 1 and not printed["met"] and printed["joint"]["p"] > 0.05
    assert printed["log_scores"]["posterior"] < printed["log_scores"]["prior"]
    assert (printed["joint_held_out"]["p"] > 0.05) == (named == "wide")
    shown = call("show", tmp_path / "run", "--lang", "en")
    assert shown.out.count("FAILED.") == (1 if named == "wide" else 2) and "NOT passed" in shown.out


@pytest.mark.parametrize(("lang", "missed", "fails"), [("en", "MISSED", "above"), ("nl", "GEMIST", "boven")])
def test_the_table_shows_laws_left_out_what_the_test_can_see_and_results(
    call: Call, posterior: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, missed: str, fails: str
):
    # draws of prior and posterior that are the same: no fact speaks
    monkeypatch.setattr("calibration.validation_result.chance_of_one_source", lambda one, other: 1.0)
    found = call(*words(posterior, "--json", "--out", tmp_path / "run", "--no-figures"))
    printed = json.loads(found.out)
    console = Console(width=130, file=io.StringIO(), force_terminal=False)
    console.print(validation_table(validation_from(printed), lang))
    text = console.file.getvalue()  # pyright: ignore[reportAttributeAccessIssue]
    laws = [fact for fact in simulated_facts() if fact.law]
    assert set(printed["left_out"]) == {fact.id for fact in laws}
    [outside] = [name for name, one in printed["left_out"].items() if not one["inside"]]
    assert outside == laws[0].id and text.count(missed) == 1 + sum(
        not fact["inside"] for role in ("facts", "held_out") for fact in printed[role].values()
    )
    assert any(fact["fails"]["above"] is not None for fact in printed["facts"].values()) and fails in text
    [result] = printed["results"].values()
    [line] = [line for line in text.splitlines() if line.startswith(result["name"][lang][:30])]
    assert result["is_prior"] and line.split()[-1] == "prior"


def test_an_older_folder_is_read_and_judged_by_what_it_holds(call: Call, posterior: Path, tmp_path: Path):
    """Format 1 held no country never seen, no power, no log scores, no laws left out and no results."""
    import smartmix as sm

    folder = tmp_path / "run"
    call(*words(posterior, "--json", "--out", folder, "--no-figures"))
    content = json.loads((folder / "validation.json").read_text(encoding="utf-8"))
    for key in ("log_scores", "left_out", "results"):
        content.pop(key)
    for role in ("facts", "held_out"):
        for fact in content[role].values():
            del fact["unseen"], fact["fails"]
    (folder / "validation.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    as_older(folder)
    found = sm.load(folder)
    assert isinstance(found, Validation) and found.is_met and found.left_out == () and found.log_scores is None
    assert all(check.power is None and check.unseen is None for check in (*found.facts, *found.held_out))
    for name, frame in found.frames().items():
        assert frame.empty == (name in ("left_out", "results"))
    assert call("show", folder, "--lang", "nl").status == 0
    (folder / "validation.json").write_text(json.dumps(content | {"format": 3}), encoding="utf-8")
    as_older(folder)
    refused(call("show", folder), "format 3", "2")


@pytest.mark.parametrize("name", [OBSERVATION, LEFT_OUT])
def test_a_posterior_without_what_it_says_of_the_observation_is_refused(
    call: Call, posterior: Path, tmp_path: Path, name: str
):
    lacking = tmp_path / "posterior"
    shutil.copytree(posterior, lacking)
    (lacking / name).unlink()
    refused(call(*words(lacking, "--out", tmp_path / "run")), name, "calibrate --ship")
    (lacking / name).write_text('{"facts": [{"fact": "french-plans-2020"}]}')
    refused(call(*words(lacking, "--out", tmp_path / "run")), name, "calibrate --ship")
    assert not (tmp_path / "run").exists()


def test_what_the_fit_learned_of_the_observation_is_kept_except_in_a_country_never_seen(posterior: Path):
    from calibration.validation import posterior_candidates, unseen

    names = candidate_names()
    quantiles, replications = posterior_candidates(
        load_posterior(posterior), read_observation(posterior, 30), seed=1, count=40
    )
    learned = [names.index(name) for name in ("survey_bias", "offset_france")]
    assert (quantiles[:, learned] == 0.25).all()
    abroad = unseen(quantiles, replications)
    assert (abroad[:, learned[0]] == 0.25).all() and len(np.unique(abroad[:, learned[1]])) == 40
    moved = {names[place] for place in np.flatnonzero((abroad != quantiles).any(axis=0))}
    assert moved <= {one.name for one in load_observation_parameters() if one.of_country}
    with pytest.raises(InputProblem):
        read_observation(posterior, 31)


def test_folder_json_and_csv_say_the_same(call: Call, posterior: Path, tmp_path: Path):
    folder = tmp_path / "run"
    outcome = call(*words(posterior, "--json", "--out", folder))
    printed = json.loads(outcome.out)
    ValidateForm.model_validate(printed)
    assert json.loads((folder / "validation.json").read_text(encoding="utf-8")) == printed
    with (folder / "validation.csv").open(encoding="utf-8", newline="") as stream:
        rows = {(row["kind"], row["id"]): row for row in csv.DictReader(stream)}
    for kind in ("facts", "held_out"):
        for name, fact in printed[kind].items():
            row = rows[kind, name]
            assert float(row["observed"]) == fact["observed"]
            assert float(row["posterior_p95"]) == fact["posterior"]["p95"]
            assert (row["inside"] == "True") == fact["inside"] and float(row["width_ratio"]) == fact["width_ratio"]
            assert fact["width_ratio"] < 0.6
    for name, sign in printed["signs"].items():
        probability = sign["posterior"]["probability"]
        assert rows["sign", name]["posterior_probability"] == ("" if probability is None else str(probability))
    for name, one in printed["left_out"].items():
        assert float(rows["left_out", name]["width"]) == one["width"] and rows["left_out", name]["law"] == one["law"]
    for name, result in printed["results"].items():
        assert float(rows["result", name]["posterior_p50"]) == result["posterior"]["p50"]
    assert float(rows["log_scores", "log_scores"]["log_score_prior"]) == printed["log_scores"]["prior"]
    assert float(rows["joint", "joint"]["joint_p"]) == printed["joint"]["p"]
    assert printed["signs"]["Q1"]["built_in"] and printed["signs"]["Q2"]["failed"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "validate" and set(manifest["files"]) == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.parent != folder
    } | {"validation.json", "validation.csv", "draws.csv"}
    for name in ("validation-facts", "validation-signs"):
        assert (folder / "figures" / f"{name}.png").stat().st_size > 10_000
        assert (folder / "figures" / f"{name}.svg").is_file()
        assert len((folder / "figures" / f"{name}.txt").read_text(encoding="utf-8")) > 200


def test_what_cannot_be_is_refused_before_simulating(call: Call, posterior: Path, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("mine")
    for more, told in (
        (("--draws", "19"), ("--draws", "20")),
        (("--draws", "x"), ("--draws", "x")),
        (("--workers", "0"), ("--workers",)),
        (("--seed", "-1"), ("--seed",)),
        (("--firms", "9"), ("100",)),
        (("--posterior", tmp_path), ("posterior",)),
        (("--out", tmp_path / "mine"), ("not empty",)),
    ):
        refused(call(*words(posterior, "--out", tmp_path / "run"), *more), *told)
    assert not (tmp_path / "run").exists()


def test_a_posterior_of_other_evidence_is_refused(call: Call, posterior: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calibration.validation, "evidence_fingerprint", lambda: "other")
    refused(call(*words(posterior)), "other evidence", "calibrate")


def test_from_python(posterior: Path, tmp_path: Path, quick: None):
    import smartmix as sm

    found = sm.validate(30, firms=120, posterior=posterior, out=tmp_path / "run", figures=False)
    assert isinstance(found, Validation) and found.is_met and found.folder == tmp_path / "run"
    assert len(found.facts) + len(found.held_out) == len(simulated_facts()) and found.sign_draws == 2
    again = sm.load(tmp_path / "run")
    assert again == found and again.folder == found.folder
    for name, frame in found.frames().items():
        pd.testing.assert_frame_equal(again.frames()[name], frame)
    assert len(found.frames()["draws"]) == 60


def test_published_schema_is_the_form():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_page_has_the_signs_as_they_are():
    text = PAGE.read_text(encoding="utf-8")
    assert page_with_table(text) == text, "run python -m calibration.sign_page"


def test_the_page_has_what_the_validation_that_ships_found():
    text = VALIDATION_PAGE.read_text(encoding="utf-8")
    assert page_with_found(text) == text, "run python -m results.validation.page"


def test_the_page_names_the_facts_that_stay_wide_when_their_law_is_left_out():
    """The sentence that people wrote about what ships, held to the file."""
    sentence = next(line for line in VALIDATION_PAGE.read_text("utf-8").splitlines() if "Ranges above 60" in line)
    names = {
        "californian-transparency-act": "the Californian act",
        "french-vigilance": "French plans",
        "german-lksg": "the German act",
    }
    wide = sorted((one for one in read_left_out(SHIPPED) if one.width > 0.6), key=lambda one: -one.width)
    assert ", ".join(f"{names.get(one.law, one.law)} ({100 * one.width:.0f})" for one in wide) in sentence


def test_the_page_tells_of_a_validation_all_that_decides_it(call: Call, posterior: Path, tmp_path: Path):
    printed = json.loads(call(*words(posterior, "--json", "--out", tmp_path / "run", "--no-figures")).out)
    found = validation_from(printed)
    told = found_part(found)
    for line in (*verdict_lines(found, "en"), left_out_summary(found.left_out, "en"), power_summary(found, "en")):
        assert line in told
    for check in (*found.facts, *found.held_out):
        assert told.count(check.fact.name["en"]) >= 2
    assert all(check.result.name.en in told for check in found.results) and "MISSED" in told
