"""What the address of Build a mix says, and how a change of one dial changes it."""

from scenarios.dial_fields import fields_of
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from smartmix.page.dials.mix_changes import LONGEST_NAME, OFF, Changes, built, read_changes, write_value, yaml_of
from smartmix.page.dials.own_mixes import MARK, start_mix
from smartmix.page.serving.address import Address

#: The mix from which people start who did not choose one.
FIRST_START = "mix-1"
#: An address longer than this is near what programs cut off; the mix is then kept on the server.
LONG = 3000


def start_key(address: Address) -> str:
    """Which mix the address starts from: an id of a shipped mix or the key of one that is kept."""
    asked = address.get("from")
    return asked if asked in list_mixes() or asked.startswith(MARK) else FIRST_START


def name_of(address: Address) -> str:
    """The user's name for the mix, "" for none."""
    return " ".join(address.get("name").split())[:LONGEST_NAME]


def against(address: Address, start: Mix) -> str:
    """The mix that the preview is compared with: the start mix, unless the address names a shipped one."""
    return address.among("with", tuple(list_mixes()), start.id)


def with_change(start: Mix, changes: Changes, key: str, value: str | None) -> Changes:
    """The changes after one more; None takes a change back. What equals the start mix is no change."""
    name, _dot, path = key.partition(".")
    after = {other: old for other, old in changes.items() if other != key}
    if not path:
        after = {other: old for other, old in after.items() if not other.startswith(f"{name}.")}
        if value is not None and not (value == OFF and name not in start.instruments):
            after[key] = value
    elif value is not None and value != _before(start, changes, name, path):
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


def own_of(address: Address) -> tuple[tuple[str, str], ...]:
    """The mix that `own=start;name;changes` in an address describes, as (id, YAML); () for none.

    This is how other pages compare a mix that was made here. Raises InputProblem.
    """
    if not address.get("own"):
        return ()
    start, name, changes = (*address.get("own").split(";", 2), "", "")[:3]
    mix = built(start_mix(start), read_changes(changes), name[:LONGEST_NAME])
    return ((mix.id, yaml_of(mix)),)
