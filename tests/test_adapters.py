"""What other tools get from the adapters is what the program itself gives."""

import os
import pickle
from typing import Any

import numpy as np
import optuna
import pandas as pd
import pytest
from SALib import ProblemSpec
from SALib.sample import morris, sobol

import smartmix as sm
from simulation.parameters import registry
from simulation.problems import InputProblem
from smartmix import adapters

INPUTS = {"start_practice": None, "support-office.advisers": (6, 24)}
SMALL: dict[str, Any] = {"firms": 100, "year": 2022}
SAME: dict[str, Any] = {"firms": 100, "years": 2022}


def evaluated(table: Any, mix: str = "mix-1", **more: Any) -> Any:
    return sm.evaluate(table, mix, "practice", **SAME, **more)["practice"].to_numpy()


def test_salibs_own_designs_run_and_give_what_evaluate_gives() -> None:
    problem = adapters.salib_problem(INPUTS)
    known = registry()["start_practice"]
    assert problem["bounds"] == [[known.low, known.high], [6, 24]]
    run = adapters.salib_function(INPUTS, "mix-1", "practice", others="middle", **SMALL)
    for sample in (morris.sample(problem, 3, seed=1), sobol.sample(problem, 4, seed=1)):
        table = pd.DataFrame(sample, columns=problem["names"])
        table["support-office.advisers"] = table["support-office.advisers"].round()
        assert np.array_equal(run(sample), evaluated(table, others="middle"))
    spec: Any = ProblemSpec(problem)
    spec.sample_sobol(4, calc_second_order=False).evaluate(run).analyze_sobol(calc_second_order=False)
    assert np.isfinite(spec.analysis["ST"]).all()


def test_an_ema_workbench_model_gives_what_evaluate_gives() -> None:
    import ema_workbench as ema

    model = adapters.ema_model(
        ["start_practice"], ["mix-1", "mix-2"], "practice", levers=dict([*INPUTS.items()][1:]), replications=3, **SMALL
    )
    pickle.loads(pickle.dumps(model.function))
    experiments, outcomes = ema.perform_experiments(model, scenarios=3, policies=2)
    known = experiments.drop(columns=["scenario", "policy", "model"]).astype({"mix": str})
    found = sm.evaluate(known, indicators="practice", **SAME)
    assert np.array_equal(found["practice"], outcomes["practice"]) and set(known["mix"]) <= {"mix-1", "mix-2"}


def test_an_optuna_objective_gives_what_evaluate_gives() -> None:
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(adapters.optuna_objective(INPUTS, "mix-1", "practice", replications=[0, 1], **SMALL), n_trials=2)
    for trial in study.trials:
        assert isinstance(trial.params["support-office.advisers"], int)
        both = evaluated([trial.params | {"replication": n} for n in (0, 1)])
        assert trial.value == pytest.approx(both.mean())
    pair = adapters.optuna_objective(INPUTS, "mix-1", ["practice", "paper_gap"], **SMALL)
    several = optuna.create_study(directions=["maximize", "minimize"])
    several.optimize(pair, n_trials=1)
    assert len(several.trials[0].values) == 2


def test_pyabc_takes_the_prior_and_the_objective() -> None:
    if os.environ.get("SMARTMIX_REQUIRE_REFERENCE") != "1":
        pytest.importorskip("pyabc", reason="not installed: uv run --group reference pytest")
    import pyabc

    names = ["start_practice", *[name for name, p in registry().items() if p.kind == "loguniform"][:1]]
    given = adapters.pyabc_prior(names)
    prior = pyabc.Distribution(**{name: pyabc.RV(*of) for name, of in given.items()})
    for name, row in zip(names, np.array([[prior.rvs()[n] for n in names] for _ in range(50)]).T, strict=True):
        assert ((registry()[name].low <= row) & (row <= registry()[name].high)).all()
    point = dict(prior.rvs())
    assert adapters.objective("mix-1", "practice", **SMALL)(point) == {"practice": evaluated([point])[0]}


def test_the_iamc_table_holds_every_number_with_its_unit() -> None:
    frame = sm.evaluate({"replication": [0, 1]}, ["mix-1", "mix-2"], ["practice", "burden_yearly_eur"], **SAME)
    table = adapters.iamc(frame)
    assert list(table.columns) == ["model", "scenario", "region", "variable", "unit", "year", "value"]
    assert sorted(table["value"]) == sorted([*frame["practice"], *frame["burden_yearly_eur"]])
    assert dict(zip(table["variable"], table["unit"], strict=True))["Practice|goal90"] == "1"
    assert table["scenario"].nunique() == 4
    with pytest.raises(InputProblem, match="practice"):
        adapters.iamc(frame, "practise")


def test_pyam_reads_the_iamc_table() -> None:
    if os.environ.get("SMARTMIX_REQUIRE_REFERENCE") != "1":
        pytest.importorskip("pyam", reason="not installed: uv run --with pyam-iamc pytest")
    import pyam

    frame = sm.evaluate({"replication": [0, 1]}, "mix-1", ["practice", "burden_yearly_eur"], **SAME)
    data = pyam.IamDataFrame(adapters.iamc(frame))
    assert sorted(data.filter(variable="Practice|goal90").data["value"]) == sorted(frame["practice"])
    assert "EUR/yr" in data.unit


@pytest.mark.parametrize(
    "wrong", [["start_practise"], {"start_practice": (1, 0)}, {"goal_endorsement": None}, {"a.b": 3}]
)
def test_inputs_that_are_none_are_refused(wrong: Any) -> None:
    with pytest.raises(InputProblem):
        adapters.salib_problem(wrong)
