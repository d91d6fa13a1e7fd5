"""A sweep from a plan to a finished folder, or to a forecast of what it would take."""

import os
from pathlib import Path
from typing import Any

from experiments.each import Stopped, check_workers
from experiments.integrity import PLAN
from experiments.prepare import assemble
from experiments.run_folder import default_folder
from experiments.settings import CompareSettings
from experiments.sweep.folder import check_claim, sweep_manifest
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan, read_plan, values_set
from experiments.sweep.result import Forecast, SweepResult
from experiments.sweep.run import Runner, on_cluster, on_threads, run_sweep, runs_kept
from experiments.sweep.trial import forecast
from experiments.writing import writing
from results.language import translator
from simulation.compiled import is_warm
from simulation.problems import InputProblem
from smartmix import output
from smartmix.beyond import say_beyond
from smartmix.cluster_worker import cluster_at
from smartmix.options import Place
from smartmix.own_rules import named, words_for
from smartmix.problems import Interrupted
from smartmix.session import command_with, is_command_line, reader_language
from smartmix.writable import check_file


def sweep_of(plan: Place | dict[str, Any], model: Place | None = None, cluster: str | None = None) -> Sweep:
    """The runs of a plan (a file, or its content), by rules of the user's own where a file of them is named.

    Raises InputProblem for a plan or rules that are wrong, and for own rules on a cluster.
    """
    checked = check_plan(plan) if isinstance(plan, dict) else read_plan(Path(plan))
    sweep = Sweep(checked, "" if model is None else os.fspath(model))
    cluster_at(cluster, model)
    return sweep


def forecast_sweep(sweep: Sweep, workers: int | None) -> Forecast:
    """What it would take on so many threads (None: one per processor). Raises InputProblem for fewer than one."""
    return forecast(sweep, _threads(workers))


def sweep_into_folder(
    sweep: Sweep,
    out: Place | None,
    resume: bool,
    force: bool,
    workers: int | None,
    cluster: str | None,
    lang: str | None,
    progress: bool,
) -> SweepResult:
    """Run what is missing. Raises InputProblem; Interrupted when the user stops it."""
    chosen = reader_language(lang)
    _ = translator(chosen)
    threads = _threads(workers) if sweep.own is None else min(1, _threads(workers))
    if (resume or force) and out is None:
        raise InputProblem("--resume: name the folder of the sweep with --out")
    with output.progress(sweep.runs, is_wanted=progress) as watch:
        folder = default_folder({"plan": sweep.order(0).content}) if out is None else Path(out)
        check_file(folder / PLAN)
        watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
        runner = _runner(threads, cluster)
        check_claim(folder, sweep_manifest(sweep), resume, force)  # notices come after what may be refused
        _say_slow(sweep, chosen, progress)
        say_beyond(values_set(sweep.checked), lang, progress)
        watch.stage(_("simulating"))
        try:
            with writing(folder):
                return run_sweep(sweep, folder, runner, resume, force, watch.advance)
        except (Stopped, KeyboardInterrupt) as stopped:
            kept = runs_kept(sweep, folder)
            raise Interrupted(kept, sweep.runs, str(folder), _going_on(str(folder))) from stopped


def _threads(workers: int | None) -> int:
    check_workers(workers)
    return workers or os.cpu_count() or 1


def _runner(threads: int, address: str | None) -> Runner:
    cluster = cluster_at(address, None)
    if cluster is None:
        return on_threads(threads)
    return on_cluster(cluster)


def _going_on(folder: str) -> str:
    """The command as typed, with the folder and --resume; or the call in Python."""
    if not is_command_line():
        return f"smartmix.sweep(..., out={folder!r}, resume=True)"
    typed = command_with("--out", folder)
    return typed if " --resume" in typed else f"{typed} --resume"


def _say_slow(sweep: Sweep, lang: str, is_wanted: bool) -> None:
    """Say that own rules are slow: how slow on standard error of the command line, a warning in Python."""
    if sweep.own is None:
        return
    if not is_command_line():
        named(sweep.model, lang)
        return
    if not is_wanted:
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
