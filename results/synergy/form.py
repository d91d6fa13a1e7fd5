"""What `synergy --json` prints and `result.json` holds: format 1, null where undefined."""

from math import isnan
from typing import Any

from experiments.synergy.data import synergy_data
from experiments.synergy.frames import OF_ELEMENT, OF_WHOLE
from experiments.synergy.run import Synergy

FORMAT = 1


def synergy_json(result: Synergy) -> dict[str, Any]:
    """The whole result: elements, indicators by group, costs; each number as mean, p05, p50, p95 and defined."""
    asked, compare, law = result.settings, result.settings.compare, result.eu_law_shares()
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in result.interactions.to_dict("records"):
        kept: dict[str, Any] = {str(key): value for key, value in row.items() if key not in ("indicator", "group")}
        pairs.setdefault((str(row["indicator"]), str(row["group"])), []).append(_plain(kept))
    return {
        "format": FORMAT,
        "kind": "synergy",
        "mix": result.mix.id,
        "baseline": result.baseline.id,
        "future": compare.future,
        "drawn_from": compare.drawn_from,
        "draws": result.draws,
        "failed": len(result.found.failures),
        "firms": compare.firms,
        "seed": compare.seed,
        "year": asked.year,
        "cost_years": list(next(m.years for m in result.measures if m.name in synergy_data().costs)),
        "eu_law_in_force": None if law is None else {"without": law[0], "with": law[1]},
        "grouping": result.elements.grouping,
        **compare.own_rules,
        "elements": [
            {"id": p.id, "name": p.name.model_dump(), "items": list(p.items)} for p in result.elements.players
        ],
        "indicators": {
            name: {
                "groups": {
                    group: _measure(result, name, group) | {"interactions": pairs.get((name, group), [])}
                    for group in synergy_data().groups
                }
            }
            for name in asked.indicators
        },
        "costs": {
            name: {"group": cost.group, **_measure(result, name, cost.group)}
            for name, cost in synergy_data().costs.items()
        },
    }


def _measure(result: Synergy, name: str, group: str) -> dict[str, Any]:
    return {
        **{quantity: result.spread(name, group, quantity).as_dict() for quantity in OF_WHOLE},
        "elements": {
            element: {quantity: result.spread(name, group, quantity, element).as_dict() for quantity in OF_ELEMENT}
            for element in result.elements.ids
        },
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """NaN, which frames make of what is undefined, as null."""
    return {key: None if isinstance(value, float) and isnan(value) else value for key, value in row.items()}
