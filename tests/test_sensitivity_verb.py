"""Sensitivity of the model: levers and ranges, refusals, and the verb on few firms."""

import json

import pandas as pd
import pytest
from cli_calls import caller, refused
from damaged_folders import as_older

from experiments.each import Stopped
from experiments.sensitivity.factors import Factor, lever_factors
from experiments.sensitivity.question import sensitivity_question
from experiments.sensitivity.result import SensitivityResult
from experiments.sensitivity.run import run_sensitivity
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from simulation.problems import InputProblem


def test_levers():
    mix = load_mix("mix-2")
    found = lever_factors(["support-office.advisers=5..40", "broad-law.in_force=2022Q1|2024Q1"], [mix])
    assert found[0].at(0.0) == 5 and found[0].at(1.0) == 40 and found[1].at(0.6) == "2024Q1"
    with pytest.raises(InputProblem):
        lever_factors(["support-office.adviser=5..40"], [mix])
    assert Factor("x", "range", 1.0, 100.0, is_log=True).at(0.5) == pytest.approx(10.0)


SMALL = CompareSettings(prior=True, firms=100)


def test_designs_are_refused_on_posterior_draws(capsys):
    refused(
        caller(capsys)("sensitivity", "mix-2", "--method", "sobol", "--posterior", "x", "--lang", "en"),
        "do not depend on one another",
        "--method shapley",
        "--prior",
    )
    with pytest.raises(InputProblem, match="depend"):
        sensitivity_question(CompareSettings(firms=100), method="morris").mixes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--method", "sobl"), "sobl"),
        (("--parameter", "norm_meen"), "norm_mean"),
        (("--years", "x"), "--years"),
        (("--by", "x"), "theme"),
        (("--together", "a=norm_meen"), "norm_meen"),
        (("--indicator", "practise"), "practice"),
        (("--parameter", "norm_mean=2..1"), "norm_mean=2..1"),
        (("--lever", "x=1..2"), "unknown instrument"),
        (("--baseline", "mix-2"), "mix-2"),
        (("--draws", "6000"), "5000"),
        (("--method", "pawn", "--by", "theme"), "pawn"),
    ],
)
def test_wrong_input_is_refused(capsys, words, said):
    refused(caller(capsys)("sensitivity", "mix-2", "--prior", *words, "--lang", "en"), said)


def test_the_verb(capsys, tmp_path):
    call = caller(capsys)
    words = (
        "sensitivity",
        "mix-2",
        "--prior",
        "--firms",
        "100",
        "--draws",
        "24",
        "--by",
        "theme",
        "--years",
        "2022,2023",
        "--indicator",
        "practice",
        "--indicator",
        "endorsement",
        "--workers",
        "1",
    )
    done = call(*words, "--out", tmp_path / "a", "--lang", "nl")
    assert done.status == 0 and "Gevoeligheid" in done.out and "motieven" in done.out
    names = {path.name for path in (tmp_path / "a" / "figures").glob("*.svg")}
    assert {"sensitivity-tornado-1.svg", "sensitivity-heat.svg", "sensitivity-time.svg"} <= names
    again = call(*words[:-1], "2", "--out", tmp_path / "b", "--no-figures", "--json")
    result = json.loads(again.out)
    assert result == json.loads((tmp_path / "a" / "result.json").read_text(encoding="utf-8"))
    assert (tmp_path / "a" / "indices.csv").read_bytes() == (tmp_path / "b" / "indices.csv").read_bytes()
    rows = result["outputs"][0]["indices"]
    assert {"luck", "all", "motives"} <= {row["input"] for row in rows}


def test_levers_ranges_and_differences_of_the_model():
    result = run_sensitivity(
        sensitivity_question(
            SMALL,
            (),
            "sobol",
            8,
            "reference-2020",
            ("legal_duty=0.1..0.5", "norm_mean"),
            ("broad-law.in_force=2021Q4|2024Q1",),
            years=(2023,),
        ),
        1,
    )
    assert result.runs == 8 * 6 and result.outputs[0].baseline == "reference-2020"
    law = [i for i in result.outputs[0].indices if i.input == "broad-law.in_force" and i.measure == "ST"]
    assert (law[0].value or 0.0) > 0.0
    names = ("norm_mean", "legal_duty")
    few = run_sensitivity(sensitivity_question(SMALL, (), "pawn", 30, parameters=names, years=(2022,)), 1)
    assert {i.input for i in few.outputs[0].indices} == {*names, "luck", "chance"}


def test_an_analysis_is_opened_as_it_was_made(tmp_path):
    import smartmix as sm

    names = ["norm_mean", "legal_duty"]
    made = sm.sensitivity(
        method="morris", draws=4, parameters=names, years=[2022], firms=100, prior=True, out=tmp_path / "run"
    )
    opened = SensitivityResult.load(tmp_path / "run")
    assert made.folder == opened.folder == tmp_path / "run" and opened == made
    frames = opened.frames()
    assert list(frames) == list(made.frames())
    for name, frame in made.frames().items():
        pd.testing.assert_frame_equal(frame, frames[name].astype(frame.dtypes))
    runs = frames["runs"]
    assert len(runs) == made.runs and set(names) < set(runs) and runs["practice (goal90, 2022, mix-2)"].notna().all()
    content = made.content()
    for name in ("kind", "future_name", "mix_names"):
        del content[name]
    (tmp_path / "run" / "result.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    as_older(tmp_path / "run")
    assert SensitivityResult.load(tmp_path / "run") == made


def test_stopping_is_passed_on(monkeypatch):
    from experiments.sensitivity import model

    def stop(*_arguments, **_others):
        raise Stopped

    monkeypatch.setattr(model, "run_points", stop)
    with pytest.raises(Stopped):
        run_sensitivity(sensitivity_question(SMALL, (), "morris", 4, parameters=("norm_mean", "legal_duty")), 1)
