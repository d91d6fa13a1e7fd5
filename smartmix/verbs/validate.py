"""`smartmix validate`, `smartmix.validate(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import kinds, options
from smartmix.command import JSON, Verb
from smartmix.marks import _
from smartmix.options import Option
from smartmix.problems import DONE, NOT_MET

if TYPE_CHECKING:
    from calibration.validation_result import Validation

#: Candidates when no number is given: the size of the posterior that ships.
DRAWS = 1000

Draws = Annotated[
    int,
    Option(
        "--draws",
        "N",
        _("candidates of prior and of posterior each (default 1000)"),
        "; 20 or more. Signs and results are run on 200 of them at most",
        most=bounds.DRAWS,
        least=20,
    ),
]
Firms = Annotated[
    int | str | None,
    Option(
        "--firms",
        "N",
        _("firms in the sample for signs and results (default 1400)"),
        "Facts are simulated on worlds of their own",
    ),
]


def validate(
    draws: Draws = DRAWS,
    *,
    seed: options.Seed = defaults.SEED,
    firms: Firms = None,
    posterior: options.Posterior = None,
    workers: options.Workers = None,
    out: options.Out = None,
    lang: options.Lang = None,
    figures: options.Figures = True,
    progress: options.Progress = False,
) -> "Validation":
    """Hold the calibrated model against the evidence and write a run folder.

    The result holds `facts`, `held_out`, `joint`, `left_out`, `results`, `signs` and `folder`; `is_met` tells whether
    the tests are passed; `frames()["draws"]` has a row per candidate. It is written when all has been simulated: what
    is stopped leaves nothing. Raises InputProblem.

        found = sm.validate(20, firms=100, figures=False)
        found.is_met, [check.fact.id for check in found.misses]
    """
    from smartmix.validating import validate_into_folder  # noqa: PLC0415

    return validate_into_folder(draws, seed, firms, posterior, workers, out, lang, figures, progress)


def _show(validation: "Validation", as_json: bool, quiet: bool) -> int:
    kinds.show(validation, as_json, quiet)
    return DONE if validation.is_met else NOT_MET


VERB = Verb(
    validate,
    _("hold the calibrated model against what was measured"),
    _show,
    json=replace(JSON, more=": what `validation.json` holds (`results/schema/validate.schema.json`)"),
)
