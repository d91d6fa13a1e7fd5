"""The shipped mixes, laws and futures, and files of a user's own."""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from scenarios.adding import addition, headed, parts_of, refuse_conflicts, with_sources
from scenarios.extending import merged
from scenarios.format_base import LAW_FORMAT
from scenarios.future_format import Future
from scenarios.instrument_format import LawInstrument
from scenarios.mix_checks import check_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked, refuse_newer
from scenarios.shelf import HERE, shipped
from scenarios.shipped import list_laws, load_law, own_id
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml

#: Longer chains of `extends` are a mistake.
LONGEST_LINEAGE = 8


def list_mixes() -> list[str]:
    """Ids of the shipped mixes."""
    return shipped("mixes")


def list_futures() -> list[str]:
    """Ids of the shipped futures."""
    return shipped("futures")


def load_future(id_or_path: str | Path) -> Future:
    """A shipped future by id, or a file. Raises InputProblem."""
    path = _locate(id_or_path, "futures")
    return _shipped_future(path) if path.parent == HERE / "futures" else _future_at(path)


def load_mix(id_or_path: str | Path) -> Mix:
    """A shipped mix by id, a file of the user's own with `extends` worked out, or a sum of both. Raises InputProblem.

    `mix-1+office.yaml` is a sum (`scenarios.adding`).
    """
    parts = parts_of(str(id_or_path))
    if parts:
        return _sum(parts)
    path = _locate(id_or_path, "mixes")
    return _shipped_mix(path) if path.parent == HERE / "mixes" else _mix_at(path)


def _sum(parts: list[str]) -> Mix:
    """The first mix with what the files of the others say laid over it."""
    first, *others = (_locate(part, "mixes") for part in parts)
    content, lineage = _resolved(first, [])
    contents = {path.name: read_yaml(path) for path in others}
    for name, each in contents.items():
        refuse_newer(each, name, LAW_FORMAT)
    if len({first.name, *contents}) < len(parts):
        raise InputProblem("{found}: each mix can be added once", found="+".join(parts))
    added = {name: addition(each) for name, each in contents.items()}
    refuse_conflicts(added)
    heads = {first.name: dict(content), **contents}
    for name, change in added.items():
        content = merged(content, change, name, first.stem)
    label = "+".join(parts)
    mix = checked(Mix, {**headed(content, heads), "lineage": [first.stem, *lineage]}, label)
    try:
        check_mix(mix, label)
    except InputProblem as problem:
        raise with_sources(problem, added, first.name) from None
    return mix


@lru_cache(maxsize=64)
def _shipped_mix(path: Path) -> Mix:
    return _mix_at(path)


@lru_cache(maxsize=16)
def _shipped_future(path: Path) -> Future:
    return _future_at(path)


def _future_at(path: Path) -> Future:
    content = read_yaml(path)
    future = checked(Future, content, path.name)
    for law in [*(entry.law for entry in future.laws), *([future.eu_law.law] if future.eu_law else [])]:
        if law is not None and law not in list_laws():
            raise InputProblem(
                "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                file=path.name,
                key="laws",
                found=law,
                nearest=nearest(law, list_laws()),
                allowed=", ".join(list_laws()),
            )
    return future


#: The mix from which mixes of today descend, the future that fits those (EU law as it came), and that of all others (as
#: foreseen in October 2020, when the four mixes were on the table).
POLICY_TO_DATE, HAPPENED, FORESEEN = "actual-policy", "as-happened", "ex-ante-2020"


def of_today(mix: Mix) -> bool:
    """Whether a mix builds on policy as it happened, so that it makes sense beside the EU law that came."""
    return POLICY_TO_DATE in (mix.id, *mix.lineage)


def future_of(mixes: Iterable[str | Path | Mix]) -> str:
    """The future in which mixes (ids, files or mixes) are compared when nobody names one. Raises InputProblem.

    As happened where one of them builds on policy as it happened; else as seen in October 2020.
    """
    found = (mix if isinstance(mix, Mix) else load_mix(mix) for mix in mixes)
    return HAPPENED if any(of_today(mix) for mix in found) else FORESEEN


def _looks_like_path(text: str) -> bool:
    return text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text


def _locate(id_or_path: str | Path, folder: str) -> Path:
    text = str(id_or_path)
    if isinstance(id_or_path, Path) or _looks_like_path(text):
        return Path(id_or_path).resolve()
    if text in shipped(folder):
        return HERE / folder / f"{text}.yaml"
    if folder == "mixes":
        raise InputProblem(
            "unknown mix {name}; the nearest known one is {nearest}", name=text, nearest=nearest(text, list_mixes())
        )
    raise InputProblem(
        "unknown future {name}; the nearest known one is {nearest}", name=text, nearest=nearest(text, list_futures())
    )


def _mix_at(path: Path) -> Mix:
    content, lineage = _resolved(path, [])
    if path.parent == HERE / "mixes":
        own_id(content, path)
    elif content.get("id") in list_mixes():
        raise InputProblem(
            "{file}: id: {found} is a shipped mix; give your own mix another id", file=path.name, found=content["id"]
        )
    mix = checked(Mix, {**content, "lineage": lineage}, path.name)
    check_mix(mix, path.name)
    return mix


def _resolved(path: Path, children: list[Path]) -> tuple[dict[str, Any], list[str]]:
    """The file's content merged onto its parents, and the parents' names (nearest first)."""
    content = read_yaml(path)
    refuse_newer(content, path.name, LAW_FORMAT)
    parent = content.pop("extends", None)
    if "lineage" in content:
        raise InputProblem(
            "{file}: unknown key {key}; the nearest known one is {nearest}",
            file=path.name,
            key="lineage",
            nearest="extends",
        )
    if parent is None:
        return merged({}, content, path.name, None), []
    if not isinstance(parent, str):
        raise InputProblem(
            "{file}: {key}: found {found}, a text is needed", file=path.name, key="extends", found=str(parent)
        )
    above = _parent_path(path, parent)
    if above in [*children, path] or len(children) >= LONGEST_LINEAGE:
        raise InputProblem("{file}: extends goes round in a circle or is too long", file=path.name)
    for key in ("format", "id", "name"):
        if content.get(key) is None:  # these are never the parent's
            raise InputProblem("{file}: {key} is missing", file=path.name, key=key)
    base, lineage = _resolved(above, [*children, path])
    return merged(base, content, path.name, above.stem), [above.stem, *lineage]


def _parent_path(path: Path, parent: str) -> Path:
    """A shipped mix, or a file beside the child or below its folder: never outside that folder."""
    if not _looks_like_path(parent):
        if parent not in list_mixes():
            raise InputProblem(
                "{file}: extends: unknown mix {name}; the nearest known one is {nearest}",
                file=path.name,
                name=parent,
                nearest=nearest(parent, list_mixes()),
            )
        return HERE / "mixes" / f"{parent}.yaml"
    above = (path.parent / parent).resolve()
    if not above.is_relative_to(path.parent.resolve()):
        raise InputProblem("{file}: extends: {name} lies outside the file's own folder", file=path.name, name=parent)
    return above


def vary_mix(mix: Mix, dials: dict[str, object], mix_id: str | None = None) -> Mix:
    """The mix with dials set, for sweeps: `{"support-office.advisers": 20, "*.strength": 0.5}`.

    A key is an instrument's id (`*`: every instrument) and the path of a field; None takes the field
    out. Raises InputProblem for an unknown instrument or field, a wrong value, or two instruments on
    one dial.
    """
    content = mix.model_dump(exclude_none=True, exclude_unset=True)
    for key, value in dials.items():
        name, *path = key.split(".")
        if name != "*" and name not in mix.instruments:
            raise InputProblem(
                "mix {mix}: unknown instrument {name}; the nearest known one is {nearest}",
                mix=mix.id,
                name=name,
                nearest=nearest(name, list(mix.instruments)),
            )
        change: Any = value
        for part in reversed(path):
            change = {part: change}
        names = list(mix.instruments) if name == "*" else [name]
        changes = {"instruments": dict.fromkeys(names, change)}
        content = merged(content, changes, mix.id, mix.id)
    varied = checked(Mix, {**content, "id": mix_id or mix.id}, mix.id)
    check_mix(varied, mix.id)
    return varied


def laws_of(item: Mix | Future) -> set[str]:
    """Ids of the laws that a resolved mix, or a future, refers to."""
    if isinstance(item, Mix):
        laws = {part.law for part in item.instruments.values() if isinstance(part, LawInstrument)}
        for rule in item.rules.values():
            laws |= {str(part["law"]) for part in rule.then.instruments.values() if "law" in part}
        return laws
    drawn = {item.eu_law.law} if item.eu_law is not None and item.eu_law.law is not None else set[str]()
    return {part.law for part in item.laws} | drawn


def laws_checked(item: Mix | Future) -> str | None:
    """The day on which all laws of a mix or a future had been held against the law: their oldest `checked`.

    None where no law has such a day.
    """
    return min((day for law in laws_of(item) if (day := load_law(law).checked) is not None), default=None)


def fingerprint(item: Mix | Future) -> str:
    """sha256 of the canonical JSON of a resolved mix, or a future, with the laws that it refers to."""
    parts = [item.fingerprint]
    parts += [
        json.dumps(load_law(law).model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        for law in sorted(laws_of(item))
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
