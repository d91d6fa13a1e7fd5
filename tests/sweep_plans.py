"""Small plans that the tests of sweeps share, and what makes two folders hold the same data."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from cli_calls import ROOT

#: 3 mixes, one of them with a lever of two values, in 2 futures, 4 draws: 32 runs in blocks of 6 or so.
SMALL: dict[str, Any] = {
    "format": 1,
    "mixes": ["reference-2020", "mix-1", "mix-2"],
    "baseline": "mix-0",
    "futures": ["ex-ante-2020", "no-eu-law"],
    "levers": {"broad-law.strength": [0.5, 1.0]},
    "parameters": {"kind": "prior", "count": 4},
    "firms": 150,
    "years": [2018, 2024],
    "groups": ["all", "started_laggard", "with_initiative"],
    "indicators": ["practice", "endorsement"],
    "runs_per_block": 6,
}


def plan(**changed: Any) -> dict[str, Any]:
    """SMALL with other values; None takes a key out."""
    return {key: value for key, value in (SMALL | changed).items() if value is not None}


def written(folder: Path, content: dict[str, Any], name: str = "plan.yaml") -> Path:
    """A plan as a file."""
    path = folder / name
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def data_of(folder: Path) -> dict[str, bytes]:
    """Every file but the manifest, whose content is the same too but for nothing."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def process(*words: str | Path, **named: Any) -> subprocess.Popen[str]:
    """The command line as a process of its own."""
    environment = os.environ | {"SMARTMIX_LANG": "en", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "smartmix", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
        **named,
    )
