"""What differs between two mixes, and from which quarter on two schedules can differ."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast

import numpy as np

from scenarios.mix_format import Mix
from simulation.dials import LAW, MAXIMUM_LAWS, PER_LAW, LawDial
from simulation.schedule import Laws, Schedule
from simulation.vocabulary import QUARTERS


class Difference(NamedTuple):
    """One field in which two mixes differ; None where a mix has no such instrument or field."""

    instrument: str
    field: str
    value_a: object
    value_b: object


#: Fields that say where numbers come from or how they are called, not what the policy is.
_WORDS = ("name", "description", "sources", "evidence")


def diff_mixes(a: Mix, b: Mix, words: bool = False) -> list[Difference]:
    """Instruments and rules in which two mixes differ, field by field (`rule:<id>` for rules).

    words: also names, descriptions, sources and evidence.
    """
    rows: list[Difference] = []
    for name in _names(list(a.instruments), list(b.instruments)):
        rows += _compared(name, *(_fields(mix.instruments.get(name), words) for mix in (a, b)))
    for name in _names(list(a.rules), list(b.rules)):
        rows += _compared(f"rule:{name}", *(_fields(mix.rules.get(name), words) for mix in (a, b)))
    return rows


def _names(a: list[str], b: list[str]) -> list[str]:
    return a + [name for name in b if name not in a]


def _fields(item: Any, words: bool) -> dict[str, object]:
    if item is None:
        return {}
    return _flat(cast("dict[str, Any]", item.model_dump(mode="json", exclude_none=True)), words)


def _flat(content: dict[str, Any], words: bool, above: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in content.items():
        if key in _WORDS and not words and not above.endswith("instruments."):  # there it is an id
            continue
        if isinstance(value, dict) and value:
            found |= _flat(cast("dict[str, Any]", value), words, f"{above}{key}.")
        else:
            found[above + key] = value
    return found


def _compared(name: str, a: dict[str, object], b: dict[str, object]) -> list[Difference]:
    return [
        Difference(name, key, a.get(key), b.get(key)) for key in _names(list(a), list(b)) if a.get(key) != b.get(key)
    ]


def first_difference(a: Schedule, b: Schedule) -> int | None:
    """The earliest quarter in which the world could see two schedules differ; None when it never could.

    Compares the dials, the tests that scope dials point to, what the laws ask while they are announced
    or in force, and rules (from the quarter after their first look). Runs of the two schedules with the
    same luck are equal before it.
    """
    start = _equal_until(a, b)
    found = [_first(_visible(a, a.table[0], start), _visible(b, b.table[0], start), start)]
    if not _same_rules(a, b):
        looks = [int(q) for s in (a, b) for q in s.rule_evaluations.ravel() if q >= 0]
        found.append(min(looks) + 1 if looks else None)
    known = [quarter for quarter in found if quarter is not None and quarter < QUARTERS]
    return min(known, default=None)


def same_until(a: Schedule, b: Schedule, quarter: int) -> bool:
    """Whether two schedules without rules are equal to the letter before `quarter`: a quick look.

    False does not mean that they differ: ask `first_difference`.
    """
    if len(a.rule_threshold) or len(b.rule_threshold):
        return False
    return np.array_equal(a.table[0, :quarter], b.table[0, :quarter]) and _same_laws(a, b, quarter)


def _equal_until(a: Schedule, b: Schedule) -> int:
    """A quarter before which nothing differs, to the letter; there may be later ones."""
    differs = np.flatnonzero((a.table[0] != b.table[0]).any(axis=1))
    quarter = int(differs[0]) if len(differs) else QUARTERS
    return quarter if _same_laws(a, b, quarter) else 0


def _same_laws(a: Schedule, b: Schedule, quarter: int) -> bool:
    """Whether laws that act before a quarter ask the same of the same firms, where the dials are equal until then."""
    announced, in_force, scope = (
        a.table[0, :quarter, LAW + dial :: PER_LAW] for dial in (LawDial.ANNOUNCED, LawDial.IN_FORCE, LawDial.SCOPE)
    )
    slots = np.flatnonzero((announced > 0).any(axis=0) | (in_force > 0).any(axis=0)).tolist()
    scopes = {int(number) for number in np.unique(scope[:, slots]) if number >= 0}
    return all(_terms(a.laws, n) == _terms(b.laws, n) for n in slots) and all(
        a.scopes[n] == b.scopes[n] for n in scopes
    )


def _same_rules(a: Schedule, b: Schedule) -> bool:
    pairs = (
        (a.rule_evaluations, b.rule_evaluations),
        (a.rule_threshold, b.rule_threshold),
        (a.rule_below, b.rule_below),
        (a.rule_stride, b.rule_stride),
    )
    if not all(np.array_equal(x, y) for x, y in pairs) or a.table.shape != b.table.shape:
        return False
    return all(_first(_visible(a, x), _visible(b, y)) is None for x, y in zip(a.table[1:], b.table[1:], strict=True))


def _visible(schedule: Schedule, table: np.ndarray, start: int = 0) -> Iterator[list[object]]:
    """For each quarter from `start` what the world can see: dials, and for each law that acts its terms and scope."""

    @cache
    def terms(slot: int) -> tuple[object, ...]:
        return _terms(schedule.laws, slot)

    for quarter in range(start, QUARTERS):
        dials = table[quarter].copy()
        seen: list[object] = []
        for slot in range(MAXIMUM_LAWS):
            at = LAW + PER_LAW * slot
            scope = int(dials[at + LawDial.SCOPE])
            if dials[at + LawDial.ANNOUNCED] > 0 or dials[at + LawDial.IN_FORCE] > 0:
                seen.append((slot, terms(slot), schedule.scopes[scope] if scope >= 0 else None))
            dials[at + LawDial.SCOPE] = float(scope >= 0)  # the test itself is compared, not its number
        yield [dials.tobytes(), *seen]


def _terms(laws: Laws, slot: int) -> tuple[object, ...]:
    columns = (
        laws.steps,
        laws.reporting,
        laws.themes,
        laws.regime,
        laws.fine_share,
        laws.fine_eur,
        laws.order,
        laws.publication,
        laws.criminal,
        laws.civil_liability,
        laws.eu_wide,
        laws.checklist,
        laws.exclusion,
        laws.depth,
        laws.spared_below,
    )
    return laws.identifiers[slot : slot + 1], *(column[slot].tobytes() for column in columns)


def _first(a: Iterator[list[object]], b: Iterator[list[object]], start: int = 0) -> int | None:
    return next((quarter for quarter, (x, y) in enumerate(zip(a, b, strict=True), start) if x != y), None)
