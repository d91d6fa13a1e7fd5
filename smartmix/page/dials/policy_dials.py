"""The eight dials of policy: what each stands at in a mix, and which dials of the format it turns.

Everything else is among all dials. A dial of which the mix has no instrument takes the instrument over from a shipped
mix, so that none of the eight is ever a dead end.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scenarios.instrument_format import LawInstrument
from scenarios.law_content import law_of
from scenarios.law_format import Law, LawContent
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from smartmix.page.dials.mix_changes import OFF, OVER, write_value

#: Changes of dials, in order: path of the dial and value for the address; None takes a change back.
type Turns = list[tuple[str, str | None]]

#: What is taken over where a mix has none: the instrument and the shipped mix that has it.
BROAD_LAW = ("broad-law", "mix-2")
_OFFICE, _MONEY = ("support-office", "mix-1"), ("more-subsidies", "mix-1")
_INITIATIVES, _EFFORT = ("stronger-initiatives", "mix-1"), ("more-eu-effort", "mix-1")
#: Shipped mixes whose conditions can be taken over as a whole.
CONDITIONS = ("reference-2020", "cabinet-2020", "mix-1", "mix-1-tightened")


class _Standing(NamedTuple):
    """What makes a law the one that dials are about, the weightiest first."""

    may_come: bool
    is_due_diligence: bool
    is_broad: bool


def main_law(mix: Mix) -> str | None:
    """The law that the dials are about: one that may come before others, then of due diligence, then for all trades.

    Of laws without a date only a broad one of due diligence counts, since a dial can give it its date; else None.
    """

    def standing(name: str) -> _Standing:
        law, _content, item = law_in(mix, name)
        return _Standing(_may_come(law, item), law.kind == "due_diligence", law.broad)

    names = [name for name, item in mix.instruments.items() if isinstance(item, LawInstrument)]
    found = max(names, key=standing, default=None)
    if found is None:
        return None
    law = standing(found)
    return found if law.may_come or (law.is_due_diligence and law.is_broad) else None


def can_take_broad_law(mix: Mix) -> bool:
    """Whether the broad law can be added: no rule of the mix brings it already."""
    added = [part.get("law") for rule in mix.rules.values() for part in rule.then.instruments.values()]
    return load_mix(BROAD_LAW[1]).instruments[BROAD_LAW[0]].law not in added  # type: ignore[union-attr]


def law_in(mix: Mix, name: str) -> tuple[Law, LawContent, Any]:
    """The law of an instrument, what it says in this mix, and the instrument."""
    item: Any = mix.instruments[name]
    return *law_of(item), item


def _may_come(law: Law, item: Any) -> bool:
    return (item.in_force or law.in_force or "never") != "never"


def threshold(mix: Mix, name: str) -> float | None:
    """Working persons of the widest phase of a law; None where it asks none."""
    return law_in(mix, name)[1].scope[-1].employees


def set_threshold(name: str, employees: float | None) -> Turns:
    """More than so many employees, and no other threshold; None: as in the start mix."""
    return [(f"{name}.scope", None if employees is None else f"{OVER}{write_value(float(employees))}")]


def set_start(mix: Mix, name: str, quarter: str) -> Turns:
    """In force from a quarter, or never; an end that comes before it is taken out."""
    item: Any = mix.instruments[name]
    turns: Turns = [(f"{name}.in_force", quarter)]
    if item.ends is not None and quarter[:1].isdigit() and index_of(item.ends) <= index_of(quarter):
        turns.append((f"{name}.ends", "none"))
    return turns


def set_inspections(name: str, number: float) -> Turns:
    """Inspections a year per 100 firms."""
    return [(f"{name}.inspections_per_100_firms", write_value(number))]


def _acting(mix: Mix, kind: str, field: str) -> str | None:
    """The instrument of a kind that sets a field and acts last: the one with the highest order."""
    found = [
        name for name, item in mix.instruments.items() if item.kind == kind and getattr(item, field) not in (None, {})
    ]
    items: Mapping[str, Any] = mix.instruments
    return max(found, key=lambda name: (items[name].order or 0, str(items[name].in_force)), default=None)


def _with(mix: Mix, name: str | None, instead: tuple[str, str]) -> tuple[Any, str, Turns]:
    """The instrument, its name, and what takes it over where the mix has none."""
    if name is not None:
        return mix.instruments[name], name, []
    return load_mix(instead[1]).instruments[instead[0]], instead[0], [instead]


def advisers(mix: Mix) -> float:
    """Full-time advisers of the support office."""
    name = _acting(mix, "support_office", "advisers")
    return 0.0 if name is None else float(mix.instruments[name].advisers)  # type: ignore[union-attr]


def set_advisers(mix: Mix, number: float) -> Turns:
    """So many advisers."""
    _item, name, turns = _with(mix, _acting(mix, "support_office", "advisers"), _OFFICE)
    return [*turns, (f"{name}.advisers", write_value(float(number)))]


def budget(mix: Mix) -> float:
    """Euro a year of subsidies together, as the highest order has them."""
    name = _acting(mix, "financial_incentive", "schemes")
    if name is None:
        return 0.0
    item: Any = mix.instruments[name]
    return sum(scheme.budget_eur_per_year for scheme in item.schemes.values())


def set_budget(mix: Mix, euro: float) -> Turns:
    """So much a year together; schemes keep their shares of it."""
    item, name, turns = _with(mix, _acting(mix, "financial_incentive", "schemes"), _MONEY)
    before = {key: scheme.budget_eur_per_year for key, scheme in item.schemes.items()}
    whole = sum(before.values())
    parts = {key: value / whole if whole else 1 / len(before) for key, value in before.items()}
    return [
        *turns,
        *(
            (f"{name}.schemes.{key}.budget_eur_per_year", write_value(round(euro * part, 2)))
            for key, part in parts.items()
        ),
    ]


def members(mix: Mix) -> float:
    """Mean share of firms that take part, over the sectors with an initiative."""
    name = _acting(mix, "sector_initiatives", "share_of_firms")
    if name is None:
        return 0.0
    item: Any = mix.instruments[name]
    return sum(item.share_of_firms.values()) / len(item.share_of_firms)


def set_members(mix: Mix, share: float) -> Turns:
    """That mean; sectors keep their proportions as far as none passes 1."""
    item, name, turns = _with(mix, _acting(mix, "sector_initiatives", "share_of_firms"), _INITIATIVES)
    found = _scaled(item.share_of_firms, share)
    return [*turns, *((f"{name}.share_of_firms.{key}", write_value(round(part, 6))) for key, part in found.items())]


def _scaled(shares: Mapping[str, float], mean: float) -> dict[str, float]:
    """Shares in the same proportions with this mean, each at most 1: what one cannot take goes to the others."""
    weights = {key: share or 1e-9 for key, share in shares.items()}
    found: dict[str, float] = {}
    while weights:
        factor = max(0.0, mean * len(shares) - len(found)) / sum(weights.values())
        full = [key for key, weight in weights.items() if weight * factor >= 1.0]
        if not full:
            found |= {key: weight * factor for key, weight in weights.items()}
            break
        found |= dict.fromkeys(full, 1.0)
        weights = {key: weight for key, weight in weights.items() if key not in full}
    return {key: found[key] for key in shares}


def effort(mix: Mix) -> float:
    """Effort in Brussels, 0 to 1."""
    name = _acting(mix, "eu_effort", "effort")
    return 0.0 if name is None else float(mix.instruments[name].effort)  # type: ignore[union-attr]


def set_effort(mix: Mix, share: float) -> Turns:
    """So much of full effort."""
    _item, name, turns = _with(mix, _acting(mix, "eu_effort", "effort"), _EFFORT)
    return [*turns, (f"{name}.effort", write_value(share))]


def conditions(mix: Mix) -> str | None:
    """The shipped mix whose conditions these are; None for others."""
    found = _conditions(mix)
    return next((other for other in CONDITIONS if _conditions(load_mix(other)) == found), None)


def set_conditions(start: Mix, mix: Mix, source: str) -> Turns:
    """All conditions of a shipped mix, in place of those of this one."""
    wanted, before = _conditions(load_mix(source)), _conditions(start)
    gone: Turns = [(name, OFF) for name in _conditions(mix) if name not in wanted]
    return gone + [(name, None if before.get(name) == item else source) for name, item in wanted.items()]


def _conditions(mix: Mix) -> dict[str, Any]:
    return {name: item for name, item in mix.instruments.items() if item.kind == "instrument_conditions"}
