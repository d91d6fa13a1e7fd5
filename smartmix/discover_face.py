"""`smartmix.discover`: under which conditions a mix fails, from plain values to a finished run folder."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from experiments.discover.run import Discovery, FailingWhen, choices, discover_manifest
from experiments.discover.run import check as check_discover
from experiments.discover.run import discover as _discover
from experiments.kept import Kept
from experiments.objectives import DEFAULT_YEAR, load_objectives
from experiments.robustness.worlds import load_shocks, worlds_for
from experiments.run_folder import open_folder
from experiments.settings import CompareSettings
from results.discover.files import write_discovery
from results.language import choose_language, translator
from simulation.compiled import is_warm
from simulation.problems import InputProblem, nearest
from smartmix.comparing import settings_from
from smartmix.going_on import check_place, going_on
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named

type Place = str | os.PathLike[str]

#: The objective that is asked about when none is named: the only public goal with a level.
DEFAULT_OBJECTIVE = "endorsement_2023"
DEFAULT_WORLDS = ("futures", "variants")


def failing_when(
    objective: str | None = None,
    indicator: str | None = None,
    group: str | None = None,
    year: int | None = None,
    below: float | None = None,
    above: float | None = None,
    baseline: str | None = None,
) -> FailingWhen:
    """When the mix fails: an objective of objectives.yaml with its goal, or an indicator with a level.

    Raises InputProblem for an unknown objective, or where no level is given and nobody set a goal.
    """
    if indicator is not None:
        if objective is not None:
            raise InputProblem("give either --objective or --indicator, not both")
        asked = DEFAULT_YEAR if year is None else year
        return FailingWhen(indicator, group or "goal90", asked, below, above, baseline or "")
    known, name = load_objectives(), objective or DEFAULT_OBJECTIVE
    if name not in known:
        raise InputProblem(
            "--objective: unknown objective '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
            found=name,
            nearest=nearest(name, list(known)),
            allowed=", ".join(known),
        )
    chosen = known[name]
    if below is None and above is None and not baseline:
        below, above = (chosen.goal_level, None) if chosen.direction == "more" else (None, chosen.goal_level)
        if below is None and above is None:
            raise InputProblem(
                "--objective {name}: nobody set a goal for it; give the level at which the mix fails with {option}",
                name=name,
                option="--below" if chosen.direction == "more" else "--above",
            )
    when = (chosen.year or DEFAULT_YEAR) if year is None else year
    return FailingWhen(chosen.indicator, group or chosen.group, when, below, above, baseline or "")


def discover_into_folder(
    settings: CompareSettings,
    when: FailingWhen,
    worlds: Iterable[str] | None,
    shocks: Path | None,
    density: float | None,
    workers: int | None,
    out: Path | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> Discovery:
    """Run what is missing, search and write the folder, the manifest last; what was found with its folder.

    `command(folder)` goes on after an interruption. Raises InputProblem before any simulating for what cannot be
    run, and after it when too few cases fail; Interrupted when the user stops it.
    """
    _ = translator(lang)
    kinds = DEFAULT_WORLDS if worlds is None else tuple(kind for kind in worlds if kind != "none")
    known, mix = load_shocks(shocks), settings.mixes[0]
    wished = choices()["density"] if density is None else density
    check_discover(settings, mix, when, wished)
    worlds_for(settings, kinds, known)
    check_place(out, workers)
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    folder = open_folder(discover_manifest(settings, mix, when, kinds, known, wished), out)
    kept = Kept(folder)
    watch.stage(_("simulating"))
    names = {"search": _("searching for conditions"), "halves": _("repeating the search on halves of the cases")}
    with going_on(kept, settings.draws, command, "draws"):
        found = _discover(
            settings,
            mix,
            when,
            kinds,
            known,
            wished,
            workers,
            watch.advance,
            lambda name: watch.stage(names[name]),
            kept,
        )
        watch.stage(_("writing"))
        return write_discovery(found, folder, lang, figures, watch.stage)


def discover(
    mix: str,
    *,
    objective: str | None = None,
    indicator: str | None = None,
    group: str | None = None,
    year: int | None = None,
    below: float | None = None,
    above: float | None = None,
    baseline: str | None = None,
    worlds: Iterable[str] | None = None,
    shocks: Place | None = None,
    density: float | None = None,
    draws: int | None = None,
    firms: int | str | None = None,
    seed: int | None = None,
    future: str | None = None,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Discovery:
    """Find the conditions under which a mix fails its goal (PRIM); options as `smartmix discover`.

    The result holds `box` (limits, coverage, density), `quasi_p`, `boxes`, `halves`, `x` (a row per case), `fails`
    and `folder`. With the folder of a search that was stopped as `out` it goes on. Raises InputProblem, also when
    too few cases fail or do not; Interrupted on Ctrl-C.
    """
    settings = discover_settings(mix, draws, firms, seed, future, prior, posterior, named(model, lang))
    when = failing_when(objective, indicator, group, year, below, above, baseline)
    with _bar(settings.draws, is_wanted=progress) as watch:
        return discover_into_folder(
            settings,
            when,
            worlds,
            None if shocks is None else Path(shocks),
            density,
            workers,
            None if out is None else Path(out),
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.discover(..., out={folder!r})",
        )


def discover_settings(
    mix: str,
    draws: int | None,
    firms: int | str | None,
    seed: int | None,
    future: str | None,
    prior: bool,
    posterior: Place | None,
    model: str | None = None,
) -> CompareSettings:
    """Settings from what was given; None takes the default."""
    return settings_from(
        mixes=(mix,),
        draws=choices()["draws"] if draws is None else draws,
        firms=firms,
        seed=seed,
        future=future,
        prior=prior,
        posterior=None if posterior is None else os.fspath(posterior),
        model=model,
    )
