"""What firms do beside what they report: over the years per mix, and in the last year."""

from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.figure_style import Picture, PlainTable, band, headline, marks_note, panels, write_axis, year_axis
from results.language import translator
from results.number_format import percent
from results.origin import origin_of
from results.queries import GOAL_SHARE, HEADLINE, last_year, level_of

_DONE, _PAPER = "#0072B2", "#D55E00"


def practice_picture(comparison: Comparison, lang: str) -> Picture:
    """Practice beside reported practice, firms of the goal."""
    _ = translator(lang)
    last = last_year(comparison)
    title = _("Practice beside what is reported, firms of the {goal} goal (mean of the six steps, 0 to 100%)").format(
        goal=percent(GOAL_SHARE, lang)
    )
    names = [_("practice"), _("reported"), _("paper gap")]
    lines: list[list[str]] = []
    parts: list[str] = []
    for mix, name in panels(comparison, lang):
        texts = [
            level_of(comparison, mix, indicator, HEADLINE, last, "share").text(lang)
            for indicator in ("practice", "reported", "paper_gap")
        ]
        lines.append([name, *texts])
        parts.append(f"{name}: " + ", ".join(f"{n} {t}" for n, t in zip(names, texts, strict=True)))
    description = _(
        "The first panel shows for each mix what firms do and what they report in {last}, with ranges 5–95. "
        "The other panels show both over the years, one mix each. In {last}: {listed}."
    ).format(last=last, listed="; ".join(parts))
    caption = _("Practice and paper in {year}: middle of the draws and range 5–95").format(year=last)
    table = PlainTable(caption, [_("mix"), *names], lines, "%")
    return Picture(
        "practice-reported",
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw(comparison, lang, title),
    )


def _draw(comparison: Comparison, lang: str, title: str) -> Figure:
    names = panels(comparison, lang)
    columns = min(3, len(names) + 1)
    rows = -(-(len(names) + 1) // columns)
    figure = Figure(figsize=(9.0, 0.8 + 2.6 * rows), layout="constrained")
    grid: Any = figure.subplots(rows, columns, squeeze=False)
    cells = list(grid.ravel())
    handles = _draw_last(cells[0], comparison, lang, names)
    for position, axes in enumerate(cells[1:], start=1):
        if position > len(names):
            axes.set_axis_off()
            continue
        mix, name = names[position - 1]
        _draw_years(axes, comparison, lang, mix)
        axes.set_title(name)
        axes.tick_params(labelbottom=position + columns > len(names))
    _ = translator(lang)
    names_of, note = [_("practice"), _("reported")], marks_note(lang, has_bands=True)
    figure.legend(handles, names_of, loc="outside lower center", ncols=2, title=note, title_fontsize=8.5)
    headline(figure, title)
    return figure


def _draw_last(axes: Any, comparison: Comparison, lang: str, names: list[tuple[str, str]]) -> list[Any]:
    last = last_year(comparison)
    handles: list[Any] = []
    for indicator, colour, marker, line, shift in (
        ("practice", _DONE, "o", "-", 0.16),
        ("reported", _PAPER, "s", "--", -0.16),
    ):
        for n, (mix, _name) in enumerate(names):
            value = level_of(comparison, mix, indicator, HEADLINE, last, "share")
            if value.p50 is None or value.p05 is None or value.p95 is None:
                continue
            height = len(names) - 1 - n + shift
            axes.plot([100 * value.p05, 100 * value.p95], [height, height], color=colour, linewidth=1.8, linestyle=line)
            (handle,) = axes.plot(
                [100 * value.p50], [height], color=colour, marker=marker, linestyle=line, markersize=6
            )
            if len(handles) < (1 if indicator == "practice" else 2):
                handles.append(handle)
    axes.set_yticks(range(len(names)), [name for _mix, name in reversed(names)])
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlim(0, 100)
    axes.grid(visible=False, axis="y")
    write_axis(axes.xaxis, lang, ending="%")
    axes.set_title(str(last))
    return handles


def _draw_years(axes: Any, comparison: Comparison, lang: str, mix: str) -> None:
    years = comparison.summary.years
    for indicator, colour, marker, line in (("practice", _DONE, "o", "-"), ("reported", _PAPER, "s", "--")):
        low, middle, high = band(comparison, mix, indicator, HEADLINE)
        axes.fill_between(years, low, high, color=colour, alpha=0.12, linewidth=0)
        axes.plot(years, low, color=colour, linewidth=0.5, linestyle=line)
        axes.plot(years, high, color=colour, linewidth=0.5, linestyle=line)
        axes.plot(years, middle, color=colour, linestyle=line, marker=marker, markersize=4, markevery=3, linewidth=1.8)
    axes.set_ylim(0, 100)
    year_axis(axes, comparison)
    write_axis(axes.yaxis, lang, ending="%")
