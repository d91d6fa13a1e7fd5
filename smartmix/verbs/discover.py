"""`smartmix discover MIX`, `smartmix.discover(…)`."""

from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import kinds, options, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option

if TYPE_CHECKING:
    from experiments.discover.result import DiscoverResult


Objective = Annotated[
    str | None,
    Option(
        "--objective",
        "NAME",
        _("objective that it may fail (default endorsement_2023)"),
        "Its goal is the level; where none is named and it divides nothing, the middle of the cases is taken",
    ),
]
Indicator = Annotated[str | None, Option("--indicator", "NAME", _("any indicator, instead of an objective"))]
Group = Annotated[
    str | None, Option("--group", "NAME", _("group of firms (default goal90)"), "; or that of the objective")
]
Below = Annotated[float | None, Option("--below", "LEVEL", _("it fails below this level, such as 0.45 or 45%"))]
Above = Annotated[float | None, Option("--above", "LEVEL", _("it fails above this level"))]
Baseline = Annotated[str | None, Option("--baseline", "MIX", _("look at the difference with this mix"))]
Density = Annotated[
    float | None, Option("--density", "SHARE", _("share of the cases in the box that must fail (default 0.8)"))
]
Draws = Annotated[
    int | None, Option("--draws", "N", _("cases to run (default 500)"), "; 40 or more", most=bounds.DRAWS, least=40)
]
Future = Annotated[
    str | None, Option("--future", "FUTURE", _("future of every case, or a file (default: each case draws one)"))
]


def discover(
    mix: options.Mix,
    *,
    objective: Objective = None,
    indicator: Indicator = None,
    group: Group = None,
    year: options.Year = None,
    below: Below = None,
    above: Above = None,
    baseline: Baseline = None,
    worlds: options.Worlds = None,
    shocks: options.Shocks = None,
    density: Density = None,
    draws: Draws = None,
    firms: options.Firms = defaults.FIRMS,
    seed: options.Seed = defaults.SEED,
    future: Future = None,
    prior: options.Prior = defaults.PRIOR,
    posterior: options.Posterior = None,
    model: options.Model = None,
    workers: options.Workers = None,
    cluster: options.Cluster = None,
    out: options.Out = None,
    lang: options.Lang = None,
    figures: options.Figures = True,
    progress: options.Progress = False,
) -> "DiscoverResult":
    """Find the conditions under which a mix fails its goal (PRIM); a run folder.

    docs/discover.md explains what comes back. Raises InputProblem, also when too few cases fail or do not; Interrupted
    on Ctrl-C.

        found = sm.discover("mix-1", indicator="practice", below=0.42, draws=60, firms=100, prior=True, figures=False)
        found.frames()["cases"]
    """
    from experiments.discover.question import choices, discover_question, failing_when  # noqa: PLC0415

    draws, kept = choices()["draws"] if draws is None else draws, defaults.FUTURE if future is None else future
    settings = studies.settings_of(locals() | {"future": kept, "baseline": defaults.BASELINE})
    when = failing_when(objective, indicator, group, year, below, above, baseline)
    asked = discover_question(settings, mix, when, future is not None, worlds, options.path(shocks), density)
    return studies.run_study("discover", asked, locals(), until=asked.failing_when.year, unit="draws")


VERB = Verb(discover, _("tell under which conditions a mix fails its goal"), kinds.show)
