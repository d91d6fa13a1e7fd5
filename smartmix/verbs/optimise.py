"""`smartmix optimise [PLAN.yaml]`, `smartmix.optimise(…)`."""

from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import kinds, options, output, studies
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.session import words

if TYPE_CHECKING:
    from experiments.optimise.result import OptimiseResult

#: Points per mix, and firms: enough for means that tell mixes apart, in minutes (docs/optimise.md).
DRAWS, FIRMS = 24, 1400

Plan = Annotated[
    Place | None,
    Option(
        "[PLAN]",
        "",
        _("file with dials, ranges and objectives (default: the shipped one)"),
        "It has base and limits too; the shipped one is `experiments/optimise/optimise.yaml`",
    ),
]
Evaluations = Annotated[
    int | None,
    Option(
        "--evaluations",
        "N",
        _("mixes to try (default: as the plan says)"),
        "; the shipped plan says 96",
        most=bounds.EVALUATIONS,
    ),
]
Points = Annotated[
    int, Option("--draws", "N", _("points per mix (default 24)"), "; the same for all mixes", most=bounds.DRAWS)
]


def optimise(
    plan: Plan = None,
    *,
    evaluations: Evaluations = None,
    draws: Points = DRAWS,
    firms: options.SmallerSample = FIRMS,
    year: options.ObjectivesYear = defaults.OBJECTIVES_YEAR,
    objectives: options.Objectives = None,
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
) -> "OptimiseResult":
    """Search dials and scopes for mixes that no other mix beats on every objective; a run folder.

    Its `mixes/` hold the front as files for `compare`. docs/optimise.md explains plans and what comes back. Raises
    InputProblem; Interrupted on Ctrl-C.

        found = sm.optimise(evaluations=2, draws=2, firms=120, prior=True, figures=False)
        found.frames()["front"]
    """
    from experiments.optimise.question import optimise_question  # noqa: PLC0415

    settings = studies.settings_of(locals())
    asked = optimise_question(settings, options.path(plan), evaluations, year, options.path(objectives))
    return studies.run_study("optimise", asked, locals(), until=max(asked.wanted.years))


def _show(result: "OptimiseResult", as_json: bool, quiet: bool) -> int:
    status = kinds.show(result, as_json, quiet)
    if not (as_json or quiet) and result.folder is not None:
        _ = words()
        output.show(_("Mixes of the front, for smartmix compare: {folder}").format(folder=result.folder / "mixes"))
    return status


VERB = Verb(optimise, _("search dials and scopes for mixes that no other mix beats on every objective"), _show)
