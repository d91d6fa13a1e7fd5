"""The evidence grade as a file beside the posterior: what it holds, writing, and reading with its checks."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments.files import write_text
from experiments.posterior import SHIPPED, read_posterior
from simulation.problems import InputProblem
from simulation.safe_json import read_json

FORMAT = 1
GRADE = "grade.json"


@dataclass(frozen=True, slots=True)
class Chief:
    """A parameter on which a result rests: its name and grade, and its share of the whole variance."""

    name: str
    grade: str
    share: float


@dataclass(frozen=True, slots=True)
class CellGrade:
    """What the spread of one difference rests on; None where it does not vary or the regression finds nothing.

    percent: parameters graded measured, estimated and assumed, the dates of law that a run draws, and luck of
    firms, in steps of 10 that add up to 100; exact: the same as shares; explained: part of the variance by
    parameters which the regression reproduces; chief: at most three parameters, the largest first.
    """

    percent: dict[str, int] | None
    exact: dict[str, float] | None
    explained: float | None
    chief: tuple[Chief, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """mixes: from low to high; reversed: per structural variant the pairs that stand the other way round there."""

    mixes: list[str]
    reversed: list[list[tuple[str, str]]]

    def same(self, among: Collection[str] | None = None) -> tuple[int, int]:
        """(structures with the same order of these mixes, structures looked at), the default one counted in both."""
        kept = [all(among is not None and not {*pair} <= {*among} for pair in pairs) for pairs in self.reversed]
        return 1 + sum(kept), 1 + len(kept)


@dataclass(frozen=True, slots=True)
class Grade:
    """The evidence grade of the shipped mixes.

    prior: whether it is of the uncalibrated ranges; posterior, behaviour, mixes: fingerprints of what it was
    computed with; variants: names of the structural variants beside the default; results: by mix, indicator
    and group, of the difference with the baseline in `year`; orders: by indicator and group.
    """

    prior: bool
    posterior: str
    behaviour: str
    future: str
    baseline: str
    year: int
    draws: int
    variant_draws: int
    firms: int
    seed: int
    mixes: dict[str, str]
    variants: list[str]
    results: dict[str, dict[str, dict[str, CellGrade]]]
    orders: dict[str, dict[str, Order]]

    def cell(self, mix: str, indicator: str, group: str) -> CellGrade | None:
        """The grade of one difference; None where none was computed."""
        return self.results.get(mix, {}).get(indicator, {}).get(group)

    def order(self, indicator: str, group: str) -> Order | None:
        """The order of the mixes; None where it was not looked at."""
        return self.orders.get(indicator, {}).get(group)


def write_grade(grade: Grade, folder: Path | None = None) -> Path:
    """Write `grade.json` in the folder of the posterior that it was computed with; its path.

    One line per mix and indicator. Raises InputProblem when the disk does not allow it.
    """
    path = (folder or SHIPPED) / GRADE
    content = {"format": FORMAT, **asdict(grade)}
    lines: list[str] = []
    for key, value in content.items():
        if key in ("results", "orders"):
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
            value_text = text.replace('}}, "', '}},\n  "').replace('{"', '{\n "', 1)
        else:
            value_text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        lines.append(f' "{key}": {value_text}')
    write_text(path, "{\n" + ",\n".join(lines) + "\n}\n")
    return path


def load_grade(folder: Path | None = None) -> Grade | None:
    """The grade beside a posterior (the shipped one when no folder is given); None when there is none.

    Raises InputProblem when it is damaged or newer, is of the prior, or was computed with other draws than the
    posterior beside it has.
    """
    path = (folder or SHIPPED) / GRADE
    if not path.is_file():
        return None
    grade = read_grade(path)
    if grade.prior or grade.posterior != read_posterior(folder or SHIPPED).fingerprint:
        raise InputProblem(
            "{file}: the evidence grade was computed with another posterior than the one beside it; make both again "
            "with 'smartmix calibrate --ship'",
            file=path,
        )
    return grade


def read_grade(path: Path) -> Grade:
    """A grade from its file, without asking which posterior it belongs to; kept in memory until the file changes.

    Raises InputProblem.
    """
    try:
        found = path.stat()
    except OSError:
        return _read(path, (0, 0))  # which says what is the matter
    return _read(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, int]) -> Grade:
    try:
        content: Any = read_json(path)
        made_with = content.pop("format")
        if not isinstance(made_with, int):
            raise TypeError
        if made_with > FORMAT:
            raise InputProblem(
                "{file}: format {found} is newer than this version reads ({allowed})",
                file=path,
                found=made_with,
                allowed=FORMAT,
            )
        results = {
            mix: {name: {group: _cell(cell) for group, cell in groups.items()} for name, groups in indicators.items()}
            for mix, indicators in content.pop("results").items()
        }
        orders = {
            name: {group: _order(order) for group, order in groups.items()}
            for name, groups in content.pop("orders").items()
        }
        return Grade(**content, results=results, orders=orders)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputProblem("{file}: cannot be read as an evidence grade", file=path) from error


def _cell(content: dict[str, Any]) -> CellGrade:
    chief = tuple(Chief(**one) for one in content.pop("chief"))
    return CellGrade(**content, chief=chief)


def _order(content: dict[str, Any]) -> Order:
    return Order(list(content["mixes"]), [[(a, b) for a, b in pairs] for pairs in content["reversed"]])
