"""`smartmix robustness [MIX…]`, `smartmix.robustness(…)`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import kinds, options, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place

if TYPE_CHECKING:
    from experiments.robustness.result import RobustnessResult

Weights = Annotated[
    str | Place | Mapping[str, float] | None,
    Option(
        "--weights",
        "A=2,B=1",
        _("your weights for an overall order, or a file with them"),
        "; per step of an objective, such as `practice_laggards=2,government_cost=1`. A file has `format: 1` and "
        "`weights:`. Without them no overall order is given",
    ),
]
Draws = Annotated[int | None, Option("--draws", "N", _("draws in each world (default 50)"), most=bounds.DRAWS)]


def robustness(
    *mixes: options.Mixes,
    weights: Weights = None,
    objectives: options.Objectives = None,
    year: options.ObjectivesYear = defaults.OBJECTIVES_YEAR,
    worlds: options.Worlds = None,
    shocks: options.Shocks = None,
    draws: Draws = None,
    firms: options.Firms = defaults.FIRMS,
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
) -> "RobustnessResult":
    """Run mixes in many worlds on the same draws, and tell what holds in all of them; a run folder.

    docs/robustness.md explains what comes back. Raises InputProblem; Interrupted on Ctrl-C.

        found = sm.robustness("mix-1", worlds=["futures"], draws=2, firms=120, prior=True, figures=False)
        found.frames()["cases"]
    """
    from experiments.robustness.question import choices, robustness_question  # noqa: PLC0415

    settings = studies.settings_of(locals() | {"draws": choices()["draws"] if draws is None else draws})
    own = options.path(objectives), options.path(shocks)
    asked = robustness_question(settings, mixes, own[0], year, worlds, own[1], weights)
    shocked = asked.shocks.values() if "shocks" in asked.kinds else ()
    values = [pair for shock in shocked for pair in shock.parameter_values().items()]
    return studies.run_study("robustness", asked, locals(), until=asked.until, values=values)


VERB = Verb(robustness, _("tell what holds in many worlds: regret, goals, chances, Pareto front"), kinds.show)
