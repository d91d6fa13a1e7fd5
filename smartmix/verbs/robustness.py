"""`smartmix robustness [MIX…]`."""

from dataclasses import replace
from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language
from smartmix.showing import show_result

Worlds = Annotated[
    str | None, typer.Option("--worlds", metavar="A,B", help=_("what may differ: futures, variants, shocks; or none"))
]
Shocks = Annotated[
    str | None, typer.Option("--shocks", metavar="FILE", help=_("shocks of your own (default: those that ship)"))
]
Year = Annotated[str | None, typer.Option("--year", metavar="YEAR", help=_("year that is looked at (default 2030)"))]


def listed(text: str | None) -> list[str] | None:
    """The names in `a,b`; None when not given."""
    return None if text is None else [part.strip() for part in text.split(",") if part.strip()]


def robustness(
    mixes: Annotated[
        list[str] | None, typer.Argument(metavar="[MIX]...", help=_("ids or files (default mix-0 mix-1 mix-2 mix-3)"))
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option("--weights", metavar="A=2,B=1", help=_("your weights for an overall order, or a file with them")),
    ] = None,
    objectives: Annotated[
        str | None,
        typer.Option("--objectives", metavar="FILE", help=_("objectives of your own (default: those that ship)")),
    ] = None,
    year: Year = None,
    worlds: Worlds = None,
    shocks: Shocks = None,
    draws: Annotated[
        str | None, typer.Option("--draws", metavar="N", help=_("draws in each world (default 50)"))
    ] = None,
    firms: options.Firms = None,
    seed: options.Seed = None,
    baseline: options.Baseline = None,
    future: options.FutureOption = None,
    prior: options.Prior = False,
    posterior: options.Posterior = None,
    model: options.Model = None,
    workers: options.Workers = None,
    out: options.Out = None,
    lang: options.Lang = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help=_("write no figures"))] = False,
) -> int:
    """Run mixes in many worlds and print what holds in all of them."""
    from experiments.objectives import objectives_wanted  # noqa: PLC0415
    from experiments.robustness.question import choices  # noqa: PLC0415
    from smartmix.comparing import settings_from  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415
    from smartmix.robustness_face import question_from, robustness_into_folder, work  # noqa: PLC0415

    number = options.whole_number("--draws", draws)
    settings = settings_from(
        mixes=tuple(mixes) if mixes else None,
        baseline=baseline,
        future=future,
        firms=options.firms(firms),
        draws=choices()["draws"] if number is None else number,
        seed=options.whole_number("--seed", seed),
        prior=prior,
        posterior=posterior,
        model=model,
    )
    question = question_from(objectives, options.whole_number("--year", year), listed(worlds), shocks, weights)
    if settings.model:
        last = max(objectives_wanted(question.objectives, question.year).years)
        say_slow(replace(settings, last_year=last), work(settings, question) * len(settings.all_mixes()), not quiet)
    threads = options.whole_number("--workers", workers)
    with output.progress(work(settings, question), is_wanted=not quiet) as watch:
        result = robustness_into_folder(
            settings,
            question,
            threads,
            options.folder(out),
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    from results.forms import published  # noqa: PLC0415
    from results.robustness.files import robustness_json  # noqa: PLC0415
    from results.robustness.table import robustness_table  # noqa: PLC0415

    show_result(
        result.folder,
        as_json,
        quiet,
        lambda: published("robustness", robustness_json(result)),
        lambda width: robustness_table(result, language(), width),
    )
    return 0
