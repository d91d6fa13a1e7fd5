"""Mixes of people's own: checked as data, kept in memory under a name made from their content.

Whoever has the address of such a mix can open it while the server runs; each person sees a list of their own only.
"""

import hashlib
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from scenarios.checking import check_file
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from smartmix.page.dials.mix_changes import yaml_of

#: What an upload may hold, in bytes.
LARGEST_UPLOAD = 100_000
#: Mixes that one person keeps, and that the server keeps in all; the oldest make room.
KEPT_PER_PERSON = 10
KEPT_IN_ALL = 200
#: How the address of a mix that is kept begins.
MARK = "file-"
_NAME = "mix.yaml"


@dataclass
class OwnMixes:
    """The mixes kept; every method may be called from any thread."""

    _mixes: OrderedDict[str, Mix] = field(default_factory=OrderedDict[str, Mix])
    _lists: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def keep(self, person: str, mix: Mix) -> str:
        """Keep a mix for this person and return the key by which an address names it."""
        key = MARK + hashlib.sha256(yaml_of(mix).encode()).hexdigest()[:20]
        with self._lock:
            self._mixes[key] = mix
            self._mixes.move_to_end(key)
            mine = [other for other in self._lists.pop(person, []) if other != key]
            self._lists[person] = [*mine, key][-KEPT_PER_PERSON:]
            while len(self._mixes) > KEPT_IN_ALL:
                self._mixes.popitem(last=False)
            while len(self._lists) > KEPT_IN_ALL:
                del self._lists[next(iter(self._lists))]
        return key

    def find(self, key: str) -> Mix | None:
        """The mix with this key, if it is still kept."""
        with self._lock:
            return self._mixes.get(key)

    def of(self, person: str) -> dict[str, Mix]:
        """The mixes of this person by key, the newest first."""
        with self._lock:
            return {key: self._mixes[key] for key in reversed(self._lists.get(person, [])) if key in self._mixes}

    def let_go(self, person: str, key: str) -> None:
        """Take a mix from this person's list; it goes altogether when it is on no list."""
        with self._lock:
            self._lists[person] = [other for other in self._lists.get(person, []) if other != key]
            if not any(key in mine for mine in self._lists.values()):
                self._mixes.pop(key, None)


#: The mixes of this server.
STORE = OwnMixes()


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
