"""Burden table A: ex-ante regulatory burden of the laws of a mix and future, in the standard cost form (P-F1)."""

from pathlib import Path
from typing import Any

import pandas as pd

from experiments.regulatory_burden.actions_file import load_actions
from experiments.regulatory_burden.actions_format import SIZES, Actions
from experiments.regulatory_burden.costs import asked, cost_of_firm
from experiments.regulatory_burden.firms import FirmsAsked, firms_held
from experiments.regulatory_burden.laws import BurdenLaw, laws_in_force
from scenarios.future_format import Future
from scenarios.library import load_future, load_mix
from scenarios.mix_format import Mix
from simulation.vocabulary import quarter_name

#: The columns of the frame, in order; docs/burden.md says what each holds.
COLUMNS = (
    "law",
    "origin",
    "duty",
    "frequency",
    "size",
    "firms_low",
    "firms",
    "firms_high",
    "hours",
    "tariff_eur",
    "cost_low_eur",
    "cost_eur",
    "cost_high_eur",
    "source",
    "grade",
    "action",
    "times",
    "out_of_pocket_eur",
    "hours_given",
    "cost_experienced_eur",
    "part_of",
    "chance",
    "first_start",
    "last_start",
    "without_trade",
)
#: Stands as the source of a cost that has none.
UNVERIFIED = "assumed (unverified)"
_ORIGINS = {"NL": "national", "EU": "EU", "abroad": "abroad"}


def ex_ante_burden(
    mix: str | Path | Mix,
    future: str | Path | Future = "ex-ante-2020",
    actions: Path | str | None = None,
    firms: FirmsAsked = "full",
) -> pd.DataFrame:
    """What firms would spend if all of them complied in full, a row per law, action and size class.

    actions: a file with hours and tariffs of the user's own (docs/burden.md); None: the shipped one. Every law is
    priced as if it applies in its widest phase; laws that replace one another are not to be added up. One-off costs
    are in all, yearly ones a year. Raises InputProblem.
    """
    chosen = load_actions(None if actions is None else Path(actions))
    known = mix if isinstance(mix, Mix) else load_mix(mix)
    when = future if isinstance(future, Future) else load_future(future)
    rows = [row for law in laws_in_force(known, when) for row in _rows_of(law, chosen, firms)]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS))


def _rows_of(law: BurdenLaw, actions: Actions, firms: FirmsAsked) -> list[dict[str, Any]]:
    held, rows = firms_held(law.content, firms), list[dict[str, Any]]()
    for name, action in actions.actions.items():
        if not asked(action, law.law, law.content):
            continue
        for size in SIZES:
            group = held.by_size[size]
            cost = cost_of_firm(actions, action, law.content, size, group)
            if cost is None:
                continue
            middle = cost.cost.central * group.count.central
            learnt = middle * (1.0 - actions.learning.value) if action.frequency == "yearly" else None
            rows.append(
                {
                    "law": law.law.id,
                    "origin": _ORIGINS[law.content.level],
                    "duty": action.duty,
                    "frequency": action.frequency,
                    "size": size,
                    "firms_low": group.count.low,
                    "firms": group.count.central,
                    "firms_high": group.count.high,
                    "hours": cost.hours,
                    "tariff_eur": cost.tariff_eur,
                    "cost_low_eur": cost.cost.low * group.count.low,
                    "cost_eur": middle,
                    "cost_high_eur": cost.cost.high * group.count.high,
                    "source": "; ".join(cost.sources) or UNVERIFIED,
                    "grade": cost.grade,
                    "action": name,
                    "times": cost.times,
                    "out_of_pocket_eur": cost.out_of_pocket_eur,
                    "hours_given": cost.hours_given,
                    "cost_experienced_eur": learnt,
                    "part_of": law.part_of,
                    "chance": law.chance,
                    "first_start": quarter_name(law.starts[0]),
                    "last_start": quarter_name(law.starts[-1]),
                    "without_trade": held.without_trade,
                }
            )
    return rows


def totals(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame summed over sizes and actions: a row per law, duty and frequency, in the frame's order."""
    keys = ["law", "part_of", "origin", "duty", "frequency"]
    return frame.groupby(keys, sort=False, as_index=False)[["cost_low_eur", "cost_eur", "cost_high_eur"]].sum()
