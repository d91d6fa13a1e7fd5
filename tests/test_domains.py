"""What a number may be holds at every door, and no run inside the domains gives a number without meaning."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from cli_calls import Call, refused
from sweep_plans import plan, written

import smartmix as sm
from experiments.objectives import SHIPPED as OBJECTIVES
from experiments.points import Point, Wanted, run_points
from experiments.robustness.worlds import SHIPPED as SHOCKS
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from simulation import indicators
from simulation.domains import indicator_domain, listed_columns
from simulation.indicator_rows import INDICATORS, ROWS
from simulation.indicators import OutsideDefinition, indicator_table
from simulation.parameters import beyond_prior, central_values, prior_draw, registry
from simulation.problems import InputProblem
from simulation.quarter.record import Record
from simulation.state import FIRMS, GOVERNMENT_ACCOUNTS, SHARE_SCALE, SUPPLIER, WORK

NAMES = sorted(registry())
#: Rows 1 to 3 of what went wrong: what a share may not be, by the door at which somebody tries.
AT = {"others": "middle"}
DOORS: dict[str, dict[str, Any]] = {
    "parameters.points[1].start_practice": {"kind": "list", "points": [{"start_practice": -3.0}], **AT},
    "parameters.fixed.start_practice": {"kind": "prior", "count": 2, "fixed": {"start_practice": -3}},
    "parameters.values.start_practice": {"kind": "grid", "values": {"start_practice": [0.5, -3]}, **AT},
    "parameters.ranges.start_practice.low": {
        "kind": "latin_hypercube",
        "count": 2,
        "ranges": {"start_practice": {"low": -3, "high": 1}},
        **AT,
    },
}


def ends(name: str) -> tuple[float, float]:
    """The lowest and highest value that a parameter may have."""
    domain, known = registry()[name].domain, registry()[name]
    return min(known.low, 1e-6) if domain.is_open else domain.low, domain.high


@pytest.mark.parametrize("name", NAMES)
def test_a_domain_holds_its_prior_and_refuses_what_lies_outside(name: str) -> None:
    known = registry()[name]
    low, high = ends(name)
    assert low <= known.low <= known.high <= high
    for value in (low, high):
        assert float(central_values({name: value})[name][0]) == value
    for value in (known.domain.low - 1, high + 1, np.nan, np.inf, True, "0.5"):
        with pytest.raises(InputProblem, match=f"parameter {name}: found .*; allowed: "):
            central_values({name: value})  # type: ignore[dict-item] - what a user may give


@pytest.mark.parametrize("key", DOORS)
def test_a_plan_refuses_a_parameter_outside_its_domain(key: str, tmp_path: Path, call: Call) -> None:
    path = written(tmp_path, plan(parameters=DOORS[key], levers=None))
    refused(call("sweep", path, "--lang", "en"), f"plan.yaml: {key}", "-3", "0 to 1")
    refused(call("sweep", path, "--lang", "nl"), f"plan.yaml: {key}", "-3", "0 tot en met 1")


def test_a_range_of_a_sensitivity_analysis_is_refused_outside_the_domain(call: Call) -> None:
    words = ("sensitivity", "mix-2", "--prior", "--lang", "en", "--parameter")
    refused(call(*words, "start_practice=-3..2"), "--parameter start_practice", "-3", "0 to 1")
    refused(call(*words, "start_practice=0..2"), "--parameter start_practice", "2", "did you mean 0.02?")


def test_settings_and_draws_in_python_refuse_too() -> None:
    with pytest.raises(InputProblem, match="parameter start_practice: found -3; allowed: 0 to 1"):
        CompareSettings(parameters={"start_practice": -3}, prior=True).check()
    with pytest.raises(InputProblem, match=r"parameter join_rate: found 5; allowed: 0 to 1; did you mean 0.05\?"):
        prior_draw(1, 0, {"join_rate": 5})


def changed(file: Path, folder: Path, change: Any) -> Path:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(content)
    return written(folder, content, file.name)


def test_a_shock_outside_the_domain_is_refused(tmp_path: Path, call: Call) -> None:
    def lift(content: dict[str, Any]) -> None:
        content["shocks"]["weak-expectations"]["parameters"] = {"start_awareness": 5.0}

    path = changed(SHOCKS, tmp_path, lift)
    found = call("robustness", "mix-1", "--prior", "--lang", "en", "--shocks", path)
    refused(found, "shocks.yaml: shocks.weak-expectations.parameters.start_awareness", "found 5", "did you mean 0.05?")


@pytest.mark.parametrize(
    ("key", "change", "words"),
    [
        ("endorsement_2023.goal.level", {"goal": {"level": 90.0, "sources": ["S-020"], "grade": "measured"}}, "0.9?"),
        ("practice.step", {"step": 1e-300}, "allowed: 1e-06 to 1"),
        ("practice.step", {"step": 10}, "allowed: 1e-06 to 1"),
        ("government_cost.step", {"step": 0.1}, "allowed: 1 to 1000000000000"),
    ],
)
def test_goals_and_steps_of_objectives_have_a_domain(
    key: str, change: dict[str, Any], words: str, tmp_path: Path, call: Call
) -> None:
    name = key.split(".", maxsplit=1)[0]

    def turn(content: dict[str, Any]) -> None:
        content["objectives"][name].update(change)

    path = changed(OBJECTIVES, tmp_path, turn)
    refused(
        call("robustness", "mix-1", "--prior", "--lang", "en", "--objectives", path),
        f"objectives.yaml: objectives.{key}: found",
        words,
    )


def test_weights_and_levels_have_a_domain(call: Call) -> None:
    words = ("robustness", "mix-1", "--prior", "--lang", "en", "--weights")
    refused(call(*words, "practice=1e300"), "--weights: practice: found 1e+300; allowed: 0 to 1000000")
    words = ("discover", "mix-2", "--prior", "--lang", "en", "--indicator", "practice", "--year", "2022")
    refused(call(*words, "--below", "50"), "--below: found 50; allowed: 0 to 1; did you mean 0.5?")


def test_beyond_the_prior_and_inside_the_domain_is_run_and_said(
    tmp_path: Path, call: Call, recwarn: pytest.WarningsRecorder
) -> None:
    assert beyond_prior({"start_practice": 0.1, "norm_mean": 0.4, "goal_endorsement": 0.5}) == ["start_practice"]
    asked = {"kind": "list", "points": [{"start_practice": 0.1}, {"start_practice": 0.2}], "others": "middle"}
    small = plan(parameters=asked, mixes=["mix-1"], futures=None, levers=None, firms=100, years=[2013])
    out = call("sweep", written(tmp_path, small), "--out", tmp_path / "run", "--lang", "en")
    assert out.status == 0
    assert "parameter start_practice: 0.1 lies beyond its range (0.5 to 1)" in out.err
    assert out.err.count("start_practice") == 1
    result = sm.sweep(small, out=tmp_path / "python")
    assert any("start_practice: 0.1 lies beyond" in str(each.message) for each in recwarn)
    assert result.failed == 0 and result.frame(groups=["all"])["practice"].between(0, 1).all()
    refused(call("sweep", written(tmp_path, small), "--out", tmp_path / "run", "--lang", "en"), "--resume")


def test_what_is_refused_is_told_before_what_lies_beyond_the_prior(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smartmix.telling.EVERY", 3600.0)  # on a slow machine a line a minute says how far it is
    words = ("--method", "morris", "--draws", "4", "--prior", "--lang", "en")
    words += ("--parameter", "start_practice=0.1..0.6", "--parameter", "norm_mean")
    refused(call("sensitivity", "mix-22", *words), "mix-22")
    sm.run("mix-1", firms=100, last_year=2017, prior=True, out=tmp_path / "run")
    refused(call("sensitivity", "mix-2", *words, "--out", tmp_path / "run"), "not empty")


def test_every_corner_of_the_domains_gives_numbers_within_their_definitions() -> None:
    points = [Point(central_values({name: value}), 0) for name in NAMES for value in ends(name)]
    luck = np.random.default_rng(1)
    for replication in range(30):
        chosen = {name: ends(name)[luck.integers(2)] for name in NAMES if luck.random() < 0.1}
        points.append(Point(central_values(chosen), replication))
    wanted = Wanted((2014, 2022), ("all", "goal90", "small"), INDICATORS)
    settings = CompareSettings(firms=100, prior=True, last_year=2022)
    answers = run_points(settings, [load_mix("reference-2020"), load_mix("mix-2")], points, wanted)
    for place, name in enumerate(INDICATORS):
        found = answers.values[..., place]
        assert not indicator_domain(name, ROWS[name].unit).outside(found, 1e-5).any(), name
    # money of all firms together may go beyond what its sums hold: such a run fails, and says of which indicator
    assert all("_eur, " in reason for reason in answers.failures.values()), answers.failures
    assert len(answers.failures) <= 5


def test_an_indicator_outside_its_definition_is_a_failed_run_that_names_it() -> None:
    record = Record.of(1, 1)
    record.place[0, 0], record.used[0] = 1, 1
    record.sums[:] = 0
    record.sums[0, 0], record.sums[0, 1] = SHARE_SCALE, 3 * SHARE_SCALE
    accounts = np.zeros((1, len(GOVERNMENT_ACCOUNTS) + 1), np.int64)
    with pytest.raises(OutsideDefinition, match=r"all, 2012: found 3; allowed: 0 to 1"):
        indicator_table(record, accounts, np.zeros(14, np.int64), [0])


def test_a_sweep_with_such_a_run_goes_on_and_counts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    highs = indicators.HIGHS.copy()
    highs[INDICATORS.index("practice")] = 0.0  # as if practice could not be
    monkeypatch.setattr(indicators, "HIGHS", highs)
    small = plan(mixes=["mix-1"], futures=None, levers=None, firms=100, years=[2013])
    result = sm.sweep(small, out=tmp_path / "run")
    assert result.failed == 4
    assert result.failures()["failure"].str.startswith("OutsideDefinition: practice, all, 2013: found 0.").all()


def test_the_file_of_domains_names_what_there_is() -> None:
    assert set(listed_columns("firms")) <= {*(FIRMS.names or ()), *(WORK.names or ())}
    assert set(listed_columns("suppliers")) <= set(SUPPLIER.names or ())
