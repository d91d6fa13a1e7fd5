"""Work that an analysis has finished, kept in its run folder: it can be stopped and go on, and grow when it is done.

A block of points is a file `kept/<key>.block`, whole or absent: a sha256 and then arrays in NumPy's `.npz` form. Its
key is a hash of what decides its numbers beyond what the manifest of the folder binds (behaviour, population,
posterior), so that the same analysis, or a larger one of the same, started again in that folder, finds it. A damaged
file is not found, and is worked out again. No result needs these files: `result.json` and the tables say what they
said.
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from experiments.files import content_id, reported_to_user, whole_file
from experiments.integrity import KEPT, PLAN, forget_kept
from experiments.manifest import MANIFEST
from experiments.settings import CompareSettings

_FAILURES = "failures"
#: Bytes of the sha256 at the start of a file.
_DIGEST = 32


@dataclass(frozen=True)
class KeptBlock:
    """Numbers of a block by name, and the reason by point of those that failed."""

    values: Mapping[str, Any]
    failures: Mapping[int, str]


class Kept:
    """What is kept in a run folder; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """The folder is one that `experiments.run_folder.claim_folder` has claimed."""
        self.folder = folder
        self._done, self._lock, self._used = 0, threading.Lock(), set[str]()

    @property
    def done(self) -> int:
        """Points that were found or kept since the start."""
        return self._done

    def find(self, key: str, points: int, shapes: Mapping[str, tuple[int, ...]]) -> KeptBlock | None:
        """The block with this key and these numbers of these shapes; None when it is not there, or damaged."""
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return None
        with np.load(BytesIO(content[_DIGEST:]), allow_pickle=False) as stored:
            values = {name: stored[name] for name in shapes}
            failures = {int(n): str(text) for n, text in json.loads(str(stored[_FAILURES])).items()}
        if any(values[name].shape != shape for name, shape in shapes.items()):
            return None
        self._count(key, points)
        return KeptBlock(values, failures)

    def keep(self, key: str, points: int, block: KeptBlock) -> None:
        """Write a block, whole or not at all. Raises InputProblem when the disk does not allow it."""
        failures = json.dumps({str(n): text for n, text in block.failures.items()})
        arrays: dict[str, Any] = {**block.values, _FAILURES: np.array(failures)}
        page = BytesIO()
        np.savez_compressed(page, **arrays)
        content = hashlib.sha256(page.getvalue()).digest() + page.getvalue()
        with whole_file(self._path(key)) as temporary:
            temporary.write_bytes(content)
        self._count(key, points)

    def forget(self) -> None:
        """Leave nothing behind: of an analysis that would be refused again, however often it is started.

        A finished run of less stays as it is.
        """
        with reported_to_user(self.folder):
            (self.folder / PLAN).unlink(missing_ok=True)
            if (self.folder / MANIFEST).is_file():
                return
            forget_kept(self.folder)
            if not any(self.folder.iterdir()):
                self.folder.rmdir()

    def forget_others(self) -> None:
        """Remove what was kept and not asked for: of a run of less, in other blocks."""
        with reported_to_user(self.folder):
            for path in (self.folder / KEPT).iterdir() if (self.folder / KEPT).is_dir() else ():
                if path.stem not in self._used:
                    path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / KEPT / f"{key}.block"

    def _count(self, key: str, points: int) -> None:
        with self._lock:
            self._done += points
            self._used.add(key)


def key_of(
    settings: CompareSettings,
    mixes: Sequence[str],
    parameters: Sequence[Any],
    replications: Sequence[int],
    asked: Mapping[str, Any],
) -> str:
    """The key of a block of points: settings, fingerprints of mixes, points, and which numbers are `asked` of them."""
    same = {name: value for name, value in settings.as_dict().items() if name not in ("draws", "mixes", "baseline")}
    digest = hashlib.sha256(b"".join(values.tobytes() for values in parameters)).hexdigest()
    return content_id(
        same | {"mixes": list(mixes), "parameters": digest, "replications": list(replications), "asked": dict(asked)}
    )
