"""`smartmix validate`."""

from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.problems import DONE, NOT_MET
from smartmix.session import language
from smartmix.showing import show_result


def validate(
    draws: Annotated[
        str | None,
        typer.Option("--draws", metavar="N", help=_("candidates of prior and of posterior each (default 1000)")),
    ] = None,
    firms: Annotated[
        str | None, typer.Option("--firms", metavar="N", help=_("firms in the sample for the signs (default 1400)"))
    ] = None,
    seed: options.Seed = None,
    posterior: options.Posterior = None,
    workers: options.Workers = None,
    out: options.Out = None,
    lang: options.Lang = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help=_("write no figures"))] = False,
) -> int:
    """Hold the model against the evidence; status 1 when the joint test is not passed."""
    from calibration.validation import work  # noqa: PLC0415
    from smartmix.validating import DEFAULT_DRAWS, DEFAULT_SEED, validate_into_folder  # noqa: PLC0415

    asked, key = options.whole_number("--draws", draws), options.whole_number("--seed", seed)
    count = DEFAULT_DRAWS if asked is None else asked
    threads = options.whole_number("--workers", workers)
    with output.progress(work(count), is_wanted=not quiet) as watch:
        validation = validate_into_folder(
            count,
            DEFAULT_SEED if key is None else key,
            options.firms(firms),
            posterior or "",
            threads,
            options.folder(out),
            language(),
            not no_figures,
            watch,
        )
    from results.validation.form import validation_json  # noqa: PLC0415
    from results.validation.table import validation_table  # noqa: PLC0415

    show_result(
        validation.folder,
        as_json,
        quiet,
        lambda: validation_json(validation),
        lambda width: validation_table(validation, language(), width),
    )
    return DONE if validation.is_met else NOT_MET
