"""Observation models beside values worked out by hand: from `observation_by_hand.yaml`, shown in docs/evidence.md."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from calibration.observation import Sight
from calibration.observed_worlds import Seen
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import SECTORS, STEPS, Size

FILE = Path(__file__).parent / "observation_by_hand.yaml"
_HEAD = """
## Observation models beside values worked out by hand

Every observation model with what it is shown of five firms and the value that follows, worked out without the program
in `calibration/observation_by_hand.yaml`. A test runs each line (`tests/test_observation_by_hand.py`). Values stand in
the order of the firms; what is not given is 0, and every firm has a statement unless said otherwise.

"""


@dataclass(frozen=True)
class WorkedSight:
    """One line: what a model is shown (world, moment, column), numbers that it is given, its value, and why."""

    model: str
    shown: dict[str, dict[str, dict[str, list[float]]]]
    given: dict[str, float]
    value: float
    why: str

    def sight(self) -> Sight:
        """The five firms as an observation model sees them; parameters and what lies between are one list here."""
        firms = read_yaml(FILE)["firms"]
        population = SimpleNamespace(
            sector=np.array([SECTORS.index(name) for name in firms["sector"]]),
            size=np.array([Size[name.upper()] for name in firms["size"]]),
            **{name: np.array(firms[name]) for name in ("goal90", "weight", "listed", "employees")},
        )
        worlds: Any = {name: SimpleNamespace(population=population) for name in (*self.shown, "netherlands")}
        seen = {
            world: {moment: _seen(columns, len(firms["sector"])) for moment, columns in moments.items()}
            for world, moments in self.shown.items()
        }
        return Sight(worlds, seen, {name: np.array([value]) for name, value in self.given.items()}, self.given)


def _seen(columns: dict[str, list[float]], firms: int) -> Seen:
    """The columns of one moment; `practice.remedy` stands for one step, `practice` for those that are not named."""
    one = {name: np.zeros(firms) for name in ("endorses", "awareness", "complies", "mended")}
    one |= {"statement": np.ones(firms)}
    six = {name: np.zeros((len(STEPS), firms)) for name in ("practice", "reported", "duty")}
    for name in sorted(columns):  # a step after its column
        column, _dot, step = name.partition(".")
        if step:
            six[column][STEPS.index(step)] = columns[name]
        elif column in six:
            six[column][:] = columns[name]
        else:
            one[column] = np.array(columns[name], float)
    six["reported"] *= one["statement"]
    means = {f"{name}_mean": six[name].mean(axis=0) for name in ("practice", "reported")}
    return Seen(**one, **six, **means)


def worked_sights() -> list[WorkedSight]:
    """Every line in the file."""
    content = read_yaml(FILE)["models"]
    return [
        WorkedSight(model, line["shown"], line.get("with", {}), float(line["value"]), line["why"])
        for model, lines in content.items()
        for line in lines
    ]


def worked_sights_page() -> str:
    """The five firms and a table of every model, in Markdown."""
    firms = read_yaml(FILE)["firms"]
    numbers = range(1, len(firms["sector"]) + 1)
    parts = [_HEAD, _row("firm", *numbers), _row("---", *("---" for _ in numbers))]
    parts += [_row(name.replace("goal90", "in the 90% goal"), *values) for name, values in firms.items()]
    parts += ["\n", _row("model", "is shown", "with", "gives", "because"), _row(*("---",) * 5)]
    for line in worked_sights():
        shown = "; ".join(
            f"{world}, {moment}: {_columns(columns)}".replace("_", " ")
            for world, moments in line.shown.items()
            for moment, columns in moments.items()
        )
        given = ", ".join(f"`{name}` {value}" for name, value in line.given.items())
        parts.append(_row(f"`{line.model}`", shown, given, f"{line.value:.3g}", line.why))
    return "".join(parts)


def _columns(columns: dict[str, list[float]]) -> str:
    return ", ".join(f"{name} {' '.join(map(str, values))}" for name, values in columns.items()) or "nothing"


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |\n"
