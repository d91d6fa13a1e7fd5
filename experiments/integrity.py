"""What a run folder must hold, and whether it does: everything that reads or closes one goes through here.

A block is hashed when it is written, and noted in `blocks/`; the manifest is written last, with the hash of every file
and a seal on itself. Which files there must be follows from the settings, not from what happens to be there. People
may put what they like into `reports/`, which `smartmix report` makes anew from the rest.
"""

import json
import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.files import UNFINISHED, file_hash, reported_to_user
from experiments.manifest import MANIFEST, BrokenSeal, deciding, read_manifest
from experiments.runner import blocks_of
from experiments.seal import SEAL, seal_holds, write_sealed
from experiments.store import block_path, read_columns
from experiments.writing import LOCK, writing
from simulation.problems import InputProblem

#: Present from the start until the manifest is written: what the folder is going to hold.
PLAN = "plan.json"
#: Where finished work is kept until the manifest is there, and that of a study after it (see `experiments.kept`).
KEPT = "kept"
REPORTS = "reports"
#: What programs of others leave in any folder that is looked at.
_OF_OTHERS = (".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints")
#: Files that every run of a kind has beside its blocks and tables; a study has `result.json`.
_FILES = {
    "compare": ("summary.csv", "probabilities.csv", "runs.csv", "dates.csv"),
    "sweep": (),
    "run": ("run.json", "indicators.csv"),
    "site": ("index.html", "en.html", "site.css"),
    "validate": ("validation.json", "validation.csv"),
    "calibration": (
        *(f"{name}.csv" for name in ("screening", "identification", "correlations", "pulls", "agreement")),
        "generations.csv",
        *(f"posterior/{name}" for name in ("draws.parquet", "observation.parquet", "leave_one_law_out.json")),
        "posterior/manifest.json",
    ),
}
#: Files that a run of a kind may have, as patterns; a study has figures, and mixes that it found.
_MORE = {
    "compare": ("objectives.csv", "index.html", "figures/*", "failed/*.json", "mixes/*.yaml"),
    "sweep": ("failures.csv",),
    "run": ("trajectory.parquet",),
    "site": ("*.js",),
    "calibration": (
        *(f"{name}.csv" for name in ("ranks", "coverage", "result_coverage", "repeats", "ceilings")),
        "check/results.csv",
        "posterior/grade.json",
        *(f"{part}/*.parquet" for part in ("bank", "tempering", "check")),
    ),
}
_FIGURES = ("figures/*", "mixes/*.yaml")
#: What a comparison keeps when it grows.
_BLOCKS = ("data/*", "blocks/*", "failed/*", "mixes/*")
_NOTE_FORMAT = 2
#: When the files of a folder were found to be as written: it is not read again until one of them changes.
_FOUND_GOOD: dict[Path, tuple[Any, ...]] = {}


@dataclass
class Finding:
    """One thing that is wrong with a run folder: the file and what is the matter.

    problem: `missing`, `changed`, `stray` (it does not belong there) or `recomputed differently`.
    """

    file: str
    problem: str


def needed(manifest: Mapping[str, Any]) -> set[str]:
    """The files that a finished run with these settings holds, whatever is there."""
    settings, kind = manifest["settings"], manifest.get("kind", "compare")
    names = {*_FILES.get(kind, ("result.json",)), *(f"{table}.csv" for table in manifest.get("tables", {}))}
    if kind == "compare":
        blocks = range(len(blocks_of(settings["draws"])))
        names |= {block_path(Path(), mix, block).as_posix() for mix in settings["mixes"] for block in blocks}
        names |= {note_name(block) for block in blocks}
    if kind == "sweep":
        for block in range(manifest["blocks"]):
            names |= {note_name(block), *swept(block)}
    return names


def swept(block: int) -> tuple[str, str]:
    """The files of a block of a sweep: data, and a row per run."""
    return f"data/{block:06d}.parquet", f"runs/{block:06d}.parquet"


def note_name(block: int) -> str:
    """The file that says that a block is whole: the hashes of its files, and what else is known of it."""
    return f"blocks/{block:06d}.json"


def note_block(folder: Path, block: int, files: Mapping[str, str], **known: Any) -> None:
    """Say that a block is whole; files: hash by name, taken when they were written."""
    write_sealed(folder / note_name(block), {"format": _NOTE_FORMAT, **known, "files": dict(files)})


def noted_block(folder: Path, block: int) -> dict[str, Any] | None:
    """What was noted of a block; None when it is not there, or not as it was written."""
    try:
        text = (folder / note_name(block)).read_bytes()
        found = json.loads(text.decode())
        # the first notes had no seal
        whole = seal_holds(text, found) if found["format"] == _NOTE_FORMAT else found["format"] == 1
        whole = whole and (found["format"] > 1 or SEAL not in found) and bool(found["files"])
        whole = whole and all(file_hash(folder / name) == digest for name, digest in found["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if whole else None


def check_still_ours(folder: Path) -> None:
    """Raise InputProblem when the folder was taken away while it was being written."""
    if not (folder / PLAN).is_file():
        raise InputProblem(
            "{file}: was removed or moved while it was being written; start again, or choose another folder with --out",
            file=folder,
        )


def close(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest, with the hash of every file that the run holds; the folder is finished from now on.

    What was kept on the way goes after that: a kill in between may not cost the work. Raises InputProblem when a file
    that the settings ask for is not there, or not as it was written.
    """
    check_still_ours(folder)
    kind, names = manifest.get("kind", "compare"), needed(manifest)
    more = {name for name in _there(folder) if any(fnmatchcase(name, one) for one in _MORE.get(kind, _FIGURES))}
    hashes: dict[str, str] = {}
    lost = [name for name in sorted(names | more) if not (folder / name).is_file()]
    if not lost:
        hashes = {name: file_hash(folder / name) for name in sorted(names | more)}
        for note in (name for name in hashes if name.startswith("blocks/")):
            noted = json.loads((folder / note).read_text(encoding="utf-8"))["files"]
            lost += [name for name, digest in noted.items() if hashes.get(name) != digest]
    if lost:
        raise InputProblem(
            "{file}: {name} went or changed while the run was made; give the same command again",
            file=folder,
            name=lost[0],
        )
    write_sealed(folder / MANIFEST, {**manifest, "files": hashes})
    _tidy(folder, manifest)


def findings(folder: Path) -> list[Finding]:
    """What is wrong with the files of a finished run; empty when all are as they were written.

    Raises InputProblem for a folder that is no finished run.
    """
    try:
        manifest = manifest_in(folder)
    except BrokenSeal:
        return [Finding(MANIFEST, "changed")]
    files, there = manifest["files"], _there(folder)
    found = [Finding(name, "missing") for name in files if not (folder / name).is_file()]
    found += [Finding(n, "changed") for n, digest in files.items() if n in there and file_hash(folder / n) != digest]
    if SEAL not in manifest:  # older ones held other files
        return found or _draws_lacking(folder, manifest)
    found += [Finding(name, "missing") for name in sorted(needed(manifest) - {*files})]
    if manifest.get("kind") == "calibration":  # of which the plan stays
        try:
            read_manifest(folder, PLAN)
        except InputProblem:
            found.append(Finding(PLAN, "changed" if (folder / PLAN).exists() else "missing"))
    return found + [Finding(name, "stray") for name in sorted({*there} - {*files})]


def check_files(folder: Path) -> None:
    """Raise InputProblem, naming what is wrong, for a finished run of which a file is not as it was written."""
    if wrong := findings(folder):
        raise _problem(folder, wrong)


def finished(folder: Path) -> dict[str, Any]:
    """The manifest of a finished run whose files are all as they were written.

    One of an older version has no seal: its files are held against their hashes, and nothing is said of the manifest.
    Raises InputProblem when it is no finished run, or one that was changed, naming what is wrong.
    """
    manifest, place = manifest_in(folder), folder.resolve()
    seen = _there(folder) | {name: (folder / name).lstat() for name in (MANIFEST, PLAN) if (folder / name).exists()}
    state = tuple((name, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in sorted(seen.items()))
    if _FOUND_GOOD.get(place) != state:
        check_files(folder)
        _FOUND_GOOD[place] = state
    finish_closing(folder, manifest)
    return manifest


def finish_closing(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Remove what a kill just after the manifest left behind; not while somebody writes here, and not at any price."""
    left = (LOCK,) if is_study(manifest) else (LOCK, KEPT)
    if any((folder / name).exists() for name in left) and not _is_growing(folder, manifest):
        with suppress(InputProblem, OSError), writing(folder):
            _tidy(folder, manifest)


def manifest_in(folder: Path) -> dict[str, Any]:
    """The manifest of a finished run. Raises InputProblem when it is missing, unreadable, newer or changed."""
    manifest = read_manifest(folder)
    files = manifest.get("files") if SEAL in manifest else manifest.setdefault("files", {})  # the first had none
    if not isinstance(files, dict) or not all(isinstance(digest, str) for digest in files.values()):
        raise InputProblem("{file}: cannot be read as a manifest", file=folder / MANIFEST)
    return manifest


def blocks_kept(folder: Path, draws: int, years: Sequence[int]) -> list[int]:
    """The blocks of a comparison that are whole, and hold these draws; years: the first and the last that it keeps."""
    found = list[int]()
    for block, inside in enumerate(blocks_of(draws)):
        note = noted_block(folder, block)
        if note is not None and note.get("draws") == len(inside) and note.get("years") == list(years):
            found.append(block)
    return found


@contextmanager
def readable(folder: Path) -> Generator[None]:
    """Turn whatever reading a file of a run may raise into one line for the user."""
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, pa.ArrowException) as error:
        raise InputProblem("{file}: the run folder is damaged; 'smartmix verify' tells where", file=folder) from error


def forget_unfinished(folder: Path) -> None:
    """Remove what a killed run was writing."""
    with reported_to_user(folder):
        for left in folder.rglob(f"{UNFINISHED}*"):
            left.unlink(missing_ok=True)


def forget_kept(folder: Path) -> None:
    """Remove what was kept on the way; what cannot be removed stays, and does no harm."""
    shutil.rmtree(folder / KEPT, ignore_errors=True)


def forget_result(folder: Path) -> None:
    """Make a finished run an unfinished one: the manifest goes, and what is written anew where a run can grow."""
    manifest = manifest_in(folder)
    stays = () if is_study(manifest) else _BLOCKS if can_grow(manifest) else ("*",)
    with reported_to_user(folder):
        (folder / MANIFEST).unlink()
        for name in manifest["files"]:
            if not any(fnmatchcase(name, one) for one in stays):
                (folder / name).unlink(missing_ok=True)


def is_study(manifest: Mapping[str, Any]) -> bool:
    """Whether it is the manifest of a study, whose finished work stays in `kept/`."""
    return manifest.get("kind", "compare") not in _FILES


def can_grow(manifest: Mapping[str, Any]) -> bool:
    """Whether a folder of this kind may be asked for more of the same."""
    return manifest.get("kind", "compare") == "compare" or is_study(manifest)


def is_whole(folder: Path) -> bool:
    """Whether a run is finished here and no larger one was begun; its files are not looked at."""
    try:
        return not _is_growing(folder, manifest_in(folder))
    except InputProblem:
        return False


def _is_growing(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether a larger run was begun here, and not finished yet."""
    try:
        return can_grow(manifest) and deciding(read_manifest(folder, PLAN)) != deciding(manifest)
    except InputProblem:
        return False


def _tidy(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Remove what is of no use once the manifest is there."""
    if manifest.get("kind") != "calibration":  # whose plan tells what `--check` may add
        (folder / PLAN).unlink(missing_ok=True)
    if not is_study(manifest):
        forget_kept(folder)
    forget_unfinished(folder)


def _there(folder: Path) -> dict[str, Any]:
    """The files of a run folder by name, with what the system tells of them; without what is no part of a result."""
    found: dict[str, Any] = {}
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        passed = parts[0] in (KEPT, REPORTS) or parts in ((MANIFEST,), (PLAN,), (LOCK,))
        if not passed and not {*parts} & {*_OF_OTHERS} and not path.is_dir():
            name = "/".join(parts).encode("utf-8", "backslashreplace").decode()
            found[name] = path.lstat()
    return found


def _draws_lacking(folder: Path, manifest: Mapping[str, Any]) -> list[Finding]:
    """Where a comparison of an older version holds fewer draws than its settings ask for."""
    if manifest.get("kind", "compare") != "compare":
        return []
    with readable(folder):
        draws = {mix: read_columns(folder, mix, ["draw"])["draw"].unique() for mix in manifest["settings"]["mixes"]}
        lacking = [mix for mix, held in draws.items() if len(held) != manifest["settings"]["draws"]]
    return [Finding(block_path(Path(), mix, 0).parent.as_posix(), "missing") for mix in lacking]


def _problem(folder: Path, wrong: list[Finding]) -> InputProblem:
    name = wrong[0].file
    match wrong[0].problem:
        case "missing":
            return InputProblem("{file}: {name} is missing; 'smartmix verify' lists all damage", file=folder, name=name)
        case "stray":
            return InputProblem("{file}: {name} does not belong to this run; move it elsewhere", file=folder, name=name)
        case _:
            return InputProblem(
                "{file}: {name} is not as it was written; 'smartmix verify' lists all damage", file=folder, name=name
            )
