"""Leaving one law out: what the evidence without a law says of it, from the bank of simulations.

The bank holds simulations of the prior. Those whose other facts are nearest to what was measured stand for the
posterior without that law; what they predict for its facts is moved to the measured facts by a local linear regression
(Beaumont and others 2002), as the parameters are.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.distance import robust_scale
from calibration.evidence import Fact
from experiments.files import write_json
from experiments.posterior_files import damaged
from simulation.safe_json import read_json

FILE = "leave_one_law_out.json"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact of a law, predicted from all fitted facts of other laws; range 5-95 in the unit of the fact."""

    fact: str
    law: str
    measured: float
    p05: float
    p50: float
    p95: float

    @property
    def is_inside(self) -> bool:
        """Whether what was measured lies in the range."""
        return self.p05 <= self.measured <= self.p95

    @property
    def width(self) -> float:
        """From the 5 to the 95 percent point."""
        return self.p95 - self.p05


def write_left_out(folder: Path, found: Sequence[LeftOut]) -> None:
    """Write them beside a posterior."""
    write_json(folder / FILE, {"format": 1, "facts": [asdict(one) for one in found]})


def read_left_out(folder: Path) -> tuple[LeftOut, ...]:
    """Those that were worked out with a posterior. Raises InputProblem for a file that is missing or damaged."""
    try:
        content = read_json(folder / FILE)
        return tuple(
            LeftOut(str(row["fact"]), str(row["law"]), *(float(row[key]) for key in ("measured", "p05", "p50", "p95")))
            for row in content["facts"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(folder / FILE) from error


def leave_one_law_out(facts: Sequence[Fact], measured: Any, nearest: int) -> tuple[LeftOut, ...]:
    """Every fact of a law, fitted or held out, without the fitted facts of that law.

    facts: K, in the order of the columns; measured: (n, K) simulations of the prior, measurement error included;
    nearest: how many of them inform the answer.
    """
    observed = np.array([fact.value for fact in facts])
    found: list[LeftOut] = []
    for law in dict.fromkeys(fact.law for fact in facts if fact.law):
        others = [k for k, fact in enumerate(facts) if fact.role == "fit" and fact.law != law]
        near, weights, away = _nearest(measured[:, others], observed[others], nearest)
        for k, fact in enumerate(facts):
            if fact.law == law:
                values = np.clip(_moved(measured[near, k], away, weights), fact.low, fact.high)
                low, middle, high = _weighted_quantiles(values, weights, (0.05, 0.5, 0.95))
                found.append(LeftOut(fact.id, law, fact.value, low, middle, high))
    return tuple(found)


def _nearest(statistics: Any, observed: Any, count: int) -> tuple[Any, Any, Any]:
    """Rows of the nearest, their Epanechnikov weights, and how far each statistic is from the measured one (scaled)."""
    _, scale = robust_scale(statistics)
    away = (statistics - observed) / np.where(scale > 0, scale, np.inf)
    distance = np.sqrt((away**2).sum(axis=1))
    near = np.argsort(distance, kind="stable")[:count]
    reach = distance[near].max() or 1.0
    return near, 1.0 - (distance[near] / reach) ** 2 + 1e-9, away[near]


def _moved(values: Any, away: Any, weights: Any) -> Any:
    """Values moved along a weighted linear regression to where the statistics are what was measured."""
    design = np.column_stack([np.ones(len(away)), away])
    root = np.sqrt(weights)[:, None]
    slopes = np.linalg.lstsq(design * root, values * root[:, 0], rcond=None)[0]
    return values - away @ slopes[1:]


def _weighted_quantiles(values: Any, weights: Any, shares: Sequence[float]) -> list[float]:
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order]) / weights.sum()
    return [float(values[order][min(np.searchsorted(total, share), len(values) - 1)]) for share in shares]
