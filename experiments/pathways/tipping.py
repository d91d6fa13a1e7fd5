"""Tipping points: the year from which a mix is no longer on course for a goal."""

from typing import Any, Literal

import numpy as np

from experiments.pathways.plan import PathwayGoal

#: How the needed path runs from where the share was to the goal.
type Yardstick = Literal["linear", "logistic"]
YARDSTICKS: tuple[Yardstick, ...] = ("linear", "logistic")
#: In place of a year: the goal is reached in its year.
NEVER = np.inf


def needed_path(start: Any, goal: PathwayGoal, yardstick: Yardstick) -> Any:
    """(draws, years) the share that is needed in each year from `goal.begins` to `goal.year`.

    start: (draws,) the share in `goal.begins`. linear: the same number of points each year. logistic: the same
    step of the log-odds each year, so an S-shape, slow at first and near saturation (the usual course of
    adoption); undefined (NaN) from or to 0 and 1. Where the goal has been reached at the start, the need is to stay.
    """
    begin = np.asarray(start, np.float64)[:, None]
    share = np.linspace(0.0, 1.0, len(goal.years))[None, :]
    if yardstick == "linear":
        path = begin + (goal.level - begin) * share
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            odds = np.log(begin / (1.0 - begin))
            aim = np.log(np.float64(goal.level) / (1.0 - np.float64(goal.level)))
            path = 1.0 / (1.0 + np.exp(-(odds + (aim - odds) * share)))
        inside = (begin > 0.0) & (begin < 1.0) & (0.0 < goal.level < 1.0)
        path = np.where(inside, path, np.nan)
        path[:, :1] = np.where(inside, begin, np.nan)  # the ends to the letter, not to the last digit of exp and log
    path[:, -1] = np.where(np.isfinite(path[:, -1]), goal.level, np.nan)
    reached = goal.sign * (begin - goal.level) >= 0.0
    return np.where(reached, goal.level, path)


def tipping_year(values: Any, goal: PathwayGoal, yardstick: Yardstick = "linear") -> Any:
    """(draws,) the year from which the mix stays behind the needed path until the goal's year.

    values: (draws, years) the indicator in `goal.years`. NEVER (infinite) where the goal is reached in its year;
    NaN, not defined, where a value or the path is undefined. A mix that falls behind and catches up is on course
    again: what counts is the last time.
    """
    shares = np.asarray(values, np.float64)
    path = needed_path(shares[:, 0], goal, yardstick)
    ahead = goal.sign * (shares - path) >= 0.0
    known = np.isfinite(shares).all(axis=1) & np.isfinite(path).all(axis=1)
    # years at the end without one on course: the first of them is the tipping point
    behind = np.cumprod(~ahead[:, ::-1], axis=1).sum(axis=1)
    years = np.where(behind == 0, NEVER, goal.year + 1.0 - behind)
    return np.where(known, years, np.nan)


def tipping_table(years: Any, goal: PathwayGoal) -> dict[str, Any]:
    """Distribution of tipping years (draws,) over all draws: shares by year, `never`, `not_defined`, and ranges.

    p05, p50 and p95 are of the draws in which it is defined, 'never' coming after every year; None where none is.
    """
    values = np.asarray(years, np.float64)
    defined = np.sort(values[~np.isnan(values)])
    by_year = {str(year): float(np.mean(values == year)) for year in goal.years}
    return {
        "years": {year: share for year, share in by_year.items() if share > 0.0},
        "never": float(np.mean(np.isposinf(values))),
        "not_defined": float(np.mean(np.isnan(values))),
        **{f"p{100 * q:02.0f}": _quantile(defined, q) for q in (0.05, 0.5, 0.95)},
    }


def _quantile(ordered: Any, share: float) -> int | str | None:
    """A value that occurs: the first year by which this share of the draws has tipped."""
    if len(ordered) == 0:
        return None
    value = ordered[min(len(ordered) - 1, max(0, int(np.ceil(share * len(ordered))) - 1))]
    return "never" if np.isposinf(value) else int(value)
