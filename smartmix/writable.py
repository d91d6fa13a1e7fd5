"""Can results be written there? Asked before simulating, not after half an hour."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from experiments.files import reported_to_user
from experiments.writing import names_in
from simulation.problems import InputProblem

#: A folder whose name ends so is a file that was meant.
_DOCUMENTS = (".csv", ".docx", ".html", ".json", ".pdf", ".png", ".pptx", ".svg", ".xlsx")


def check_folder(folder: Path, may_hold: Iterable[str] = ()) -> None:
    """Raise InputProblem unless the folder is new or empty and its disk takes a file; leaves nothing behind.

    A folder that holds one of the files `may_hold` is left to whoever knows how to go on with it.
    """
    names = names_in(folder)
    if names and not names & {*may_hold}:
        raise InputProblem(
            "{file}: the folder is not empty and holds no run that this one goes on with: an unfinished one with the "
            "same settings, or one of fewer draws, evaluations or years of the same; choose another with --out",
            file=folder,
        )
    check_file(folder / "probe")


def check_folder_of_documents(folder: Path) -> None:
    """Raise InputProblem unless documents can be written in the folder, or where its name is that of a document."""
    if folder.suffix.lower() in _DOCUMENTS:
        raise InputProblem(
            "--out: found '{found}'; allowed: a folder, in which each file gets a name of its own", found=folder
        )
    check_file(folder / "document")


def check_file(path: Path) -> None:
    """Raise InputProblem unless a file can be made where `path` is going to be; leaves nothing behind."""
    place = path.parent
    while not place.exists() and place != place.parent:
        place = place.parent
    with reported_to_user(path.parent), tempfile.TemporaryFile(dir=place) as probe:
        probe.write(b"0" * 4096)
        probe.flush()
