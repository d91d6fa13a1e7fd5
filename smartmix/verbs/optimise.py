"""`smartmix optimise [PLAN.yaml]`."""

from dataclasses import replace
from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language, words
from smartmix.showing import show_result

_Text = str | None


def optimise(
    plan: Annotated[
        _Text,
        typer.Argument(metavar="[PLAN]", help=_("file with dials, ranges and objectives (default: the shipped one)")),
    ] = None,
    evaluations: Annotated[
        _Text, typer.Option("--evaluations", metavar="N", help=_("mixes to try (default: as the plan says)"))
    ] = None,
    draws: Annotated[_Text, typer.Option("--draws", metavar="N", help=_("points per mix (default 24)"))] = None,
    firms: Annotated[_Text, typer.Option("--firms", metavar="N", help=_("firms in the sample (default 1400)"))] = None,
    year: Annotated[
        _Text, typer.Option("--year", metavar="YEAR", help=_("year of the objectives (default 2030)"))
    ] = None,
    objectives: Annotated[_Text, typer.Option("--objectives", metavar="FILE", help=_("objectives of your own"))] = None,
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
    """Search for mixes that no other mix beats on every objective."""
    from experiments.objectives import DEFAULT_YEAR, objectives_wanted  # noqa: PLC0415
    from smartmix.comparing import settings_from  # noqa: PLC0415
    from smartmix.optimise_face import DEFAULT_DRAWS, DEFAULT_FIRMS, optimise_into_folder, plan_from  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415

    found, base, known = plan_from(
        options.folder(plan), options.folder(objectives), options.whole_number("--evaluations", evaluations)
    )
    points, when, sample = (
        options.whole_number("--draws", draws),
        options.whole_number("--year", year),
        options.firms(firms),
    )
    settings = settings_from(
        draws=DEFAULT_DRAWS if points is None else points,
        firms=DEFAULT_FIRMS if sample is None else sample,
        seed=options.whole_number("--seed", seed),
        future=future,
        prior=prior,
        posterior=posterior,
        model=model,
    )
    if settings.model:
        asked = {name: known[name] for name in found.objectives}
        last = max(objectives_wanted(asked, DEFAULT_YEAR if when is None else when).years)
        runs = settings.draws * (found.evaluations + 1)
        say_slow(replace(settings, mixes=(), last_year=last), runs, not quiet)
    threads = options.whole_number("--workers", workers)
    with output.progress(settings.draws * (found.evaluations + 1), is_wanted=not quiet) as watch:
        result = optimise_into_folder(
            settings,
            found,
            base,
            known,
            DEFAULT_YEAR if when is None else when,
            options.folder(out),
            threads,
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    from results.optimise.table import optimise_json, optimise_table  # noqa: PLC0415

    show_result(
        result.folder,
        as_json,
        quiet,
        lambda: optimise_json(result),
        lambda width: optimise_table(result, language(), width),
    )
    if not (as_json or quiet):
        _ = words()
        output.show(_("Mixes of the front, for smartmix compare: {folder}").format(folder=result.folder / "mixes"))
    return 0
