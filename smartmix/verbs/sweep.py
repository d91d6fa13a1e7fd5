"""`smartmix sweep PLAN.yaml`."""

from typing import Annotated, Any

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.problems import DONE, NOT_MET
from smartmix.session import command_with, language, words


def sweep(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help=_("file that says which runs are wanted"))],
    out: options.Out = None,
    resume: Annotated[
        bool, typer.Option("--resume", help=_("go on with the sweep in the folder of --out: run only what is missing"))
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=_("with --resume: go on although inputs or behaviour have changed since"))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("run a few runs only, and tell what the sweep would take"))
    ] = False,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help=_("run on the Dask cluster at tcp://host:port"))
    ] = None,
    model: options.Model = None,
    workers: options.Workers = None,
    lang: options.Lang = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    """Run a plan; status 1 when a run failed."""
    from smartmix.sweep_face import refuse_cluster, say_slow, sweep_into_folder, sweep_of  # noqa: PLC0415

    _ = words()
    runs, threads = sweep_of(plan, model), options.whole_number("--workers", workers)
    refuse_cluster(runs, cluster)
    if dry_run:
        return _forecast(runs, threads, as_json)
    say_slow(runs, language(), not quiet)
    with output.progress(runs.runs, is_wanted=not quiet) as watch:
        result = sweep_into_folder(
            runs, options.folder(out), resume, force, threads, cluster, language(), watch, _command
        )
    if as_json:
        output.show_json(
            {
                "format": 1,
                "folder": str(result.folder),
                "runs": result.runs,
                "failed": result.failed,
                "blocks": runs.blocks,
            }
        )
    elif quiet:
        output.show(str(result.folder))
    else:
        output.show(_("Runs: {runs}, of which {failed} failed").format(runs=result.runs, failed=result.failed))
        output.show(_("Run folder: {folder}").format(folder=result.folder))
        if runs.own is not None:
            from results.words import own_rules_words  # noqa: PLC0415

            output.show(own_rules_words(runs.own.identity, language()))
        if result.failed:
            output.show(_("What failed and why: {file}").format(file=result.folder / "failures.csv"))
    return NOT_MET if result.failed else DONE


def _command(folder: str) -> str:
    """How to go on: the command as typed, with the folder and --resume."""
    typed = command_with("--out", folder)
    return typed if " --resume" in typed else f"{typed} --resume"


def _forecast(runs: Any, threads: int | None, as_json: bool) -> int:
    from experiments.sweep.trial import forecast  # noqa: PLC0415
    from results.sweep.words import forecast_lines  # noqa: PLC0415
    from smartmix.sweep_face import number_of_workers  # noqa: PLC0415

    found = forecast(runs, number_of_workers(threads))
    if as_json:
        output.show_json(
            {
                "format": 1,
                "runs": found.runs,
                "blocks": found.blocks,
                "seconds": list(found.seconds),
                "bytes": list(found.bytes),
                "workers": found.workers,
            }
        )
    else:
        output.show("\n".join(forecast_lines(found, language())))
    return DONE
