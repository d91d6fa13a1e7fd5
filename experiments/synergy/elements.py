"""The elements of a mix: what differs from existing policy, at most eight, each with what builds on it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from experiments.shapley import MOST_PLAYERS
from experiments.synergy.data import OwnGroup, synergy_data
from experiments.synergy.grouping import by_user, joined, merged
from scenarios.catalogue import load_catalogue
from scenarios.dials import dial_values
from scenarios.differences import diff_mixes
from scenarios.format_base import Text
from scenarios.instrument_format import LawInstrument
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

type Grouping = Literal["none", "file", "numbers", "kinds", "tactics"]
RULE = "rule:"
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\s")


@dataclass(frozen=True)
class Element:
    """One player: its items (instruments, and rules as `rule:<id>`) come and go together."""

    id: str
    name: Text
    items: tuple[str, ...]


@dataclass(frozen=True)
class Elements:
    """The elements of a mix in the mix's order.

    grouping: how they were brought to eight at most. needs: items that act only while others (items of the
    mix) do, whatever element those belong to.
    """

    players: tuple[Element, ...]
    grouping: Grouping = "none"
    needs: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(player.id for player in self.players)


def elements_of(mix: Mix, baseline: Mix, own: dict[str, OwnGroup] | None = None) -> Elements:
    """What differs between the mix and existing policy, as at most MOST_PLAYERS elements.

    An instrument that builds on one other is one element with it, and so is an instrument of existing policy
    with what replaces it on the same dial. More than eight are grouped by `own` or, without it, by the mix's
    item numbers, then by kind of instrument, then by tactic. Raises InputProblem when nothing differs, `own`
    names what does not differ, or leaves more than eight.
    """
    found = _Found(mix, baseline)
    if not found.items:
        raise InputProblem(
            "mix {mix} does not differ from {baseline}: there are no elements to tell apart",
            mix=mix.id,
            baseline=baseline.id,
        )
    groups = found.united()
    if own is not None:
        named = by_user(own, groups)
        if len(named) > MOST_PLAYERS:
            raise InputProblem(
                "--groups: mix {mix} has {found} elements after grouping; allowed: {allowed} or fewer",
                mix=mix.id,
                found=len(named),
                allowed=MOST_PLAYERS,
            )
        return Elements(tuple(Element(*found.words(group, key, own)) for key, group in named), "file", found.needs)
    ways: list[tuple[Grouping, Callable[[list[str]], str | None]]] = [
        ("numbers", found.number),
        ("kinds", lambda group: f"kind:{found.kind(group)}"),
        ("tactics", lambda group: f"tactic:{found.tactic(group)}"),
    ]
    used: Grouping = "none"
    keyed: list[tuple[str | None, list[str]]] = [(None, group) for group in groups]
    for way, key in ways:
        if len(keyed) <= MOST_PLAYERS:
            break
        used, keyed = way, joined(keyed, key)
    return Elements(tuple(Element(*found.words(group, key, {})) for key, group in keyed), used, found.needs)


class _Found:
    """Items that differ, with what they are in the mix and in existing policy."""

    def __init__(self, mix: Mix, baseline: Mix) -> None:
        differing = {row.instrument for row in diff_mixes(baseline, mix)}
        names = [*mix.instruments, *baseline.instruments, *(RULE + n for n in (*mix.rules, *baseline.rules))]
        self.mix, self.baseline = mix, baseline
        self.items = [name for name in dict.fromkeys(names) if name in differing]
        self.needs, self._gone = dict[str, frozenset[str]](), dict[str, frozenset[str]]()
        for item in self.items:
            asked = self._asks(item)
            new = frozenset(n for n in asked if n in self.items and n not in baseline.instruments)
            self._gone[item] = frozenset(n for n in asked if n in self.items and n not in mix.instruments)
            if new:
                self.needs[item] = new

    def _asks(self, item: str) -> set[str]:
        """Instruments without which an item cannot be: what it builds on, what a rule changes."""
        if not item.startswith(RULE):
            above = synergy_data().builds_on.get(item)
            return set() if above is None or item in self.baseline.instruments else {above}
        name, found = item.removeprefix(RULE), set[str]()
        for source in (self.mix, self.baseline):
            if name in source.rules:
                found |= {n for n, fields in source.rules[name].then.instruments.items() if "kind" not in fields}
        return found

    def united(self) -> list[list[str]]:
        """Items that can only be told apart together."""
        groups = [[item] for item in self.items]
        for item in self.items:
            needed = self.needs.get(item, frozenset())
            for other in self._gone[item] | (needed if len(needed) == 1 else frozenset()):
                groups = merged(groups, item, other)
        for old in [item for item in self.items if item in self.baseline.instruments]:
            for other in self.items:
                if other != old and self._dials(old) & self._dials(other):
                    groups = merged(groups, old, other)
        return groups

    def _dials(self, item: str) -> set[str]:
        found: set[str] = set()
        for source in (self.mix, self.baseline):
            known = source.instruments.get(item)
            if known is not None:
                found |= {f"law {known.law}"} if isinstance(known, LawInstrument) else set(dial_values(known))
        return found

    def _base(self, group: list[str]) -> str:
        """The item that gives a group its name: of the mix and building on nothing, if there is one."""
        free = [item for item in group if item not in self.needs]
        return next((item for item in free if item in self.mix.instruments), (free or group)[0])

    def _name(self, item: str) -> Text:
        name = item.removeprefix(RULE)
        for source in (self.mix, self.baseline):
            known = source.rules.get(name) if item.startswith(RULE) else source.instruments.get(name)
            if known is not None:
                return known.name
        raise KeyError(item)

    def number(self, group: list[str]) -> str | None:
        """The mix's own item number, such as 2.1, None where it has none."""
        found = _NUMBER.match(self._name(self._base(group)).en)
        return None if found is None else f"number:{found[1]}"

    def kind(self, group: list[str]) -> str:
        """The kind of the group's instrument; of a rule that of the first instrument which it adds."""
        item = self._base(group)
        for source in (self.mix, self.baseline):
            if item in source.instruments:
                return source.instruments[item].kind
            rule = source.rules.get(item.removeprefix(RULE)) if item.startswith(RULE) else None
            kinds = [str(f["kind"]) for f in rule.then.instruments.values() if "kind" in f] if rule else []
            if kinds:
                return kinds[0]
        return "law"  # a rule that only changes or ends what is there: what governments hold back is law

    def tactic(self, group: list[str]) -> str:
        """The first tactic of the group's kind."""
        return load_catalogue()[self.kind(group)].tactics[0]

    def words(self, group: list[str], key: str | None, own: dict[str, OwnGroup]) -> tuple[str, Text, tuple[str, ...]]:
        """Id, name and items of a group that `key` brought together."""
        way, _, value = (key or "").partition(":")
        if way == "group":
            return str(key), own[value].name, tuple(group)
        if way == "kind" and len(self.united_in(group)) > 1:
            return str(key), load_catalogue()[value].name, tuple(group)
        if way == "tactic" and len(self.united_in(group)) > 1:
            return str(key), synergy_data().tactics[value], tuple(group)
        base = self._base(group)
        return base, self._name(base), tuple(group)

    def united_in(self, group: list[str]) -> list[list[str]]:
        """The parts of a group that could have been told apart."""
        return [part for part in self.united() if set(part) <= set(group)]
