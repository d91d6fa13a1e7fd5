"""Run folders as an older version left them."""

import json
from pathlib import Path

from experiments.files import file_hash


def as_older(folder: Path, *without: str) -> None:
    """Make the folder one from before there were seals, and from before it held these files."""
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest.pop("seal", None)
    for name in without:
        (folder / name).unlink()
        del manifest["files"][name]
    manifest["files"] = {name: file_hash(folder / name) for name in manifest["files"]}
    file.write_text(json.dumps(manifest | {"format": 2}), encoding="utf-8")
