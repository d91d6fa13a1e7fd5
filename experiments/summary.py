"""Ranges, paired differences and chances over draws, from the stored blocks.

Few indicators and one mix beside the baseline at a time, so that memory does not grow with the number of
mixes or indicators, and only by some bytes per draw, year and group.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from simulation.given import refuse_absent, refuse_unknown
from simulation.indicators import GROUPS, INDICATORS

if TYPE_CHECKING:
    from experiments.worlds.summary import DrawsSummary

QUANTILES = (0.05, 0.5, 0.95)
_VALUES = ("p05", "p50", "p95", "mean")
#: Values held at once while summarising: 4 million of 8 bytes.
VALUES_AT_ONCE = 4_000_000
HEADLINE_GROUP = "goal90"
#: Bootstrap resamples of a ratio of means.
RESAMPLES = 1000


@dataclass
class Summary:
    """What the draws say together.

    levels, differences: rows (mix, indicator, group, year) with p05, p50, p95, mean and defined (share of
    draws in which the value exists); differences are paired with the baseline, draw by draw.
    probabilities: rows (mix, indicator, group, other) with the chance of being higher than `other` in the
    last year (a tie counts half).
    """

    levels: pd.DataFrame
    differences: pd.DataFrame
    probabilities: pd.DataFrame
    baseline: str
    years: list[int]

    def value(self, mix: str, indicator: str, group: str, year: int, kind: str = "levels") -> dict[str, float | None]:
        """p05, p50, p95 and mean of one cell; None where undefined.

        Raises InputProblem for a mix, year or name that the summary does not hold.
        """
        refuse_absent_cell(self.mixes, self.years, (mix,), indicator, group, year, kind)
        return self.found(mix, indicator, group, year, kind)

    def found(self, mix: str, indicator: str, group: str, year: int, kind: str = "levels") -> dict[str, float | None]:
        """The same, with None also for what the summary does not hold."""
        return self.cells.value(mix, indicator, group, year, kind)

    def chance_higher(self, mix: str, indicator: str, other: str, group: str = HEADLINE_GROUP) -> float | None:
        """Chance that `mix` comes out above `other` in the last year. Raises InputProblem as `value` does."""
        refuse_absent_cell(self.mixes, self.years, (mix, other), indicator, group)
        return self.cells.chance_higher(mix, indicator, other, group)

    @cached_property
    def mixes(self) -> list[str]:
        """Ids of the mixes, the baseline first."""
        return list(dict.fromkeys([self.baseline, *self.levels["mix"]]))

    @cached_property
    def cells(self) -> "Cells":
        """Its values by cell, to be looked up."""
        return Cells(self)


def refuse_absent_cell(
    mixes: list[str],
    years: list[int],
    asked: tuple[str, ...],
    indicator: str,
    group: str = HEADLINE_GROUP,
    year: int | None = None,
    kind: str = "levels",
) -> None:
    """Raises InputProblem for what no summary over these mixes and years holds; a slip is not "undefined"."""
    refuse_absent("mix", asked, mixes)
    if year is not None:
        refuse_absent("year", [year], years)
    for name, found, known in (
        ("indicator", indicator, INDICATORS),
        ("group", group, GROUPS),
        ("kind", kind, ("levels", "differences")),
    ):
        refuse_unknown(name, (found,), known)


class Cells:
    """The values of a summary by cell: a report looks up thousands, and a server keeps dozens of summaries."""

    def __init__(self, summary: Summary) -> None:
        """Nothing of its tables is kept."""
        self._tables = {"levels": _Table(summary.levels), "differences": _Table(summary.differences)}
        rows = summary.probabilities
        keys = zip(*(rows[name].to_numpy(object) for name in ("mix", "indicator", "group", "other")), strict=True)
        self._chances = dict(zip(keys, rows.chance.tolist(), strict=True))

    def value(self, mix: str, indicator: str, group: str, year: int, kind: str = "levels") -> dict[str, float | None]:
        """As in `Summary`."""
        found = self._tables[kind].get(mix, indicator, group, year)
        return {name: None if isnan(value) else value for name, value in zip(_VALUES, found, strict=True)}

    def chance_higher(self, mix: str, indicator: str, other: str, group: str = HEADLINE_GROUP) -> float | None:
        """As in `Summary`."""
        chance = self._chances.get((mix, indicator, group, other))
        return None if chance is None or isnan(chance) else chance


class _Table:
    """A frame's values as one array."""

    def __init__(self, frame: pd.DataFrame) -> None:
        axes: list[Any] = [pd.factorize(frame[name]) for name in ("mix", "indicator", "group", "year")]
        self._places = [{name: place for place, name in enumerate(names)} for _codes, names in axes]
        self._values = np.full((*(len(places) for places in self._places), len(_VALUES)), np.nan)
        self._values[tuple(codes for codes, _names in axes)] = frame[list(_VALUES)].to_numpy(float)

    def get(self, *key: str | int) -> list[float]:
        """The values of a cell; NaN for one that the frame does not have."""
        places = [axis.get(name) for axis, name in zip(self._places, key, strict=True)]
        return [np.nan] * len(_VALUES) if None in places else self._values[tuple(places)].tolist()


def read_values(folder: Path, mix: str, indicators: list[str], years: int) -> Any:
    """(draws, years, GROUPS, indicators) float64 of one mix, NaN where undefined, draws in order."""
    files = sorted((folder / "data" / mix).glob("[0-9]*.parquet"))
    rows = [pq.read_metadata(file).num_rows for file in files]
    result, at = np.empty((sum(rows), len(indicators))), 0
    for file, count in zip(files, rows, strict=True):
        with pq.ParquetFile(file) as stream:  # read_table lays out a data set first, which takes longer than reading
            table = stream.read(columns=indicators)
        for n, name in enumerate(indicators):
            result[at : at + count, n] = table[name].to_numpy()
        at += count
    return result.reshape(-1, years, len(GROUPS), len(indicators))


def summarise(
    folder: Path, mixes: list[str], years: list[int], draws: int, stored_years: int | None = None, kept: Any = None
) -> Summary:
    """Summarise the blocks of a run folder; `mixes` begins with the baseline.

    stored_years: how many years the blocks hold, where `years` are the first of them only; kept: (draws,) bool, the
    draws that count; all when None.
    """
    whole = slice(None) if kept is None else kept
    step = max(1, VALUES_AT_ONCE // (2 * draws * len(years) * len(GROUPS)))
    levels: list[Any] = []
    differences: list[Any] = []
    chances: list[dict[str, Any]] = []
    for first in range(0, len(INDICATORS), step):
        names = list(INDICATORS[first : first + step])

        def read(mix: str, names: list[str] = names) -> Any:
            return read_values(folder, mix, names, stored_years or len(years))[whole, : len(years)]

        baseline, last = read(mixes[0]), dict[str, Any]()
        for mix in mixes:
            values = baseline if mix == mixes[0] else read(mix)
            levels.append(_frame(values, mix, names, years))
            last[mix] = values[:, -1].copy()
            if mix != mixes[0]:
                values -= baseline
                differences.append(_frame(values, mix, names, years))
        for mix, other in permutations(mixes, 2):
            chances += _chances(last[mix], last[other], mix, other, names)
    columns = ["mix", "indicator", "group", "year", "p05", "p50", "p95", "mean", "defined"]
    paired = pd.concat(differences, ignore_index=True) if differences else pd.DataFrame(columns=columns)
    return Summary(
        pd.concat(levels, ignore_index=True),
        paired,
        pd.DataFrame(chances, columns=["mix", "indicator", "group", "other", "chance"]),
        mixes[0],
        years,
    )


def over_draws(values: Any) -> tuple[Any, Any, Any]:
    """Quantiles (3, …), mean and share of draws in which a cell is defined, of values (draws, …).

    A cell that is undefined in some draws is summarised over the others; NaN where it is in all.
    """
    defined = np.isfinite(values).mean(axis=0)
    with np.errstate(all="ignore"):
        # a plain quantile is far faster; the slow one is for cells with gaps only
        quantiles = np.quantile(values, QUANTILES, axis=0)
        mean = values.mean(axis=0)
    gaps = (defined > 0) & (defined < 1)
    if gaps.any():
        quantiles[:, gaps] = np.nanquantile(values[:, gaps], QUANTILES, axis=0)
        mean[gaps] = np.nanmean(values[:, gaps], axis=0)
    return quantiles, mean, defined


def _frame(values: Any, mix: str, names: list[str], years: list[int]) -> pd.DataFrame:
    """A row per cell of values (draws, years, groups, indicators)."""
    quantiles, mean, defined = over_draws(values)
    year, group, name = np.meshgrid(years, GROUPS, names, indexing="ij")
    return pd.DataFrame(
        {
            "mix": mix,
            "indicator": name.ravel(),
            "group": group.ravel(),
            "year": year.ravel().astype(int),
            "p05": quantiles[0].ravel(),
            "p50": quantiles[1].ravel(),
            "p95": quantiles[2].ravel(),
            "mean": mean.ravel(),
            "defined": defined.ravel(),
        }
    )


#: Groups for which chances are kept: the headline, and who moves by starting stage and size.
CHANCE_GROUPS = (
    "all",
    "goal90",
    "small",
    "micro",
    "started_laggard",
    "started_peloton",
    "started_leader",
    "goal90_started_laggard",
    "goal90_started_peloton",
    "goal90_started_leader",
)


def _chances(a: Any, b: Any, mix: str, other: str, names: list[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for group in CHANCE_GROUPS:
        g = GROUPS.index(group)
        difference = a[:, g] - b[:, g]
        for n, name in enumerate(names):
            known = difference[:, n][np.isfinite(difference[:, n])]
            chance = float(((known > 0) + 0.5 * (known == 0)).mean()) if known.size else np.nan
            rows.append({"mix": mix, "indicator": name, "group": group, "other": other, "chance": chance})
    return rows


def goal_reached(endorsement: Any, years: list[int], goal: float) -> dict[str, Any]:
    """`year_90_percent`: share of draws in which the goal's firms reach it by the last year, and the year.

    endorsement: (draws, years) of the goal's firms. The year is the median (p05, p95) of the first year at or above
    the goal, over draws that reach it.
    """
    endorsement = endorsement[np.isfinite(endorsement).all(axis=1)]  # without draws that failed
    reached = endorsement >= goal
    ever = reached.any(axis=1)
    first = np.array(years)[reached.argmax(axis=1)][ever]
    p05, p50, p95 = (float(v) for v in np.quantile(first, QUANTILES)) if ever.any() else (None, None, None)
    return {"share_that_reaches": float(ever.mean()) if len(ever) else None, "p05": p05, "p50": p50, "p95": p95}


#: What `per_extra_firm` is worked out from, for all firms in the last year.
PER_EXTRA_FIRM = ("basic_practice", "firms", "burden_yearly_eur", "burden_one_off_eur", "government_cost_eur")


def per_extra_firm(a: Any, b: Any, seed: int) -> dict[str, Any]:
    """Euros per extra firm with basic practice in the last year: ratio of mean differences, bootstrap range.

    a, b: (draws, PER_EXTRA_FIRM) of the mix and of the baseline. Null when the range of the extra firms includes
    zero. Burden is yearly plus one-off of the last year.
    """
    known = np.isfinite(a).all(axis=1) & np.isfinite(b).all(axis=1)  # without draws that failed
    a, b = a[known], b[known]
    if not known.any():
        return {"regulatory_burden_per_extra_firm_eur": None, "government_cost_per_extra_firm_eur": None}
    extra = (a[:, 0] - b[:, 0]) * a[:, 1]
    costs = {
        "regulatory_burden_per_extra_firm_eur": (a[:, 2] + a[:, 3]) - (b[:, 2] + b[:, 3]),
        "government_cost_per_extra_firm_eur": a[:, 4] - b[:, 4],
    }
    generator = np.random.default_rng(seed)
    resampled = np.empty((RESAMPLES, 1 + len(costs)))
    for n in range(RESAMPLES):  # one at a time: memory does not grow with draws times resamples
        pick = generator.integers(0, len(extra), len(extra))
        resampled[n] = [extra[pick].mean(), *(cost[pick].mean() for cost in costs.values())]
    low, high = np.quantile(resampled[:, 0], (0.05, 0.95))
    if low <= 0.0 <= high:
        return dict.fromkeys(costs)
    result: dict[str, Any] = {}
    usable = resampled[resampled[:, 0] != 0.0]
    for n, (name, cost) in enumerate(costs.items()):
        p05, p95 = np.quantile(usable[:, 1 + n] / usable[:, 0], (0.05, 0.95))
        result[name] = {"p05": float(p05), "p50": float(cost.mean() / extra.mean()), "p95": float(p95)}
    return result


def as_json(summary: "Summary | DrawsSummary", manifest: dict[str, Any], extras: dict[str, Any]) -> dict[str, Any]:
    """The published form of `compare --json` (format 1): null where undefined."""

    def nested(frame: pd.DataFrame) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        columns = ("mix", "indicator", "group", "year", "p05", "p50", "p95")
        for mix, indicator, group, year, *q in frame[list(columns)].itertuples(index=False, name=None):
            values = {k: None if np.isnan(v) else v for k, v in zip(("p05", "p50", "p95"), q, strict=True)}
            indicators = tree.setdefault(mix, {"indicators": {}})["indicators"]
            indicators.setdefault(indicator, {"groups": {}})["groups"].setdefault(group, {})[str(year)] = values
        return tree

    chances: dict[str, Any] = {}
    headline = summary.probabilities[summary.probabilities.group == HEADLINE_GROUP]
    fallback = summary.probabilities[summary.probabilities.group == "all"]
    for rows in (fallback, headline):  # what is known for all firms only keeps the chance over all firms
        for mix, indicator, other, chance in rows[["mix", "indicator", "other", "chance"]].itertuples(index=False):
            value = None if np.isnan(chance) else chance
            current = chances.setdefault(mix, {}).setdefault(indicator, {})
            if value is not None or other not in current:
                current[other] = value
    content = {
        "format": 1,
        "baseline": summary.baseline,
        "future": manifest["future"],
        "draws": manifest["settings"]["draws"],
        "seed": manifest["seed"],
        "parameters": "prior" if manifest["settings"]["prior"] else "posterior",
        "mixes": nested(summary.levels),
        "differences": nested(summary.differences),
        "probabilities": chances,
        **extras,
    }
    return json.loads(json.dumps(content, allow_nan=False))
