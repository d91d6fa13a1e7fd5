"""The same mix with its laws later: what a delay costs is the difference, draw by draw."""

import re
from typing import Any

from scenarios.instrument_format import LawInstrument
from scenarios.mix_checks import check_mix
from scenarios.mix_format import Mix
from scenarios.quarters import index_of, read_quarter
from scenarios.refusals import checked
from scenarios.shipped import load_law
from simulation.vocabulary import QUARTERS, quarter_name

_RELATIVE = re.compile(r"\+(\d{1,3})")


def delayed_mix(mix: Mix, quarters: int, decided: int, mix_id: str) -> tuple[Mix, list[str]]:
    """The mix with the dates of its laws `quarters` later, and which laws that are (rules as `rule:instrument`).

    A law is delayed when it comes into force in a quarter of the calendar from `decided` on; what had been
    announced by then stays announced. Laws that start by lot (`drawn`) or `never` are left alone, and so are laws
    of the future: their dates are not the mix's. A law that a rule starts comes as much later after the rule has
    fired.
    """
    content = mix.model_dump(exclude_none=True, exclude_unset=True)
    late: list[str] = []
    for name, item in mix.instruments.items():
        if isinstance(item, LawInstrument):
            law = load_law(item.law)
            dates = {key: getattr(item, key) or getattr(law, key) for key in ("announced", "in_force", "ends")}
            moved = _moved(dates, quarters, decided)
            if moved:
                content["instruments"][name] = {**content["instruments"][name], **moved}
                late.append(name)
    for rule_id, rule in mix.rules.items():
        for name, fields in rule.then.instruments.items():
            known = mix.instruments.get(name)
            if fields.get("kind") != "law" and not isinstance(known, LawInstrument):
                continue
            moved = _moved_later(fields, quarters, decided, is_new=known is None)
            if moved:
                then = content["rules"][rule_id]["then"]["instruments"]
                then[name] = {**then[name], **moved}
                late.append(f"{rule_id}:{name}")
    late_mix = checked(Mix, {**content, "id": mix_id}, mix_id)
    check_mix(late_mix, mix_id)
    return late_mix, late


def _moved(dates: dict[str, Any], quarters: int, decided: int) -> dict[str, str]:
    """The dates of a law that change; none when it has no start in the calendar from `decided` on."""
    start = dates.get("in_force")
    if start in (None, "drawn", "never") or index_of(str(start)) < decided:
        return {}
    found: dict[str, str] = {}
    for key, value in dates.items():
        if value is None or (key == "announced" and index_of(str(value)) < decided):
            continue
        found[key] = _later(str(value), quarters, key)
    return found


def _later(name: str, quarters: int, key: str) -> str:
    moment = index_of(name) + quarters
    if moment < QUARTERS:
        return quarter_name(moment)
    return "never" if key == "in_force" else quarter_name(QUARTERS - 1)


def _moved_later(fields: dict[str, Any], quarters: int, decided: int, is_new: bool) -> dict[str, str]:
    """As `_moved`, for dates that may count from the firing of a rule, such as `+12`."""
    dates = {key: str(fields[key]) for key in ("announced", "in_force", "ends") if fields.get(key) is not None}
    law = load_law(fields["law"]) if "law" in fields else None
    if is_new and law is not None and "in_force" not in dates and law.in_force is not None:
        dates["in_force"] = law.in_force
    if is_new and "announced" not in dates:
        dates["announced"] = "+1"  # as `scenarios.rules` has it
    relative = {key: value for key, value in dates.items() if _RELATIVE.fullmatch(value)}
    fixed = {
        key: str(read_quarter(v)) if v not in ("drawn", "never") else v
        for key, v in dates.items()
        if key not in relative
    }
    if "in_force" in dates and dates["in_force"] in ("drawn", "never"):
        return {}
    return {key: f"+{int(value[1:]) + quarters}" for key, value in relative.items()} | _moved(fixed, quarters, decided)
