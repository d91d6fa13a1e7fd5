"""From the runs of `synergy` to its result, and to tidy tables."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from experiments.result_parts import SpreadOfDefined
from experiments.study import made_with, named
from experiments.synergy.by_world import worlds_of
from experiments.synergy.data import synergy_data
from experiments.synergy.effects import spread_of, word_of
from experiments.synergy.result import (
    CostEffect,
    Effect,
    ElementEffect,
    EuLawShares,
    GroupEffect,
    IndicatorEffect,
    PairEffect,
    SynergyElement,
    SynergyResult,
)
from experiments.synergy.runs import SynergyRuns

#: What is said of every element, and of all elements together.
OF_ELEMENT = ("shapley", "first_in", "last_out")
OF_WHOLE = ("without", "total", "surplus")
_SPREAD = ("mean", "p05", "p50", "p95", "defined")


def summed_up(runs: SynergyRuns) -> SynergyResult:
    """The result with its frames; null where undefined. docs/synergy.md says what each part means."""
    question, data = runs.question, synergy_data()
    found = SynergyResult(
        format=SynergyResult.FORMAT,
        **made_with(question.settings, [runs.baseline, runs.mix]),
        mix=runs.mix.id,
        baseline=runs.baseline.id,
        drawn_from=question.settings.drawn_from,
        draws=runs.draws,
        failed=len(runs.found.failures),
        firms=question.settings.firms,
        year=question.year,
        cost_years=list(next(m.years for m in runs.measures if m.name in data.costs)),
        eu_law_in_force=_eu_law(runs),
        grouping=runs.elements.grouping,
        elements=[
            SynergyElement(id=one.id, name=named(one.name), items=list(one.items)) for one in runs.elements.players
        ],
        indicators={
            name: IndicatorEffect(groups={group: _in_group(runs, name, group) for group in data.groups})
            for name in question.indicators
        },
        costs={
            name: CostEffect(group=cost.group, **_effect(runs, runs.column(name, cost.group)))
            for name, cost in data.costs.items()
        },
        worlds=worlds_of(runs),
    )
    return found.with_frames(_frames(runs, found))


def _eu_law(runs: SynergyRuns) -> EuLawShares | None:
    without, whole = (spread_of(column).mean for column in runs.found.eu_law.T)
    return None if without is None or whole is None else EuLawShares.model_validate({"without": without, "with": whole})


def _effect(runs: SynergyRuns, column: int) -> dict[str, Any]:
    effects = runs.effects
    return {
        **{quantity: spread_of(getattr(effects, quantity)[:, column]) for quantity in OF_WHOLE},
        "elements": {
            element: ElementEffect(**{of: spread_of(getattr(effects, of)[element][:, column]) for of in OF_ELEMENT})
            for element in runs.elements.ids
        },
    }


def _in_group(runs: SynergyRuns, name: str, group: str) -> GroupEffect:
    column, direction = runs.column(name, group), synergy_data().direction(name)
    effect = _effect(runs, column)
    pairs: list[PairEffect] = []
    for a, b in combinations(runs.elements.ids, 2):
        spread = spread_of(runs.effects.interactions[min(a, b), max(a, b)][:, column])
        pairs.append(PairEffect(a=a, b=b, word=word_of(spread, direction), **spread.model_dump()))
    return GroupEffect(**effect, word=word_of(effect["surplus"], direction), interactions=pairs)


def _frames(runs: SynergyRuns, found: SynergyResult) -> dict[str, pd.DataFrame]:
    """`elements`, `shares`, `interactions`, `totals`, `costs` and `draws`, tidy."""
    games = [
        (name, group, effect)
        for name, indicator in found.indicators.items()
        for group, effect in indicator.groups.items()
    ]
    costs = [(name, cost.group, cost) for name, cost in found.costs.items()]
    pairs = [
        {"indicator": name, "group": group, "a": pair.a, "b": pair.b, **_numbers(pair), "word": pair.word or ""}
        for name, group, effect in games
        for pair in effect.interactions
    ]
    totals = [
        {"measure": name, "group": group, "quantity": quantity, **_numbers(getattr(effect, quantity))}
        for name, group, effect in (*games, *costs)
        for quantity in OF_WHOLE
    ]
    elements = [
        {
            "element": one.id,
            "name_en": one.name.en,
            "name_nl": one.name.nl,
            "items": " ".join(one.items),
            "grouping": found.grouping,
        }
        for one in found.elements
    ]
    return {
        "elements": pd.DataFrame(elements),
        "shares": _frame([{"indicator": name, "group": group} | row for name, group, e in games for row in _rows(e)]),
        "interactions": _frame(pairs, ["indicator", "group", "a", "b", *_SPREAD, "word"]),
        "totals": _frame(totals),
        "costs": _frame([{"cost": name, "group": group} | row for name, group, e in costs for row in _rows(e)]),
        "draws": pd.concat([_by_draw(runs, n) for n in range(len(runs.measures))], ignore_index=True),
    }


def _rows(effect: Effect) -> Iterator[dict[str, Any]]:
    """element, quantity (OF_ELEMENT), and the spread."""
    for element, does in effect.elements.items():
        for quantity in OF_ELEMENT:
            yield {"element": element, "quantity": quantity, **_numbers(getattr(does, quantity))}


def _numbers(spread: SpreadOfDefined) -> dict[str, Any]:
    return {part: getattr(spread, part) for part in _SPREAD}


def _frame(rows: list[dict[str, Any]], columns: list[str] | None = None) -> pd.DataFrame:
    """Spreads are numbers, NaN where undefined, also when all of them are."""
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(_SPREAD, float))


def _by_draw(runs: SynergyRuns, column: int) -> pd.DataFrame:
    """A row per draw of one measure: level without elements, total, surplus, and what elements and pairs do."""
    effects, measure = runs.effects, runs.measures[column]
    series = {quantity: getattr(effects, quantity)[:, column] for quantity in OF_WHOLE}
    for quantity in OF_ELEMENT:
        series |= {f"{quantity}_{e}": getattr(effects, quantity)[e][:, column] for e in runs.elements.ids}
    for a, b in combinations(runs.elements.ids, 2):
        series[f"pair_{a}_{b}"] = effects.interactions[min(a, b), max(a, b)][:, column]
    head = {"measure": measure.name, "group": measure.group, "draw": range(len(runs.found.values))}
    return pd.DataFrame(head | series)
