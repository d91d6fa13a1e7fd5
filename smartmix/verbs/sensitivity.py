"""`smartmix sensitivity [MIX…]`."""

from typing import Annotated

import typer

from simulation.problems import InputProblem
from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language
from smartmix.showing import show_result

Many = list[str] | None


def sensitivity(
    mixes: Annotated[Many, typer.Argument(metavar="[MIX]...", help=_("ids or files (default mix-2)"))] = None,
    method: Annotated[
        str, typer.Option("--method", metavar="NAME", help=_("shapley (default), sobol, morris, pawn or delta"))
    ] = "shapley",
    draws: Annotated[
        str | None,
        typer.Option(
            "--draws",
            metavar="N",
            help=_("draws; base sample of sobol (a power of 2), trajectories of morris (default by method)"),
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="MIX", help=_("explain the difference with this mix instead of the level")),
    ] = None,
    parameter: Annotated[
        Many,
        typer.Option(
            "--parameter",
            metavar="NAME[=LOW..HIGH]",
            help=_("a parameter to look at, over its own or a given range; repeat (default all uncertain ones)"),
        ),
    ] = None,
    lever: Annotated[
        Many,
        typer.Option(
            "--lever",
            metavar="DIAL=LOW..HIGH",
            help=_("a dial of the mix to vary, such as support-office.advisers=5..40, or DIAL=a|b|c; repeat"),
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="HOW", help=_("parameter (default), or groups: theme or grade"))
    ] = "parameter",
    together: Annotated[
        Many, typer.Option("--together", metavar="NAME=a,b", help=_("a group of parameters or levers; repeat"))
    ] = None,
    indicator: Annotated[
        Many, typer.Option("--indicator", metavar="NAME", help=_("a result to explain; repeat (default practice)"))
    ] = None,
    group: Annotated[
        Many, typer.Option("--group", metavar="GROUP", help=_("a group of firms; repeat (default goal90)"))
    ] = None,
    years: Annotated[
        str, typer.Option("--years", metavar="YEARS", help=_("years, such as 2024,2030 or 2020-2030 (default 2030)"))
    ] = "2030",
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
    """Say which inputs the spread of a result comes from."""
    from experiments.sensitivity.run import plan, work  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415
    from smartmix.sensitivity_face import asked_from, sensitivity_into_folder  # noqa: PLC0415

    asked = asked_from(
        mixes or (),
        method,
        options.whole_number("--draws", draws),
        baseline or "",
        parameter or (),
        lever or (),
        by,
        together or (),
        indicator or ("practice",),
        group or ("goal90",),
        years_of(years),
        options.firms(firms),
        options.whole_number("--seed", seed),
        future,
        prior,
        posterior,
        model,
    )
    if asked.settings.model:
        planned = plan(asked)[1]
        say_slow(planned.settings, work(asked) * len(planned.mixes), not quiet)
    threads = options.whole_number("--workers", workers)
    with output.progress(work(asked), is_wanted=not quiet) as watch:
        result = sensitivity_into_folder(
            asked,
            options.folder(out),
            threads,
            language(),
            not no_figures,
            watch,
            lambda folder: command_with("--out", folder),
        )
    from results.forms import published  # noqa: PLC0415
    from results.sensitivity.table import sensitivity_json, sensitivity_table  # noqa: PLC0415

    show_result(
        result.folder,
        as_json,
        quiet,
        lambda: published("sensitivity", sensitivity_json(result)),
        lambda width: sensitivity_table(result, language(), width),
    )
    return 0


def years_of(text: str) -> tuple[int, ...]:
    """Years from `2024,2030` or `2020-2030`. Raises InputProblem."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdigit() or (dash and not last.isdigit()):
            raise InputProblem("--years: found '{found}'; allowed: years such as 2024,2030 or 2020-2030", found=text)
        found += range(int(first), int(last if dash else first) + 1)
    if not found:
        raise InputProblem("--years: found '{found}'; allowed: years such as 2024,2030 or 2020-2030", found=text)
    return tuple(found)
