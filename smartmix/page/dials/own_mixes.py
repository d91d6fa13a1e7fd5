"""Mixes of people's own, kept on disk: a file for each in the folder of whoever made it.

A page that only this machine can reach has one owner, whoever started it, with the files in the folder itself; a server
has a folder for each browser (`serving.owners`). Files are those that `smartmix compare` reads; each is read through
the one gate for input, and one that cannot be read is a line in the list and nothing more.
"""

import hashlib
import os
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from experiments.files import reported_to_user, write_text
from scenarios.checking import check_file
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.input_gate import read_bytes
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from smartmix.page.dials.mix_file import file_text

#: Where own mixes are kept, instead of the user's folder for data.
MIXES = "SMARTMIX_MIXES"
#: What an upload may hold, in bytes.
LARGEST_UPLOAD = 100_000
#: Mixes that one person keeps, and that the server keeps in all; more are refused.
KEPT_PER_PERSON = 50
KEPT_IN_ALL = 5_000
#: How the address of a mix that is kept begins.
MARK = "file-"
_NAME = "mix.yaml"


def folder_of_mixes() -> Path:
    """SMARTMIX_MIXES, else `smartmix/mixes` in the user's folder for data."""
    own = os.environ.get(MIXES)
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".local" / "share")
    return Path(own) if own else Path(base) / "smartmix" / "mixes"


@dataclass(frozen=True)
class KeptMix:
    """A file that is kept. mix: None where it cannot be read, and `problem` says why; key: as an address names it."""

    file: Path
    key: str
    mix: Mix | None
    problem: InputProblem | None = None


@dataclass
class OwnMixes:
    """The mixes kept below a folder (by default the user's); every method may be called from any thread."""

    folder: Path | None = None
    _read: dict[tuple[Path, int, int], KeptMix] = field(default_factory=dict[tuple[Path, int, int], KeptMix])
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def of(self, owner: str) -> list[KeptMix]:
        """What this owner keeps, the newest first; "" is who started a page for this machine alone."""
        files = _files(self._place(owner))
        return [self._kept(file) for file in sorted(files, key=_age, reverse=True)[: 2 * KEPT_PER_PERSON]]

    def mixes(self, owner: str) -> dict[str, Mix]:
        """The mixes of this owner that can be read, by id, the newest first."""
        found: dict[str, Mix] = {}
        for kept in self.of(owner):
            if kept.mix is not None:
                found.setdefault(kept.mix.id, kept.mix)
        return found

    def keep(self, owner: str, mix: Mix) -> KeptMix:
        """Keep a mix in the file of its id, whole or not at all. Raises InputProblem where the shelf is full."""
        place = self._place(owner)
        file = place / f"{mix.id}.yaml"
        with self._lock:
            if not file.exists():
                _refuse_more(len(_files(place)), KEPT_PER_PERSON)
                _refuse_more(sum(1 for _each in self.base().rglob("*.yaml")), KEPT_IN_ALL)
            write_text(file, file_text(mix))
            return self._kept(file)

    def find(self, key: str) -> Mix | None:
        """The mix with this key, whoever keeps it: a key follows from the content and cannot be guessed."""
        places = [self.base(), *(place for place in _entries(self.base()) if place.is_dir())]
        return next((kept.mix for place in places for f in _files(place) if (kept := self._kept(f)).key == key), None)

    def let_go(self, owner: str, file: str) -> None:
        """Take a file from this owner's folder by its name. Raises InputProblem."""
        found = next((each for each in _files(self._place(owner)) if each.name == file), None)
        if found is not None:
            with reported_to_user(found):
                found.unlink(missing_ok=True)

    def base(self) -> Path:
        """The folder below which mixes are kept."""
        return self.folder or folder_of_mixes()

    def _place(self, owner: str) -> Path:
        return self.base() / owner if owner else self.base()

    def _kept(self, file: Path) -> KeptMix:
        """The file as it is now; read again only when it has changed."""
        try:
            about = file.stat()
            mark = (file, about.st_mtime_ns, about.st_size)
        except OSError:
            mark = (file, 0, 0)
        if mark not in self._read:
            with self._lock:
                if len(self._read) > KEPT_IN_ALL:
                    self._read.clear()
                self._read[mark] = _read(file)
        return self._read[mark]


#: The mixes of this server.
STORE = OwnMixes()


def _read(file: Path) -> KeptMix:
    try:
        key = MARK + hashlib.sha256(read_bytes(file)).hexdigest()[:20]
        return KeptMix(file, key, load_mix(file))
    except InputProblem as problem:
        return KeptMix(file, "", None, problem)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # not there yet, or not to be read: nothing is kept
        return []


def _files(folder: Path) -> list[Path]:
    return [each for each in _entries(folder) if each.suffix == ".yaml" and not each.name.startswith(".")]


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _refuse_more(found: int, allowed: int) -> None:
    if found >= allowed:
        raise InputProblem("{found} mixes are kept; allowed: {allowed}; remove one first", found=found, allowed=allowed)


def read_upload(text: str) -> Mix:
    """The mix in an uploaded or pasted file. Raises InputProblem with one line for the first thing that is wrong.

    Data only: nothing in it is run, and it can extend shipped mixes alone.
    """
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST_UPLOAD:
        raise InputProblem("{file}: {found} bytes; allowed: {allowed}", file=_NAME, found=size, allowed=LARGEST_UPLOAD)
    with tempfile.TemporaryDirectory(prefix="smartmix-upload-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / _NAME
        place.write_bytes(text.encode("utf-8", "replace"))
        parent = read_yaml(place).get("extends")
        if isinstance(parent, str) and parent not in list_mixes():
            raise InputProblem(
                "{file}: extends: unknown mix {name}; the nearest known one is {nearest}",
                file=_NAME,
                name=parent,
                nearest=nearest(parent, list_mixes()),
            )
        found = check_file(place)
    if not isinstance(found.content, Mix):
        raise InputProblem("{file}: a {kind}; a mix is needed here", file=_NAME, kind=found.kind)
    return found.content


def start_mix(key: str) -> Mix:
    """The mix that an address starts from: a shipped one, or one that is kept. Raises InputProblem."""
    if key.startswith(MARK):
        found = STORE.find(key)
        if found is None:
            raise InputProblem(
                "the mix {key} is no longer kept here; ask for its file, or start from a shipped mix", key=key
            )
        return found
    if key not in list_mixes():
        raise InputProblem(
            "unknown mix {name}; the nearest known one is {nearest}", name=key, nearest=nearest(key, list_mixes())
        )
    return load_mix(key)
