"""`smartmix discover MIX`."""

from dataclasses import replace
from typing import Annotated

import typer

from simulation.problems import InputProblem
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


def level(option: str, text: str | None) -> float | None:
    """A number such as 0.45, -0.02 or 45%; None when not given. Raises InputProblem."""
    if text is None:
        return None
    value = options.number(option, text.removesuffix("%"))
    if value is None or not abs(value) < float("inf"):
        raise InputProblem(
            "{option}: found '{found}'; a number is needed, such as 0.45 or 45%", option=option, found=text
        )
    return value / 100.0 if text.endswith("%") else float(value)


def discover(
    mix: Annotated[str, typer.Argument(metavar="MIX", help=_("id or file"))],
    objective: Annotated[
        str | None,
        typer.Option("--objective", metavar="NAME", help=_("objective that it may fail (default endorsement_2023)")),
    ] = None,
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="NAME", help=_("any indicator, instead of an objective"))
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help=_("group of firms (default goal90)"))
    ] = None,
    year: Year = None,
    below: Annotated[
        str | None, typer.Option("--below", metavar="LEVEL", help=_("it fails below this level, such as 0.45 or 45%"))
    ] = None,
    above: Annotated[str | None, typer.Option("--above", metavar="LEVEL", help=_("it fails above this level"))] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="MIX", help=_("look at the difference with this mix"))
    ] = None,
    worlds: Worlds = None,
    shocks: Shocks = None,
    density: Annotated[
        str | None,
        typer.Option(
            "--density", metavar="SHARE", help=_("share of the cases in the box that must fail (default 0.8)")
        ),
    ] = None,
    draws: Annotated[str | None, typer.Option("--draws", metavar="N", help=_("cases to run (default 500)"))] = None,
    firms: options.Firms = None,
    seed: options.Seed = None,
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
    """Say in plain words under which conditions a mix fails its goal."""
    from experiments.discover.run import check, choices  # noqa: PLC0415
    from smartmix.discover_face import discover_into_folder, discover_settings, failing_when  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415

    settings = discover_settings(
        mix,
        options.whole_number("--draws", draws),
        options.firms(firms),
        options.whole_number("--seed", seed),
        future,
        prior,
        posterior,
        model,
    )
    when = failing_when(
        objective,
        indicator,
        group,
        options.whole_number("--year", year),
        level("--below", below),
        level("--above", above),
        baseline,
    )
    if settings.model:
        mixes = check(settings, settings.mixes[0], when, choices()["density"])
        say_slow(replace(settings, last_year=when.year), settings.draws * len(mixes), not quiet)
    threads = options.whole_number("--workers", workers)
    with output.progress(settings.draws, is_wanted=not quiet) as watch:
        found = discover_into_folder(
            settings,
            when,
            listed(worlds),
            options.folder(shocks),
            level("--density", density),
            threads,
            options.folder(out),
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    from results.discover.files import discover_json  # noqa: PLC0415
    from results.discover.table import discover_table  # noqa: PLC0415
    from results.forms import published  # noqa: PLC0415

    show_result(
        found.folder,
        as_json,
        quiet,
        lambda: published("discover", discover_json(found, language())),
        lambda width: discover_table(found, language(), width),
    )
    return 0
