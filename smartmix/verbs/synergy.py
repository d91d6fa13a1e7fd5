"""`smartmix synergy MIX`."""

from dataclasses import replace
from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language
from smartmix.showing import show_result


def synergy(
    mix: Annotated[str, typer.Argument(metavar="MIX", help=_("id or file of the mix to take apart"))],
    indicators: Annotated[
        str | None,
        typer.Option(
            "--indicators",
            metavar="A,B",
            help=_("indicators between 0 and 1 (default practice, basic_practice, endorsement, paper_gap)"),
        ),
    ] = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="YEAR", help=_("year of the effects (default 2030)"))
    ] = None,
    groups: Annotated[
        str | None, typer.Option("--groups", metavar="FILE", help=_("elements to take as one, as a file says"))
    ] = None,
    draws: Annotated[
        str | None, typer.Option("--draws", metavar="N", help=_("draws over the uncertain parameters (default 100)"))
    ] = None,
    firms: Annotated[
        str | None,
        typer.Option("--firms", metavar="N", help=_("firms in the sample, 100 or more, or 'full' (default 1400)")),
    ] = None,
    seed: options.Seed = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="MIX", help=_("existing policy, without elements (default reference-2020)")),
    ] = None,
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
    """Take a mix apart and print what each element does, alone, within the mix and in pairs."""
    from smartmix.own_rules import say_slow  # noqa: PLC0415
    from smartmix.synergy_face import synergy_into_folder, synergy_settings  # noqa: PLC0415

    names = None if indicators is None else [part.strip() for part in indicators.split(",") if part.strip()]
    settings = synergy_settings(
        mix,
        indicators=names,
        year=options.whole_number("--year", year),
        groups=options.folder(groups),
        draws=options.whole_number("--draws", draws),
        firms=options.firms(firms),
        seed=options.whole_number("--seed", seed),
        baseline=baseline,
        future=future,
        prior=prior,
        posterior=posterior,
        model=model,
    )
    if settings.compare.model:
        settings.check()
        runs = settings.compare.draws * 2 ** len(settings.elements().ids)
        say_slow(replace(settings.compare, last_year=settings.year), runs, not quiet)
    threads = options.whole_number("--workers", workers)
    with output.progress(settings.compare.draws, is_wanted=not quiet) as watch:
        result = synergy_into_folder(
            settings,
            threads,
            options.folder(out),
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    from results.forms import published  # noqa: PLC0415
    from results.synergy.form import synergy_json  # noqa: PLC0415
    from results.synergy.table import synergy_table  # noqa: PLC0415

    show_result(
        result.folder,
        as_json,
        quiet,
        lambda: published("synergy", synergy_json(result)),
        lambda width: synergy_table(result, language(), width),
    )
    return 0
