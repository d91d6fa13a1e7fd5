"""`smartmix run MIX`, `smartmix.run(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from experiments import defaults
from smartmix import kinds, options, output, studies
from smartmix.command import JSON, Verb
from smartmix.marks import _
from smartmix.options import Option

if TYPE_CHECKING:
    from experiments.one_run import OneRun

Trajectory = Annotated[
    bool,
    Option(
        "--trajectory",
        "",
        _("also write every firm in every quarter (Parquet)"),
        "`trajectory.parquet` has a row per firm and quarter with stage, awareness, commitment, endorsement, the "
        "six steps as practised and reported, coverage by theme, what reached it, and cost in euro. In Python it is "
        "the frame `trajectory`, written only where a folder is named",
    ),
]
Out = Annotated[
    options.Place | None,
    Option(
        "--out",
        "FOLDER",
        _("folder to write to, new or empty; without it nothing is written"),
        "It gets `indicators.csv`, `run.json` and `manifest.json`. On the command line `--trajectory` makes a "
        "folder below `runs/`",
        read=options.place,
    ),
]


def run(
    mix: options.Mix,
    draw: options.Draw = 0,
    *,
    firms: options.Firms = defaults.FIRMS,
    first_year: options.From = defaults.FIRST_YEAR_SHOWN,
    last_year: options.Until = defaults.LAST_YEAR_SHOWN,
    seed: options.Seed = defaults.SEED,
    future: options.Future = defaults.FUTURE,
    prior: options.Prior = defaults.PRIOR,
    posterior: options.Posterior = None,
    model: options.Model = None,
    trajectory: Trajectory = False,
    out: Out = None,
) -> "OneRun":
    """Run one draw of one mix: the frame `indicators` has a row per year and group.

    One draw has no range: use `compare` for conclusions. Raises InputProblem.

        one = sm.run("mix-2", firms=120, last_year=2020, trajectory=True)
        one.trajectory.groupby("year")["practice_mean"].mean()
    """
    settings = replace(studies.settings_of(locals()), mixes=(mix,))
    from smartmix.single_runs import run_into_folder  # noqa: PLC0415

    return run_into_folder(settings, mix, draw, trajectory, options.path(out))


def _show(result: "OneRun", as_json: bool, quiet: bool) -> int:
    if as_json:
        return kinds.show(result, as_json, quiet)
    from smartmix.session import language, words  # noqa: PLC0415

    _ = words()
    output.show_rich(kinds.table_of(result, language()))
    if result.folder is not None:
        output.show(_("Run folder: {folder}").format(folder=result.folder))
    return 0


VERB = Verb(
    run,
    _("run one draw of one mix; on request every firm in every quarter"),
    _show,
    json=replace(
        JSON,
        more=': `{"format": 1, "mix", "mix_name", "draw", "seed", "firms", "future", "future_name", "parameters", '
        '"branch", "indicators"}`',
    ),
    quiet=None,
)
