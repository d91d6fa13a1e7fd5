"""Reading the shipped actions, or a user's own file with sourced hours and tariffs."""

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from experiments.regulatory_burden.actions_format import Actions, Number
from scenarios.refusals import checked, refuse_newer
from scenarios.shipped import list_laws
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml

SHIPPED = Path(__file__).parent / "actions.yaml"
#: Maps of which a file that extends the shipped one replaces whole entries, by name.
_MAPS = ("tariffs", "published", "actions")


def load_actions(path: Path | None = None) -> Actions:
    """The shipped actions, or those of a user's own file (`extends: shipped` changes entries by name).

    Raises InputProblem with one line: unknown key or name, newer format, number without source, range that falls.
    """
    return _shipped() if path is None else _read(path)


@lru_cache(maxsize=1)
def _shipped() -> Actions:
    return _read(SHIPPED)


def _read(path: Path) -> Actions:
    content, file = read_yaml(path), path.name
    refuse_newer(content, file)
    parent = content.pop("extends", None)
    if parent is not None:
        if parent != "shipped":
            raise InputProblem(
                "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                file=file,
                key="extends",
                found=parent,
                nearest="shipped",
                allowed="shipped",
            )
        content = _merged(read_yaml(SHIPPED), content)
    actions = checked(Actions, content, file)
    for key, _unit, number in actions.numbers():
        _check_number(number, key, file)
    _check_names(actions, file)
    return actions


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Entries of the own file over those of the shipped one; an entry that is null is taken out."""
    result = base | {key: value for key, value in own.items() if key not in _MAPS}
    for name in _MAPS:
        if name not in own:
            continue
        if not isinstance(own[name], dict):
            result[name] = own[name]  # refused by the format, with its key
            continue
        entries = cast("dict[str, Any]", base[name]) | cast("dict[str, Any]", own[name])
        result[name] = {key: value for key, value in entries.items() if value is not None}
    return result


def _check_number(number: Number, key: str, file: str) -> None:
    if number.grade != "assumed" and not any(source.strip() for source in number.sources):
        raise InputProblem(
            "{file}: {key}: graded {found} without a source; name its source, or grade it assumed",
            file=file,
            key=key,
            found=number.grade,
        )
    low = number.value if number.low is None else number.low
    high = number.value if number.high is None else number.high
    if not low <= number.value <= high:
        raise InputProblem(
            "{file}: {key}: low {low}, value {found} and high {high} must rise",
            file=file,
            key=key,
            low=f"{low:.15g}",
            found=f"{number.value:.15g}",
            high=f"{high:.15g}",
        )


def _check_names(actions: Actions, file: str) -> None:
    """Every tariff, published cost, size in euro and law that is referred to exists."""
    for name, published in actions.published.items():
        _known(f"published.{name}.tariff", published.tariff, list(actions.tariffs), file)
        in_euro = [size for size, cost in published.yearly.items() if cost.euro is not None]
        for size, cost in published.yearly.items():
            if cost.at_most is not None:
                _known(f"published.{name}.yearly.{size}.at_most", cost.at_most, in_euro, file)
    for name, action in actions.actions.items():
        if action.tariff is not None:
            _known(f"actions.{name}.tariff", action.tariff, list(actions.tariffs), file)
        if action.published is not None:
            _known(f"actions.{name}.published", action.published, list(actions.published), file)
        for law in action.laws or []:
            _known(f"actions.{name}.laws", law, list_laws(), file)


def _known(key: str, found: str, allowed: list[str], file: str) -> None:
    if found not in allowed:
        raise InputProblem(
            "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
            file=file,
            key=key,
            found=found,
            nearest=nearest(found, allowed),
            allowed=", ".join(allowed),
        )
