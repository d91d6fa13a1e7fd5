"""Names of dials, choices and tactics in both languages (dial_words.yaml), and values as people write them."""

from functools import cache
from pathlib import Path
from typing import Any, cast

from results.language import translator
from results.life.life import law_name
from results.number_format import decimal
from results.words import sector_names
from scenarios.catalogue import load_catalogue
from scenarios.dial_fields import Field
from simulation.safe_yaml import read_yaml

#: From the format's number to what a control shows.
SCALE = {"share": 100.0, "money": 1e-6}


@cache
def _words() -> dict[str, Any]:
    return read_yaml(Path(__file__).with_name("dial_words.yaml"))


def _said(part: str, key: str, lang: str) -> str:
    found = _words()[part].get(key)
    return str(found[lang]) if found else key.replace("_", " ")


def value_name(value: str, lang: str) -> str:
    """A choice, a group or a sector."""
    return sector_names(lang).get(value) or _said("values", value, lang)


def tactic_name(tactic: str, lang: str) -> str:
    """A tactic of the 5V model (S-050)."""
    return _said("tactics", tactic, lang)


def field_name(path: str, lang: str) -> str:
    """A dial, with what it belongs to: `Core tasks: export finance`."""
    first, *rest = path.split(".")
    match first, rest:
        case "scope", [place, last]:
            phase = str(_words()["phase"][lang]).format(number=int(place) + 1)
            return f"{_said('fields', last, lang)} ({phase.lower()})"
        case "scope", [place, "tests", test, last]:
            phase = str(_words()["phase"][lang]).format(number=int(place) + 1)
            test_name = str(_words()["test"][lang]).format(number=int(test) + 1)
            return f"{_said('fields', last, lang)} ({phase.lower()}, {test_name.lower()})"
        case "rows" | "schemes", [group, last]:
            return f"{_said('fields', last, lang)}: {value_name(group, lang)}"
        case "share_of_firms", [sector]:
            return f"{_said('fields', first, lang)}: {value_name(sector, lang)}"
        case _:
            return _said("fields", path.rpartition(".")[2], lang)


def unit_name(field: Field, lang: str) -> str:
    """The unit that a control shows; "" where the name says it."""
    return _said("units", field.kind, lang) if field.kind in SCALE else ""


def shown_value(path: str, value: object, lang: str) -> str:
    """A value in words and in the unit of its control."""
    _ = translator(lang)
    last = path.rpartition(".")[2]
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_item(path, each, lang) for each in cast("list[object]", value))
    if isinstance(value, int | float):
        return _number(path, last, float(value), lang)
    return _named(last, str(value), lang)


def _named(last: str, value: str, lang: str) -> str:
    """A law, a kind of instrument, a moment after a rule acts, or a choice."""
    _ = translator(lang)
    if last == "law":
        return law_name(value, lang)
    if last == "kind" and value in load_catalogue():
        return str(getattr(load_catalogue()[value].name, lang))
    if value[:1] == "+" and value[1:].isdigit():
        return _("quarters after the rule acts: {count}").format(count=value[1:])
    return value_name(value, lang)


def _item(path: str, value: object, lang: str) -> str:
    if not isinstance(value, dict):
        return value_name(str(value), lang)
    parts = cast("dict[str, object]", value)
    given = {key: part for key, part in parts.items() if part not in (None, [], False)}
    return ", ".join(
        f"{_said('fields', key, lang).split(' (')[0]}: {shown_value(key, part, lang)}" for key, part in given.items()
    )


def _number(path: str, last: str, value: float, lang: str) -> str:
    if "_eur" in last:
        return f"{_plain(value * SCALE['money'], lang)} {_said('units', 'money', lang)}"
    if last in _words()["shares"] or path.startswith("share_of_firms."):
        return f"{_plain(value * SCALE['share'], lang)}%"
    return _plain(value, lang)


def _plain(value: float, lang: str) -> str:
    """As many decimals as the number has, four at most."""
    return decimal(value, lang, next(n for n in range(5) if n == 4 or abs(value - round(value, n)) < 1e-9))
