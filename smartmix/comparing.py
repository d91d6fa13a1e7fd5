"""A comparison from checked settings to a finished run folder, for the command line and for Python."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from experiments.compare import Comparison, run_comparison
from experiments.files import reported_to_user
from experiments.manifest import manifest_of, read_manifest
from experiments.prepare import prepare
from experiments.run_folder import PLAN, default_folder
from experiments.runner import Stopped, blocks_of
from experiments.settings import CompareSettings
from experiments.store import block_path, is_complete
from results.language import translator
from simulation.compiled import is_warm
from simulation.indicators import GROUPS
from simulation.problems import InputProblem
from smartmix.output import Watch
from smartmix.problems import Interrupted
from smartmix.writable import check_file, check_folder


def check_all(settings: CompareSettings, out: Path | None, workers: int | None) -> None:
    """Everything that can be refused before simulating. Raises InputProblem."""
    if workers is not None and workers < 1:
        raise InputProblem("--workers: found {found}; allowed: 1 or more", found=workers)
    settings.check()
    if out is None:
        check_file(default_folder({}) / PLAN)
    else:
        check_folder(out, may_hold=PLAN)


def compare_into_folder(
    settings: CompareSettings,
    out: Path | None,
    workers: int | None,
    lang: str,
    figures: bool,
    watch: Watch,
    command: Callable[[str], str],
) -> Comparison:
    """Run, summarise, write tables, figures and page, and the manifest last.

    `command(folder)` is how to go on after an interruption. Raises InputProblem before any simulating, or
    when the disk gives out; Interrupted when the user stops it.
    """
    from results.compare.folder import write_results  # noqa: PLC0415 - figures need matplotlib, which takes a second

    _ = translator(lang)
    check_all(settings, out, workers)
    watch.stage(_("preparing") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)"))
    experiment = prepare(settings)
    folder = out or default_folder(manifest_of(experiment))
    try:
        _sweep(folder)
        watch.stage(_("simulating"))
        comparison = run_comparison(settings, folder, workers, watch.advance, experiment)
        watch.stage(_("writing"))
        write_results(comparison, lang, figures=figures, progress=watch.stage)
    except (Stopped, KeyboardInterrupt) as stopped:
        done = draws_kept(folder, list(experiment.mixes), settings)
        raise Interrupted(done, settings.draws, str(folder), command(str(folder)), "draws") from stopped
    return comparison


def draws_kept(folder: Path, mixes: list[str], settings: CompareSettings) -> int:
    """Number of draws whose blocks are whole for every mix."""
    rows = (settings.last_year - settings.first_year + 1) * len(GROUPS)
    return sum(
        len(draws)
        for block, draws in enumerate(blocks_of(settings.draws))
        if all(is_complete(block_path(folder, mix, block), rows * len(draws)) for mix in mixes)
    )


def _sweep(folder: Path) -> None:
    """Remove what a killed run was writing: no half-written file may be read, or reach the manifest."""
    if not (folder / PLAN).is_file():
        return
    with reported_to_user(folder):
        for left in folder.rglob(".writing-*"):
            left.unlink(missing_ok=True)


def manifest_in(folder: Path) -> dict[str, Any]:
    """The manifest of a finished run. Raises InputProblem when it is missing, unreadable, newer or not complete."""
    manifest = read_manifest(folder)
    parts = {"settings": dict, "fingerprints": dict, "files": dict}
    if not all(isinstance(manifest.get(name), kind) for name, kind in parts.items()):
        raise InputProblem("{file}: cannot be read as a manifest", file=folder / "manifest.json")
    return manifest


def settings_from(**given: Any) -> CompareSettings:
    """Settings from those values that are not None; the others keep their defaults.

    `prior` False is not given either: it says that nobody asked for the prior.
    """
    chosen: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if not chosen.get("prior"):
        chosen.pop("prior", None)
    if "posterior" in chosen:
        chosen.setdefault("prior", False)
    return CompareSettings(**chosen)
