"""A chart with all that belongs to it: title, description, table, downloads, and how to get it without the page."""

import csv
import io
from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import ui

from results.figure_style import Picture, PlainTable
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, button, details, show_table, text


def chart_card(
    view: View, picture: Picture, option: dict[str, Any], command: str, python: str, level: str = "h3"
) -> None:
    """A figure: the chart, what it shows in words, its numbers, downloads, and the same in the command line and Python.

    option: of ECharts; picture: the same figure for print, with description and table.
    """
    _ = view.words
    with box("section", css="card", role="group", aria_label=picture.title):
        text(level, picture.title)
        with box("figure"):
            chart = ui.echart(option, renderer="svg").classes("chart")
            chart.props(f'role="img" aria-label="{_attribute(picture.title)}"')
            text("figcaption", picture.description, css="note")
        with details(_("The numbers as a table")):
            show_table(picture.table)
        downloads(view, picture)
        take_along(view, command, python)


def take_along(view: View, command: str, python: str) -> None:
    """The same view in the command line and in Python."""
    _ = view.words
    with details(_("This view in the command line and in Python")):
        code(view, _("Command line"), command)
        code(view, "Python", python)


def code(view: View, title: str, lines: str) -> None:
    """Lines to copy."""
    _ = view.words
    text("p", title)
    text("pre", lines, tabindex="0")
    button(_("Copy"), lambda: ui.clipboard.write(lines), aria_label=f"{_('Copy')}: {title}")


def downloads(view: View, picture: Picture) -> None:
    """The figure and its numbers as files, behind a line that opens."""
    _ = view.words
    name = f"smartmix-{picture.name}"
    forms: dict[str, Callable[[], bytes]] = {
        "png": partial(getattr, picture, "png"),
        "svg": partial(_svg, picture),
        "csv": partial(table_csv, picture.table),
        "xlsx": partial(_excel, picture, view.lang),
    }
    with details(_("Take this figure along")), box("div", css="row"):
        for ending, make in forms.items():
            button(
                {"xlsx": "Excel"}.get(ending, ending.upper()),
                lambda make=make, ending=ending: ui.download(make(), f"{name}.{ending}"),
                aria_label=_("Download {title} as {form}").format(title=picture.title, form=ending.upper()),
            )


def _svg(picture: Picture) -> bytes:
    return picture.svg.encode("utf-8")


def table_csv(table: PlainTable) -> bytes:
    """A table as CSV, in UTF-8 with the mark by which Excel knows it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.heads)
    writer.writerows([_plain(cell) for cell in line] for line in table.lines)
    return ("\ufeff" + stream.getvalue()).encode("utf-8")


def _excel(picture: Picture, lang: str) -> bytes:
    from results.report.excel_figure import figure_excel  # noqa: PLC0415 - only who asks for it waits for it

    return figure_excel(picture.table, lang, picture.description, picture.origin.line)


def _plain(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets a quotation mark in front; signed numbers stay."""
    return f"'{cell}" if cell[:1] in ("=", "@", "\t") or (cell[:1] in "+-" and not cell[1:2].isdigit()) else cell


def _attribute(words: str) -> str:
    return words.replace('"', "'")
