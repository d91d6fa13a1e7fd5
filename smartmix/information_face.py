"""The value of information from checked options to a finished run folder, for the command line and for Python."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from experiments.files import write_text
from experiments.information.measurements import also_wanted, load_measurements, mixes_measured
from experiments.information.plan import InformationPlan
from experiments.information.run import Information
from experiments.information.run import information as _information
from experiments.kept import Kept
from experiments.manifest import analysis_manifest
from experiments.objectives import DEFAULT_YEAR, load_objectives, objectives_wanted, read_weights
from experiments.run_folder import close_folder, open_folder
from experiments.settings import CompareSettings
from results.language import choose_language, translator
from scenarios.library import load_mix
from simulation.compiled import is_warm
from smartmix.comparing import settings_from
from smartmix.going_on import check_place, going_on
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named

type Place = str | os.PathLike[str]

#: Points, and firms: at 1,400 firms those of the 90% goal are in the sample one to one; replications average luck.
DEFAULT_DRAWS, DEFAULT_FIRMS, DEFAULT_REPLICATIONS = 300, 1400, 4


def plan_from(
    objectives: Path | None,
    measurements: Path | None,
    weights: str | Mapping[str, float] | None,
    replications: int | None,
    year: int | None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
) -> InformationPlan:
    """What is asked, from options. Raises InputProblem."""
    known = load_objectives(objectives)
    return InformationPlan(
        known,
        load_measurements(measurements),
        DEFAULT_REPLICATIONS if replications is None else replications,
        DEFAULT_YEAR if year is None else year,
        {} if weights is None else read_weights(weights, known),
        groups or {},
    )


def work(settings: CompareSettings, plan: InformationPlan) -> tuple[CompareSettings, int]:
    """Settings with the last year that is run, and the number of runs. Raises InputProblem."""
    plan.check(settings)
    measured = mixes_measured(plan.measurements.values())
    wanted = also_wanted(objectives_wanted(plan.objectives, plan.year), plan.measurements.values())
    mixes = {load_mix(name).id for name in settings.all_mixes()} | set(measured)
    return replace(settings, last_year=max(wanted.years)), settings.draws * plan.replications * len(mixes)


def information_into_folder(
    settings: CompareSettings,
    plan: InformationPlan,
    out: Path | None,
    workers: int | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> tuple[Information, Path]:
    """Run what is missing, estimate and write the folder, the manifest last; `command(folder)` is how to go on.

    Raises InputProblem before simulating; Interrupted.
    """
    from results.information.form import information_frame, information_json  # noqa: PLC0415

    _ = translator(lang)
    plan.check(settings)
    settings.check()
    check_place(out, workers)
    mixes = [load_mix(name) for name in settings.all_mixes()]
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    manifest = analysis_manifest("information", settings, mixes, plan.as_dict())
    folder = open_folder(manifest, out)
    stages = {"simulating": _("simulating"), "estimating": _("estimating")}
    kept = Kept(folder)
    with going_on(kept, settings.draws * plan.replications, command):
        found = _information(settings, plan, workers, watch.advance, lambda name: watch.stage(stages[name]), kept)
        watch.stage(_("writing"))
        if figures:
            from results.figures import write_figure  # noqa: PLC0415
            from results.information.figure import information_pictures  # noqa: PLC0415 - matplotlib takes a second

            for picture in information_pictures(found, lang):
                write_figure(folder / "figures", picture)
                text = f"{picture.title}\n\n{picture.description}\n"
                write_text(folder / "figures" / f"{picture.name}.txt", text)
        close_folder(folder, manifest, information_json(found, lang), {"information": information_frame(found)})
    return found, folder


def information(
    *mixes: str,
    draws: int = DEFAULT_DRAWS,
    replications: int = DEFAULT_REPLICATIONS,
    firms: int | str = DEFAULT_FIRMS,
    year: int = DEFAULT_YEAR,
    seed: int | None = None,
    baseline: str | None = None,
    future: str | None = None,
    weights: str | Mapping[str, float] | None = None,
    objectives: Place | None = None,
    measurements: Place | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Information:
    """Would knowing more change the choice between these mixes and the baseline? Options as `smartmix information`.

    groups: names of parameters by a name of your own, instead of themes and grades. The result has a `Choice` per
    objective, with `perfect`, `parameters`, `groups` and `measurements`; `results.information.form` makes a frame.
    Raises InputProblem; Interrupted on Ctrl-C.
    """
    settings = settings_from(
        mixes=mixes or None,
        draws=draws,
        firms=firms,
        seed=seed,
        baseline=baseline,
        future=future,
        prior=prior,
        posterior=None if posterior is None else os.fspath(posterior),
        model=named(model, lang),
    )
    plan = plan_from(_path(objectives), _path(measurements), weights, replications, year, groups)
    with _bar(draws * replications, is_wanted=progress) as watch:
        found, _folder = information_into_folder(
            settings,
            plan,
            _path(out),
            workers,
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.information(..., out={folder!r})",
        )
    return found


def _path(place: Place | None) -> Path | None:
    return None if place is None else Path(place)
