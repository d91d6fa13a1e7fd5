"""Expectations held against runs: every mix and draw is run once, in memory, and each expectation read from them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments.evaluate.model import model_of
from experiments.expect.format import Expectation, ExpectFile
from simulation.problems import InputProblem


@dataclass(frozen=True)
class HeldExpectation:
    """One expectation of one mix in one future: in which share of the draws it held, and the draw farthest from it.

    worst: how far that draw is from holding, in the unit of the indicator; 0 or less where all hold.
    """

    expectation: Expectation
    mix: str
    future: str
    draws: int
    share: float
    worst_draw: int
    worst: float

    @property
    def is_met(self) -> bool:
        """Whether it held in the share of draws that was asked."""
        return self.share >= self.expectation.share_of_draws


def hold(
    asked: ExpectFile, folder: Path = Path(), workers: int | None = None, progress: Callable[[int], None] | None = None
) -> list[HeldExpectation]:
    """Hold every expectation against the runs, in the order of the file; mixes that are files stand in `folder`.

    Raises InputProblem for a mix or future that is not known, or where a run fails: nothing is known then.
    """
    known = {name: _place(name, folder) for name in _mixes(asked)}
    futures = list(dict.fromkeys([*asked.futures, *(f for each in asked.expectations for f in each.futures or ())]))
    indicators = list(dict.fromkeys(each.indicator for each in asked.expectations))
    groups = list(dict.fromkeys(each.group for each in asked.expectations))
    years = sorted({year for each in asked.expectations for year in each.years or asked.years})
    ready = model_of(
        list(known.values()),
        indicators,
        groups=groups,
        years=years,
        baseline=asked.baseline,
        future=futures[0],
        variants={},
        firms=asked.firms,
        seed=asked.seed,
        others="prior" if asked.prior else "posterior",
        posterior=None,
        model=None,
    )
    places = {name: place for place, name in enumerate(known)}
    found: list[HeldExpectation] = []
    values: dict[str, Any] = {}
    for future in futures:
        frame = ready([{"replication": draw, "future": future} for draw in range(asked.draws)], workers, progress)
        failed = frame["failure"].dropna()
        if len(failed):
            raise InputProblem("a run failed, so nothing can be said: {reason}", reason=failed.iloc[0])
        shape = (asked.draws, len(known), len(years), len(groups), len(indicators))
        values[future] = frame[indicators].to_numpy().reshape(shape)
    for each in asked.expectations:
        at = [years.index(year) for year in sorted(each.years or asked.years)]
        for future in each.futures or asked.futures:
            part = values[future][:, :, at, groups.index(each.group), indicators.index(each.indicator)]
            for mix in each.mixes or asked.mixes:
                other = part[:, places[each.differs.from_mix]] if each.differs else None
                short = shortfall(each, part[:, places[mix]], other)
                share = float(np.mean(short <= 0))
                found.append(
                    HeldExpectation(each, mix, future, asked.draws, share, int(np.argmax(short)), float(np.max(short)))
                )
    return found


def shortfall(each: Expectation, values: Any, other: Any = None) -> Any:
    """(draws,) how far each draw is from what is expected: 0 or less where it holds, infinite where undefined.

    values, other: (draws, years), years in order.
    """
    if each.constant is not None:
        short = values.max(axis=1) - values.min(axis=1) - each.constant
    elif each.within is not None:
        short = np.maximum(each.within[0] - values, values - each.within[1]).max(axis=1)
    elif each.differs is not None:
        sign = -1.0 if each.differs.at_least < 0 else 1.0
        short = (abs(each.differs.at_least) - sign * (values - other)).max(axis=1)
    else:
        sign, least = (1.0, each.rises) if each.rises is not None else (-1.0, each.falls or 0.0)
        steps = sign * np.diff(values, axis=1)
        short = np.maximum(least - sign * (values[:, -1] - values[:, 0]), -steps.min(axis=1))
    return np.where(np.isnan(short), np.inf, short)


def _mixes(asked: ExpectFile) -> list[str]:
    named = [name for each in asked.expectations for name in each.mixes or ()]
    others = [each.differs.from_mix for each in asked.expectations if each.differs]
    return list(dict.fromkeys([*asked.mixes, *named, *others]))


def _place(name: str, folder: Path) -> str:
    """A mix as it can be loaded: each part that is a file, beside the file of expectations."""
    return "+".join(
        str(folder / part) if part.endswith((".yaml", ".yml")) else part for part in map(str.strip, name.split("+"))
    )
