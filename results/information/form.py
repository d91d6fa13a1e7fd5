"""The value of information as JSON (`"format": 1`) and as a tidy table."""

from typing import Any

import pandas as pd

from experiments.information.run import Choice, Information
from experiments.information.worth import Estimate, Worth
from results.information.words import choice_lines

FORMAT = 1


def information_json(information: Information, lang: str = "en") -> dict[str, Any]:
    """Plain values: every choice with everything that was estimated, and the sentences in the language."""
    return {
        "format": FORMAT,
        "mixes": [mix.id for mix in information.options],
        "future": information.settings.future,
        "draws": information.settings.draws,
        "replications": information.plan.replications,
        "seed": information.settings.seed,
        "year": information.plan.year,
        "weights": dict(information.plan.weights),
        **information.settings.own_rules,
        "failed": len(information.failures),
        "left_out": dict(information.left_out),
        "choices": {each.name: _choice(each, information, lang) for each in information.choices},
    }


def _choice(choice: Choice, information: Information, lang: str) -> dict[str, Any]:
    perfect, ids = choice.perfect, [mix.id for mix in information.options]
    best = choice.best_measurement
    return {
        "best": ids[perfect.best],
        "points": choice.points,
        "luck_share": choice.luck_share,
        "chances_best": dict(zip(ids, perfect.chances, strict=True)),
        "perfect": {
            "gain": _estimate(perfect.value),
            "uncorrected": perfect.plug_in,
            "differs": perfect.differs,
            "changes": _estimate(perfect.changes),
        },
        "parameters": {each.name: _worth(each) for each in choice.parameters},
        "groups": {each.name: _worth(each) for each in choice.groups},
        "measurements": {each.name: _worth(each) for each in choice.measurements},
        "best_measurement": None if best is None else best.name,
        "words": choice_lines(choice, information, lang),
    }


def _estimate(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.value, "p05": estimate.low, "p95": estimate.high}


def _worth(worth: Worth) -> dict[str, Any]:
    return {
        "gain": _estimate(worth.value),
        "uncorrected": worth.raw,
        "bias": worth.bias,
        "threshold": worth.threshold,
        "differs": worth.differs,
        "changes": _estimate(worth.changes),
        "validated": worth.validated,
        "best_chosen": worth.hits,
        "best_chosen_without": worth.hits_without,
    }


def information_frame(information: Information) -> pd.DataFrame:
    """A row per choice and thing to know: kind, name, gain with range 5–95, bias, chance of another choice."""
    rows: list[dict[str, Any]] = []
    for choice in information.choices:
        perfect = choice.perfect
        rows.append(
            _row(choice, "everything", "all parameters", perfect.value, perfect.changes)
            | {
                "uncorrected": perfect.plug_in,
                "bias": perfect.plug_in - perfect.value.value,
                "differs": perfect.differs,
            }
        )
        for kind, worths in (
            ("parameter", choice.parameters),
            ("group", choice.groups),
            ("measurement", choice.measurements),
        ):
            rows += [
                _row(choice, kind, w.name, w.value, w.changes)
                | {"uncorrected": w.raw, "bias": w.bias, "differs": w.differs, "validated": w.validated}
                for w in worths
            ]
    return pd.DataFrame(rows)


def _row(choice: Choice, kind: str, name: str, value: Estimate, changes: Estimate) -> dict[str, Any]:
    return {
        "choice": choice.name,
        "kind": kind,
        "name": name,
        "gain": value.value,
        "gain_p05": value.low,
        "gain_p95": value.high,
        "changes": changes.value,
        "changes_p05": changes.low,
        "changes_p95": changes.high,
    }
