"""A sensitivity analysis from options to a finished run folder, for the command line and for Python."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from experiments.kept import Kept
from experiments.run_folder import open_folder
from experiments.sensitivity.run import Asked, Method, Sensitivity, plan, run_sensitivity, work
from results.language import choose_language, translator
from simulation.compiled import is_warm
from simulation.problems import InputProblem
from smartmix.comparing import settings_from
from smartmix.going_on import check_place, going_on
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named

type Place = str | os.PathLike[str]


def sensitivity(
    *mixes: str,
    method: str = "shapley",
    draws: int | None = None,
    baseline: str = "",
    parameters: Sequence[str] = (),
    levers: Sequence[str] = (),
    by: str = "parameter",
    together: Sequence[str] = (),
    indicators: Sequence[str] = ("practice",),
    groups: Sequence[str] = ("goal90",),
    years: Iterable[int] = (2030,),
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
) -> Sensitivity:
    """Where the spread of results comes from (options as `smartmix sensitivity`; mix-2 when no mix is given).

    The result's `table` is a frame with a row per index, `doubts` says what the sample is too small for, `folder`
    holds files and figures. With the folder of an analysis that was stopped as `out` it goes on. Raises InputProblem;
    Interrupted on Ctrl-C.
    """
    asked = asked_from(
        mixes,
        method,
        draws,
        baseline,
        parameters,
        levers,
        by,
        together,
        indicators,
        groups,
        tuple(years),
        firms,
        seed,
        future,
        prior,
        None if posterior is None else os.fspath(posterior),
        named(model, lang),
    )
    with _bar(work(asked), is_wanted=progress) as watch:
        return sensitivity_into_folder(
            asked,
            None if out is None else Path(out),
            workers,
            choose_language(lang),
            figures,
            watch,
            lambda folder: f"smartmix.sensitivity(..., out={folder!r})",
        )


def asked_from(
    mixes: Sequence[str],
    method: str,
    draws: int | None,
    baseline: str,
    parameters: Sequence[str],
    levers: Sequence[str],
    by: str,
    together: Sequence[str],
    indicators: Sequence[str],
    groups: Sequence[str],
    years: Sequence[int],
    firms: int | str | None,
    seed: int | None,
    future: str | None,
    prior: bool,
    posterior: str | None,
    model: str | None = None,
) -> Asked:
    """The question, with defaults where None is given."""
    if not years:
        raise InputProblem("{option}: a value is missing", option="--years")
    settings = settings_from(
        mixes=tuple(mixes) or ("mix-2",),
        firms=firms,
        seed=seed,
        future=future,
        prior=prior,
        posterior=posterior,
        model=model,
    )
    chosen: Method = method  # type: ignore[assignment] - another word is refused where the question is checked
    return Asked(
        settings,
        chosen,
        draws,
        baseline,
        tuple(parameters),
        tuple(levers),
        by,
        tuple(together),
        tuple(indicators),
        tuple(groups),
        tuple(years),
    )


def sensitivity_into_folder(
    asked: Asked,
    out: Path | None,
    workers: int | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> Sensitivity:
    """Check, run what is missing, analyse and write; `command(folder)` goes on after an interruption.

    Raises InputProblem before any simulating; Interrupted when the user stops it.
    """
    from results.sensitivity.files import sensitivity_manifest, write_sensitivity  # noqa: PLC0415

    _ = translator(lang)
    model = plan(asked)[1]
    check_place(out, workers)
    watch.stage(_("simulating") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    folder = open_folder(sensitivity_manifest(asked, model), out)
    kept = Kept(folder)
    with going_on(kept, work(asked), command):
        result = run_sensitivity(asked, workers, watch.advance, kept)
        watch.stage(_("writing"))
        return write_sensitivity(result, asked, folder, lang, figures, watch.stage)
