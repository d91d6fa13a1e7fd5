"""`smartmix pathways [MIX…]`, `smartmix.pathways(…)`."""

from typing import TYPE_CHECKING, Annotated

from experiments import defaults
from smartmix import kinds, options, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place

if TYPE_CHECKING:
    from experiments.pathways.result import PathwaysResult

Strategies = Annotated[
    str,
    Option("[MIX]...", "", _("strategies: ids or files (default the three SER routes)"), "; of your own with `rules:`"),
]
Plan = Annotated[
    Place | None,
    Option(
        "--plan",
        "FILE",
        _("goals, delay and strategies of your own (docs/pathways.md)"),
        "; default `experiments/pathways/pathways.yaml`",
    ),
]
Delay = Annotated[
    int | None, Option("--delay", "N", _("quarters by which laws are delayed for its price (default 4)"), "; 1 to 40")
]
Yardstick = Annotated[
    str | None,
    Option(
        "--yardstick", "SHAPE", _("needed path to a goal: straight (default) or an S-shape"), "; `linear` or `logistic`"
    ),
]


def pathways(
    *strategies: Strategies,
    plan: Plan = None,
    delay: Delay = None,
    yardstick: Yardstick = None,
    draws: options.Draws = defaults.DRAWS,
    firms: options.Firms = defaults.FIRMS,
    last_year: options.Until = defaults.LAST_YEAR_SHOWN,
    seed: options.Seed = defaults.SEED,
    baseline: options.Baseline = defaults.BASELINE,
    future: options.Future = defaults.FUTURE,
    prior: options.Prior = defaults.PRIOR,
    posterior: options.Posterior = None,
    model: options.Model = None,
    workers: options.Workers = None,
    cluster: options.Cluster = None,
    out: options.Out = None,
    lang: options.Lang = None,
    figures: options.Figures = True,
    progress: options.Progress = False,
) -> "PathwaysResult":
    """Follow routes to law under uncertain EU timing: delay, adapting twice, tipping points; a run folder.

    docs/pathways.md explains what comes back. Raises InputProblem; Interrupted on Ctrl-C.

        routes = sm.pathways("ser-route-3", draws=2, firms=120, last_year=2024, prior=True, figures=False)
        routes.frames()["draws"]
    """
    from experiments.pathways.question import pathways_question  # noqa: PLC0415

    asked = pathways_question(studies.settings_of(locals()), strategies, options.path(plan), delay, yardstick)
    return studies.run_study("pathways", asked, locals())


VERB = Verb(
    pathways, _("follow the routes to law under uncertain EU timing: delay, adapting twice, tipping points"), kinds.show
)
