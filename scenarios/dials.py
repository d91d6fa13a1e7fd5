"""From natural dials to the world's dials: what each kind of instrument sets, and when."""

from functools import lru_cache

import numpy as np

from scenarios.instrument_format import (
    Dated,
    FinancialIncentive,
    Instrument,
    InstrumentConditions,
    LawInstrument,
    SectorInitiatives,
)
from scenarios.quarters import index_of
from simulation.dials import DIALS, Dial
from simulation.vocabulary import QUARTERS

COLUMN = {name: column for column, name in enumerate(DIALS)}
QUARTERS_A_YEAR = 4
#: What a condition asks beyond informing and advising; needs room in the law on subsidies (S-126).
_CONDITIONAL_TASKS = ("assessing", "monitoring")
#: By kind of instrument: its dials, and the field that each takes.
_FIELDS: dict[str, list[tuple[str, str]]] = {}
for _dial in Dial:
    _FIELDS.setdefault(_dial.kind, []).append((_dial.name.lower(), _dial.field))


def dial_values(item: Instrument) -> dict[str, float]:
    """The world's dials that the instrument sets, at full strength, per quarter where they are flows."""
    found: dict[str, float | None] = {}
    match item:
        case FinancialIncentive():
            found = _subsidies(item)
        case InstrumentConditions():
            found = _conditions(item)
        case LawInstrument():
            pass
        case _:
            found = {name: _value(item, field) for name, field in _FIELDS.get(item.kind, ())}
    if isinstance(item, SectorInitiatives):
        found |= {f"initiative_share_{name}": share for name, share in (item.share_of_firms or {}).items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(item: Instrument, field: str) -> float | None:
    given = getattr(item, field)
    if given is None:
        return None
    return given / QUARTERS_A_YEAR if field.endswith("_per_year") else float(given)


def _subsidies(item: FinancialIncentive) -> dict[str, float | None]:
    schemes = (item.schemes or {}).values()
    budget = sum(scheme.budget_eur_per_year for scheme in schemes)
    paid = sum(scheme.budget_eur_per_year * scheme.share_of_cost for scheme in schemes)
    return {"subsidy_budget": budget / QUARTERS_A_YEAR, "subsidy_share": paid / budget if budget > 0 else 0.0}


def _conditions(item: InstrumentConditions) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for group, row in (item.rows or {}).items():
        for task in row.tasks:
            allowed = row.condition_allowed or task not in _CONDITIONAL_TASKS
            found[f"condition_{group}_{task}"] = row.coverage if allowed else 0.0
        if row.endorsement_required:
            found[f"condition_{group}_endorsement"] = row.coverage if row.condition_allowed else 0.0
        if row.no_knock_out:
            found[f"condition_{group}_no_knock_out"] = 1.0
    return found


@lru_cache(maxsize=4096)
def envelope(in_force: int, ends: int, ramp: int, strength: float) -> np.ndarray:
    """(QUARTERS,) share of full strength in each quarter: 0 outside [in_force, ends), rising over `ramp`."""
    since = np.arange(QUARTERS) - in_force + 1.0
    acts = (since > 0) & (np.arange(QUARTERS) < ends)
    return np.where(acts, np.minimum(1.0, since / max(1, ramp)), 0.0) * strength


def fill(table: np.ndarray, instruments: list[Instrument]) -> None:
    """Write every instrument that is not a law into `table` (QUARTERS, len(DIALS)).

    Where two share a dial, the one with the higher order takes over as far as it is at strength, and
    gives way again when it ends.
    """
    for item in sorted(instruments, key=lambda item: item.order or 0):
        if not isinstance(item, Dated) or item.strength == 0:
            continue
        ends = QUARTERS if item.ends is None else index_of(item.ends)
        acts = envelope(index_of(item.in_force), ends, item.ramp, item.strength)
        values = dial_values(item)
        columns = [COLUMN[name] for name in values]
        table[:, columns] = table[:, columns] * (1.0 - acts)[:, None] + np.outer(acts, list(values.values()))
