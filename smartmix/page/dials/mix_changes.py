"""A mix of the user's own as changes of the mix that it starts from, short enough for an address.

`support-office.advisers:40,broad-law.level:EU,wzk:off,support-office:mix-1`: a field set, an instrument taken out, one
taken over from a shipped mix. A list is written `~integrate~identify`, a field taken out `none`, a phase of a scope by
its place (`broad-law.scope.0.employees:250`), one threshold instead of all `broad-law.scope:over-1000`.
"""

import re
import unicodedata
from typing import Any, cast

import yaml

from results.language import translator
from results.words import full_name
from scenarios.format_base import Text
from scenarios.instrument_format import LawInstrument
from scenarios.law_content import law_of
from scenarios.library import list_mixes, load_mix, vary_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked
from simulation.number_text import UnclearNumber, read_scalar
from simulation.problems import InputProblem, nearest
from smartmix.marks import _

#: Id of a mix without a name of its own.
OWN = "own-mix"
#: An instrument that is taken out.
OFF = "off"
#: Longer names do not fit a table.
LONGEST_NAME = 60
_NONE = "none"
_IN_EURO = ("turnover_eur", "assets_eur", "turnover_eu_eur", "royalties_eu_eur", "eu_subsidiary_turnover_eur")
#: Before the number of working persons that is the only threshold of a law.
OVER = "over-"
_NAME, _ABOUT = _("Own mix"), _("Made on the page from: {start}.")

type Changes = dict[str, str]


def read_changes(text: str) -> Changes:
    """The changes in an address, in order; of two for one key the last holds."""
    found: Changes = {}
    for part in text.split(","):
        key, mark, value = part.partition(":")
        if key and mark:
            found.pop(key, None)
            found[key] = value
    return found


def write_changes(changes: Changes) -> str:
    """The changes as an address has them."""
    return ",".join(f"{key}:{value}" for key, value in changes.items())


def write_value(value: object) -> str:
    """A value as an address has it."""
    if value is None:
        return _NONE
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "~" + "~".join(str(each) for each in cast("list[object]", value))
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def read_value(text: str) -> object:
    """The value that an address means; the format of mixes judges whether it fits.

    Raises InputProblem for a number with two readings.
    """
    if text in (_NONE, "true", "false"):
        return {_NONE: None, "true": True, "false": False}[text]
    if text.startswith("~"):
        return [part for part in text.split("~") if part]
    try:
        number = read_scalar(text)
    except UnclearNumber as problem:
        raise problem.problem(OWN) from None
    return text if number is None else number


def built(start: Mix, changes: Changes, name: str = "") -> Mix:
    """The mix with the changes. Raises InputProblem with one line for the first thing that cannot be."""
    content = start.model_dump(exclude_none=True, exclude_unset=True)
    instruments: dict[str, Any] = content.setdefault("instruments", {})
    for key, value in changes.items():
        if "." not in key:
            _in_or_out(instruments, key, value)
    mix_id = own_id(start, name)
    content |= {"id": mix_id, "name": {"en": name or _NAME, "nl": name or translator("nl")(_NAME)}}
    content["description"] = {
        lang: translator(lang)(_ABOUT).format(start=full_name(start.id, start.name, lang)) for lang in Text.model_fields
    }
    for judged in ("support_in_society", "legal_soundness", "feasibility"):
        content.pop(judged, None)  # said of the start mix, not of this one
    content["lineage"] = [start.id, *start.lineage]
    base = checked(Mix, content, mix_id)
    return vary_mix(base, _dials(base, changes), mix_id)


def _in_or_out(instruments: dict[str, Any], key: str, value: str) -> None:
    if value == OFF:
        if instruments.pop(key, None) is None:
            raise unknown_instrument(key, list(instruments))
        return
    if value not in list_mixes():  # also keeps an address from naming files
        raise InputProblem(
            "unknown mix {name}; the nearest known one is {nearest}", name=value, nearest=nearest(value, list_mixes())
        )
    source = load_mix(value)
    if key not in source.instruments:
        raise unknown_instrument(key, list(source.instruments))
    instruments[key] = source.instruments[key].model_dump(exclude_none=True, exclude_unset=True)


def unknown_instrument(key: str, known: list[str]) -> InputProblem:
    """The refusal of an instrument that a mix does not have."""
    return InputProblem(
        "mix {mix}: unknown instrument {name}; the nearest known one is {nearest}",
        mix=OWN,
        name=key,
        nearest=nearest(key, known),
    )


def _dials(base: Mix, changes: Changes) -> dict[str, object]:
    """The changes of fields as `vary_mix` takes them; phases of a scope are put into the whole list."""
    dials: dict[str, object] = {}
    for key, text in changes.items():
        name, *path = key.split(".")
        if not path:
            continue
        whole = f"{name}.scope"
        if path == ["scope"] and text.startswith(OVER):
            dials[whole] = over(scope_of(base, name), read_value(text.removeprefix(OVER)))
        elif len(path) > 1 and path[0] == "scope":
            phases = cast("list[dict[str, object]]", dials.get(whole) or scope_of(base, name))
            _put(phases, path[1:], read_value(text), f"{base.id}: instruments.{whole}")
            _settle(phases)
            dials[whole] = phases
        else:
            dials[key] = read_value(text)
    return dials


def _put(phases: list[dict[str, object]], path: list[str], value: object, where: str) -> None:
    """Set one field of a phase, or of one of its tests (`0.employees`, `0.tests.1.employees`)."""
    place: Any = phases
    for part in path[:-1]:
        known = range(len(place)) if isinstance(place, list) else ()
        if isinstance(place, list) and not (part.isdecimal() and int(part) in known):
            raise InputProblem("{file}: found {found}, which is not allowed", file=where, found=part)
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    if not isinstance(place, dict):
        raise InputProblem("{file}: found {found}, which is not allowed", file=where, found=path[-1])
    place[path[-1]] = value


def _settle(tests: list[Any]) -> None:
    """Where a threshold was emptied, a test needs no more of them than it has: an empty field is no mistake."""
    for test in tests:
        given = sum(test.get(key) is not None for key in ("employees", *_IN_EURO))
        if given < int(test.get("needed") or 0) <= given + 1:
            test["needed"] = given or None
        _settle(test.get("tests", []))


def scope_of(mix: Mix, name: str) -> list[dict[str, object]]:
    """The phases of a law's scope in this mix, as plain values."""
    item = mix.instruments.get(name)
    if not isinstance(item, LawInstrument):
        raise unknown_instrument(name, list(mix.instruments))
    return [phase.model_dump(exclude_defaults=True) for phase in law_of(item)[1].scope]


def over(phases: list[dict[str, object]], employees: object) -> list[dict[str, object]]:
    """The scope of a law as one phase: more than so many working persons, and what else its widest phase asks."""
    kept = ("sectors", "public_interest", "listed", "sells_to_consumers", "sells_to_end_users", "imports", "roles")
    kept += ("legal_forms", "established", "active_in", "products", "in_model", "counts", "binds", "employees_as")
    widest = phases[-1]
    first: Any = next(iter(cast("list[dict[str, object]]", widest.get("tests", []))), {})  # of several tests the first
    found = {key: value for key, value in {**first, **widest}.items() if key in kept}
    return [{**found, "employees": employees, "strictly_more": True}]


def own_id(start: Mix, name: str) -> str:
    """An id made from the name, never that of a shipped mix or of the start."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or OWN
    return f"{slug}-2" if slug in (*list_mixes(), start.id) else slug


def yaml_of(mix: Mix) -> str:
    """The mix as a file: what `as_yaml` says, written several times as fast."""
    content = mix.model_dump(mode="json", exclude_unset=True, exclude={"lineage"})
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(content, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120))
