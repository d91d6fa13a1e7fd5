"""`smartmix synergy MIX`, `smartmix.synergy(…)`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from experiments import defaults
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
        options.names,
        more="Others are refused",
    ),
]
Year = Annotated[
    int,
    Option(
        "--year",
        "YEAR",
        _("year of the effects (default 2030)"),
        options.whole_number,
        more="Costs are means of the years from 2021 to this one",
    ),
]
Groups = Annotated[
    Place | None,
    Option(
        "--groups",
        "FILE",
        _("elements to take as one, as a file says"),
        options.place,
        more="By default only a mix with more than eight is grouped",
    ),
]
Draws = Annotated[
    int,
    Option(
        "--draws", "N", _("draws over the uncertain parameters (default 100)"), options.whole_number, more="; 2 or more"
    ),
]
Firms = Annotated[
    int | str,
    Option("--firms", "N", _("firms in the sample, 100 or more, or 'full' (default 1400)"), options.number_or_word),
]
Baseline = Annotated[str, Option("--baseline", "MIX", _("existing policy, without elements (default reference-2020)"))]


def synergy(
    mix: Mix,
    *,
    indicators: Indicators = None,
    year: Year = defaults.OBJECTIVES_YEAR,
    groups: Groups = None,
    draws: Draws = defaults.SYNERGY_DRAWS,
    firms: Firms = defaults.SYNERGY_FIRMS,
    seed: options.Seed = defaults.SEED,
    baseline: Baseline = defaults.BASELINE,
    future: options.Future = defaults.FUTURE,
    prior: options.Prior = defaults.PRIOR,
    posterior: options.Posterior = None,
    model: options.Model = None,
    workers: options.Workers = None,
    out: options.Out = None,
    lang: options.Lang = None,
    figures: options.Figures = True,
    progress: options.Progress = False,
) -> "SynergyResult":
    """Tell which elements of a mix do the work, and whether they reinforce each other; a run folder.

    Every subset of the elements is run on the same draws. With the folder of an analysis that was stopped as `out` it
    goes on. docs/synergy.md explains what comes back. Raises InputProblem; Interrupted on Ctrl-C.

        found = sm.synergy("mix-0", draws=2, firms=120, year=2022, prior=True, figures=False)
        found.frames()["shares"]
    """
    settings = studies.settings_of(locals())
    from experiments.synergy.question import synergy_question  # noqa: PLC0415

    asked = synergy_question(mix, settings, indicators, year, None if groups is None else Path(groups))
    return studies.run_study("synergy", asked, locals(), until=year, unit="draws")


VERB = Verb(synergy, _("tell which elements of a mix do the work, and whether they reinforce each other"), kinds.show)
