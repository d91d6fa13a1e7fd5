"""Which laws a mix and a future bring into force, when, and how likely that is over the luck of dates."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from scenarios.future_format import Future
from scenarios.law_content import LawContent
from scenarios.law_format import Law
from scenarios.laws import Entry, time_line
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from scenarios.rules import Firing, mix_after
from scenarios.run_dates import RunDates, run_dates
from simulation.parameters import central_values
from simulation.vocabulary import QUARTERS

type PartOf = Literal["mix", "rule", "future"]

#: Points of luck per date (EU law, Child Labour Due Diligence Act): all their pairs are looked at.
POINTS = 20


@dataclass(frozen=True)
class BurdenLaw:
    """A law that comes into force in a mix and future, for at least some luck of dates.

    part_of: the mix itself, a rule of the mix that may fire, or the future. starts: first quarters of force over the
    luck of dates, in order (index since 2012Q1). chance: share of that luck in which it comes into force before the
    last quarter simulated; None where it hangs on what the model computes (a rule of the mix).
    """

    law: Law
    content: LawContent
    part_of: PartOf
    starts: tuple[int, ...]
    chance: float | None


@lru_cache(maxsize=64)
def laws_in_force(mix: Mix, future: Future) -> tuple[BurdenLaw, ...]:
    """Every law that comes into force, in order of its first start: of the mix, of its rules, of the future."""
    result = [
        BurdenLaw(
            entries[0].law,
            entries[-1].content,
            "future" if entries[0].future else "mix",
            _starts(entries),
            len(entries) / POINTS**2,
        )
        for entries in _coming(mix, future).values()
    ]
    own = [(item.law.id, item.content) for item in result if item.part_of == "mix"]
    by_rule: dict[str, list[Entry]] = {}
    for name, rule in mix.rules.items():
        for quarter in rule.when.quarters:
            after = mix_after(mix, (Firing(index_of(quarter), name),))
            for (law, _), entries in _coming(after, future).items():
                if not entries[0].future and (law, entries[-1].content) not in own:
                    by_rule.setdefault(law, []).extend(entries)
    result += [
        BurdenLaw(entries[0].law, entries[-1].content, "rule", _starts(entries), None) for entries in by_rule.values()
    ]
    return tuple(sorted(result, key=lambda item: (item.starts[0], item.law.id)))


def _starts(entries: list[Entry]) -> tuple[int, ...]:
    return tuple(sorted(entry.in_force for entry in entries if entry.in_force is not None))


def _coming(mix: Mix, future: Future) -> dict[tuple[str, bool], list[Entry]]:
    """By law and whether it is the future's: its entry for each pair of luck with which it comes into force."""
    found: dict[tuple[str, bool], list[Entry]] = {}
    shift = float(central_values()["eu_effort_shift"][0])
    grid = [(place + 0.5) / POINTS for place in range(POINTS)]
    lines: dict[RunDates, dict[tuple[str, bool], Entry]] = {}
    for u_eu, u_wzk in product(grid, grid):
        dates = run_dates(future, mix, u_eu, u_wzk, shift)
        if dates not in lines:
            coming = sorted(filter(_comes, time_line(mix, future, dates)), key=lambda entry: entry.order)
            # Of two versions of one law the one with the higher order is the last that holds.
            lines[dates] = {(entry.law.id, entry.future): entry for entry in coming}
        for key, entry in lines[dates].items():
            found.setdefault(key, []).append(entry)
    return found


def _comes(entry: Entry) -> bool:
    start = entry.in_force
    return start is not None and start < QUARTERS and (entry.ends is None or entry.ends > start)
