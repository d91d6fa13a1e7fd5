"""The verbs as Python functions: they take plain values and give back data."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.compare import Comparison, Finding, load_comparison
from experiments.compare import verify as _verify
from experiments.life import LifeOfFirm, life_of_firm
from experiments.one_run import OneRun, run_one
from experiments.settings import CompareSettings
from results.language import choose_language
from scenarios.checking import CheckedFile, check_file
from scenarios.differences import diff_mixes
from scenarios.library import list_mixes, load_mix
from scenarios.schema import json_schema
from scenarios.scope import ScopeCount, count_law, count_scope
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from smartmix.comparing import compare_into_folder, manifest_in, settings_from
from smartmix.output import progress as _bar

type Place = str | os.PathLike[str]

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
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Comparison:
    """Compare mixes (ids or files; the four mixes of 2020 when none is given) and write a run folder.

    Options are those of `smartmix compare` (first_year, last_year: --from, --until). The comparison's
    `summary` holds frames: `levels`, `differences` (paired with the baseline) and `probabilities`; its
    `folder` the Parquet files and index.html. Raises InputProblem; Interrupted on Ctrl-C.
    """
    settings = settings_from(
        mixes=mixes or None, draws=draws, firms=firms, first_year=first_year, last_year=last_year, seed=seed,
        baseline=baseline, future=future,
    )  # fmt: skip
    with _bar(draws, is_wanted=progress) as watch:
        return compare_into_folder(
            settings, None if out is None else Path(out), workers, choose_language(lang), figures, watch,
            lambda folder: f"smartmix.compare(..., out={folder!r})",
        )  # fmt: skip


def run(
    mix: str,
    draw: int = 0,
    *,
    firms: int | str = _DEFAULT.firms,
    first_year: int = _DEFAULT.first_year,
    last_year: int = _DEFAULT.last_year,
    seed: int = _DEFAULT.seed,
    future: str = _DEFAULT.future,
    trajectory: bool = False,
) -> OneRun:
    """One draw of one mix: yearly indicators; with `trajectory` also a frame of every firm and quarter.

    Raises InputProblem.
    """
    settings = CompareSettings(firms=firms, first_year=first_year, last_year=last_year, seed=seed, future=future)
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
) -> LifeOfFirm:
    """The life of one firm, quarter by quarter; `firm` is a permanent firm id. Raises InputProblem."""
    settings = CompareSettings(firms=firms, first_year=first_year, last_year=last_year, seed=seed, future=future)
    return life_of_firm(settings, mix, draw, firm)


def mixes(lang: str | None = None) -> pd.DataFrame:
    """The shipped mixes: id, extends, name and description in the language."""
    chosen = choose_language(lang)
    rows: list[dict[str, Any]] = []
    for name in list_mixes():
        mix = load_mix(name)
        rows.append({
            "id": mix.id, "extends": mix.lineage[0] if mix.lineage else None, "name": getattr(mix.name, chosen),
            "description": getattr(mix.description, chosen),
        })  # fmt: skip
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


def verify(folder: Place, everything: bool = False) -> list[Finding]:
    """What is wrong with a run folder; an empty list when nothing is. Raises InputProblem."""
    manifest_in(Path(folder))
    return _verify(Path(folder), everything)


def load(folder: Place) -> Comparison:
    """Read a finished run folder. Raises InputProblem."""
    manifest_in(Path(folder))
    return load_comparison(Path(folder))


def schema(folder: Place = ".") -> list[Path]:
    """Write the JSON schemas of mixes and laws; their paths."""
    return json_schema(Path(folder))
