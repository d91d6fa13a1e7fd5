"""What makes indices doubtful, above all a sample that is too small: codes here, words in results."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from experiments.sensitivity.delta import largest_tie
from experiments.sensitivity.design import Design
from experiments.sensitivity.indices import Index, varies
from experiments.sensitivity.result import CHANCE, LUCK, MAIN

#: A range of a share wider than this says little; a part of the variance left over that is more than this is much.
WIDE, MUCH = 0.2, 0.3
#: A value that more of the runs than this share is told of: below a fifth the index is mostly about distances, and a
#: range that is wider than that is told of too.
TIES = 0.2
#: An index this little below zero is rounding of a share that is zero.
SLIGHT = 0.02


class Doubt(NamedTuple):
    """A reason to doubt: output (its place), code, the input concerned ('' for none), and a number (or 0).

    constant: the output does not vary. negative: an index lies below zero beyond its range. wide: the largest index
    has a range wider than WIDE. order: the ranges of the two largest overlap. chance: no input rises above
    what chance gives. above: a share lies above 1; that of luck always, another one beyond its range. ties: more than
    TIES of the runs share one value, so that a distance between distributions is mostly how often it comes.
    unresolved: a part MUCH or more of the variance is neither luck nor found by the regression.
    """

    output: int
    code: str
    input: str = ""
    number: float = 0.0


def doubts(design: Design, found: Sequence[Index], y: Any) -> list[Doubt]:
    """Doubts about each output, in their order."""
    result: list[Doubt] = []
    for k in range(y.shape[1]):
        if not varies(y[:, k]):
            result.append(Doubt(k, "constant"))
            continue
        mine = [index for index in found if index.output == k]
        result += _negative(design, mine) + _above(mine) + _ties(design, k, y[:, k])
        result += _largest(design, mine) + _rest(design, mine)
    return result


def _negative(design: Design, mine: list[Index]) -> list[Doubt]:
    if design.method not in ("sobol", "shapley"):
        return []
    worst = min((i for i in mine if i.high < 0.0 and i.value < -SLIGHT), key=lambda i: i.high, default=None)
    return [] if worst is None else [Doubt(worst.output, "negative", worst.input, worst.value)]


def _above(mine: list[Index]) -> list[Doubt]:
    too_high = [
        i
        for i in mine
        if i.measure not in ("mu", "mu_star", "sigma")
        and i.value > 1.0 + (0.0 if i.input == LUCK else SLIGHT)
        and (i.input == LUCK or i.low > 1.0)
    ]
    worst = max(too_high, key=lambda i: i.value, default=None)
    return [] if worst is None else [Doubt(worst.output, "above", worst.input, worst.value)]


def _ties(design: Design, k: int, y: Any) -> list[Doubt]:
    tied = largest_tie(y) if design.method in ("delta", "pawn") else 0.0
    return [Doubt(k, "ties", number=tied)] if tied > TIES else []


def _largest(design: Design, mine: list[Index]) -> list[Doubt]:
    main = sorted(
        (i for i in mine if i.measure == MAIN[design.method] and i.input not in (LUCK, CHANCE)), key=lambda i: -i.value
    )
    if not main:
        return []
    found, first = list[Doubt](), main[0]
    if design.method != "morris" and first.high - first.low > WIDE:
        found.append(Doubt(first.output, "wide", first.input, first.high - first.low))
    if len(main) > 1 and main[1].high > first.low:
        found.append(Doubt(first.output, "order", main[1].input))
    return found


def _rest(design: Design, mine: list[Index]) -> list[Doubt]:
    by = {(i.input, i.measure): i for i in mine}
    main = [i for i in mine if i.measure == MAIN[design.method] and i.input not in (LUCK, CHANCE)]
    chance = by.get((CHANCE, MAIN[design.method]))
    if chance is not None and main and max(i.value for i in main) <= chance.high:
        return [Doubt(chance.output, "chance")]
    explained, luck = by.get(("all", "explained")), by.get((LUCK, "share"))
    if explained is not None:
        left = 1.0 - explained.value - (luck.value if luck else 0.0)
        if left > MUCH:
            return [Doubt(explained.output, "unresolved", number=left)]
    return []
