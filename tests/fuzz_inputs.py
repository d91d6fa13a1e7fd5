"""Every loader on files that were spoilt at random: it reads them or says in one line what is wrong, and soon.

`python tests/fuzz_inputs.py --tries 100000` prints a table; `tests/test_gate.py` runs a few tries of each loader with
a fixed seed. Nothing here can harm outside software: files are small, at most 60 levels deep, without endless numbers.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from calibration.evidence_format import read_fact_entries
from calibration.grade_file import read_grade
from experiments import objectives
from experiments.information import measurements
from experiments.manifest import read_manifest
from experiments.optimise import plan as optimise
from experiments.pathways import plan as pathways
from experiments.posterior import SHIPPED as POSTERIOR
from experiments.posterior_files import DRAWS, read_posterior
from experiments.regulatory_burden import actions_file
from experiments.robustness import worlds
from experiments.sweep.plan_checks import read_plan
from results.language import say
from scenarios.checking import check_file
from scenarios.shipped import HERE
from simulation.number_text import UnclearNumber, read_number
from simulation.problems import LONGEST_LINE, InputProblem, shows_nothing

#: Processor seconds that one file may take, on a machine that is busy.
LONGEST = 5.0
FACTS = Path(__file__).parents[1] / "calibration" / "evidence" / "facts.yaml"
SWEEP = {
    "format": 1,
    "mixes": ["reference-2020", "mix-1"],
    "futures": ["no-eu-law"],
    "levers": {"covenants.strength": [0.5, 1.0]},
    "parameters": {"kind": "list", "points": [{"start_practice": 0.1}]},
    "firms": 150,
    "years": [2018, 2024],
    "groups": ["all"],
    "indicators": ["practice"],
}
#: What is put into a file: each is harmless, and a bound or a habit of some reader.
NASTY = (
    "[" * 51,
    "{a: " * 51,
    "- " * 51,
    "7" * 51,
    "-" + "9" * 50,
    "0x1F",
    "0o17",
    "7:30:00",
    "1e999",
    "-.inf",
    ".nan",
    "1_0",
    "1.000",
    "0450",
    "null",
    "~",
    "true",
    "{}",
    "[]",
    "''",
    "!!python/object/apply:os.getcwd []",
    "!!int 3",
    "! x",
    "&a b",
    "*a",
    "<<: {a: b}",
    "? [a]\n: b",
    "\x1b[2J",
    "\x00",
    "\u202e",
    "\u2028",
    "\ufeff",
    '"\\u001b"',
    "k" * 101 + ": 1",
    "---",
    "...",
    "%YAML 9.9",
    "- a",
    "a: b: c",
    "|\n  text",
    "{a: 1, a: 2}",
    "2021Q3",
    "2021-02-30",
    "+8",
    "../../etc/hosts",
    "NaN",
    "Infinity",
    "\\",
    '"',
    "'",
    "\t",
    "€",
)


@dataclass(frozen=True)
class Loader:
    """A way in: the name of its file, texts that are right, and what reads them."""

    file: str
    texts: tuple[str, ...]
    read: Callable[[Path], Any]


def _texts(*files: Path) -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8") for file in files)


def _own(text: str) -> str:
    """A shipped mix under another id, as a user would copy it."""
    return text.replace("\nid: ", "\nid: own-", 1)


def _number(path: Path) -> Any:
    try:
        return read_number(path.read_bytes().decode("utf-8", "replace"))
    except UnclearNumber as unclear:
        raise unclear.problem("--draws") from None


def _posterior(path: Path) -> Any:
    if not (path.parent / DRAWS).is_file():
        shutil.copyfile(POSTERIOR / DRAWS, path.parent / DRAWS)
    return read_posterior(path.parent)


def loaders() -> dict[str, Loader]:
    """Every loader of what people give."""
    return {
        "mix": Loader("own.yaml", tuple(map(_own, _texts(*sorted((HERE / "mixes").glob("*.yaml"))))), check_file),
        "law": Loader("own.yaml", _texts(*sorted((HERE / "laws").glob("*.yaml"))), check_file),
        "future": Loader("own.yaml", _texts(*sorted((HERE / "futures").glob("*.yaml"))), check_file),
        "sweep plan": Loader("plan.yaml", (yaml.safe_dump(SWEEP, sort_keys=False),), read_plan),
        "objectives": Loader("own.yaml", _texts(objectives.SHIPPED), objectives.load_objectives),
        "shocks": Loader("own.yaml", _texts(worlds.SHIPPED), worlds.load_shocks),
        "measurements": Loader("own.yaml", _texts(measurements.SHIPPED), measurements.load_measurements),
        "pathways plan": Loader("plan.yaml", _texts(pathways.SHIPPED), pathways.load_plan),
        "optimise plan": Loader(
            "plan.yaml", _texts(optimise.SHIPPED), lambda path: optimise.load_plan(path, objectives.load_objectives())
        ),
        "burden actions": Loader("own.yaml", _texts(actions_file.SHIPPED), actions_file.load_actions),
        "facts": Loader("own.yaml", _texts(FACTS), read_fact_entries),
        "grade": Loader("grade.json", _texts(POSTERIOR / "grade.json"), read_grade),
        "posterior": Loader("manifest.json", _texts(POSTERIOR / "manifest.json"), _posterior),
        "manifest": Loader(
            "manifest.json",
            ('{"format": 2, "settings": {"draws": 2}, "fingerprints": {"mixes": {}}, "files": {"a.csv": "0f"}}',),
            lambda path: read_manifest(path.parent),
        ),
        "number": Loader("number.txt", ("450_000", "4.5e8", "12.5", "-3"), _number),
    }


def spoilt(text: str, luck: random.Random) -> bytes:
    """The text with some changes: signs, lines, values, or whole bytes."""
    for _ in range(luck.choice((1, 1, 2, 3, 8))):
        lines = text.split("\n")
        place = luck.randrange(len(lines))
        at = luck.randrange(len(text) + 1)
        nasty = luck.choice(NASTY)
        match luck.randrange(9):
            case 0:
                text = text[:at] + nasty + text[at:]
            case 1:
                text = text[:at] + text[at + luck.randrange(1, 12) :]
            case 2:
                lines.insert(place, lines[luck.randrange(len(lines))])
                text = "\n".join(lines)
            case 3:
                del lines[place]
                text = "\n".join(lines)
            case 4:
                key, colon, _value = lines[place].partition(":")
                lines[place] = f"{key}{colon} {nasty}" if colon else nasty
                text = "\n".join(lines)
            case 5:
                lines[place] = " " * luck.randrange(6) + lines[place].lstrip()
                text = "\n".join(lines)
            case 6:
                text = text[:at] + chr(luck.choice((luck.randrange(128), luck.randrange(0x2000, 0x2100)))) + text[at:]
            case 7:
                text = text[:at]
            case _:
                lines.insert(place, " " * luck.randrange(4) + nasty)
                text = "\n".join(lines)
    found = bytearray(text.encode("utf-8", "surrogatepass"))
    if luck.random() < 0.15 and found:
        for _ in range(luck.randrange(1, 4)):
            found[luck.randrange(len(found))] ^= 1 << luck.randrange(8)
    return bytes(found)


@dataclass
class Count:
    """What came of the tries of one loader; slowest: processor seconds of one file."""

    tries: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    longest: int = 0


def fault_of(problem: InputProblem) -> str:
    """What is wrong with a refusal, "" for nothing."""
    for lang in ("en", "nl"):
        line = say(problem, lang)
        if len(line) > LONGEST_LINE or any(shows_nothing(sign) or sign in "\n\r\t" for sign in line):
            return f"not one clean line: {line!r}"
    return ""


def attempt(loader: Loader, content: bytes, folder: Path, count: Count) -> str:
    """One try; what is wrong with the loader, "" for nothing."""
    path = folder / loader.file
    path.write_bytes(content)
    started, fault = time.thread_time(), ""
    count.tries += 1
    try:
        loader.read(path)
        count.read += 1
    except InputProblem as problem:
        fault = fault_of(problem)
        count.refused += 1
        count.longest = max(count.longest, len(str(problem)))
    except BaseException as error:
        fault = f"{type(error).__name__}: {error}"
    seconds = time.thread_time() - started
    count.slowest = max(count.slowest, seconds)
    return fault or (f"{seconds:.1f} s" if seconds > LONGEST else "")


def campaign(name: str, tries: int, seed: int) -> tuple[Count, list[tuple[bytes, str]]]:
    """So many tries of one loader: the count, and each file that it did not bear with what went wrong."""
    loader, luck, count = loaders()[name], random.Random(f"{seed} {name}"), Count()
    faults: list[tuple[bytes, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for text in loader.texts:  # as they are they must be read; and what is loaded once is loaded now
            (Path(folder) / loader.file).write_text(text, encoding="utf-8")
            loader.read(Path(folder) / loader.file)
        for _ in range(tries):
            content = spoilt(luck.choice(loader.texts), luck)
            fault = attempt(loader, content, Path(folder), count)
            if fault:
                faults.append((content, fault))
    return count, faults


def main() -> int:
    """Run a campaign of all loaders and print its table; status 1 when any loader failed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--tries", type=int, default=100_000, help="of all loaders together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for files that a loader did not bear")
    given = parser.parse_args()
    names, failed, slowest = list(loaders()), 0, 0.0
    print(f"{'loader':16}{'tries':>8}{'read':>8}{'refused':>9}{'failures':>10}{'slowest':>10}{'longest line':>14}")
    for place, name in enumerate(names):
        tries = given.tries // len(names) + (place < given.tries % len(names))
        count, faults = campaign(name, tries, given.seed)
        failed, slowest = failed + len(faults), max(slowest, count.slowest)
        print(
            f"{name:16}{count.tries:8}{count.read:8}{count.refused:9}{len(faults):10}{count.slowest:9.2f}s"
            f"{count.longest:14}",
            flush=True,
        )
        for fault in sorted({fault for _content, fault in faults})[:5]:
            print(f"    {fault[:200]!a}")
        if given.keep is not None:
            given.keep.mkdir(parents=True, exist_ok=True)
            for number, (content, _fault) in enumerate(faults):
                (given.keep / f"{name.replace(' ', '-')}-{number}").write_bytes(content)
    print("\n| campaign | tries | failures | worst |\n|---|---|---|---|")
    print(f"| fuzz, {len(names)} loaders | {given.tries} | {failed} | {slowest:.2f} s of the processor |")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
