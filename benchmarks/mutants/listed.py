"""The list: what is replaced by what in which file, and which tests must notice it.

A file per house, HOUSE.yaml: `format: 1` and `files`, a list of

    file: experiments/summary.py        the file that is changed
    tests: [tests/test_experiments.py]  what runs: files of tests, or single tests as pytest names them
    mutants:                            each once in the file, word for word
      - ["p05, p95", "p95, p05"]        what stands there, and what is put in its place
      - ["a + b", "b + a", "..."]       the same, with the reason why no test can tell
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

FOLDER = Path(__file__).parent
HOUSES = ("simulation", "scenarios", "experiments", "calibration", "results", "smartmix")
FORMAT = 1
_KEYS = {"file", "tests", "mutants"}
_OLD_AND_NEW, _WITH_REASON = 2, 3


class WrongListError(ValueError):
    """The list does not fit the code or its own form."""


@dataclass(frozen=True)
class Mutant:
    """One defect.

    file: what is changed, from the root of the project; line: where in it; old, new: text replaced, and by what; tests:
    names for pytest; reason: why no test can tell, '' where one must.
    """

    file: str
    line: int
    old: str
    new: str
    tests: tuple[str, ...]
    reason: str

    @property
    def name(self) -> str:
        """file:line."""
        return f"{self.file}:{self.line}"

    def put_into(self, text: str) -> str:
        """The text of the file with the defect."""
        return text.replace(self.old, self.new)


def mutants(folder: Path, root: Path, houses: Iterable[str] = HOUSES) -> list[Mutant]:
    """All mutants of these houses. Raises WrongListError where one no longer fits the code, naming all that do not."""
    found, wrong = list[Mutant](), list[str]()
    for house in houses:
        content = cast("dict[str, Any]", yaml.safe_load((folder / f"{house}.yaml").read_text(encoding="utf-8")))
        if content.get("format") != FORMAT:
            raise WrongListError(f"{house}.yaml: format: found {content.get('format')}; allowed: {FORMAT}")
        for part in content["files"]:
            if set(part) != _KEYS or not part["file"].startswith(f"{house}/"):
                raise WrongListError(
                    f"{house}.yaml: {part.get('file')}: found {sorted(part)}; allowed: {sorted(_KEYS)}"
                )
            for each in part["mutants"]:
                made = _mutant(part, each, root, wrong)
                found += [made] if made else []
    twice = [f"{each[0]}: {each[1]!r} -> {each[2]!r}" for each, n in Counter(map(_what, found)).items() if n > 1]
    wrong += [f"there twice: {each}" for each in twice]
    if wrong:
        raise WrongListError("\n".join(wrong))
    return found


def _what(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.file, mutant.old, mutant.new


def _mutant(part: dict[str, Any], each: list[Any], root: Path, wrong: list[str]) -> Mutant | None:
    """One mutant; None, and a line in `wrong`, where it does not fit the code."""
    file, tests = part["file"], tuple(part["tests"])
    if len(each) not in (_OLD_AND_NEW, _WITH_REASON) or not all(isinstance(text, str) and text for text in each[:1]):
        wrong.append(f"{file}: found {each}; allowed: what stands there, what takes its place, and a reason or none")
        return None
    old, new = each[:_OLD_AND_NEW]
    path = root / file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    times = text.count(old)
    if times != 1 or old == new:
        wrong.append(f"{file}: {old!r} stands there {times} times; allowed: once, and replaced by something else")
        return None
    for test in tests:
        if not (root / test.split("::")[0]).is_file() or "golden" in test:
            wrong.append(f"{file}: {test}; allowed: a file of tests, and no golden run: it says that something changed")
    return Mutant(file, text[: text.index(old)].count("\n") + 1, old, new, tests, "".join(each[_OLD_AND_NEW:]))
