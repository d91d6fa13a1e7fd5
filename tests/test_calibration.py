"""A whole calibration at toy size: what comes out, resume, workers, wrong input, and observation models."""

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from cli_calls import changed_words

import smartmix as sm
from calibration.candidate import CALIBRATION_SEED, Simulator, prior_candidates, simulate_many
from calibration.identification import correlations
from calibration.observation import OBSERVATION_MODELS
from calibration.observed_worlds import observed_worlds
from calibration.read_results import as_quantiles, read_results
from calibration.screening import candidate_names
from calibration.settings import calibration_settings
from calibration.signs import Signs, load_signs
from calibration.statistic_names import STATISTICS
from calibration.workflow import plan_of
from experiments.posterior import load_posterior
from experiments.prepare import prepare
from experiments.run_folder import PLAN, claim_folder
from experiments.settings import CompareSettings
from experiments.synergy.data import OwnGroup
from experiments.synergy.question import SynergyQuestion
from scenarios.format_base import Text
from simulation.parameters import registry, values_at
from simulation.problems import InputProblem
from smartmix.cli import main
from smartmix.verbs import VERBS

#: Mix 2 in two parts: four subsets to run.
TWO = {
    "help": OwnGroup(name=Text(en="help", nl="hulp"), of=["support-office", "stronger-initiatives", "more-subsidies"]),
    "rules": OwnGroup(
        name=Text(en="rules", nl="regels"),
        of=["broad-law", "transparency-duty", "more-eu-effort", "stronger-procurement", "wider-conditions"],
    ),
}
TOY = (
    "--simulations",
    "200",
    "--particles",
    "80",
    "--generations",
    "1",
    "--steps",
    "2",
    "--trajectories",
    "2",
    "--draws",
    "50",
    "--pseudo-observations",
    "20",
    "--repeats",
    "1",
    "--check",
    "--quiet",
)


def call(*arguments: str) -> tuple[int, str, str]:
    """Status, standard output and standard error of one command line."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(changed_words(*arguments))
    return status, out.getvalue(), err.getvalue()


def few_signs() -> Signs:
    """Two results that users read and the shares of two elements, on few firms: as much to read, and soon done."""
    known = load_signs()
    few = {
        "results": known.results[:2],
        "shares": known.shares.model_copy(update={"elements": TWO}),
        "firms": known.firms.model_copy(update={"value": 120}),
    }
    return known.model_copy(update=few)


@pytest.fixture(scope="module", autouse=True)
def few_to_read() -> Iterator[None]:
    """The check of the method reads these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("calibration.read_results.load_signs", few_signs)
        yield


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy") / "run"
    status, out, err = call("calibrate", *TOY, "--out", str(folder), "--workers", "2")
    assert (status, err) == (0, ""), err
    assert out.strip() == str(folder)
    return folder


def test_a_calibration_leaves_a_posterior_that_fits_and_says_what_it_did(finished: Path) -> None:
    posterior = load_posterior(finished / "posterior")
    assert posterior.quantiles.shape[0] == 50
    assert set(posterior.names) <= set(registry())
    manifest = json.loads((finished / "manifest.json").read_text("utf-8"))
    assert manifest["simulations"]["bank"] == 200
    assert {"identification.csv", "pulls.csv", "coverage.csv", "result_coverage.csv", "repeats.csv"} <= set(
        manifest["files"]
    )
    assert call("verify", str(finished))[0] == 0
    opened = sm.load(finished)
    assert opened.folder == finished
    np.testing.assert_allclose(opened.frames()["draws"].to_numpy(), posterior.quantiles)


def test_a_killed_calibration_goes_on_to_the_same_result_with_any_number_of_workers(
    finished: Path, tmp_path: Path
) -> None:
    again = tmp_path / "run"
    shutil.copytree(finished, again)
    for left in (again / "manifest.json", *again.glob("*.csv"), *again.glob("posterior/*")):
        left.unlink()
    shutil.rmtree(again / "tempering")
    shutil.rmtree(again / "check")
    (again / "bank" / "00000.parquet").write_bytes(b"half a fi")
    assert call("calibrate", *TOY, "--out", str(again), "--workers", "1")[0] == 0
    for name in ("identification.csv", "coverage.csv", "repeats.csv", "screening.csv"):
        assert (again / name).read_bytes() == (finished / name).read_bytes(), name
    assert load_posterior(again / "posterior").fingerprint == load_posterior(finished / "posterior").fingerprint


def test_fewer_particles_than_unknowns_are_refused_before_anything_is_simulated_of_the_prior(
    finished: Path, tmp_path: Path
) -> None:
    """How many unknowns there are is known once the screening is done."""
    folder = tmp_path / "run"
    numbers = {"simulations": 200, "generations": 1, "steps": 2, "trajectories": 2, "draws": 50}
    claim_folder(folder, plan_of(calibration_settings(particles=60, **numbers)))
    shutil.copy(finished / "screening.csv", folder)
    status, out, err = call("calibrate", *TOY, "--particles", "60", "--out", str(folder))
    assert (
        (status, out) == (2, "")
        and err.startswith("smartmix: --particles: found 60; allowed: ")
        and err.count("\n") == 1
    )
    assert not (folder / "bank").exists()


def test_a_folder_of_other_settings_is_refused(finished: Path) -> None:
    status, out, err = call("calibrate", *TOY, "--draws", "51", "--out", str(finished))
    assert (status, out) == (2, "")
    assert str(finished) in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--simulations", "5"), "--simulations"),
        (("--particles", "7"), "--particles"),
        (("--draws", "0"), "--draws"),
        (("--workers", "0"), "--workers"),
        (("--simulations", "many"), "--simulations"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_wrong_numbers_are_refused_in_one_line(arguments: tuple[str, str], said: str, lang: str) -> None:
    status, out, err = call("calibrate", *arguments, "--lang", lang)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_every_statistic_has_an_observation_model_and_every_model_a_fact() -> None:
    assert set(OBSERVATION_MODELS) == set(STATISTICS)


def test_candidates_do_not_depend_on_workers_or_order() -> None:
    simulator = Simulator()
    quantiles = prior_candidates(5, 6)
    two = simulate_many(simulator, quantiles, range(5, 11), 2)
    assert np.array_equal(two, simulate_many(simulator, quantiles, range(5, 11), 1))
    assert np.array_equal(two[3], simulator.simulate(quantiles[3], 8))
    assert np.isfinite(two).all()


def test_results_that_are_read_are_functions_of_the_candidates_of_the_bank() -> None:
    names, one = read_results(3, 1)
    shown = [f"share-group:{element}-{indicator}" for indicator in ("practice", "statement") for element in sorted(TWO)]
    assert names == ("broad-law-practice", "broad-law-five-elements", *shown)
    assert np.isfinite(one).all() and np.array_equal(one, read_results(3, 2)[1])
    drawn = prepare(CompareSettings(mixes=("mix-2",), draws=3, firms=120, prior=True, seed=CALIBRATION_SEED)).parameters
    for candidate, quantiles in enumerate(prior_candidates(0, 3)):
        assert values_at(quantiles[: len(registry())]).tobytes() == drawn[candidate].tobytes()
    assert as_quantiles(np.array([[3.0], [1.0], [1.0], [2.0]]))[:, 0].tolist() == [0.875, 0.25, 0.25, 0.625]


def test_the_mix_whose_shares_are_read_divides_into_its_elements() -> None:
    shares = load_signs().shares
    settings = CompareSettings(mixes=(shares.mix,), baseline=shares.baseline, future=shares.future, draws=2, prior=True)
    question = SynergyQuestion(settings, tuple(shares.indicators), shares.year, shares.elements)
    assert len(question.mixes()) == 2 and question.measures()
    assert {f"group:{name}" for name in shares.elements} <= set(question.elements().ids)


def test_measurement_error_belongs_to_the_candidate() -> None:
    simulator = Simulator()
    expected = np.tile(simulator.observed, (4, 1))
    measured = simulator.measured(expected, range(4))
    assert np.array_equal(measured[2], simulator.measured(expected[:1], [2])[0])
    assert not np.array_equal(measured[0], measured[1])


def test_worlds_abroad_have_their_own_firms_and_no_dutch_instruments() -> None:
    worlds = observed_worlds()
    assert (worlds["france"].population.employees >= 3000).all()
    assert (worlds["germany"].population.employees >= 500).all()
    for name in ("france", "germany", "united_kingdom"):
        assert worlds[name].offset is not None
        assert (worlds[name].population.weight == 1).all()


def test_a_duty_abroad_raises_what_firms_report_there() -> None:
    """The analogue laws act in their worlds: reports before and after, at the middle of all priors."""
    simulator = Simulator()
    middle = np.full(len(candidate_names()), 0.5)
    found = dict(zip(simulator.names, simulator.simulate(middle, 1), strict=True))
    assert found["french-maturity-growth"] > 0.0
    assert found["french-plans-2020"] > found["german-elements-2020"]


def test_a_plan_claims_its_folder_once(tmp_path: Path) -> None:
    plan = plan_of(calibration_settings(simulations=300, particles=100))
    claim_folder(tmp_path / "run", plan)
    claim_folder(tmp_path / "run", plan)
    assert (tmp_path / "run" / PLAN).is_file()
    with pytest.raises(InputProblem):
        claim_folder(tmp_path / "run", plan_of(calibration_settings(simulations=400, particles=100)))


def test_each_fact_depends_on_the_luck_of_its_own_world_alone() -> None:
    """What the sampler rests on when every world keeps or changes its luck by itself."""
    simulator = Simulator()
    middle = np.full(len(candidate_names()), 0.5)
    before, moved = simulator.simulate(middle, 1), np.zeros(len(simulator.facts), bool)
    for world in range(simulator.worlds):
        lucks = [1] * simulator.worlds
        lucks[world] = 2
        changed = simulator.simulate(middle, lucks) != before
        assert not changed[simulator.world_of != world].any()
        moved |= changed
    assert moved.mean() > 0.8


def test_copies_of_a_draw_do_not_tie_parameters_that_have_nothing_to_do_with_one_another() -> None:
    """Ranked by their order, each of these two would seem to follow the other."""
    draws = np.repeat([[0.2, 0.2], [0.2, 0.7], [0.7, 0.2], [0.7, 0.7]], 50, axis=0)
    found = correlations(cast("Any", SimpleNamespace(draws=draws, kept=("a", "b"))))
    assert found["rank_correlation"].tolist() == pytest.approx([0.0], abs=1e-12)


def test_what_help_says_of_defaults_is_what_is_done() -> None:
    settings = calibration_settings()
    options = VERBS["calibrate"].options()
    told = {
        name: option.help for name, option in options.items() if hasattr(settings, name) and "(default " in option.help
    }
    assert {"simulations", "particles", "steps", "draws", "repeats"} <= told.keys()
    for name, text in told.items():
        assert f"(default {getattr(settings, name)})" in text
