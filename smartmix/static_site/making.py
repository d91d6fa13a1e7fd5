"""From what is asked on the command line or in Python to a site, with progress and a way to go on."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from experiments.each import Stopped, check_workers
from experiments.settings import CompareSettings
from experiments.writing import writing
from results.language import translator
from simulation.compiled import is_warm
from simulation.problems import InputProblem
from smartmix import output
from smartmix.comparing import draws_kept
from smartmix.problems import Interrupted
from smartmix.session import reader_language, same_command
from smartmix.static_site.write import part_of, write_site
from smartmix.writable import check_file


def make_site(
    folder: Path, asked: Sequence[CompareSettings], workers: int | None, lang: str | None, progress: bool
) -> Path:
    """Check everything, then make the site of these comparisons, one per future; its folder.

    Raises InputProblem where the folder is there already or cannot be written, another run is at work on it, or
    settings are not right; Interrupted where it is stopped, after which the same call goes on.
    """
    _ = translator(reader_language(lang))
    if folder.exists():
        raise InputProblem("{file}: is there already; choose another folder, or remove it", file=folder)
    part = part_of(folder)
    check_file(part / "probe")
    check_workers(workers)
    for settings in asked:
        settings.check()
    total = sum(settings.draws for settings in asked)
    with output.progress(total, is_wanted=progress) as watch:
        watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
        try:
            with writing(part):
                write_site(asked, folder, watch, workers)
        except (Stopped, KeyboardInterrupt) as stopped:
            done = sum(draws_kept(part / "runs" / settings.future, settings) for settings in asked)
            raise Interrupted(done, total, str(part), same_command("site"), "draws") from stopped
    shutil.rmtree(part, ignore_errors=True)
    return folder
