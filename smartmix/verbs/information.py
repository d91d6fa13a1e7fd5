"""`smartmix information [MIX…]`."""

from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language
from smartmix.showing import show_result

_Text = str | None


def information(
    mixes: Annotated[
        list[str] | None, typer.Argument(metavar="[MIX]...", help=_("ids or files (default mix-0 mix-1 mix-2 mix-3)"))
    ] = None,
    draws: Annotated[_Text, typer.Option("--draws", metavar="N", help=_("points, 20 or more (default 300)"))] = None,
    replications: Annotated[
        _Text, typer.Option("--replications", metavar="N", help=_("runs per point with luck of their own (default 4)"))
    ] = None,
    firms: Annotated[_Text, typer.Option("--firms", metavar="N", help=_("firms in the sample (default 1400)"))] = None,
    year: Annotated[
        _Text, typer.Option("--year", metavar="YEAR", help=_("year of the objectives (default 2030)"))
    ] = None,
    weights: Annotated[
        _Text,
        typer.Option("--weights", metavar="W", help=_("weights, such as practice=2,government_cost=1, or a file")),
    ] = None,
    objectives: Annotated[_Text, typer.Option("--objectives", metavar="FILE", help=_("objectives of your own"))] = None,
    measurements: Annotated[
        _Text, typer.Option("--measurements", metavar="FILE", help=_("measurements of your own"))
    ] = None,
    top: Annotated[
        _Text, typer.Option("--top", metavar="N", help=_("parameters and groups shown per choice (default 5)"))
    ] = None,
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
    """What knowing more would be worth for the choice between mixes."""
    from smartmix.comparing import settings_from  # noqa: PLC0415
    from smartmix.information_face import DEFAULT_DRAWS, DEFAULT_FIRMS, information_into_folder, plan_from, work  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415

    points = options.whole_number("--draws", draws)
    chosen = options.firms(firms)
    settings = settings_from(
        mixes=tuple(mixes) if mixes else None,
        baseline=baseline,
        future=future,
        draws=DEFAULT_DRAWS if points is None else points,
        firms=DEFAULT_FIRMS if chosen is None else chosen,
        seed=options.whole_number("--seed", seed),
        prior=prior,
        posterior=posterior,
        model=model,
    )
    plan = plan_from(
        options.folder(objectives),
        options.folder(measurements),
        weights,
        options.whole_number("--replications", replications),
        options.whole_number("--year", year),
    )
    if settings.model:
        say_slow(*work(settings, plan), not quiet)
    threads, count = options.whole_number("--workers", workers), options.whole_number("--top", top)
    with output.progress(settings.draws * plan.replications, is_wanted=not quiet) as watch:
        found, folder = information_into_folder(
            settings,
            plan,
            options.folder(out),
            threads,
            language(),
            not no_figures,
            watch,
            lambda place: command_with("--out", place),
        )
    from results.forms import published  # noqa: PLC0415
    from results.information.form import information_json  # noqa: PLC0415
    from results.information.table import information_table  # noqa: PLC0415
    from results.information.words import MOST  # noqa: PLC0415

    show_result(
        folder,
        as_json,
        quiet,
        lambda: published("information", information_json(found, language())),
        lambda width: information_table(found, language(), width, MOST if count is None else count),
    )
    return 0
