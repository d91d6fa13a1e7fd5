"""A comparison from checked settings to a finished run folder, for the command line and for Python."""

import os
from pathlib import Path
from typing import Any

from experiments.compare import Comparison, run_comparison
from experiments.each import Engine, Stopped
from experiments.integrity import blocks_kept
from experiments.manifest import manifest_of
from experiments.prepare import prepare
from experiments.run_folder import check_claim, default_folder
from experiments.runner import blocks_of
from experiments.settings import CompareSettings
from experiments.writing import writing
from results.language import translator
from simulation.ahead import compile_ahead
from simulation.compiled import is_warm
from smartmix import output
from smartmix.going_on import check_place
from smartmix.options import Place
from smartmix.own_rules import announce
from smartmix.problems import Interrupted
from smartmix.session import going_on_command, reader_language


def compare_into_folder(
    settings: CompareSettings,
    out: Place | None,
    workers: int | None,
    lang: str | None,
    figures: bool,
    progress: bool,
    engine: Engine | None = None,
) -> Comparison:
    """Run on threads or on the engine, summarise, write tables, figures and page, and the manifest last.

    Raises InputProblem before any simulating, or when the disk gives out; Interrupted when the user stops it.
    """
    chosen = reader_language(lang)
    _ = translator(chosen)
    place = None if out is None else Path(out)
    check_place(place, workers)
    if not settings.model:  # rules of one's own run firm by firm
        compile_ahead()  # the check lays out firms, which compiles small functions of its own
    settings.check()
    with output.progress(settings.draws, is_wanted=progress) as watch:
        watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
        experiment = prepare(settings)
        manifest = manifest_of(experiment)
        folder = place or default_folder(manifest)
        check_claim(folder, manifest)  # what is refused is told in one line alone: the notice comes after
        announce(settings, settings.draws * len(settings.all_mixes()), chosen, progress)
        # figures need matplotlib, which takes its time to import, while a cold start compiles
        from results.compare.folder import write_results  # noqa: PLC0415

        try:
            with writing(folder):
                watch.stage(_("simulating"))
                comparison = run_comparison(settings, folder, engine or workers, watch.advance, experiment)
                watch.stage(_("writing"))
                write_results(comparison, chosen, figures=figures, progress=watch.stage)
        except (Stopped, KeyboardInterrupt) as stopped:
            done = draws_kept(folder, settings)
            command = going_on_command("compare", str(folder))
            raise Interrupted(done, settings.draws, str(folder), command, "draws") from stopped
    return comparison


def draws_kept(folder: Path, settings: CompareSettings) -> int:
    """Number of draws whose blocks are whole for every mix."""
    kept = blocks_kept(folder, settings.draws, [settings.first_year, settings.last_year])
    return sum(len(blocks_of(settings.draws)[block]) for block in kept)


def settings_from(**given: Any) -> CompareSettings:
    """Settings from those values that are not None, files as text; the others keep their defaults.

    `prior` False is not given either: it says that nobody asked for the prior.
    """
    chosen: dict[str, Any] = {
        key: os.fspath(value) if isinstance(value, os.PathLike) else value
        for key, value in given.items()
        if value is not None
    }
    if not chosen.get("prior"):
        chosen.pop("prior", None)
    if "posterior" in chosen:
        chosen.setdefault("prior", False)
    return CompareSettings(**chosen)
