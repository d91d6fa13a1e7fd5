"""`smartmix pathways [MIX…]`."""

from dataclasses import replace
from typing import Annotated

import typer

from smartmix import options, output
from smartmix.marks import _
from smartmix.session import command_with, language
from smartmix.showing import show_result


def pathways(
    mixes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MIX]...", help=_("strategies: ids or files (default the three SER routes)")),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="FILE", help=_("goals, delay and strategies of your own (docs/pathways.md)")),
    ] = None,
    delay: Annotated[
        str | None,
        typer.Option("--delay", metavar="N", help=_("quarters by which laws are delayed for its price (default 4)")),
    ] = None,
    yardstick: Annotated[
        str | None,
        typer.Option("--yardstick", metavar="SHAPE", help=_("needed path to a goal: straight (default) or an S-shape")),
    ] = None,
    draws: options.Draws = None,
    firms: options.Firms = None,
    until: options.Until = None,
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
    """Run strategies under uncertain EU timing; print a table, JSON, or only the folder."""
    from experiments.pathways.run import work  # noqa: PLC0415
    from smartmix.comparing import settings_from  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415
    from smartmix.pathways_face import pathways_into_folder, plan_from, yardstick_from  # noqa: PLC0415

    asked = plan_from(tuple(mixes or ()), plan, options.whole_number("--delay", delay))
    settings = settings_from(
        baseline=baseline,
        future=future,
        firms=options.firms(firms),
        draws=options.whole_number("--draws", draws),
        seed=options.whole_number("--seed", seed),
        last_year=options.whole_number("--until", until),
        prior=prior,
        posterior=posterior,
        model=model,
    )
    settings, path = replace(settings, mixes=tuple(asked.strategies)), yardstick_from(yardstick)
    # the baseline, each strategy, its delayed twin, and once more where adapting is made free
    say_slow(settings, settings.draws * (1 + 3 * len(asked.strategies)), not quiet)
    with output.progress(work(settings, asked), is_wanted=not quiet) as watch:
        result = pathways_into_folder(
            settings,
            asked,
            path,
            options.folder(out),
            options.whole_number("--workers", workers),
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    from results.forms import published  # noqa: PLC0415
    from results.pathways.table import pathways_table  # noqa: PLC0415

    show_result(
        result.folder,
        as_json,
        quiet,
        lambda: published("pathways", result.result),
        lambda width: pathways_table(result.found, language(), width),
    )
    return 0
