"""One draw of one mix, and the life of one firm: from checked settings to what was asked, written where it was."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.integrity import PLAN
from experiments.life import LifeOfFirm, check_life, life_of_firm
from experiments.manifest import analysis_manifest
from experiments.one_run import OneRun, run_one, write_run, write_trajectory
from experiments.run_folder import claim_folder
from experiments.settings import CompareSettings
from experiments.writing import writing
from results.life.figure import check_figure
from results.life.picture import write_figure
from scenarios.library import load_mix
from simulation.compiled import is_warm
from smartmix import output
from smartmix.own_rules import announce
from smartmix.session import is_command_line, reader_language, words
from smartmix.writable import check_file, check_folder


def run_into_folder(settings: CompareSettings, mix: str, draw: int, trajectory: bool, folder: Path | None) -> OneRun:
    """The run; written where a folder is named, or where the command line asks for every firm.

    Raises InputProblem before simulating for what cannot be run or written.
    """
    if folder is None and trajectory and is_command_line():
        folder = Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-run-{Path(mix).stem}-{draw}"
    settings.check()
    if folder is not None:
        check_folder(folder, may_hold=(PLAN,))
    announce(settings, 1, reader_language(), True)
    with _waiting():
        if folder is None:
            return _in_memory(settings, mix, draw) if trajectory else run_one(settings, mix, draw)
        run, baseline = load_mix(mix), load_mix(settings.baseline)
        manifest = analysis_manifest("run", settings, (baseline, run), {"mix": run.id, "draw": draw})
        with writing(folder):
            claim_folder(folder, manifest)
            try:
                if trajectory:
                    result = write_trajectory(folder, lambda each_quarter: run_one(settings, mix, draw, each_quarter))
                else:
                    result = run_one(settings, mix, draw)
                return write_run(result, folder, manifest)
            except BaseException:
                (folder / PLAN).unlink(missing_ok=True)  # one run is not gone on with: it leaves nothing
                raise


def _in_memory(settings: CompareSettings, mix: str, draw: int) -> OneRun:
    import pyarrow  # noqa: PLC0415

    quarters: list[Any] = []
    result = run_one(settings, mix, draw, quarters.append)
    return replace(result, quarters=pyarrow.concat_tables(quarters).to_pandas())


def life_with_figure(
    settings: CompareSettings, mix: str, draw: int, firm: int, figure: Path | None, lang: str | None
) -> LifeOfFirm:
    """The life of a firm, drawn where a file is named. Raises InputProblem before simulating where it can."""
    if figure is not None:
        check_figure(figure)
        check_file(figure)
    if settings.model:  # what is refused is told in one line alone: the notice comes after
        check_life(settings, mix, draw, firm)
    announce(settings, 1, reader_language(lang), True)
    with _waiting():
        life = life_of_firm(settings, mix, draw, firm)
    if figure is None:
        return life
    write_figure(life, figure, reader_language(lang))
    return replace(life, figure=figure)


def _waiting() -> AbstractContextManager[None]:
    """A few words while the command line simulates."""
    _ = words()
    text = _("simulating") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)")
    return output.waiting(text, is_wanted=is_command_line())
