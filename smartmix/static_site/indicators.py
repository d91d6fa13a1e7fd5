"""One indicator of all mixes and groups: levels and paired differences by year, over all draws and by world."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.comparison import Comparison
from experiments.summary import over_draws
from experiments.worlds.division import Division
from results.number_format import SCALE, digits_for
from results.queries import baseline, others
from results.ranged import difference_unit
from results.units import unit_of
from simulation.indicators import GROUPS

#: All draws, and the two worlds of a year that divides.
_VIEWS = 3
#: Decimals of a difference: a small one beside a large one has to show.
_DIGITS_OF_DIFFERENCE = 1


def indicator_content(comparison: Comparison, divisions: Mapping[int, Division | None], indicator: str) -> Any:
    """`{years, groups: {group: {digits, levels, differences}}}`; groups in which it is undefined are left out.

    levels, differences: by mix `[all draws, first world, second world]`, each low, middle and high by year as whole
    numbers: in the unit that is shown, times ten to the power of `digits[0]` (levels) or `digits[1]` (differences).
    null where undefined. The worlds of a year are those into which that year divides (`divisions`), whatever the others
    do.
    """
    years, unit, first = comparison.summary.years, unit_of(indicator), baseline(comparison)
    kept = [_kept(divisions.get(year)) for year in years]
    draws = np.stack([comparison.draws(mix, indicator) for mix in (first, *others(comparison))], axis=1)
    levels = dict(zip((first, *others(comparison)), _quantiles(draws, kept), strict=True))
    differences = dict(zip(others(comparison), _quantiles(draws[:, 1:] - draws[:, :1], kept), strict=True))
    groups: dict[str, Any] = {}
    for g, group in enumerate(GROUPS):
        if all(np.isnan(values[..., g]).all() for values in levels.values()):
            continue
        digits = _digits(levels, g, unit)
        scales = SCALE[unit] * 10.0**digits, SCALE[difference_unit(unit)] * 10.0**_DIGITS_OF_DIFFERENCE
        groups[group] = {
            "digits": [digits, _DIGITS_OF_DIFFERENCE],
            "levels": {mix: _whole(values[..., g] * scales[0]) for mix, values in levels.items()},
            "differences": {mix: _whole(values[..., g] * scales[1]) for mix, values in differences.items()},
        }
    return {"years": years, "groups": groups}


def _kept(division: Division | None) -> Sequence[Any]:
    """The draws of each world, as (draws,) bool."""
    return [] if division is None else [world.draws for world in division.worlds]


def _quantiles(values: Any, kept: Sequence[Sequence[Any]]) -> Any:
    """(mixes, views, 3, years, groups) quantiles of values (draws, mixes, years, groups).

    NaN where undefined, or where a year does not divide.
    """
    found = np.full((_VIEWS, 3, *values.shape[1:]), np.nan)
    found[0] = over_draws(values)[0]
    for year, worlds in enumerate(kept):
        for world, draws in enumerate(worlds, start=1):
            found[world, :, :, year] = over_draws(values[draws, :, year])[0]
    return np.moveaxis(found, 2, 0)


def _digits(levels: Mapping[str, Any], g: int, unit: Any) -> int:
    """The decimals of levels that stand beside each other, as everywhere (`digits_for`)."""
    every = np.stack([values[..., g] for values in levels.values()])
    middles, ends = every[:, :, 1], every[:, :, [0, 2]]
    return digits_for(_largest(middles), unit, _largest(ends))


def _largest(values: Any) -> list[float | None]:
    return [float(np.nanmax(np.abs(values)))]


def _whole(values: Any) -> list[Any]:
    """Nested lists of whole numbers; a view without any number is null."""
    return [None if np.isnan(view).all() else _rounded(view) for view in values]


def _rounded(values: Any) -> list[list[int | None]]:
    lacking = np.isnan(values)
    found = np.where(lacking, 0.0, np.rint(values)).astype(np.int64).astype(object)
    found[lacking] = None
    return found.tolist()
