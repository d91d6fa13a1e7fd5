"""`smartmix compare [MIX…]`."""

from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language, words


def compare(
    mixes: Annotated[
        list[str] | None, typer.Argument(metavar="[MIX]...", help=_("ids or files (default mix-0 mix-1 mix-2 mix-3)"))
    ] = None,
    draws: options.Draws = None,
    firms: options.Firms = None,
    first: options.From = None,
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
    """Compare mixes and print a table, JSON, or only the folder."""
    from smartmix.comparing import compare_into_folder, settings_from  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415

    settings = settings_from(
        mixes=tuple(mixes) if mixes else None,
        baseline=baseline,
        future=future,
        firms=options.firms(firms),
        draws=options.whole_number("--draws", draws),
        seed=options.whole_number("--seed", seed),
        first_year=options.whole_number("--from", first),
        last_year=options.whole_number("--until", until),
        prior=prior,
        posterior=posterior,
        model=model,
    )
    say_slow(settings, settings.draws * len(settings.all_mixes()), not quiet)
    threads = options.whole_number("--workers", workers)
    with output.progress(settings.draws, is_wanted=not quiet) as watch:
        comparison = compare_into_folder(
            settings,
            options.folder(out),
            threads,
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    if as_json:
        from results.compare.form import comparison_json  # noqa: PLC0415

        output.show_json(comparison_json(comparison))
    elif quiet:
        output.show(str(comparison.folder))
    else:
        from results.compare.table import comparison_table  # noqa: PLC0415

        _ = words()
        output.show_rich(lambda width: comparison_table(comparison, language(), width))
        output.show("")
        output.show(_("Run folder: {folder}").format(folder=comparison.folder))
        output.show(_("Page to read: {page}").format(page=comparison.folder / "index.html"))
        if comparison.failures:
            output.show(
                _("{count} of {total} draws failed and are left out; see {file}").format(
                    count=len(comparison.failures), total=settings.draws, file=comparison.folder / "runs.csv"
                )
            )
    return 0
