"""`smartmix run MIX`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import language, words

if TYPE_CHECKING:
    from experiments.one_run import OneRun
    from experiments.settings import CompareSettings


def run(
    mix: Annotated[str, typer.Argument(metavar="MIX", help=_("id or file"))],
    draw: options.Draw = None,
    firms: options.Firms = None,
    first: options.From = None,
    until: options.Until = None,
    seed: options.Seed = None,
    future: options.FutureOption = None,
    prior: options.Prior = False,
    posterior: options.Posterior = None,
    model: options.Model = None,
    out: options.Out = None,
    trajectory: Annotated[
        bool, typer.Option("--trajectory", help=_("also write every firm in every quarter (Parquet)"))
    ] = False,
    as_json: options.Json = False,
    lang: options.Lang = None,
) -> int:
    """Run one draw of one mix; print its indicators, and write them when a folder is asked for."""
    from experiments.one_run import run_json  # noqa: PLC0415
    from smartmix.comparing import settings_from  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415
    from smartmix.writable import check_folder  # noqa: PLC0415

    number = options.whole_number("--draw", draw) or 0
    settings = settings_from(
        firms=options.firms(firms),
        future=future,
        seed=options.whole_number("--seed", seed),
        mixes=(mix,),
        first_year=options.whole_number("--from", first),
        last_year=options.whole_number("--until", until),
        prior=prior,
        posterior=posterior,
        model=model,
    )
    folder = options.folder(out)
    if folder is None and trajectory:
        folder = Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-run-{Path(mix).stem}-{number}"
    settings.check()
    if folder is not None:
        check_folder(folder)
    say_slow(settings, 1, True)
    result = _run(settings, mix, number, folder, trajectory)
    content = run_json(result)
    if folder is not None:
        _write(folder, result, content)
    if as_json:
        output.show_json(content)
        return 0
    from results.life.one_run import run_table  # noqa: PLC0415

    output.show_rich(lambda width: run_table(result, language(), width))
    if folder is not None:
        _ = words()
        output.show(_("Run folder: {folder}").format(folder=folder))
    return 0


def _run(settings: "CompareSettings", mix: str, draw: int, folder: Path | None, trajectory: bool) -> "OneRun":
    from experiments.one_run import run_one, write_trajectory  # noqa: PLC0415
    from simulation.compiled import is_warm  # noqa: PLC0415

    _ = words()
    with output.waiting(
        _("simulating") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)")
    ):
        if folder is None or not trajectory:
            return run_one(settings, mix, draw)
        return write_trajectory(
            folder / "trajectory.parquet", lambda each_quarter: run_one(settings, mix, draw, each_quarter)
        )


def _write(folder: Path, result: "OneRun", content: dict[str, Any]) -> None:
    from experiments.files import write_json, write_text  # noqa: PLC0415

    write_text(folder / "indicators.csv", result.indicators.to_csv(index=False, lineterminator="\n"))
    write_json(folder / "run.json", content)
