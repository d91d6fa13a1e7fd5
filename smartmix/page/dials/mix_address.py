"""What an address says of mixes that were made here, and how a change of one dial changes it."""

from functools import lru_cache

from scenarios.dial_fields import fields_of
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.dials.mix_changes import (
    LONGEST_NAME,
    OFF,
    OVER,
    Changes,
    built,
    read_changes,
    write_changes,
    write_value,
    yaml_of,
)
from smartmix.page.dials.mix_file import changes_of
from smartmix.page.dials.own_mixes import MARK, STORE, KeptMix, start_mix
from smartmix.page.serving.address import Address

#: The mix from which people start who did not choose one.
FIRST_START = "mix-1"
#: An address longer than this is near what programs cut off; the mix is then kept on the server.
LONG = 3000
#: Between the own mixes of an address, and between the parts of one: no name holds them.
_BETWEEN, _WITHIN = "|", ";"


def start_key(address: Address) -> str:
    """Which mix the address starts from: an id of a shipped mix or the key of one that is kept."""
    asked = address.get("from")
    return asked if asked in list_mixes() or asked.startswith(MARK) else FIRST_START


def name_of(address: Address) -> str:
    """The user's name for the mix, "" for none."""
    return clean_name(address.get("name"))


def clean_name(text: str) -> str:
    """A name as tables and addresses can hold it: one line, not too long."""
    plain = text.replace(_BETWEEN, " ").replace(_WITHIN, ",")
    return " ".join("".join(sign for sign in plain if sign.isprintable()).split())[:LONGEST_NAME].strip()


def against(address: Address, start: Mix) -> str:
    """The mix that the preview is compared with: the start mix, unless the address names a shipped one."""
    return address.among("with", tuple(list_mixes()), start.id)


def with_change(start: Mix, changes: Changes, key: str, value: str | None) -> Changes:
    """The changes after one more; None takes a change back. What equals the start mix is no change."""
    name, _dot, path = key.partition(".")
    after = {other: old for other, old in changes.items() if other != key}
    if not path or (path == "scope" and (value or OVER).startswith(OVER)):  # stands for whatever lies below it
        after = {other: old for other, old in after.items() if not other.startswith(f"{key}.")}
        if value is not None and (path or value != OFF or name in start.instruments):
            after[key] = value
    elif value is not None:
        is_below = path.startswith("scope.") and f"{name}.scope" in after
        if is_below or value != _before(start, changes, name, path):
            after[key] = value
    return after


def _before(start: Mix, changes: Changes, name: str, path: str) -> str | None:
    """The value of a dial before any change of it."""
    item = start.instruments.get(name)
    if changes.get(name) in list_mixes():
        item = load_mix(changes[name]).instruments.get(name)
    if item is None:
        return None
    return next((write_value(field.value) for field in fields_of(item) if field.path == path), None)


def own_text(start: str, name: str, changes: Changes) -> str:
    """One own mix as `own` in an address has it."""
    return _WITHIN.join((start, clean_name(name), write_changes(changes)))


def own_text_of(kept: KeptMix) -> str:
    """A mix that is kept, for an address: its dials, so that the link works elsewhere too, else its key."""
    found = parts_of(kept)
    return own_text(kept.key, "", {}) if found is None else own_text(*found)


@lru_cache(maxsize=500)
def parts_of(kept: KeptMix) -> tuple[str, str, Changes] | None:
    """Shipped start, name and changes of a mix that is kept; None where it is more than that, or too long."""
    mix = kept.mix
    found = changes_of(mix) if mix is not None and mix.name.en == mix.name.nl else None
    if mix is None or found is None or len(write_changes(found[1])) > LONG:
        return None
    return found[0], mix.name.en, found[1]


def joined(texts: list[str]) -> str | None:
    """Own mixes for an address; None for none."""
    return _BETWEEN.join(texts) or None


def own_of(address: Address) -> tuple[tuple[str, str], ...]:
    """The mixes that `own=start;name;changes|…` in an address describes, as (id, YAML); what cannot be is left out.

    This is how other pages compare mixes that were made here.
    """
    found = {mix.id: content for mix, content in own_mixes(address)}
    return tuple(found.items())


def own_mixes(address: Address) -> list[tuple[Mix, str]]:
    """The same as mixes, each with its YAML."""
    return [found for text in _texts(address) if not isinstance(found := _tried(text), InputProblem)]


def own_problems(address: Address) -> list[InputProblem]:
    """What is wrong with own mixes of an address: changes that cannot be, or a mix that is kept no longer."""
    return [found for text in _texts(address) if isinstance(found := _tried(text), InputProblem)]


def own_choices(address: Address, owner: str, lang: str) -> dict[str, tuple[str, str]]:
    """The own mixes that can be chosen, those kept and those in the address: by id the name, and the text for `own`."""
    tried = [(_tried(text), text) for text in _texts(address)]
    found = {each[0].id: (each[0], text) for each, text in tried if not isinstance(each, InputProblem)}
    for kept in STORE.of(owner):
        if kept.mix is not None:
            found.setdefault(kept.mix.id, (kept.mix, own_text_of(kept)))
    return {mix_id: (str(getattr(mix.name, lang)), text) for mix_id, (mix, text) in found.items()}


def _tried(text: str) -> tuple[Mix, str] | InputProblem:
    try:
        return _own(text)
    except InputProblem as problem:
        return problem


def _texts(address: Address) -> list[str]:
    return [text for text in address.get("own").split(_BETWEEN) if text]


@lru_cache(maxsize=200)
def _own(text: str) -> tuple[Mix, str]:
    start, name, changes = (*text.split(_WITHIN, 2), "", "")[:3]
    mix = start_mix(start)
    if not (start.startswith(MARK) and not changes):  # what is kept and not changed is itself
        mix = built(mix, read_changes(changes), clean_name(name))
    return mix, yaml_of(mix)
