"""`smartmix information [MIX…]`, `smartmix.information(…)`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from simulation.problems import InputProblem
from smartmix import kinds, options, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place

if TYPE_CHECKING:
    from experiments.information.result import InformationResult

#: Points, and firms: at 1,400 firms those of the 90% goal are in the sample one to one; replications average luck.
DRAWS, FIRMS, REPLICATIONS, TOP = 300, 1400, 4, 5

Points = Annotated[int, Option("--draws", "N", _("points, 20 or more (default 300)"), most=bounds.DRAWS, least=20)]
Replications = Annotated[
    int,
    Option(
        "--replications",
        "N",
        _("runs per point with luck of their own (default 4)"),
        "; 2 or more",
        most=bounds.REPLICATIONS,
        least=2,
    ),
]
Weights = Annotated[
    str | Path | Mapping[str, float] | None,
    Option(
        "--weights",
        "W",
        _("weights, such as practice=2,government_cost=1, or a file"),
        "By objective; adds a choice by all of them together",
    ),
]
Price = Annotated[
    float | None,
    Option(
        "--price",
        "EURO",
        _("euros a year for each firm with basic practice; adds a choice by net benefit"),
        "Net benefit is that less the costs of government and firms. On one objective alone the widest of nested "
        "mixes is always best, so that knowing more is worth nothing",
        read=options.amount,
    ),
]
Measurements = Annotated[
    Place | None,
    Option(
        "--measurements", "FILE", _("measurements of your own"), "; default `experiments/information/measurements.yaml`"
    ),
]
Top = Annotated[int, Option("--top", "N", _("parameters and groups shown per choice (default 5)"), most=bounds.TOP)]


def information(
    *mixes: options.Mixes,
    draws: Points = DRAWS,
    replications: Replications = REPLICATIONS,
    firms: options.SmallerSample = FIRMS,
    year: options.ObjectivesYear = defaults.OBJECTIVES_YEAR,
    weights: Weights = None,
    price: Price = None,
    objectives: options.Objectives = None,
    measurements: Measurements = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    top: Top = TOP,
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
) -> "InformationResult":
    """What knowing more would be worth for the choice between these mixes and the baseline; a run folder.

    groups: names of parameters by a name of your own, instead of themes and grades. docs/information.md explains what
    comes back. Raises InputProblem; Interrupted on Ctrl-C.

        found = sm.information("mix-1", draws=20, replications=2, firms=120, prior=True, figures=False)
        found.frames()["information"]
    """
    from experiments.information.question import information_question  # noqa: PLC0415

    if top < 1:
        raise InputProblem("--top: found {found}; allowed: 1 or more", found=top)
    settings, judged, known = studies.settings_of(locals()), options.path(objectives), options.path(measurements)
    asked = information_question(settings, mixes, replications, year, weights, judged, known, groups, price)
    result: InformationResult = studies.run_study("information", asked, locals(), until=max(asked.wanted.years))
    return result.showing(top)


VERB = Verb(information, _("ask what knowing more would be worth for the choice of a mix"), kinds.show)
