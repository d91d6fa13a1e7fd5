"""How the theory of change is drawn: instruments left, direct effects right, practice and outcomes below.

Lengths are in inches from the lower left corner, so that words keep their room whatever the number of mixes.
"""

from textwrap import fill
from typing import Any, NamedTuple

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from experiments.compare import Comparison
from results.figure_style import headline, looks, panels, write_axis
from results.language import translator
from results.number_format import Unit, percent
from results.queries import GOAL_SHARE, HEADLINE, last_year, level_of

_WIDTH = 9.0
_REACH = (2.05, 4.35)
_ARROWS = (4.45, 6.15)
_EFFECTS = (6.3, 8.66)
_LEGEND_COLUMNS = 5
_INK = "#333333"
#: Arrows to A, B and C differ in line as well, so that crossing ones can be followed in grey.
_LINES: tuple[Any, ...] = ("-", "--", (0, (1, 1.2)))


class Flow(NamedTuple):
    """An instrument: its name, the indicator of firms reached, its row of edges and its weight per effect."""

    name: str
    indicator: str
    edge: str
    weights: dict[str, float]


class Room(NamedTuple):
    """Heights: of the notes, of the practice panel from `low` to `high`, of the instruments from `bottom` to `top`."""

    notes: float
    low: float
    high: float
    bottom: float
    top: float


def _room(mixes: int, instruments: int) -> Room:
    """Every mix needs a line in each panel, and every few mixes another line of the legend."""
    notes = 0.15 + 0.2 * -(-mixes // _LEGEND_COLUMNS)
    low = notes + 0.7
    high = low + max(0.95, 0.4 + 0.1 * mixes)
    bottom = high + 0.85
    return Room(notes, low, high, bottom, bottom + instruments * max(0.42, 0.24 + 0.1 * mixes))


def draw_flow(comparison: Comparison, lang: str, title: str, flows: list[Flow], effects: dict[str, str]) -> Figure:
    """The whole figure."""
    _ = translator(lang)
    room = _room(len(comparison.mixes), len(flows))
    top, row, height = room.top, (room.top - room.bottom) / len(flows), room.top + 0.85
    figure = Figure(figsize=(_WIDTH, height))
    page: Any = figure.add_axes((0, 0, 1, 1))
    page.set(xlim=(0, _WIDTH), ylim=(0, height))
    page.set_axis_off()
    middles = [top - row * (n + 0.5) for n in range(len(flows))]
    for flow, middle in zip(flows, middles, strict=True):
        page.text(0.1, middle, fill(flow.name, 22), va="center", fontsize=9)
    page.text(0.1, top + 0.12, _("Instruments"), fontweight="bold", fontsize=9.5)
    page.text(_REACH[0], top + 0.12, _("Firms reached in the year, of all firms"), fontweight="bold", fontsize=9.5)
    _draw_reach(_axes(figure, height, _REACH, (room.bottom, top)), comparison, lang, flows)
    boxes = _draw_effects(figure, page, height, room, comparison, lang, effects)
    _draw_arrows(page, flows, middles, list(effects), boxes)
    _draw_outcomes(figure, page, height, room, comparison, lang)
    names = [name for _mix, name in panels(comparison, lang)]
    handles = [_handle(comparison, mix, page) for mix in comparison.mixes]
    figure.legend(
        handles, names, loc="lower left", ncols=min(_LEGEND_COLUMNS, len(names)), fontsize=8.5, borderaxespad=0.3
    )
    headline(figure, title)
    return figure


def _axes(figure: Figure, height: float, across: tuple[float, float], up: tuple[float, float]) -> Any:
    (left, right), (low, high) = across, up
    return figure.add_axes((left / _WIDTH, low / height, (right - left) / _WIDTH, (high - low) / height))


def _handle(comparison: Comparison, mix: str, page: Any) -> Any:
    look = looks(comparison)[mix]
    return page.plot([], [], color=look.colour, marker=look.marker, markersize=5, linestyle=look.line)[0]


def _ranges(
    axes: Any, comparison: Comparison, indicator: str, group: str, middle: float, step: float, unit: Unit = "number"
) -> None:
    """One range with its middle per mix, one below the other around `middle`."""
    count = len(comparison.mixes)
    for n, mix in enumerate(comparison.mixes):
        low, centre, high = level_of(comparison, mix, indicator, group, last_year(comparison), unit).scaled
        if low is None or centre is None or high is None:
            continue
        up = middle + step * ((count - 1) / 2 - n)
        look = looks(comparison)[mix]
        axes.plot([low, high], [up, up], color=look.colour, linewidth=1.6, linestyle=look.line)
        axes.plot([centre], [up], color=look.colour, marker=look.marker, markersize=5)


def _draw_reach(axes: Any, comparison: Comparison, lang: str, flows: list[Flow]) -> None:
    step = 0.8 / max(len(comparison.mixes), 2)
    for n, flow in enumerate(flows):
        _ranges(axes, comparison, flow.indicator, "all", len(flows) - 1 - n, step)
        if n:
            axes.axhline(len(flows) - 0.5 - n, color="#bbbbbb", linewidth=0.6)
    axes.set_xscale("symlog", linthresh=100, linscale=0.5)
    axes.set(xlim=(-15, 1_000_000), ylim=(-0.5, len(flows) - 0.5), yticks=[])
    axes.set_xticks([0, 100, 1_000, 10_000, 100_000], minor=False)
    axes.minorticks_off()
    write_axis(axes.xaxis, lang)
    axes.tick_params(labelsize=7.5)
    axes.grid(visible=False, axis="y")


def _draw_effects(
    figure: Figure, page: Any, height: float, room: Room, comparison: Comparison, lang: str, effects: dict[str, str]
) -> list[float]:
    """The three panels in a frame; the heights at which arrows arrive."""
    _ = translator(lang)
    share = (room.top - room.bottom) / len(effects)
    arrive: list[float] = []
    for n, (indicator, name) in enumerate(effects.items()):
        high = room.top - share * n
        _levels(_axes(figure, height, _EFFECTS, (high - share + 0.3, high - 0.32)), comparison, lang, indicator)
        page.text(_EFFECTS[0], high - 0.22, name, fontweight="bold", fontsize=9.5)
        arrive.append(high - share / 2)
    heading = _("Direct effects, {goal} goal").format(goal=percent(GOAL_SHARE, lang))
    page.text(_EFFECTS[0], room.top + 0.12, heading, fontweight="bold", fontsize=9.5)
    _box(page, (_EFFECTS[0] - 0.1, _EFFECTS[1] + 0.26), (room.bottom - 0.02, room.top + 0.02))
    return arrive


def _levels(axes: Any, comparison: Comparison, lang: str, indicator: str) -> None:
    _ranges(axes, comparison, indicator, HEADLINE, 0.0, 1.0, "share")
    half = len(comparison.mixes) / 2
    axes.set(xlim=(0, 100), ylim=(-half - 0.1, half + 0.1), yticks=[], xticks=[0, 50, 100])
    write_axis(axes.xaxis, lang, ending="%")
    axes.tick_params(labelsize=7.5)
    axes.grid(visible=False, axis="y")


def _draw_arrows(page: Any, flows: list[Flow], middles: list[float], effects: list[str], arrive: list[float]) -> None:
    """An arrow for each edge that is not zero, as wide as its weight."""
    for flow, middle in zip(flows, middles, strict=True):
        for n, effect in enumerate(effects):
            if not flow.weights[effect]:
                continue
            # arrows to one effect end a little apart, in the order of their instruments
            end = arrive[n] + 0.05 * (len(flows) / 2 - flows.index(flow))
            width = 1.5 * flow.weights[effect]
            page.add_patch(_arrow((_ARROWS[0], middle), (_ARROWS[1], end), width, _LINES[n]))


def _arrow(start: tuple[float, float], end: tuple[float, float], width: float, line: Any = "-") -> Any:
    return FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>",
        mutation_scale=9,
        linewidth=width,
        linestyle=line,
        color=_INK,
        shrinkA=0,
        shrinkB=0,
    )


def _box(page: Any, across: tuple[float, float], up: tuple[float, float]) -> None:
    page.add_patch(
        FancyBboxPatch(
            (across[0], up[0]),
            across[1] - across[0],
            up[1] - up[0],
            boxstyle="round,pad=0.02",
            facecolor="none",
            edgecolor=_INK,
            linewidth=0.9,
        )
    )


def _draw_outcomes(figure: Figure, page: Any, height: float, room: Room, comparison: Comparison, lang: str) -> None:
    """Practice with its ranges, and the outcomes in words only."""
    _ = translator(lang)
    low, high = room.low, room.high
    _levels(_axes(figure, height, _EFFECTS, (low, high - 0.32)), comparison, lang, "practice")
    page.text(_EFFECTS[0], high - 0.22, _("Due diligence in practice"), fontweight="bold", fontsize=9.5)
    _box(page, (_EFFECTS[0] - 0.1, _EFFECTS[1] + 0.26), (low - 0.28, high))
    page.add_patch(_arrow((sum(_EFFECTS) / 2, room.bottom - 0.28), (sum(_EFFECTS) / 2, high + 0.03), 1.5))
    texts = (
        _("1. Harm in chains prevented and reduced: exploratory index, not attributable (S-105)"),
        _("2. Better access to remedy for possible victims: exploratory index"),
    )
    page.text(0.1, high + 0.1, _("Outcomes"), fontweight="bold", fontsize=9.5)
    for text, (left, right) in zip(texts, ((0.12, 2.85), (3.1, 5.6)), strict=True):
        _box(page, (left, right), (low - 0.05, high - 0.05))
        page.text(left + 0.08, (low + high) / 2 - 0.05, fill(text, 34), va="center", fontsize=8.5)
    page.add_patch(_arrow((_EFFECTS[0] - 0.12, (low + high) / 2 - 0.05), (5.74, (low + high) / 2 - 0.05), 1.5))
    _box(page, (0.04, 5.68), (low - 0.13, high + 0.3))
    notes = (
        _("No arrow between an instrument and an effect: a stated zero (S-216 to S-219)."),
        _("Laws and duties to report of the EU that come in this future count for every mix."),
    )
    page.text(0.1, room.notes, "\n".join(notes), fontsize=8.5, va="bottom")
