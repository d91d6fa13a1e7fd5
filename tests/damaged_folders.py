"""Run folders as an older version left them."""

import json
from pathlib import Path


def as_older(folder: Path, *without: str) -> None:
    """Make the folder one from before there were seals, and from before it held these files."""
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    del manifest["seal"]
    for name in without:
        (folder / name).unlink()
        del manifest["files"][name]
    file.write_text(json.dumps(manifest | {"format": 2}), encoding="utf-8")
