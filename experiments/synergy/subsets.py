"""Mixes made in memory: existing policy with some elements of a mix, for every subset of its elements."""

from typing import Any

from experiments.shapley import coalitions
from experiments.synergy.elements import RULE, Elements
from scenarios.mix_checks import check_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked


def subset_mixes(mix: Mix, baseline: Mix, elements: Elements) -> dict[frozenset[str], Mix]:
    """The mix with only these elements (ids), for every subset, the smaller subsets first.

    An element that is left out is as existing policy has it: gone, or as it was there. Ids of the mixes are
    their places. Raises InputProblem for a subset that makes no sound mix.
    """
    maker = _Maker(mix, baseline, elements)
    return {
        chosen: maker.subset(chosen, f"subset-{place}") for place, chosen in enumerate(coalitions(sorted(elements.ids)))
    }


class _Maker:
    """The contents of both mixes, written out once."""

    def __init__(self, mix: Mix, baseline: Mix, elements: Elements) -> None:
        self._name, self._elements = mix.id, elements
        self._with, self._without = (
            source.model_dump(exclude_none=True, exclude_unset=True) for source in (mix, baseline)
        )
        self._items = {item for player in elements.players for item in player.items}

    def subset(self, chosen: frozenset[str], mix_id: str) -> Mix:
        """The mix with the elements chosen."""
        acting = self._acting({i for player in self._elements.players if player.id in chosen for i in player.items})
        instruments = self._parts("instruments", "", acting)
        rules: dict[str, Any] = {}
        for name, rule in self._parts("rules", RULE, acting).items():
            then = dict(rule["then"])
            then["remove"] = [gone for gone in then.get("remove", []) if gone in instruments]
            if then["remove"] or then.get("instruments"):
                rules[name] = {**rule, "then": then}  # a rule with nothing left to do is left out
        content = {**self._with, "id": mix_id, "instruments": instruments, "rules": rules}
        made = checked(Mix, content, self._name)
        check_mix(made, self._name)
        return made

    def _acting(self, inside: set[str]) -> set[str]:
        """Items that have all they build on."""
        needs, acting = self._elements.needs, set(inside)
        while missing := {item for item in acting if not needs.get(item, frozenset()) <= acting}:
            acting -= missing
        return acting

    def _parts(self, section: str, prefix: str, acting: set[str]) -> dict[str, Any]:
        with_, without = self._with.get(section, {}), self._without.get(section, {})
        result: dict[str, Any] = {}
        for name in dict.fromkeys([*with_, *without]):
            as_in_mix = prefix + name not in self._items or prefix + name in acting
            source = with_ if as_in_mix else without
            if name in source:
                result[name] = source[name]
        return result
