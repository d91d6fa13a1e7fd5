"""Lines of mixes through the years: bands of a few, the range of each in the last year as a bar, its name beside it."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from results.figure_style import MOST_BANDS, Look, spread


class MixLine(NamedTuple):
    """A mix in a figure: its name, how it is drawn, and by year both ends of its range and the middle (NaN: none)."""

    name: str
    look: Look
    low: list[float]
    middle: list[float]
    high: list[float]

    @property
    def end(self) -> float:
        """The middle in the last year, 0 where there is none."""
        return 0.0 if math.isnan(self.middle[-1]) else self.middle[-1]


def draw_lines(axes: Any, years: list[int], lines: Sequence[MixLine], step: float) -> None:
    """A line each, a band each of at most MOST_BANDS, and right of the last year a bar each, `step` years apart."""
    for n, line in enumerate(lines):
        colour = line.look.colour
        if len(lines) <= MOST_BANDS:
            axes.fill_between(years, line.low, line.high, color=colour, alpha=0.1, linewidth=0)
            for edge in (line.low, line.high):  # grey bands are told apart by the style of their edges
                axes.plot(years, edge, color=colour, linewidth=0.6, linestyle=line.look.line, alpha=0.6)
        axes.plot(
            years,
            line.middle,
            color=colour,
            linestyle=line.look.line,
            linewidth=1.9,
            zorder=3,
            marker=line.look.marker,
            markersize=4.5,
            markevery=(n % 3, 3),  # markers of mixes stand at different years
        )
        place = years[-1] + step * (n + 1)
        axes.plot([place, place], [line.low[-1], line.high[-1]], color=colour, linewidth=2.4, solid_capstyle="butt")
        axes.plot([place], [line.middle[-1]], color=colour, marker=line.look.marker, markersize=6)


def name_lines(
    axes: Any,
    years: list[int],
    lines: Sequence[MixLine],
    step: float,
    gap: float,
    *,
    level: tuple[str, Look] | None = None,
    top: float | None = None,
) -> None:
    """The name of each mix right of its bar, names at least `gap` apart.

    level: name and look of a level line at zero, which is named first; top: the highest that a name may stand.
    """
    names = [(line.name, line.look, years[-1] + step * (n + 1), line.end) for n, line in enumerate(lines)]
    if level:
        names.insert(0, (*level, years[-1], 0.0))
    edge = years[-1] + step * (len(lines) + 1.4)
    heights = spread([end for *_, end in names], gap)
    over = 0.0 if top is None else max(0.0, max(heights) - top)
    for (name, look, start, end), height in zip(names, heights, strict=True):
        axes.annotate(
            name,
            (start, end),
            (edge, height - over),
            va="center",
            color=look.ink,
            fontsize=8.5,
            fontweight="bold",
            arrowprops={"arrowstyle": "-", "color": look.colour, "linewidth": 0.6},
        )
