"""The report's numbers as an Excel workbook: a tidy sheet per table, to filter, to draw, to compute with."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from results.blocks import Document, FigureBlock, Paragraph, Table
from results.language import translator
from results.report.excel_charts import add_charts
from results.report.excel_sheets import Formats, for_print, text_sheet, tidy_sheet, trace_sheet
from results.report.layout import REGIONS, Frame, clean, frame, running

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
#: Of the list of sheets: characters of its columns, and the height of a line in points, for programs other than Excel,
#: which do not make a row as high as what is wrapped in it.
_HELD, _SOURCES, _LINE = 100, 30, 15


def write_excel(document: Document, path: Path) -> None:
    """Write the workbook: contents, then a sheet for each table and figure, then the queries of all numbers."""
    words, _ = frame(document), translator(document.lang)
    book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    book.set_properties(
        {
            "title": clean(document.title),
            "subject": words.run,
            "author": "SmartMix",
            "keywords": clean(", ".join(document.keywords)),
            "comments": f"{words.exploration}. {words.run}.",
        }
    )
    book.set_custom_property("Language", REGIONS[document.lang])
    formats = Formats(book)
    parts = [block for c in document.chapters for block in c.blocks if isinstance(block, Table | FigureBlock)]
    first, trace = _("Contents"), _("Queries")
    names = _sheet_names([first, *(_key(part) for part in parts), trace])
    front = book.add_worksheet(names[0])
    captions: list[tuple[str, str, str]] = []
    for part, name in zip(parts, names[1:-1], strict=True):
        sheet = book.add_worksheet(name)
        if isinstance(part, Table):
            captions.append((name, part.caption, ", ".join(part.sources)))
            if any(cell.value is not None for row in part.rows for cell in row.cells):
                firsts = tidy_sheet(sheet, part, words, formats, document.lang)
                add_charts(book, sheet, part, name, firsts)
            else:
                text_sheet(sheet, part, words, formats)
        else:
            captions.append((name, part.picture.title, ""))
            text_sheet(sheet, part.picture.table, words, formats)
    last = book.add_worksheet(names[-1])
    captions.append((names[-1], _("Every number of the text with the query that gives it"), ""))
    trace_sheet(last, document, formats)
    _front(front, document, words, captions, formats)
    for sheet in book.worksheets():
        for_print(sheet)
    book.close()


def _key(part: Table | FigureBlock) -> str:
    return part.key if isinstance(part, Table) else part.picture.name


def _sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel accepts: no forbidden signs, at most 31 characters, each once."""
    names: list[str] = []
    for want in wanted:
        plain = _FORBIDDEN.sub(" ", clean(want)).strip("' ")[:_LONGEST_NAME] or "-"
        name, count = plain, 1
        while name.lower() in {*(used.lower() for used in names), "history"}:  # Excel keeps "History" for itself
            count += 1
            ending = f" {count}"
            name = plain[: _LONGEST_NAME - len(ending)] + ending
        names.append(name)
    return names


def _front(
    sheet: Any, document: Document, words: Frame, captions: list[tuple[str, str, str]], formats: Formats
) -> None:
    """The first sheet: what this is, the question, and a list of the sheets with links."""
    _ = translator(document.lang)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, _HELD, formats.wrapped)
    sheet.set_column(2, 2, _SOURCES, formats.wrapped)
    lines = [
        document.title,
        f"{words.exploration}. {words.run}.",
        *_question(document),
        _(
            "Where a table holds numbers its sheet has one row per number: the middle of the draws, the low and high "
            "end of the range 5–95, and the unit."
        ),
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, clean(line), formats.title if row == 0 else formats.plain)
    top = len(lines) + 1
    for column, head in enumerate((_("sheet"), _("what it holds"), words.sources)):
        sheet.write_string(top, column, head, formats.head)
    for row, (name, caption, sources) in enumerate(captions, start=top + 1):
        place = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{place}'!A1", formats.link, string=name)
        held = clean(" ".join(caption.split()))  # a title may have two lines
        sheet.write_string(row, 1, held, formats.wrapped)
        sheet.set_row(row, _LINE * max(1, -(-len(held) // _HELD), -(-len(sources) // _SOURCES)))
        sheet.write_string(row, 2, clean(sources), formats.wrapped)


def _question(document: Document) -> list[str]:
    """The sentences in larger letters of the first chapter: the question of the report."""
    blocks = document.chapters[0].blocks if document.chapters else ()
    return [running(b.sentences) for b in blocks if isinstance(b, Paragraph) and b.style == "lead"]
