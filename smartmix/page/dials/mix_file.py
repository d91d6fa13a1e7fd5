"""A mix of people's own as a file: `extends:` a shipped mix plus what differs; and the dials back from such a file."""

from typing import Any

import yaml

from scenarios.dial_fields import fields_of
from scenarios.extending import change_between
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.dials.mix_changes import OFF, OVER, Changes, built, over, scope_of, write_value, yaml_of

#: What a file always says itself; `extends` never gives these.
_HEAD = ("format", "id", "name")


def shipped_start(mix: Mix) -> str | None:
    """The shipped mix that it was made from, nearest first; None for one that stands alone."""
    return next((parent for parent in mix.lineage if parent in list_mixes()), None)


def file_text(mix: Mix) -> str:
    """The mix as a file that `smartmix compare` reads: what differs from its shipped start, else all of it."""
    start = shipped_start(mix)
    if start is None:
        return yaml_of(mix)
    base, result = _plain(load_mix(start)), _plain(mix)
    content = {key: result[key] for key in _HEAD} | {"extends": start}
    content |= {key: value for key, value in change_between(base, result).items() if key not in _HEAD}
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(content, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120))


def _plain(mix: Mix) -> dict[str, Any]:
    return mix.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude={"lineage"})


def changes_of(mix: Mix) -> tuple[str, Changes] | None:
    """The shipped mix and the dials that make this one of it; None where dials alone do not."""
    start_id = shipped_start(mix)
    if start_id is None:
        return None
    start = load_mix(start_id)
    changes: Changes = {name: OFF for name in start.instruments if name not in mix.instruments}
    for name, item in mix.instruments.items():
        before = start.instruments.get(name)
        if before is None:
            source = _source(name, item)
            if source is None:
                return None
            changes[name], before = source, load_mix(source).instruments[name]
        changes |= _fields(start_id if name in start.instruments else changes[name], mix, name)
    try:
        made = built(start, changes)
    except InputProblem:
        return None
    return (start_id, changes) if (made.instruments, made.rules) == (mix.instruments, mix.rules) else None


def _source(name: str, item: Any) -> str | None:
    """The shipped mix from which an added instrument was taken: the one in which least of it is different."""

    def apart(mix: str) -> int:
        other: Any = load_mix(mix).instruments[name]
        return sum(getattr(other, key, None) != getattr(item, key) for key in type(item).model_fields)

    return min((mix for mix in list_mixes() if name in load_mix(mix).instruments), key=apart, default=None)


def _fields(source: str, mix: Mix, name: str) -> Changes:
    """The dials of one instrument that differ from those in a shipped mix."""
    base = load_mix(source)
    before = {field.path: field.value for field in fields_of(base.instruments[name])}
    found: Changes = {}
    is_one = False
    if any(path.startswith("scope.") for path in before):
        old, new = scope_of(base, name), scope_of(mix, name)
        is_one = new != old and len(new) == 1 and new == over(old, new[0].get("employees"))
        found |= {f"{name}.scope": f"{OVER}{write_value(new[0]['employees'])}"} if is_one else {}
    for field in fields_of(mix.instruments[name]):
        if field.value != before.get(field.path) and not (is_one and field.path.startswith("scope.")):
            found[f"{name}.{field.path}"] = write_value(field.value)
    return found
