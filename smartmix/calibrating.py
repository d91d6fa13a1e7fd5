"""A calibration from checked options to a finished run folder, for the command line and for Python."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calibration.ceilings import ceilings
from calibration.grade import compute_grade
from calibration.grade_file import write_grade
from calibration.identification import write_identification
from calibration.leave_one_out import FILE as LEFT_OUT
from calibration.observation_draws import FILE as OBSERVATION
from calibration.read_results import work_of_results
from calibration.result import CalibrationResult, load_calibration
from calibration.settings import CalibrationSettings
from calibration.trust import check_method
from calibration.workflow import Watching, calibrate, plan_of, write_calibrated
from experiments.each import Stopped
from experiments.files import whole_file, write_text
from experiments.fingerprints import package_versions
from experiments.integrity import close
from experiments.posterior import SHIPPED
from experiments.run_folder import claim_folder, default_folder
from experiments.writing import writing
from results.language import translator
from smartmix import output
from smartmix.cluster_worker import cluster_at
from smartmix.going_on import check_place
from smartmix.options import Place
from smartmix.output import Watch
from smartmix.problems import Interrupted
from smartmix.session import going_on_command, reader_language


def calibrate_into_folder(
    settings: CalibrationSettings,
    check: bool,
    ship: bool,
    workers: int | None,
    cluster: str | None,
    out: Place | None,
    lang: str | None,
    progress: bool,
) -> CalibrationResult:
    """Run a calibration, or what is missing of it, and write its folder, the manifest last.

    check: also ask whether the method can be trusted; ship: also grade the evidence and replace the posterior
    of this installation. Raises InputProblem before any simulating, or when the disk gives out; Interrupted.
    """
    place = None if out is None else Path(out)
    check_place(place, workers)
    plan = plan_of(settings)
    folder = place or default_folder(plan)
    threads, done = workers or os.cpu_count() or 1, [0]
    engine = cluster_at(cluster, None) or threads
    with output.progress(settings.simulations, is_wanted=progress) as watch:

        def advance(count: int) -> None:
            done[0] += count
            watch.advance(count)

        watching = Watching(advance, _teller(watch, settings, reader_language(lang)))
        try:
            with writing(folder):
                claim_folder(folder, plan)
                calibration = calibrate(settings, folder, engine, watching)
                write_calibrated(calibration, folder / "posterior")
                write_identification(calibration, folder)
                if check:
                    check_method(calibration, folder, engine, watching)
                if ship:
                    _ship(folder, threads, watching)
                close(folder, plan | {"simulations": calibration.simulations, "packages": package_versions()})
        except (Stopped, KeyboardInterrupt) as stopped:
            command = going_on_command("calibrate", str(folder))
            raise Interrupted(done[0], settings.simulations, str(folder), command) from stopped
    return load_calibration(folder)


def _teller(watch: Watch, settings: CalibrationSettings, lang: str) -> Callable[[str, dict[str, Any]], None]:
    """Words for the stages, and of how many parts they are where that is known."""
    _ = translator(lang)
    texts = {
        "screening": _("screening the parameters"),
        "bank": _("simulating the prior"),
        "sequential": _("refining, generation {generation}"),
        "leaving one out": _("checking the method on known truths"),
        "reading results": _("checking the method on results that users read"),
        "repeating": _("repeating the calibration, {number} of {of}"),
        "grade": _("grading the evidence"),
    }
    totals = {
        "bank": settings.simulations,
        "sequential": settings.particles,
        "leaving one out": settings.pseudo_observations,
        "reading results": work_of_results(settings.read_candidates),
        "repeating": settings.repeat_particles,
    }
    # a repeat has fewer particles, in its later generations too
    return lambda stage, values: watch.stage(texts[stage].format(**values), values.get("particles", totals.get(stage)))


def _ship(folder: Path, workers: int, watching: Watching) -> None:
    """Grade the evidence, look at ceilings of voluntary growth, and replace the posterior that ships."""
    place = folder / "posterior"
    watching.stage("grade", {})
    write_grade(compute_grade(workers=workers, posterior=place), place)
    frame = ceilings(posterior=str(place), workers=workers)
    write_text(folder / "ceilings.csv", frame.to_csv(index=False, lineterminator="\n", float_format="%.6g"))
    for name in ("draws.parquet", OBSERVATION, LEFT_OUT, "grade.json", "manifest.json"):  # the manifest last
        with whole_file(SHIPPED / name) as temporary:
            shutil.copyfile(place / name, temporary)
