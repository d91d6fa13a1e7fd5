"""A validation from checked options to a finished run folder, for the command line and for Python."""

import os
from dataclasses import replace
from pathlib import Path

from calibration.validation import check_settings, validate, work
from calibration.validation_result import Validation
from experiments.integrity import PLAN
from experiments.run_folder import default_folder
from results.language import translator
from smartmix import output
from smartmix.options import Place
from smartmix.session import reader_language
from smartmix.writable import check_file, check_folder


def validate_into_folder(
    draws: int,
    seed: int,
    firms: int | str | None,
    posterior: Place | None,
    workers: int | None,
    out: Place | None,
    lang: str | None,
    figures: bool,
    progress: bool,
) -> Validation:
    """Run a validation and write its folder, the manifest last; what was found.

    Raises InputProblem before any simulating where the input, the posterior or the disk does not allow it.
    Nothing is written until everything has been simulated.
    """
    from results.validation.files import write_validation  # noqa: PLC0415 - figures need matplotlib

    chosen = reader_language(lang)
    _ = translator(chosen)
    threads = (os.cpu_count() or 1) if workers is None else workers
    place, drawn_from = None if out is None else Path(out), "" if posterior is None else os.fspath(posterior)
    if place is None:
        check_file(default_folder({}) / "manifest.json")
    else:
        check_folder(place, may_hold=(PLAN,))
    with output.progress(work(draws), is_wanted=progress) as watch:
        watch.stage(_("preparing"))
        check_settings(draws, seed, firms, threads, drawn_from)
        names = {"facts": _("simulating what was measured"), "signs": _("simulating signs")}
        validation = validate(
            draws,
            threads,
            seed=seed,
            firms=firms,
            posterior=drawn_from,
            progress=watch.advance,
            stage=lambda name: watch.stage(names[name]),
        )
        watch.stage(_("writing"))
        return replace(validation, folder=write_validation(validation, place, chosen, figures, watch.stage))
