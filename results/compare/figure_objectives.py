"""One row per objective as a drawing: dots and bars of each mix by world, on one scale, with the size that matters."""

from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.compare.by_objective import ObjectiveRow, rows_by_world
from results.compare.first_table import change_text, short_objective
from results.compare.worlds import world_name, world_title
from results.figure_style import Picture, PlainTable, headline, looks, marks_note, write_axis
from results.language import capital, translator
from results.number_format import SCALE
from results.origin import origin_of
from results.queries import others
from results.units import unit_words
from results.words import baseline_words, short_names


def objectives_picture(comparison: Comparison, lang: str, *, narrow: bool = False) -> Picture:
    """Every objective as a small panel: the paired difference of each mix with its range, filled and open by world."""
    _ = translator(lang)
    found, short = rows_by_world(comparison), short_names(comparison, lang)
    title = _("What the mixes change by objective in {year}, beside {baseline}").format(
        year=comparison.year, baseline=baseline_words(comparison, lang)
    )
    lines: list[list[str]] = []
    for view, rows in found:
        for row in rows:
            name = getattr(row.objective.name, lang)
            head = f"{name} ({unit_words(row.unit, lang)})" + (f", {world_name(view, lang)}" if len(found) > 1 else "")
            lines.append([head, *(change_text(row.changes[mix], lang) for mix in others(comparison))])
    description = _(
        "A panel per objective with its own scale. For each mix a dot is the middle and a bar the range 5–95 of the "
        "paired difference with {baseline}, the grey line at zero; the shaded strip is less than the size that "
        "matters. {worlds}. The numbers stand in the table."
    ).format(
        baseline=baseline_words(comparison, lang),
        worlds=_("Filled: {first}; open: {second}").format(
            first=world_title(found[0][0], lang), second=world_title(found[1][0], lang)
        )
        if len(found) > 1
        else _("All draws together"),
    )
    caption = _("{title}: middle, range 5–95, and the chance (%) of a difference of the size that matters").format(
        title=title
    )
    table = PlainTable(caption, [_("objective"), *(short[mix] for mix in others(comparison))], lines)
    file_name = "objectives-narrow" if narrow else "objectives"
    return Picture(
        file_name,
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw(comparison, lang, title, narrow),
    )


def _draw(comparison: Comparison, lang: str, title: str, narrow: bool) -> Figure:
    found, mixes = rows_by_world(comparison), others(comparison)
    count, across = len(found[0][1]), 1 if narrow else 3
    down = -(-count // across)
    each = 0.7 + 0.17 * len(mixes) * len(found)
    figure = Figure(figsize=(4.6 if narrow else 9.4, 1.0 + each * down), layout="constrained")
    grid: Any = figure.subplots(down, across, squeeze=False)
    for n, axes in enumerate(grid.ravel()):
        if n >= count:
            axes.set_axis_off()
            continue
        _panel(axes, comparison, lang, [rows[n] for _view, rows in found], is_named=n % across == 0)
    _ = translator(lang)
    note = marks_note(lang).replace("; ", ";\n") if narrow else marks_note(lang)
    marks = [note, _("shaded: less than the size that matters")]
    if len(found) > 1:
        worlds = _("filled: {first}     open: {second}").format(
            first=world_title(found[0][0], lang), second=world_title(found[1][0], lang)
        )
        marks.insert(0, worlds.replace("     ", "\n") if narrow else worlds)
    figure.supxlabel("\n".join(marks), fontsize=8.5, fontweight="bold")
    headline(figure, title, 46 if narrow else 92)
    return figure


def _panel(axes: Any, comparison: Comparison, lang: str, rows: list[ObjectiveRow], is_named: bool) -> None:
    """One objective: the mixes below each other, each with a bar per world."""
    row, mixes, style = rows[0], others(comparison), looks(comparison)
    scale = SCALE[row.unit]
    axes.axvspan(-scale * row.size, scale * row.size, color="#e8e8e8", zorder=0)
    axes.axvline(0.0, color="#767676", linewidth=2.0, zorder=1)
    for n, mix in enumerate(mixes):
        for m, each in enumerate(rows):
            low, middle, high = each.changes[mix].range.scaled
            if low is None or middle is None or high is None:
                continue
            height = len(mixes) - 1 - n + (0.17 - 0.34 * m if len(rows) > 1 else 0.0)
            colour = style[mix].colour
            axes.plot([low, high], [height, height], color=colour, linewidth=1.8, zorder=2)
            axes.plot(
                [middle],
                [height],
                marker="o",
                markersize=5.5,
                color=colour,
                zorder=3,
                markerfacecolor=colour if m == 0 else "white",
                markeredgewidth=1.4,
            )
    short = short_names(comparison, lang)
    axes.set_yticks(range(len(mixes)), [short[mix] for mix in reversed(mixes)] if is_named else [""] * len(mixes))
    axes.set_ylim(-0.6, len(mixes) - 0.4)
    axes.grid(visible=False, axis="y")
    axes.tick_params(labelsize=8)
    axes.locator_params(axis="x", nbins=5, integer=True)
    write_axis(axes.xaxis, lang)
    axes.set_title(f"{capital(short_objective(row, lang))}\n{unit_words(row.unit, lang)}", fontsize=9)
