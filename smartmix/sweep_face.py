"""A sweep from a plan to a finished folder, for the command line and for Python."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from experiments.each import Stopped
from experiments.manifest import read_manifest
from experiments.prepare import assemble
from experiments.run_folder import PLAN, default_folder
from experiments.settings import CompareSettings
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan, read_plan
from experiments.sweep.read import SweepResult, is_sweep, load_sweep
from experiments.sweep.run import on_threads, run_sweep, runs_kept
from experiments.sweep.trial import Forecast, forecast
from results.language import choose_language, translator
from simulation.compiled import is_warm
from simulation.problems import InputProblem
from smartmix import output
from smartmix.output import Watch
from smartmix.output import progress as _bar
from smartmix.own_rules import named, words_for
from smartmix.problems import Interrupted
from smartmix.writable import check_file

type Place = str | os.PathLike[str]


def sweep_of(plan: Place | dict[str, Any], model: str | None = None) -> Sweep:
    """The runs of a plan (a file, or its content), by rules of the user's own where a file of them is named.

    Raises InputProblem for a plan or rules that are wrong.
    """
    return Sweep(check_plan(plan) if isinstance(plan, dict) else read_plan(Path(plan)), model or "")


def refuse_cluster(sweep: Sweep, cluster: str | None) -> None:
    """Raise InputProblem for own rules on a cluster."""
    if sweep.own is not None and cluster is not None:
        raise InputProblem(
            "--model and --cluster: give one of the two, not both; workers would have to run code that nobody named "
            "there"
        )


def say_slow(sweep: Sweep, lang: str, is_wanted: bool) -> None:
    """Say on standard error how slow own rules are going to be; nothing for the shipped ones."""
    if sweep.own is None or not is_wanted:
        return
    order = sweep.order(0, 1)
    settings = CompareSettings(
        future=order.future.id,
        firms=order.firms,
        seed=order.seed,
        last_year=max(order.years),
        variants=order.variants,
        prior=True,
        model=sweep.model,
    )
    world, mixes = order.worlds[0], {mix.id: mix for mix in (order.baseline, *order.mixes)}
    experiment = assemble(settings, mixes, {0: world.parameters}, {0: world.replication})
    output.trouble(words_for(experiment, sweep.runs, lang))


def number_of_workers(workers: int | None) -> int:
    """Threads to use. Raises InputProblem for fewer than one."""
    if workers is not None and workers < 1:
        raise InputProblem("--workers: found {found}; allowed: 1 or more", found=workers)
    return workers or os.cpu_count() or 1


def sweep_into_folder(
    sweep: Sweep,
    out: Path | None,
    resume: bool,
    force: bool,
    workers: int | None,
    cluster: str | None,
    lang: str,
    watch: Watch,
    command: Callable[[str], str],
) -> SweepResult:
    """Run what is missing; `command(folder)` is how to go on after an interruption.

    Raises InputProblem; Interrupted when the user stops it.
    """
    _ = translator(lang)
    threads = number_of_workers(workers) if sweep.own is None else min(1, number_of_workers(workers))
    refuse_cluster(sweep, cluster)
    if (resume or force) and out is None:
        raise InputProblem("--resume: name the folder of the sweep with --out")
    folder = out or default_folder({"plan": sweep.order(0).content})
    check_file(folder / PLAN)
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    runner = on_threads(threads)
    if cluster is not None:
        from experiments.sweep.cluster import on_cluster  # noqa: PLC0415
        from smartmix.sweep_worker import ready, work  # noqa: PLC0415

        runner = on_cluster(cluster, work, ready)
    watch.stage(_("simulating"))
    try:
        return run_sweep(sweep, folder, runner, resume, force, watch.advance)
    except (Stopped, KeyboardInterrupt) as stopped:
        raise Interrupted(runs_kept(sweep, folder), sweep.runs, str(folder), command(str(folder))) from stopped


def sweep(
    plan: Place | dict[str, Any],
    *,
    out: Place | None = None,
    resume: bool = False,
    force: bool = False,
    workers: int | None = None,
    cluster: str | None = None,
    model: Place | None = None,
    lang: str | None = None,
    progress: bool = False,
) -> SweepResult:
    """Run a plan (a file, or its content as a dict) and write a run folder; options as `smartmix sweep`.

    With `resume` and the folder of a sweep that was stopped as `out`, only what is missing is run. `cluster` is the
    address of a Dask scheduler; `model` a Python file with rules of your own (slow, on this machine only). The
    result gives `frame()`, `status()`, `failures()` and `xarray()`. Raises InputProblem; Interrupted on Ctrl-C.
    """
    runs = sweep_of(plan, named(model, lang))
    with _bar(runs.runs, is_wanted=progress) as watch:
        return sweep_into_folder(
            runs,
            None if out is None else Path(out),
            resume,
            force,
            workers,
            cluster,
            choose_language(lang),
            watch,
            lambda folder: f"smartmix.sweep(..., out={folder!r}, resume=True)",
        )


def forecast_sweep(plan: Place | dict[str, Any], *, model: Place | None = None, workers: int | None = None) -> Forecast:
    """What a plan would take (`smartmix sweep --dry-run`): runs, seconds and bytes, as ranges. Raises InputProblem."""
    return forecast(sweep_of(plan, named(model)), number_of_workers(workers))


def sweep_in(folder: Path) -> SweepResult | None:
    """The sweep in a run folder; None when it holds something else. Raises InputProblem."""
    return load_sweep(folder) if is_sweep(read_manifest(folder)) else None
