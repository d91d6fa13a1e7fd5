"""`smartmix sweep PLAN.yaml`, `smartmix.sweep(…)`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, overload

from smartmix import kinds, options, output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.problems import DONE, NOT_MET
from smartmix.session import language, words

if TYPE_CHECKING:
    from experiments.sweep.result import Forecast, SweepResult

Plan = Annotated[
    Place | dict[str, Any], Option("PLAN", "", _("file that says which runs are wanted"), read=options.place)
]
Resume = Annotated[
    bool,
    Option(
        "--resume",
        "",
        _("go on with the sweep in the folder of --out: run only what is missing"),
        "Whole blocks are kept, damaged ones run again; refused when inputs or behaviour have changed",
    ),
]
Force = Annotated[
    bool,
    Option(
        "--force",
        "",
        _("with --resume: go on although inputs or behaviour have changed since"),
        "Runs that are still asked for are kept as they are; the manifest says what changed (`forced`)",
    ),
]
DryRun = Annotated[bool, Option("--dry-run", "", _("run a few runs only, and tell what the sweep would take"))]


@overload
def sweep(
    plan: Plan, *, dry_run: Literal[True], model: options.Model = None, workers: options.Workers = None
) -> "Forecast": ...


@overload
def sweep(
    plan: Plan,
    *,
    out: options.Out = None,
    resume: Resume = False,
    force: Force = False,
    cluster: options.Cluster = None,
    model: options.Model = None,
    workers: options.Workers = None,
    lang: options.Lang = None,
    progress: options.Progress = False,
) -> "SweepResult": ...


def sweep(
    plan: Plan,
    *,
    out: options.Out = None,
    resume: Resume = False,
    force: Force = False,
    dry_run: DryRun = False,
    cluster: options.Cluster = None,
    model: options.Model = None,
    workers: options.Workers = None,
    lang: options.Lang = None,
    progress: options.Progress = False,
) -> "SweepResult | Forecast":
    """Run a plan (a file, or its content as a dict) of many runs, block by block; a run folder of Parquet.

    With `dry_run` a few runs are made, nothing is kept, and what comes back is a forecast of time and disk. Own rules
    (`model`) run on this machine only and are never part of the plan. Raises InputProblem; Interrupted on Ctrl-C.

        plan = {"format": 1, "mixes": ["mix-1", "mix-2"], "firms": 120, "years": [2018],
                "groups": ["all"], "indicators": ["practice"], "parameters": {"kind": "prior", "count": 2}}
        sm.sweep(plan).frame()
    """
    from smartmix.sweeping import forecast_sweep, sweep_into_folder, sweep_of  # noqa: PLC0415

    runs = sweep_of(plan, model, cluster)
    if dry_run:
        return forecast_sweep(runs, workers)
    return sweep_into_folder(runs, out, resume, force, workers, cluster, lang, progress)


def _show(result: "SweepResult | Forecast", as_json: bool, quiet: bool) -> int:
    from experiments.sweep.result import Forecast  # noqa: PLC0415
    from results.sweep.words import forecast_lines  # noqa: PLC0415

    if isinstance(result, Forecast):
        if as_json:
            output.show_json(result.model_dump())
        else:
            output.show("\n".join(forecast_lines(result, language())))
        return DONE
    if as_json:
        output.show_json(result.content())
    elif quiet:
        output.show(str(result.folder))
    else:
        _ = words()
        output.show_rich(kinds.table_of(result, language()))
        output.show(_("Run folder: {folder}").format(folder=result.folder))
        if result.failed:
            output.show(_("What failed and why: {file}").format(file=result.folder / "failures.csv"))
    return NOT_MET if result.failed else DONE


VERB = Verb(sweep, _("run a plan of many runs; go on where it stopped, on this machine or on a cluster"), _show)
