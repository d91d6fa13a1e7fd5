"""Pathways from options to a finished run folder, for the command line and for Python."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.files import write_text
from experiments.kept import Kept
from experiments.manifest import analysis_manifest
from experiments.pathways.plan import PathwaysPlan, load_plan
from experiments.pathways.run import Pathways, check_pathways, find_pathways, work
from experiments.pathways.tipping import YARDSTICKS, Yardstick
from experiments.run_folder import close_folder, open_folder
from experiments.settings import CompareSettings
from results.language import choose_language, translator
from results.pathways.form import pathways_frames, pathways_json
from simulation.compiled import is_warm
from simulation.problems import InputProblem, nearest
from smartmix.comparing import settings_from
from smartmix.going_on import check_place, going_on
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named

type Place = str | os.PathLike[str]

_DEFAULT = CompareSettings()


@dataclass(frozen=True)
class PathwaysResult:
    """A finished analysis: its folder, the numbers (`result`, as `result.json`), tidy frames, and all of it in code.

    frames: `effects`, `tipping`, `in_force`, `draws`.
    """

    folder: Path
    result: dict[str, Any]
    frames: dict[str, pd.DataFrame]
    found: Pathways


def plan_from(strategies: tuple[str, ...], file: str | None, delay: int | None) -> PathwaysPlan:
    """The plan with what the user gives over it. Raises InputProblem."""
    plan = load_plan(None if file is None else Path(file))
    if delay is not None and not 0 <= delay <= 40:
        raise InputProblem("--delay: found {found}; allowed: {low} to {high} quarters", found=delay, low=0, high=40)
    changes: dict[str, Any] = {"strategies": list(strategies)} if strategies else {}
    return plan.model_copy(update=changes | ({} if delay is None else {"delay": delay}))


def yardstick_from(given: str | None) -> Yardstick:
    """linear unless asked otherwise. Raises InputProblem."""
    for known in YARDSTICKS:
        if given in (None, known):
            return known
    raise InputProblem(
        "--yardstick: found '{found}'; allowed: {allowed}; did you mean '{nearest}'?",
        found=given,
        allowed=", ".join(YARDSTICKS),
        nearest=nearest(str(given), list(YARDSTICKS)),
    )


def pathways_into_folder(
    settings: CompareSettings,
    plan: PathwaysPlan,
    yardstick: Yardstick,
    out: Path | None,
    workers: int | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> PathwaysResult:
    """Run what is missing, and write result, tables and map, the manifest last; `command(folder)` is how to go on.

    Raises InputProblem before any simulating; Interrupted when the user stops it.
    """
    _ = translator(lang)
    baseline, mixes = check_pathways(settings, plan)
    check_place(out, workers)
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    asked = plan.model_dump(mode="json") | {"yardstick": yardstick, "baseline": baseline.id}
    manifest = analysis_manifest("pathways", settings, [baseline, *mixes], asked)
    folder = open_folder(manifest, out)
    kept = Kept(folder)
    watch.stage(_("simulating"))
    with going_on(kept, work(settings, plan), command):
        found = find_pathways(settings, plan, yardstick, workers or os.cpu_count() or 1, watch.advance, kept)
        watch.stage(_("writing"))
        result, frames = pathways_json(found), pathways_frames(found)
        if figures:
            from results.figures import write_figure  # noqa: PLC0415
            from results.pathways.figure import pathways_picture  # noqa: PLC0415 - matplotlib takes a second

            picture = pathways_picture(found, lang)
            write_figure(folder / "figures", picture)
            write_text(folder / "figures" / f"{picture.name}.txt", f"{picture.title}\n\n{picture.description}\n")
        close_folder(folder, manifest, result, frames)
    return PathwaysResult(folder, result, frames, found)


def pathways(
    *strategies: str,
    plan: Place | None = None,
    delay: int | None = None,
    yardstick: str | None = None,
    draws: int = _DEFAULT.draws,
    firms: int | str = _DEFAULT.firms,
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
) -> PathwaysResult:
    """Strategies (ids or files; the three SER routes when none is given) under uncertain EU timing; a run folder.

    Options as `smartmix pathways`; docs/pathways.md explains what comes back. With the folder of an analysis that was
    stopped as `out` it goes on. Raises InputProblem; Interrupted on Ctrl-C.
    """
    asked = plan_from(strategies, None if plan is None else os.fspath(plan), delay)
    settings = settings_from(
        draws=draws,
        firms=firms,
        last_year=last_year,
        seed=seed,
        baseline=baseline,
        future=future,
        prior=prior,
        posterior=None if posterior is None else os.fspath(posterior),
        model=named(model, lang),
    )
    settings = replace(settings, mixes=tuple(asked.strategies))
    with _bar(work(settings, asked), is_wanted=progress) as watch:
        return pathways_into_folder(
            settings,
            asked,
            yardstick_from(yardstick),
            None if out is None else Path(out),
            workers,
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.pathways(..., out={folder!r})",
        )
