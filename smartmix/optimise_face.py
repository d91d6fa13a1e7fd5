"""An optimisation from checked options to a finished run folder, for the command line and for Python."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from experiments.files import write_text
from experiments.manifest import analysis_manifest
from experiments.objectives import DEFAULT_YEAR, Objective, load_objectives, objectives_wanted
from experiments.optimise.plan import OptimisePlan, load_plan
from experiments.optimise.run import KEPT, Optimised
from experiments.optimise.run import optimise as _optimise
from experiments.own_rules.model import load_own
from experiments.run_folder import PLAN, close_folder, default_folder, open_folder
from experiments.runner import Stopped
from experiments.settings import CompareSettings
from results.language import choose_language, translator
from scenarios.mix_format import Mix
from simulation.compiled import is_warm
from simulation.problems import InputProblem
from smartmix.comparing import settings_from
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named
from smartmix.problems import Interrupted
from smartmix.writable import check_file, check_folder

type Place = str | os.PathLike[str]

#: Points per mix, and firms: enough for means that tell mixes apart, in minutes (docs/optimise.md).
DEFAULT_DRAWS, DEFAULT_FIRMS = 24, 1400


def plan_from(
    file: Path | None, objectives: Path | None, evaluations: int | None
) -> tuple[OptimisePlan, Mix, dict[str, Objective]]:
    """Plan, base mix and objectives, from options. Raises InputProblem."""
    known = load_objectives(objectives)
    plan, base = load_plan(file, known)
    if evaluations is not None:
        if evaluations < 1:
            raise InputProblem(
                "{option}: found {found}; allowed: {low} or more", option="--evaluations", found=evaluations, low=1
            )
        plan = plan.model_copy(update={"evaluations": evaluations})
    return plan, base, known


def optimise_into_folder(
    settings: CompareSettings,
    plan: OptimisePlan,
    base: Mix,
    objectives: dict[str, Objective],
    year: int,
    out: Path | None,
    workers: int | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> Optimised:
    """Search, and write the folder, the manifest last. Raises InputProblem before simulating; Interrupted."""
    from results.optimise.table import optimise_frames, optimise_json  # noqa: PLC0415

    _ = translator(lang)
    if workers is not None and workers < 1:
        raise InputProblem("--workers: found {found}; allowed: 1 or more", found=workers)
    replace(settings, mixes=()).check()
    if settings.model:
        load_own(settings.model).refuse_named("optimise")
    objectives_wanted({name: objectives[name] for name in plan.objectives}, year)
    if out is None:
        check_file(default_folder({}) / PLAN)
    else:
        check_folder(out, may_hold=PLAN)
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    asked = {
        "plan": plan.model_dump(),
        "year": year,
        "objectives": {name: objectives[name].model_dump() for name in plan.objectives},
    }
    manifest = analysis_manifest("optimise", settings, [base], asked)
    folder = open_folder(manifest, out)
    watch.stage(_("simulating"))
    try:
        found = _optimise(settings, plan, base, objectives, folder, year, workers, watch.advance)
        watch.stage(_("writing"))
        if figures:
            from results.figures import write_figure  # noqa: PLC0415
            from results.optimise.figure import optimise_pictures  # noqa: PLC0415 - matplotlib takes a second

            for picture in optimise_pictures(found, lang):
                write_figure(folder / "figures", picture)
                text = f"{picture.title}\n\n{picture.description}\n"
                write_text(folder / "figures" / f"{picture.name}.txt", text)
        close_folder(folder, manifest, optimise_json(found) | {"folder": None}, optimise_frames(found))
    except (Stopped, KeyboardInterrupt) as stopped:
        done = len(list((folder / KEPT).glob("*.json"))) * settings.draws
        total = (plan.evaluations + 1) * settings.draws
        raise Interrupted(done, total, str(folder), command(str(folder))) from stopped
    return found


def optimise(
    plan: Place | None = None,
    *,
    evaluations: int | None = None,
    draws: int = DEFAULT_DRAWS,
    firms: int | str = DEFAULT_FIRMS,
    year: int = DEFAULT_YEAR,
    seed: int | None = None,
    future: str | None = None,
    objectives: Place | None = None,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Optimised:
    """Search dials and scopes for mixes that no other beats on every objective; options as `smartmix optimise`.

    The result has `candidates`, `front` and `folder`, whose `mixes/` hold the front as files for `compare`. With the
    folder of an interrupted search as `out` it goes on. Raises InputProblem; Interrupted on Ctrl-C.
    """
    found, base, known = plan_from(_path(plan), _path(objectives), evaluations)
    settings = settings_from(
        draws=draws,
        firms=firms,
        seed=seed,
        future=future,
        prior=prior,
        posterior=None if posterior is None else os.fspath(posterior),
        model=named(model, lang),
    )
    with _bar(draws * (found.evaluations + 1), is_wanted=progress) as watch:
        return optimise_into_folder(
            settings,
            found,
            base,
            known,
            year,
            _path(out),
            workers,
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.optimise(..., out={folder!r})",
        )


def _path(place: Place | None) -> Path | None:
    return None if place is None else Path(place)
