"""`smartmix.robustness`: mixes in many worlds, from plain values to a finished run folder."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from experiments.kept import Kept
from experiments.objectives import DEFAULT_YEAR, load_objectives, read_weights
from experiments.robustness.question import Question, choices
from experiments.robustness.run import Robustness, prepared, robustness_manifest
from experiments.robustness.run import robustness as _robustness
from experiments.robustness.worlds import KINDS_OF_WORLD, load_shocks
from experiments.run_folder import open_folder
from experiments.settings import CompareSettings
from results.language import choose_language, translator
from results.robustness.files import write_robustness
from simulation.compiled import is_warm
from smartmix.comparing import settings_from
from smartmix.going_on import check_place, going_on
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named

type Place = str | os.PathLike[str]


def question_from(
    objectives: Place | None,
    year: int | None,
    worlds: Iterable[str] | None,
    shocks: Place | None,
    weights: str | Place | Mapping[str, float] | None,
) -> Question:
    """What is asked beyond the settings; None takes the default. Raises InputProblem."""
    known = load_objectives(None if objectives is None else Path(objectives))
    kinds = KINDS_OF_WORLD if worlds is None else tuple(kind for kind in worlds if kind != "none")
    given: Any = os.fspath(weights) if isinstance(weights, os.PathLike) else weights
    return Question(
        known,
        DEFAULT_YEAR if year is None else year,
        kinds,
        load_shocks(None if shocks is None else Path(shocks)),
        {} if given is None else read_weights(given, known),
    )


def tell_preparing(watch: Watch, lang: str) -> None:
    """Say that rules are compiled first, where they are."""
    _ = translator(lang)
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))


def work(settings: CompareSettings, question: Question) -> int:
    """Points to run: draws times worlds. Raises InputProblem for what cannot be run."""
    return len(prepared(settings, question)[1]) * settings.draws


def robustness_into_folder(
    settings: CompareSettings,
    question: Question,
    workers: int | None,
    out: Path | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> Robustness:
    """Run what is missing, and write the folder, the manifest last; `command(folder)` goes on after an interruption.

    Raises InputProblem before any simulating; Interrupted when the user stops it.
    """
    _ = translator(lang)
    total = work(settings, question)
    check_place(out, workers)
    tell_preparing(watch, lang)
    folder = open_folder(robustness_manifest(settings, question), out)
    kept = Kept(folder)
    watch.stage(_("simulating"))
    with going_on(kept, total, command):
        result = _robustness(settings, question, workers, watch.advance, kept)
        watch.stage(_("writing"))
        return write_robustness(result, folder, lang, figures, watch.stage)


def robustness(
    *mixes: str,
    weights: str | Place | Mapping[str, float] | None = None,
    objectives: Place | None = None,
    year: int | None = None,
    worlds: Iterable[str] | None = None,
    shocks: Place | None = None,
    draws: int | None = None,
    firms: int | str | None = None,
    seed: int | None = None,
    baseline: str | None = None,
    future: str | None = None,
    prior: bool = False,
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
    out: Place | None = None,
    lang: str | None = None,
    figures: bool = True,
    progress: bool = False,
) -> Robustness:
    """Run mixes (the four of 2020 when none is given) in many worlds; options as `smartmix robustness`.

    The result holds `frames` (levels, regret, goals, pairs, pareto, worlds, cases; with weights also order and
    order_pairs), `values` (draws, worlds, mixes, objectives) and `folder`. With the folder of an analysis that was
    stopped as `out` it goes on. Raises InputProblem; Interrupted on Ctrl-C.
    """
    settings = settings_from(
        mixes=mixes or None,
        draws=choices()["draws"] if draws is None else draws,
        firms=firms,
        seed=seed,
        baseline=baseline,
        future=future,
        prior=prior,
        posterior=None if posterior is None else os.fspath(posterior),
        model=named(model, lang),
    )
    asked = question_from(objectives, year, worlds, shocks, weights)
    with _bar(work(settings, asked), is_wanted=progress) as watch:
        return robustness_into_folder(
            settings,
            asked,
            workers,
            None if out is None else Path(out),
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.robustness(..., out={folder!r})",
        )
