"""How figures look and are saved: without global state, the same bytes each time, readable in grey."""

import io
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from textwrap import fill
from typing import Any, NamedTuple, cast
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter
from matplotlib.transforms import Bbox

from experiments.compare import Comparison
from results.language import translator
from results.number_format import decimal
from results.origin import Origin
from results.words import short_names

#: Colours that colour-blind people tell apart (Okabe and Ito), the baseline black, yellow left out: too
#: light for lines on white. Line styles and markers tell mixes apart in grey.
COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
#: The same colours, darker where letters on white would be hard to read.
INKS = ("#000000", "#005A8E", "#A34700", "#00684C", "#94396B", "#805600", "#1A6690")
_LINES: tuple[Any, ...] = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (2, 2)))
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p")
#: More bands than these lie over each other and cannot be told apart; then ranges are bars in the last year only.
MOST_BANDS = 3

_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "smartmix",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "hatch.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.5,
    "axes.titlelocation": "left",
    "axes.grid": True,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "figure.dpi": 100,
    "savefig.dpi": 160,
}


#: Decimals along an axis, at most.
_MOST_DIGITS = 6
#: Of the line of origin, on an inch.
_LETTERS = 20
#: Settings of matplotlib belong to the whole process, and the page draws on several threads.
_ONE_AT_A_TIME = threading.Lock()


class Look(NamedTuple):
    """Colour of lines, colour of letters, line style and marker of a mix."""

    colour: str
    ink: str
    line: Any
    marker: str


@dataclass(frozen=True)
class PlainTable:
    """The numbers of a figure as a table: heads over columns, the first column names the line.

    unit: that of all its numbers, so that they can be drawn on one axis; '' where they differ.
    """

    caption: str
    heads: list[str]
    lines: list[list[str]]
    unit: str = ""


def _write_line(figure: Figure, origin: Origin) -> Bbox:
    """Write the origin below the figure, which keeps its size and layout; the page to save, in inches.

    Working out the layout takes as long as drawing does, so it is done here, once for all files.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for legend in figure.legends:  # would go along to the foot of the larger page, away from the room left for it
        legend.set_bbox_to_anchor((0, 0, 1, 1), transform=figure.transFigure)
    width, height = figure.get_size_inches()
    line = fill(origin.line, int(_LETTERS * width))
    below = 0.06 + 0.125 * (line.count("\n") + 1)
    place = 0.08 / width, -0.02 / height
    figure.text(*place, line, fontsize=6.5, color="#444444", va="top", linespacing=1.25, in_layout=False)
    return Bbox([[0.0, -below], [width, height]])


@dataclass(frozen=True)
class Picture:
    """A figure with what goes with it: file name, title, description for who cannot see it, table, where it is from."""

    name: str
    title: str
    description: str
    table: PlainTable
    origin: Origin
    draw: Callable[[], Figure]

    @cached_property
    def svg(self) -> str:
        """The figure as SVG text, without a date and with ids that are this figure's own."""
        more = {"Creator": "SmartMix", "Language": self.origin.lang, "Date": None}
        text = self._file("svg", more).decode().replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, Arial, sans-serif")
        # matplotlib writes no desc
        about = f"</title>\n <desc>{escape(self.description)} {escape(self.origin.line)}</desc>"
        text = text.replace("</title>", about, 1)
        return re.sub(r'(\bid="|url\(#|xlink:href="#)', rf"\g<1>{self.name}-", text)

    @cached_property
    def png(self) -> bytes:
        """The figure as PNG."""
        return self._file("png", {"Software": "SmartMix", "Disclaimer": self.origin.exploration})

    @cached_property
    def _drawn(self) -> tuple[Figure, Bbox]:
        """The figure with a line of its origin below it, and the page to save: once for all files."""
        figure = self.draw()
        return figure, _write_line(figure, self.origin)

    def _file(self, form: str, more: dict[str, Any]) -> bytes:
        """With the words of the line of origin in the file's metadata."""
        words = {"Title": self.title, "Description": self.description, "Source": self.origin.line}
        run = {"Identifier": f"smartmix:{self.origin.run}"} if self.origin.run else {}
        stream = io.BytesIO()
        with _ONE_AT_A_TIME, mpl.rc_context(cast("Any", _SETTINGS)):
            figure, page = self._drawn
            figure.savefig(stream, format=form, bbox_inches=page, metadata=words | run | more)
        return stream.getvalue()


def looks(comparison: Comparison) -> dict[str, Look]:
    """How each mix is drawn, the baseline as a solid black line."""
    return {
        mix: Look(
            COLOURS[n % len(COLOURS)],
            INKS[n % len(INKS)],
            _LINES[(n + n // len(_LINES)) % len(_LINES)],
            _MARKERS[n % len(_MARKERS)],
        )
        for n, mix in enumerate(comparison.mixes)
    }


def band(comparison: Comparison, mix: str, indicator: str, group: str) -> tuple[list[float], list[float], list[float]]:
    """5th percentile, median and 95th over the years, in %; NaN where undefined."""
    values = [comparison.summary.value(mix, indicator, group, year) for year in comparison.summary.years]
    low, middle, high = (
        [float("nan") if v[part] is None else 100.0 * float(v[part] or 0.0) for v in values]
        for part in ("p05", "p50", "p95")
    )
    return low, middle, high


class _Written(Formatter):
    """Numbers along an axis, all with as many decimals as tell one tick from the next."""

    def __init__(self, lang: str, digits: int, ending: str) -> None:
        self._lang, self._digits, self._ending = lang, digits, ending

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self.format_ticks([x])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        ticks = [float(each) for each in values]
        near = 1e-3 * min((high - low for low, high in pairwise(sorted(ticks)) if high > low), default=1.0)
        digits = self._digits
        while digits < _MOST_DIGITS and any(abs(round(tick, digits) - tick) > near for tick in ticks):
            digits += 1
        return [decimal(tick, self._lang, digits) + self._ending for tick in ticks]


def write_axis(axis: Any, lang: str, digits: int = 0, ending: str = "") -> None:
    """Numbers along an axis as the language writes them; digits: the least decimals."""
    axis.set_major_formatter(_Written(lang, digits, ending))


def year_axis(axes: Any, comparison: Comparison) -> None:
    """Whole years, not too many."""
    years = comparison.summary.years
    step = 1 if len(years) < 7 else 2 if len(years) < 13 else 3 if len(years) < 19 else 5
    axes.set_xticks([year for year in years if (years[-1] - year) % step == 0])


def range_note(lines: int, year: int, lang: str) -> str:
    """What lines, bands and bars of a figure with so many lines show: a band each, or a bar in the year alone."""
    _ = translator(lang)
    if lines <= MOST_BANDS:
        note = _("lines: middle of the draws; bands, and bars at the right for {year}: range 5–95")
    else:
        note = _("lines: middle of the draws; bars at the right: range 5–95 in {year}")
    return note.format(year=year)


def marks_note(lang: str, has_bands: bool = False) -> str:
    """What the marks of a figure show, also once it has left its caption behind."""
    _ = translator(lang)
    if has_bands:
        return _("marks: middle of the draws; bars and bands: range 5–95")
    return _("marks: middle of the draws; bars: range 5–95")


def spread(values: list[float], gap: float) -> list[float]:
    """Heights for labels at `values`, moved apart to at least `gap`, in the same order."""
    order = sorted(range(len(values)), key=lambda n: values[n])
    placed = list(values)
    for _round in range(200):
        moved = False
        for below, above in pairwise(order):
            missing = gap - (placed[above] - placed[below])
            if missing > 1e-9:
                placed[below] -= missing / 2
                placed[above] += missing / 2
                moved = True
        if not moved:
            break
    return placed


def headline(figure: Figure, title: str, width: int = 92) -> None:
    """The title above all panels, on as many lines of `width` characters as it needs."""
    figure.suptitle(fill(title, width), fontweight="bold", x=0.01, ha="left", fontsize=10.5)


def panels(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    """(mix, short name) in order: one small panel each."""
    return list(short_names(comparison, lang).items())
