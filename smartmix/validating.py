"""A validation from checked options to a finished run folder, for the command line and for Python."""

import os
from dataclasses import replace
from pathlib import Path

from calibration.validation import check_settings, validate
from calibration.validation_result import Validation
from experiments.run_folder import default_folder
from results.language import translator
from smartmix.output import Watch
from smartmix.writable import check_file, check_folder

#: Candidates, and draws of the signs, when no number is given: the size of the posterior that ships.
DEFAULT_DRAWS = 1000
DEFAULT_SEED = 1


def validate_into_folder(
    draws: int,
    seed: int,
    firms: int | str | None,
    posterior: str,
    workers: int | None,
    out: Path | None,
    lang: str,
    figures: bool,
    watch: Watch,
) -> Validation:
    """Run a validation and write its folder, the manifest last; what was found.

    Raises InputProblem before any simulating where the input, the posterior or the disk does not allow it.
    Nothing is written until everything has been simulated.
    """
    from results.validation.files import write_validation  # noqa: PLC0415 - figures need matplotlib

    _ = translator(lang)
    threads = (os.cpu_count() or 1) if workers is None else workers
    if out is None:
        check_file(default_folder({}) / "manifest.json")
    else:
        check_folder(out)
    watch.stage(_("preparing"))
    check_settings(draws, seed, firms, threads, posterior)
    names = {"facts": _("simulating what was measured"), "signs": _("simulating signs")}
    validation = validate(
        draws,
        threads,
        seed=seed,
        firms=firms,
        posterior=posterior,
        progress=watch.advance,
        stage=lambda name: watch.stage(names[name]),
    )
    watch.stage(_("writing"))
    return replace(validation, folder=write_validation(validation, out, lang, figures, watch.stage))
