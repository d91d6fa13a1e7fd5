"""Finished run folders of every kind, damaged at random: does `verify` find it, and does every reader refuse it?

`python -m benchmarks.damage` makes the folders, damages them a thousand times, prints a table, and ends with status 1
when a damage was not found or not refused in one line. Each damage is undone before the next.
"""

import argparse
import contextlib
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

import smartmix as sm
from benchmarks.row import row
from experiments.integrity import KEPT, REPORTS
from simulation.problems import InputProblem
from smartmix.cli import main

_TINY = ("--firms", "100", "--prior")
_SWEEP = {
    "format": 1,
    "mixes": ["mix-1", "mix-2"],
    "baseline": "mix-0",
    "firms": 100,
    "years": [2018],
    "parameters": {"kind": "prior", "count": 4},
    "indicators": ["practice", "awareness"],
    "runs_per_block": 3,
}
_CALIBRATE = "calibrate --simulations 300 --particles 100 --generations 1 --trajectories 2 --draws 50"
#: What makes a folder of each kind, as small as it goes. FOLDER stands for where the plan of the sweep is.
COMMANDS: dict[str, tuple[str, ...]] = {
    "compare": ("compare", "mix-1", "--draws", "60", "--from", "2018", "--until", "2018", *_TINY),
    "run": ("run", "mix-1", "--until", "2018", *_TINY),
    "sweep": ("sweep", "FOLDER/sweep.yaml"),
    "pathways": ("pathways", "ser-route-3", "--draws", "4", *_TINY),
    "optimise": ("optimise", "--evaluations", "2", "--draws", "2", *_TINY),
    "robustness": ("robustness", "mix-1", "--worlds", "futures", "--draws", "4", *_TINY),
    "synergy": ("synergy", "mix-3", "--draws", "2", "--year", "2022", *_TINY),
    "information": ("information", "mix-1", "--draws", "20", "--replications", "2", *_TINY),
    "discover": (
        *("discover", "mix-1", "--indicator", "practice", "--group", "all", "--below", "0.05", "--year", "2022"),
        *("--worlds", "none", "--draws", "60", *_TINY),
    ),
    "sensitivity": (
        *("sensitivity", "mix-2", "--method", "morris", "--draws", "4", "--parameter", "norm_mean", "--parameter"),
        *("legal_duty", "--years", "2022", *_TINY),
    ),
    "validate": ("validate", "--draws", "20", "--firms", "100"),
    "calibration": (*_CALIBRATE.split(), "--pseudo-observations", "20", "--repeats", "1", "--check"),
}
#: Of a finished validation the status tells the verdict, which on so few draws may be either.
_VERDICTS = {"validate": (0, 1)}
#: Kinds that are made in some seconds.
QUICK = ("compare", "run", "sweep", "pathways")
_NUMBER = re.compile(rb"\d")


class Outcome(NamedTuple):
    """What a command line gave: its status, standard output, standard error."""

    status: int
    out: str
    err: str


class Tried(NamedTuple):
    """One damage: the kind of folder, the kind of damage, what was damaged, and who did not notice (or failed)."""

    kind: str
    damage: str
    file: str
    unnoticed: tuple[str, ...]


def call(*words: str | Path) -> Outcome:
    """A command line, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([*map(str, words), "--lang", "en"])
    return Outcome(status, out.getvalue(), err.getvalue())


def make(folder: Path, kinds: Sequence[str]) -> dict[str, Path]:
    """A finished run of each kind. Raises RuntimeError when one cannot be made or read."""
    (folder / "sweep.yaml").write_text(yaml.safe_dump(_SWEEP), encoding="utf-8")
    made: dict[str, Path] = {}
    for kind in kinds:
        words = [word.replace("FOLDER", str(folder)) for word in COMMANDS[kind]]
        made[kind] = folder / kind
        done = call(*words, "--out", made[kind], *(("--quiet",) if kind != "run" else ()))
        if done.status not in _VERDICTS.get(kind, (0,)):
            raise RuntimeError(f"{' '.join(words)}: status {done.status} {done.err}")
    for kind, place in made.items():
        for name, reader in readers(kind, place, made["compare"]).items():
            if reader().status != 0:
                raise RuntimeError(f"{name} does not read a good folder of {kind}: {reader().err}")
    return made


def readers(kind: str, place: Path, comparison: Path) -> dict[str, Callable[[], Outcome]]:
    """All that reads a run folder, by name."""
    report = (place,) if kind == "compare" else (comparison, "--with", place)
    return {
        "verify": lambda: call("verify", place),
        "show": lambda: call("show", place),
        "load": lambda: _loaded(place),
        "report": lambda: call("report", *report, "--format", "html"),
    }


def _loaded(place: Path) -> Outcome:
    try:
        sm.load(place)
    except InputProblem as problem:
        return Outcome(2, "", f"{problem}\n")
    return Outcome(0, "", "")


def tried(kind: str, place: Path, comparison: Path, chance: random.Random) -> Tried:
    """Damage a folder once, ask everybody, and undo it."""
    damages = {"bit": _flip, "truncated": _truncate, "removed": _remove, "stray": _add}
    damages |= {"number in a CSV": _number, "manifest": _manifest} if list(place.rglob("*.csv")) else {}
    damage = chance.choice(sorted(damages))
    before = {path: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
    sealed = [path for path in before if path.relative_to(place).parts[0] not in (REPORTS, KEPT)]
    changed = damages[damage](place, sealed, chance)
    unnoticed: list[str] = []
    for name, reader in readers(kind, place, comparison).items():
        try:
            found = reader()
        except Exception as error:  # what no reader may let through
            unnoticed.append(f"{name}: {type(error).__name__}")
            continue
        one_line = found.status == 2 and found.out == "" and found.err.count("\n") == 1 and "defect" not in found.err
        if not (one_line or (name == "verify" and found.status == 1 and found.err == "")):
            unnoticed.append(f"{name}: status {found.status}")
    for path in place.rglob("*"):
        if path.is_file() and path not in before:
            path.unlink()
    for path, content in before.items():
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    return Tried(kind, damage, changed.relative_to(place).as_posix(), tuple(unnoticed))


def _flip(place: Path, files: list[Path], chance: random.Random) -> Path:
    path = chance.choice([path for path in files if path.stat().st_size])
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return path


def _truncate(place: Path, files: list[Path], chance: random.Random) -> Path:
    path = chance.choice([path for path in files if path.stat().st_size])
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])
    return path


def _remove(place: Path, files: list[Path], chance: random.Random) -> Path:
    path = chance.choice(files)
    path.unlink()
    return path


def _add(place: Path, files: list[Path], chance: random.Random) -> Path:
    model = chance.choice(files)
    path = model.with_name(f"{chance.choice(['stray', '99999', model.stem + '-2'])}{model.suffix}")
    shutil.copyfile(model, path)
    return path


def _number(place: Path, files: list[Path], chance: random.Random) -> Path:
    path = chance.choice([path for path in files if path.suffix == ".csv" and _NUMBER.search(path.read_bytes())])
    content = bytearray(path.read_bytes())
    at = chance.choice([found.start() for found in _NUMBER.finditer(content)])
    content[at] = ord(chance.choice([digit for digit in "0123456789" if ord(digit) != content[at]]))
    path.write_bytes(content)
    return path


def _manifest(place: Path, files: list[Path], chance: random.Random) -> Path:
    """A value of the manifest changed or taken out, as somebody with an editor would."""
    path = place / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    inside, key = content, chance.choice(list(content))
    while isinstance(inside[key], dict) and inside[key] and chance.random() < 0.8:
        inside, key = inside[key], chance.choice(list(inside[key]))
    if chance.random() < 0.3:
        del inside[key]
    else:
        value = inside[key]
        other = {"": "1"} if value is None else None
        inside[key] = value + 1 if isinstance(value, int) else f"{value}1" if isinstance(value, str) else other
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def campaign(
    tries: int,
    seed: int,
    kinds: Sequence[str],
    folder: Path,
    tell: Callable[[Sequence[Tried]], None] = lambda _found: None,
) -> list[Tried]:
    """Damages spread evenly over the kinds; `tell` is called after each with all until then."""
    made, chance = make(folder, kinds), random.Random(seed)
    found: list[Tried] = []
    for n in range(tries):
        kind = kinds[n % len(kinds)]
        found.append(tried(kind, made[kind], made["compare"], chance))
        tell(found)
    return found


def _tell(found: Sequence[Tried]) -> None:
    """Now and then how far it is, and each failure at once, on standard error."""
    if found[-1].unnoticed or len(found) % 50 == 0:
        print(len(found), found[-1] if found[-1].unnoticed else "", file=sys.stderr, flush=True)


def table(found: Sequence[Tried]) -> str:
    """Tries and failures by kind of damage and of folder, as Markdown; then each failure."""
    lines = ["| folder | damage | tries | not found or not refused |", "|---|---|---|---|"]
    tries = Counter((one.kind, one.damage) for one in found)
    failed = Counter((one.kind, one.damage) for one in found if one.unnoticed)
    lines += [f"| {one[0]} | {one[1]} | {tries[one]} | {failed[one]} |" for one in sorted(tries)]
    lines.append(f"| all | all | {len(found)} | {sum(failed.values())} |")
    return "\n".join([*lines, *(f"{one}" for one in found if one.unnoticed)])


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=list(COMMANDS), default=list(COMMANDS), help="compare is needed")
    asked = parser.parse_args()
    os.environ["SMARTMIX_LANG"] = "en"
    with tempfile.TemporaryDirectory() as place:
        found = campaign(asked.tries, asked.seed, asked.kinds, Path(place), _tell)
    failed = [one for one in found if one.unnoticed]
    print(table(found))
    print(row("damages", len(found), len(failed), f"{failed[0]}" if failed else "each found and refused in one line"))
    return int(any(one.unnoticed for one in found))


if __name__ == "__main__":
    sys.exit(_main())
