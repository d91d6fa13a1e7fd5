"""`smartmix calibrate`, `smartmix.calibrate(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from experiments import bounds
from smartmix import kinds, options
from smartmix.command import JSON, Verb
from smartmix.marks import _
from smartmix.options import Option

if TYPE_CHECKING:
    from calibration.result import CalibrationResult

Simulations = Annotated[
    int | None,
    Option(
        "--simulations",
        "N",
        _("simulations of the prior (default 30000)"),
        "; 200 or more",
        most=bounds.SIMULATIONS,
        least=200,
    ),
]
Particles = Annotated[
    int | None,
    Option(
        "--particles",
        "N",
        _("candidates of a generation (default 400)"),
        "; 60 or more, and more than the unknowns that the screening keeps (some 70)",
    ),
]
Generations = Annotated[
    int | None,
    Option("--generations", "N", _("generations after the bank at most (default 40)"), most=bounds.GENERATIONS),
]
Steps = Annotated[
    int | None, Option("--steps", "N", _("steps of each candidate in a generation (default 48)"), most=bounds.STEPS)
]
Trajectories = Annotated[
    int | None,
    Option("--trajectories", "N", _("trajectories of the screening (default 12)"), most=bounds.TRAJECTORIES, least=2),
]
Draws = Annotated[
    int | None, Option("--draws", "N", _("draws of the posterior (default 800)"), most=bounds.DRAWS, least=10)
]
Check = Annotated[
    bool,
    Option(
        "--check",
        "",
        _("also check the method on truths that are known"),
        ": simulations of the bank, and whole repeats",
    ),
]
Pseudo = Annotated[
    int | None,
    Option(
        "--pseudo-observations",
        "N",
        _("known truths, one left out each time (default 500)"),
        most=bounds.PSEUDO_OBSERVATIONS,
    ),
]
Repeats = Annotated[int | None, Option("--repeats", "N", _("whole calibrations to known truths (default 3)"))]
Ship = Annotated[
    bool, Option("--ship", "", _("grade the evidence and replace the posterior that ships with the program"))
]


def calibrate(
    *,
    simulations: Simulations = None,
    particles: Particles = None,
    generations: Generations = None,
    steps: Steps = None,
    trajectories: Trajectories = None,
    draws: Draws = None,
    check: Check = False,
    pseudo_observations: Pseudo = None,
    repeats: Repeats = None,
    ship: Ship = False,
    workers: options.Workers = None,
    cluster: options.Cluster = None,
    out: options.Out = None,
    lang: options.Lang = None,
    progress: options.Progress = False,
) -> "CalibrationResult":
    """Work out from the evidence what the parameters may be: screen, simulate the prior, refine, write a posterior.

    `draws` of the result are quantiles (n, D) of the parameters `kept`; `frames()` holds its tables, `draws` among
    them; `folder` has the posterior. With the folder of a calibration that was stopped as `out` it goes on. Raises
    InputProblem; Interrupted on Ctrl-C.

        found = sm.calibrate(simulations=200, particles=80, generations=1, steps=2, trajectories=2, draws=20)
        found.frames()["identification"].sort_values("spread_removed")
    """
    asked: dict[str, Any] = {
        name: value
        for name, value in locals().items()
        if name not in ("check", "ship", "workers", "cluster", "out", "lang", "progress")
    }
    from calibration.settings import calibration_settings  # noqa: PLC0415
    from smartmix.calibrating import calibrate_into_folder  # noqa: PLC0415

    return calibrate_into_folder(calibration_settings(**asked), check, ship, workers, cluster, out, lang, progress)


VERB = Verb(
    calibrate,
    _("work out from the evidence what the parameters may be"),
    kinds.show,
    json=replace(JSON, more=": by parameter its prior, posterior and share of spread removed"),
)
