"""A run folder of a calibration with invented numbers: the columns of the real one, for tests of page and figures."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.ceilings import GROUP, LEVELS, SHOWN, YEAR
from calibration.evidence import simulated_facts
from calibration.observation_parameters import load_observation_parameters
from calibration.screening import uncertain_parameters
from calibration.simulation_based import Ranks
from calibration.trust import coverage_table, rank_table
from simulation.parameters import registry, values_at

KEPT = 20
RESULTS = ("broad-law-practice", "share-law-practice")


def invented_run(folder: Path, checked: bool = True) -> Path:
    """Write the small files of a calibration; `checked`: those of --check and --ship too."""
    rng = np.random.default_rng(1)
    names, observing = uncertain_parameters(), {one.name: one for one in load_observation_parameters()}
    facts = [fact.id for fact in simulated_facts() if fact.role == "fit"]
    effects = rng.gamma(0.6, 0.3, (len(names), len(facts))) * rng.uniform(0, 1.5, (len(names), 1))
    kept = tuple(np.array(names)[np.sort(np.argsort(-effects.max(axis=1))[:KEPT])].tolist())
    spread = dict(zip(kept, rng.uniform(0.05, 0.28, KEPT), strict=True))
    middle = dict(zip(kept, rng.uniform(0.3, 0.7, KEPT), strict=True))
    screening = pd.DataFrame(effects, columns=facts).assign(strongest=effects.max(axis=1))
    screening.insert(0, "parameter", names)
    screening["calibrated"] = [name in kept for name in names]
    rows: list[dict[str, Any]] = []
    for n, name in enumerate(names):
        known, observed = registry().get(name), observing.get(name)
        low, high = observed.ends if observed else (known.low, known.high)  # type: ignore[union-attr]
        row = {
            "parameter": name,
            "of": "observation" if observed else "rules",
            "grade": (known or observed).grade,  # type: ignore[union-attr]
            "calibrated": name in kept,
            "prior_low": low,
            "prior_high": high,
            "unit": (known or observed).unit,  # type: ignore[union-attr]
            "effect": effects[n].max(),
            "strongest_fact": facts[int(effects[n].argmax())],
        }
        for percent in (5, 50, 95):
            at = percent / 100
            if name in kept:
                at = float(np.clip(middle[name] + 1.6 * spread[name] * (percent - 50) / 45, 0.01, 0.99))
            row[f"p{percent:02d}"] = observed.at(at) if observed else _value(name, at)
        rows.append(row | {"spread_removed": 1 - spread[name] * 12**0.5 if name in kept else 0.0})
    pairs = [(a, b) for i, a in enumerate(kept) for b in kept[i + 1 :]]
    correlations = pd.DataFrame(pairs, columns=["parameter", "with"]).assign(
        rank_correlation=np.sort(rng.uniform(-0.7, 0.7, len(pairs)))[np.argsort(rng.uniform(size=len(pairs)))]
    )
    pulls = pd.DataFrame(
        [
            {
                "fact": fact,
                "parameter": kept[(k + d) % KEPT],
                "pull": (-1) ** d * (1 - d / 6),
                "strength": 1 + k / 10,
                "against": facts[k - 1],
                "tension": -0.9 + k / 20,
            }
            for k, fact in enumerate(facts)
            for d in range(5)
        ]
    )
    agreement = pd.DataFrame(
        {
            "parameter": kept,
            "bank_mean": [middle[name] for name in kept],
            "bank_spread": [spread[name] for name in kept],
            "sequential_mean": [middle[name] + 0.01 for name in kept],
            "sequential_spread": [spread[name] for name in kept],
            "apart": 0.01 * 12**0.5,
        }
    )
    generations = pd.DataFrame(
        {
            "generation": range(1, 5),
            "power": [0.1, 0.3, 0.7, 1.0],
            "simulations": [1000, 900, 2000, 4000],
            "acceptance": [0.5, 0.3, 0.2, 0.1],
            "distinct": [60, 55, 50, 52],
            "surprise": [9.0, 7.0, 6.0, 5.5],
        }
    )
    tables = {
        "screening": screening.sort_values("strongest", ascending=False),
        "identification": pd.DataFrame(rows),
        "correlations": correlations.sort_values("rank_correlation", key=np.abs, ascending=False),
        "pulls": pulls,
        "agreement": agreement,
        "generations": generations,
    }
    if checked:
        found = Ranks(rng.uniform(size=(200, KEPT)), rng.uniform(0.1, 0.3, (200, KEPT)))
        tables |= {
            "ranks": rank_table(kept, found),
            "coverage": coverage_table(kept, found),
            "result_coverage": coverage_table(RESULTS, Ranks(*rng.uniform(0.0, 1.0, (2, 200, len(RESULTS))))),
            "repeats": pd.concat([_repeat(number, kept, rng) for number in range(1, 6)]),
            "ceilings": _ceilings(),
        }
    for name, frame in tables.items():
        _write(folder / f"{name}.csv", frame.to_csv(index=False, float_format="%.6g"))
    manifest = {
        "format": 1,
        "draws": 50,
        "parameters": list(kept),
        "simulations": {"screening": 660, "bank": 1000, "sequential": 6900},
        "seed": 1,
        "settings": {
            "trajectories": 10,
            "kept_from": 0.25,
            "simulations": 1000,
            "nearest": 100,
            "particles": 60,
            "effective": 0.5,
            "moves": 2,
            "draws": 50,
            "distance": "fitted",
        },
        "fingerprints": {"content": "invented", "behaviour": "invented"},
        "uncertain_parameters": len(names),
    }
    _write(folder / "posterior" / "manifest.json", json.dumps(manifest))
    _write(folder / "manifest.json", json.dumps({"kind": "calibration", "seconds": {"screening": 9.0, "bank": 600.0}}))
    return folder


def _value(name: str, quantile: float) -> float:
    every = np.full(len(registry()), 0.5)
    every[list(registry()).index(name)] = quantile
    return float(values_at(every)[name][0])


def _repeat(number: int, kept: tuple[str, ...], rng: Any) -> Any:
    mean, spread, true = (rng.uniform(*ends, len(kept)) for ends in ((0.3, 0.7), (0.08, 0.25), (0.05, 0.95)))
    rank = np.clip(0.5 + (true - mean) / spread / 4, 0, 1)
    return pd.DataFrame(
        {
            "repeat": number,
            "parameter": kept,
            "true_quantile": true,
            "rank": rank,
            "mean": mean,
            "spread": spread,
            "simulations": 5000 + number,
            "generations": 3,
        }
    )


def _ceilings() -> Any:
    return pd.DataFrame(
        [
            {
                "ceiling": level,
                "mix": mix,
                "indicator": indicator,
                "group": GROUP,
                "year": YEAR,
                "p05": 0.2 + n / 20,
                "p50": 0.3 + n / 20 + place / 50,
                "p95": 0.5 + n / 20,
            }
            for place, level in enumerate(LEVELS)
            for n, mix in enumerate(("reference-2020", "mix-0", "mix-1"))
            for indicator in SHOWN
        ]
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
