"""`smartmix calibrate`."""

from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import command_with, language
from smartmix.showing import show_result


def calibrate(
    simulations: Annotated[
        str | None, typer.Option("--simulations", metavar="N", help=_("simulations of the prior (default 100000)"))
    ] = None,
    particles: Annotated[
        str | None, typer.Option("--particles", metavar="N", help=_("candidates of a generation (default 1000)"))
    ] = None,
    generations: Annotated[
        str | None, typer.Option("--generations", metavar="N", help=_("generations after the bank (default 2)"))
    ] = None,
    trajectories: Annotated[
        str | None, typer.Option("--trajectories", metavar="N", help=_("trajectories of the screening (default 40)"))
    ] = None,
    draws: Annotated[
        str | None, typer.Option("--draws", metavar="N", help=_("draws of the posterior (default 1000)"))
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=_("also check the method on truths that are known"))] = False,
    pseudo_observations: Annotated[
        str | None,
        typer.Option(
            "--pseudo-observations", metavar="N", help=_("known truths, one left out each time (default 500)")
        ),
    ] = None,
    repeats: Annotated[
        str | None, typer.Option("--repeats", metavar="N", help=_("whole calibrations to known truths (default 5)"))
    ] = None,
    ship: Annotated[
        bool, typer.Option("--ship", help=_("grade the evidence and replace the posterior that ships with the program"))
    ] = False,
    workers: options.Workers = None,
    out: options.Out = None,
    lang: options.Lang = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    """From evidence to posterior; with the same --out an unfinished one goes on."""
    from calibration.settings import calibration_settings  # noqa: PLC0415
    from smartmix.calibrating import calibrate_into_folder  # noqa: PLC0415

    number = options.whole_number
    settings = calibration_settings(
        simulations=number("--simulations", simulations),
        particles=number("--particles", particles),
        generations=number("--generations", generations),
        trajectories=number("--trajectories", trajectories),
        draws=number("--draws", draws),
        repeats=number("--repeats", repeats),
        pseudo_observations=number("--pseudo-observations", pseudo_observations),
    )
    with output.progress(settings.simulations, is_wanted=not quiet) as watch:
        calibration, folder = calibrate_into_folder(
            settings,
            check,
            ship,
            number("--workers", workers),
            options.folder(out),
            language(),
            watch,
            lambda place: command_with("--out", place),
        )
    from results.calibration.table import calibration_json, calibration_table  # noqa: PLC0415

    show_result(
        folder,
        as_json,
        quiet,
        lambda: calibration_json(calibration),
        lambda width: calibration_table(calibration, language(), width),
    )
    return 0
