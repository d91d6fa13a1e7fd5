"""`smartmix sensitivity [MIX…]`, `smartmix.sensitivity(…)`."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import kinds, options, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option

if TYPE_CHECKING:
    from experiments.sensitivity.result import SensitivityResult

Mixes = Annotated[str, Option("[MIX]...", "", _("ids or files (default mix-2)"))]
Method = Annotated[
    str,
    Option(
        "--method",
        "NAME",
        _("shapley (default), sobol, morris, pawn or delta"),
        "`shapley` gives shares, also of correlated posterior draws; `morris` takes independent ranges only "
        "(`--prior`, given ranges or dials)",
    ),
]
Draws = Annotated[
    int | None,
    Option(
        "--draws",
        "N",
        _("draws; base sample of sobol (a power of 2), trajectories of morris (default by method)"),
        "By default 500 for `shapley`, 1000 for `pawn` and `delta`, 256 for `sobol`, 20 for `morris`",
        most=bounds.DRAWS,
        least=4,
    ),
]
Baseline = Annotated[
    str,
    Option("--baseline", "MIX", _("explain the difference with this mix instead of the level"), "; on the same luck"),
]
Parameters = Annotated[
    Sequence[str],
    Option(
        "--parameter",
        "NAME[=LOW..HIGH]",
        _("a parameter to look at, over its own or a given range; repeat (default all uncertain ones)"),
        many=True,
    ),
]
Levers = Annotated[
    Sequence[str],
    Option(
        "--lever",
        "DIAL=LOW..HIGH",
        _("a dial of the mix to vary, such as support-office.advisers=5..40, or DIAL=a|b|c; repeat"),
        many=True,
    ),
]
By = Annotated[str, Option("--by", "HOW", _("parameter (default), or groups: theme or grade"))]
Together = Annotated[
    Sequence[str], Option("--together", "NAME=a,b", _("a group of parameters or levers; repeat"), many=True)
]
Indicators = Annotated[
    Sequence[str], Option("--indicator", "NAME", _("a result to explain; repeat (default practice)"), many=True)
]
Groups = Annotated[Sequence[str], Option("--group", "GROUP", _("a group of firms; repeat (default goal90)"), many=True)]
Years = Annotated[
    Iterable[int],
    Option("--years", "YEARS", _("years, such as 2024,2030 or 2020-2030 (default 2030)"), read=options.years),
]


def sensitivity(
    *mixes: Mixes,
    method: Method = "shapley",
    draws: Draws = None,
    baseline: Baseline = "",
    parameters: Parameters = (),
    levers: Levers = (),
    by: By = "parameter",
    together: Together = (),
    indicators: Indicators = ("practice",),
    groups: Groups = ("goal90",),
    years: Years = (defaults.OBJECTIVES_YEAR,),
    firms: options.Firms = defaults.FIRMS,
    seed: options.Seed = defaults.SEED,
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
) -> "SensitivityResult":
    """Say which inputs the spread of a result comes from, and how much is luck; a run folder.

    docs/sensitivity.md explains what comes back. Raises InputProblem; Interrupted on Ctrl-C.

        found = sm.sensitivity("mix-2", draws=20, firms=120, by="theme", years=[2022], prior=True, figures=False)
        found.frames()["indices"]
    """
    settings = studies.settings_of(locals())
    from experiments.sensitivity.factors import parameter_factors  # noqa: PLC0415
    from experiments.sensitivity.question import sensitivity_question  # noqa: PLC0415

    asked = sensitivity_question(
        settings, mixes, method, draws, baseline, parameters, levers, by, together, indicators, groups, years
    )
    ranges = [factor for factor in parameter_factors(asked.parameters) if factor.kind == "range"]
    ends = [(factor.name, end) for factor in ranges for end in (factor.low, factor.high)]
    return studies.run_study("sensitivity", asked, locals(), values=ends)


VERB = Verb(sensitivity, _("say which inputs the spread of a result comes from, and how much is luck"), kinds.show)
