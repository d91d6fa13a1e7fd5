"""Burden against practice: what a mix asks of firms beside what they do, small firms and the goal's firms."""

from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.figure_style import Picture, PlainTable, headline, looks, marks_note, panels, spread, write_axis
from results.language import translator
from results.origin import origin_of
from results.queries import HEADLINE, last_year, level_of
from results.ranged import Ranged
from results.words import group_words

GROUPS_SHOWN = ("small", HEADLINE)
_PER = 1e5  # euro of turnover


def burden_picture(comparison: Comparison, lang: str) -> Picture:
    """Yearly burden against practice in the last year, one point per mix."""
    _ = translator(lang)
    last, groups = last_year(comparison), group_words(lang)
    title = _("Burden against practice in {year} (indicative, no measurement by the Handbook)").format(year=last)
    burden, practice = _("burden, euro per 100,000 euro of turnover"), _("practice")
    lines: list[list[str]] = []
    parts: list[str] = []
    for mix, name in panels(comparison, lang):
        line = [name]
        for group in GROUPS_SHOWN:
            cost = level_of(comparison, mix, "burden_share_turnover", group, last, "per_turnover").text(lang)
            done = level_of(comparison, mix, "practice", group, last, "share").text(lang)
            line += [cost, done]
            parts.append(f"{name}, {groups[group].name}: {cost} / {done}")
        lines.append(line)
    description = _(
        "Two panels, small firms and firms of the 90% goal. A point per mix: to the right is a larger yearly "
        "burden, upward is more practice; the bars are ranges 5–95. Burden / practice: {listed}."
    ).format(listed="; ".join(parts))
    heads = [_("mix"), *(f"{groups[group].name}: {what}" for group in GROUPS_SHOWN for what in (burden, practice))]
    caption = _("Burden and practice in {year}: middle of the draws and range 5–95").format(year=last)
    table = PlainTable(caption, heads, lines)
    return Picture(
        "burden-practice",
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw(comparison, lang, title),
    )


def _draw(comparison: Comparison, lang: str, title: str) -> Figure:
    _ = translator(lang)
    figure = Figure(figsize=(9.0, 4.6), layout="constrained")
    grid: Any = figure.subplots(1, len(GROUPS_SHOWN))
    for axes, group in zip(grid, GROUPS_SHOWN, strict=True):
        _draw_group(axes, comparison, lang, group)
        axes.set_title(group_words(lang)[group].name)
        axes.set_xlabel(_("yearly burden, euro per 100,000 euro of turnover"))
    grid[0].set_ylabel(_("practice"))
    figure.supxlabel(marks_note(lang), fontsize=8.5, color="#333333")
    headline(figure, title)
    return figure


def _known(value: Ranged) -> list[float]:
    return [each for each in value.scaled if each is not None]


def _draw_group(axes: Any, comparison: Comparison, lang: str, group: str) -> None:
    last, style = last_year(comparison), looks(comparison)
    points: list[tuple[str, str, float, float]] = []
    right, top, bottom = 0.0, 0.0, 100.0
    for mix, name in panels(comparison, lang):
        cost = _known(level_of(comparison, mix, "burden_share_turnover", group, last, "per_turnover"))
        done = _known(level_of(comparison, mix, "practice", group, last, "share"))
        if len(cost) < 3 or len(done) < 3:
            continue
        look = style[mix]
        axes.plot([cost[0], cost[2]], [done[1], done[1]], color=look.colour, linewidth=1.1, linestyle=look.line)
        axes.plot([cost[1], cost[1]], [done[0], done[2]], color=look.colour, linewidth=1.1, linestyle=look.line)
        axes.plot([cost[1]], [done[1]], color=look.colour, marker=look.marker, markersize=8, markeredgecolor="white")
        points.append((mix, name, cost[1], done[1]))
        right, top, bottom = max(right, cost[2]), max(top, done[2]), min(bottom, done[0])
    room = max(1.0, top - bottom)
    heights = spread([point[3] for point in points], room * 0.07)
    right = right * 1.06 or 1.0
    top, bottom = max([top, *heights]), min([bottom, *heights])  # names of mixes that do alike stand apart
    for (mix, name, x, y), height in zip(points, heights, strict=True):
        colour = style[mix].colour
        axes.annotate(
            name,
            (x, y),
            (right, height),
            va="center",
            color=style[mix].ink,
            fontweight="bold",
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "alpha": 0.6},
        )
    axes.set_xlim(0, right)
    low, high = min(0.0, bottom), max(100.0, top)
    axes.set_ylim(max(low, bottom - room * 0.1), min(high, top + room * 0.1))
    write_axis(axes.xaxis, lang)
    write_axis(axes.yaxis, lang, ending="%")
