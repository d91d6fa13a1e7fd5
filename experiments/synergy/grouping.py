"""Bringing items of a mix together: those that belong together, those of one kind, those that a user names."""

from collections.abc import Callable, Iterable

from experiments.synergy.data import OwnGroup
from simulation.problems import InputProblem, nearest


def merged(groups: list[list[str]], a: str, b: str) -> list[list[str]]:
    """The groups with those of items `a` and `b` as one, at the place of the first."""
    first = next(group for group in groups if a in group)
    second = next(group for group in groups if b in group)
    if first is second:
        return groups
    early, late = sorted((first, second), key=groups.index)
    return [early + late if group is early else group for group in groups if group is not late]


def joined(
    keyed: Iterable[tuple[str | None, list[str]]], key: Callable[[list[str]], str | None]
) -> list[tuple[str | None, list[str]]]:
    """Groups with the same key as one, at the place of the first; those without a key stay as they are."""
    result: list[tuple[str | None, list[str]]] = []
    places: dict[str, int] = {}
    for _old, group in keyed:
        name = key(group)
        if name is not None and name in places:
            result[places[name]] = (name, result[places[name]][1] + group)
            continue
        if name is not None:
            places[name] = len(result)
        result.append((name, group))
    return result


def by_user(own: dict[str, OwnGroup], groups: list[list[str]]) -> list[tuple[str | None, list[str]]]:
    """Groups as the user wants them; whoever takes one part of what belongs together takes all of it.

    Raises InputProblem for an item that is unknown or stands in two groups.
    """
    known, key_of = [item for group in groups for item in group], dict[str, str]()
    for name, group in own.items():
        for item in group.of:
            if item not in known or item in key_of:
                raise InputProblem(
                    "--groups: {key}: '{found}' is no element of this mix, or stands in two groups; did you mean "
                    "'{nearest}'? (allowed: {allowed})",
                    key=f"groups.{name}.of",
                    found=item,
                    nearest=nearest(item, known),
                    allowed=", ".join(known),
                )
            key_of[item] = name

    def key(group: list[str]) -> str | None:
        named = [key_of[item] for item in group if item in key_of]
        return f"group:{named[0]}" if named else None

    return joined([(None, group) for group in groups], key)
