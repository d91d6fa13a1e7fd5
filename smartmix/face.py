"""The verbs as Python functions: they take plain values and give back data."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from calibration.settings import calibration_settings
from calibration.validation import work
from calibration.validation_result import Validation
from calibration.workflow import Calibration
from experiments.compare import Comparison, load_comparison
from experiments.life import LifeOfFirm, life_of_firm
from experiments.one_run import OneRun, run_one
from experiments.run_folder import Finding
from experiments.settings import CompareSettings
from experiments.verify import verify as _verify
from results.language import choose_language
from scenarios.checking import CheckedFile, check_file
from scenarios.differences import diff_mixes
from scenarios.library import list_mixes, load_mix
from scenarios.schema import json_schema
from scenarios.scope import ScopeCount, count_law, count_scope
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from smartmix.calibrating import calibrate_into_folder
from smartmix.comparing import compare_into_folder, manifest_in, settings_from
from smartmix.discover_face import discover
from smartmix.notebooks import activate
from smartmix.output import progress as _bar
from smartmix.own_rules import named
from smartmix.report_face import report
from smartmix.robustness_face import robustness
from smartmix.sensitivity_face import sensitivity
from smartmix.serve_face import serve
from smartmix.sweep_face import SweepResult, sweep, sweep_in, write_plan_schema
from smartmix.validating import DEFAULT_DRAWS, DEFAULT_SEED, validate_into_folder
from smartmix.verbs.information import information
from smartmix.verbs.optimise import optimise
from smartmix.verbs.pathways import pathways
from smartmix.verbs.synergy import synergy

__all__ = [
    "calibrate",
    "check",
    "compare",
    "diff",
    "discover",
    "explain",
    "information",
    "load",
    "mixes",
    "optimise",
    "pathways",
    "report",
    "robustness",
    "run",
    "schema",
    "scope",
    "sensitivity",
    "serve",
    "sweep",
    "synergy",
    "validate",
    "verify",
]

type Place = str | os.PathLike[str]

activate()

#: Defaults of a comparison, in one place.
_DEFAULT = CompareSettings()


def compare(
    *mixes: str,
    draws: int = _DEFAULT.draws,
    firms: int | str = _DEFAULT.firms,
    first_year: int = _DEFAULT.first_year,
    last_year: int = _DEFAULT.last_year,
    seed: int = _DEFAULT.seed,
    baseline: str = _DEFAULT.baseline,
    future: str = _DEFAULT.future,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Comparison:
    """Compare mixes (ids or files; the four mixes of 2020 when none is given) and write a run folder.

    Options are those of `smartmix compare` (first_year, last_year: --from, --until); parameters are drawn from
    the posterior that ships, from the one in the folder `posterior`, or with `prior` from the prior; `model` is a
    Python file with rules of your own (slow; `smartmix.own_rules.slow_words` says how slow). The comparison's
    `summary` holds frames: `levels`, `differences` (paired with the baseline) and `probabilities`; its
    `folder` the Parquet files and index.html. Raises InputProblem; Interrupted on Ctrl-C.
    """
    settings = settings_from(
        mixes=mixes or None,
        draws=draws,
        firms=firms,
        first_year=first_year,
        last_year=last_year,
        seed=seed,
        baseline=baseline,
        future=future,
        prior=prior,
        posterior=_text(posterior),
        model=named(model, lang),
    )
    with _bar(draws, is_wanted=progress) as watch:
        return compare_into_folder(
            settings,
            None if out is None else Path(out),
            workers,
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.compare(..., out={folder!r})",
        )


def run(
    mix: str,
    draw: int = 0,
    *,
    firms: int | str = _DEFAULT.firms,
    first_year: int = _DEFAULT.first_year,
    last_year: int = _DEFAULT.last_year,
    seed: int = _DEFAULT.seed,
    future: str = _DEFAULT.future,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    trajectory: bool = False,
) -> OneRun:
    """One draw of one mix: yearly indicators; with `trajectory` also a frame of every firm and quarter.

    Raises InputProblem.
    """
    settings = settings_from(
        firms=firms,
        first_year=first_year,
        last_year=last_year,
        seed=seed,
        future=future,
        prior=prior,
        posterior=_text(posterior),
        model=named(model),
    )
    if not trajectory:
        return run_one(settings, mix, draw)
    import pyarrow  # noqa: PLC0415

    quarters: list[Any] = []
    result = run_one(settings, mix, draw, quarters.append)
    return replace(result, trajectory=pyarrow.concat_tables(quarters).to_pandas())


def explain(
    mix: str,
    firm: int,
    draw: int = 0,
    *,
    firms: int | str = _DEFAULT.firms,
    first_year: int = _DEFAULT.first_year,
    last_year: int = _DEFAULT.last_year,
    seed: int = _DEFAULT.seed,
    future: str = _DEFAULT.future,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
) -> LifeOfFirm:
    """The life of one firm, quarter by quarter; `firm` is a permanent firm id. Raises InputProblem."""
    settings = settings_from(
        firms=firms,
        first_year=first_year,
        last_year=last_year,
        seed=seed,
        future=future,
        prior=prior,
        posterior=_text(posterior),
        model=named(model),
    )
    return life_of_firm(settings, mix, draw, firm)


def _text(place: Place | None) -> str | None:
    return None if place is None else os.fspath(place)


def mixes(lang: str | None = None) -> pd.DataFrame:
    """The shipped mixes: id, extends, name and description in the language."""
    chosen = choose_language(lang)
    rows: list[dict[str, Any]] = []
    for name in list_mixes():
        mix = load_mix(name)
        rows.append(
            {
                "id": mix.id,
                "extends": mix.lineage[0] if mix.lineage else None,
                "name": getattr(mix.name, chosen),
                "description": getattr(mix.description, chosen),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def diff(a: str, b: str) -> pd.DataFrame:
    """Fields in which two mixes (ids or files) differ: instrument, field, a, b (None where absent)."""
    rows = [[row.instrument, row.field, row.value_a, row.value_b] for row in diff_mixes(load_mix(a), load_mix(b))]
    return pd.DataFrame(rows, columns=["instrument", "field", "a", "b"], dtype=object)


def scope(
    law: str | None = None,
    *,
    employees: float | None = None,
    turnover: float | None = None,
    assets: float | None = None,
) -> list[tuple[int, ScopeCount]]:
    """Firms under a shipped law, per phase (quarters after its start, count), or above thresholds.

    Counted over all firms that trade abroad. Raises InputProblem for an unknown law, or when neither or
    both are given.
    """
    if (law is None) == (employees is None and turnover is None and assets is None):
        raise InputProblem("give either a law or at least one of --employees, --turnover and --assets")
    everyone = load_population("full")
    if law is not None:
        return count_law(law, everyone)
    test = ScopeTest(minimum_employees=employees, minimum_turnover_eur=turnover, minimum_assets_eur=assets)
    return [(0, count_scope(test, everyone))]


def check(path: Place) -> CheckedFile:
    """The kind and content of a scenario file that is right. Raises InputProblem for one that is not."""
    return check_file(Path(path))


def calibrate(
    *,
    simulations: int | None = None,
    particles: int | None = None,
    generations: int | None = None,
    trajectories: int | None = None,
    draws: int | None = None,
    check: bool = False,
    pseudo_observations: int | None = None,
    repeats: int | None = None,
    ship: bool = False,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    progress: bool = False,
) -> tuple[Calibration, Path]:
    """From evidence to posterior (options as `smartmix calibrate`): the calibration and its run folder.

    `draws` of the result are quantiles (n, D) of the parameters `kept`. With the folder of an unfinished
    calibration as `out` it goes on. Raises InputProblem; Interrupted on Ctrl-C.
    """
    settings = calibration_settings(
        simulations=simulations,
        particles=particles,
        generations=generations,
        trajectories=trajectories,
        draws=draws,
        pseudo_observations=pseudo_observations,
        repeats=repeats,
    )
    with _bar(settings.simulations, is_wanted=progress) as watch:
        return calibrate_into_folder(
            settings,
            check,
            ship,
            workers,
            None if out is None else Path(out),
            choose_language(lang),
            watch,
            lambda folder: f"smartmix.calibrate(..., out={folder!r})",
        )


def validate(
    draws: int = DEFAULT_DRAWS,
    *,
    seed: int = DEFAULT_SEED,
    firms: int | str | None = None,
    posterior: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Validation:
    """Hold the calibrated model against the evidence and write a run folder (options as `smartmix validate`).

    The result holds `facts`, `held_out`, `joint`, `signs` and `folder`; `is_met` tells whether the joint test is
    passed. Raises InputProblem.
    """
    with _bar(work(draws), is_wanted=progress) as watch:
        return validate_into_folder(
            draws,
            seed,
            firms,
            _text(posterior) or "",
            workers,
            None if out is None else Path(out),
            choose_language(lang),
            figures,
            watch,
        )


def verify(folder: Place, everything: bool = False) -> list[Finding]:
    """What is wrong with a run folder; an empty list when nothing is. Raises InputProblem."""
    manifest_in(Path(folder))
    return _verify(Path(folder), everything)


def load(folder: Place) -> Comparison | SweepResult:
    """Read a finished run folder: a comparison, or a sweep. Raises InputProblem."""
    manifest_in(Path(folder))
    return sweep_in(Path(folder)) or load_comparison(Path(folder))


def schema(folder: Place = ".") -> list[Path]:
    """Write the JSON schemas of mixes, laws and plans; their paths."""
    return [*json_schema(Path(folder)), write_plan_schema(Path(folder))]
