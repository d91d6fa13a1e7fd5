"""`smartmix synergy MIX`, `smartmix.synergy(…)`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import kinds, options, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place

if TYPE_CHECKING:
    from experiments.synergy.result import SynergyResult

Mix = Annotated[str, Option("MIX", "", _("id or file of the mix to take apart"))]
Indicators = Annotated[
    Sequence[str] | None,
    Option(
        "--indicators",
        "A,B",
        _("indicators between 0 and 1 (default practice, basic_practice, endorsement, paper_gap)"),
        "Others are refused",
        read=options.names,
    ),
]
Year = Annotated[
    int,
    Option(
        "--year", "YEAR", _("year of the effects (default 2030)"), "Costs are means of the years from 2021 to this one"
    ),
]
Groups = Annotated[
    Place | None,
    Option(
        "--groups",
        "FILE",
        _("elements to take as one, as a file says"),
        "By default only a mix with more than eight is grouped",
    ),
]
Draws = Annotated[
    int,
    Option(
        "--draws",
        "N",
        _("draws over the uncertain parameters (default 100)"),
        "; 2 or more",
        most=bounds.DRAWS,
        least=2,
    ),
]
Baseline = Annotated[str, Option("--baseline", "MIX", _("existing policy, without elements (default reference-2020)"))]


def synergy(
    mix: Mix,
    *,
    indicators: Indicators = None,
    year: Year = defaults.OBJECTIVES_YEAR,
    groups: Groups = None,
    draws: Draws = defaults.SYNERGY_DRAWS,
    firms: options.SmallerSample = defaults.SYNERGY_FIRMS,
    seed: options.Seed = defaults.SEED,
    baseline: Baseline = defaults.BASELINE,
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
) -> "SynergyResult":
    """Tell which elements of a mix do the work, and whether they reinforce each other; a run folder.

    Every subset of the elements is run on the same draws. docs/synergy.md explains what comes back. Raises
    InputProblem; Interrupted on Ctrl-C.

        found = sm.synergy("mix-0", draws=2, firms=120, year=2022, prior=True, figures=False)
        found.frames()["shares"]
    """
    from experiments.synergy.question import synergy_question  # noqa: PLC0415

    asked = synergy_question(mix, studies.settings_of(locals()), indicators, year, options.path(groups))
    return studies.run_study("synergy", asked, locals(), until=year, unit="draws")


VERB = Verb(synergy, _("tell which elements of a mix do the work, and whether they reinforce each other"), kinds.show)
