"""The report as a tagged PDF (PDF/UA-1): to print, to file, to publish. Typeset by typst, from data."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

from experiments.extras import require
from results.blocks import Block, Bullets, Cell, Code, Document, FigureBlock, Heading, Mark, Paragraph, Table
from results.report.column_widths import fits_page, letters, widths_of, widths_of_plain
from results.report.layout import (
    REGIONS,
    below_table,
    clean,
    frame,
    head_of,
    number_columns,
    row_groups,
    running,
    table_mark,
)

_TEMPLATE = Path(__file__).parent.parent / "templates" / "report.typ"
#: DejaVu Sans, in which figures are drawn, comes with matplotlib; the letters of the text come with typst.
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
#: Shown for a character that no font of ours has; PDF/UA allows no empty boxes.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
#: A name without a space in which one cannot break a line; a number such as 450.000.000 stays whole.
_NAME = re.compile(r"(?=[\w./-]*[^\W\d_])\w+(?:[._/][\w-]+)+")


def write_pdf(document: Document, path: Path) -> None:
    """Write the PDF."""
    path.write_bytes(pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """The PDF: tagged, with language, outline and alternative texts; fonts inside."""
    made: Any = _compiler(document).compile(format="pdf", pdf_standards="ua-1")
    return made


def page_images(document: Document, ppi: float = 72.0) -> list[bytes]:
    """The pages as PNG, to look at."""
    made: Any = _compiler(document).compile(format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compiler(document: Document) -> Any:
    require("typst")
    import typst  # noqa: PLC0415 - an extra

    return typst.Compiler(
        _TEMPLATE.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]),
        sys_inputs={"report": json.dumps(_content(document))},
    )


def _content(document: Document) -> dict[str, Any]:
    """All that the template needs, as plain data."""
    words = frame(document)
    return _printable(
        {
            "title": document.title,
            "lang": document.lang,
            "region": REGIONS[document.lang][-2:],
            "keywords": list(document.keywords),
            "is_memo": document.is_memo,
            "words": words._asdict(),
            "chapters": [
                {
                    "title": chapter.title,
                    "new_page": chapter.new_page,
                    "blocks": [_block(block, document) for block in chapter.blocks],
                }
                for chapter in document.chapters
            ],
        }
    )


def _block(block: Block, document: Document) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            text = running(block.sentences)
            return {"kind": "paragraph", "text": text, "mark": block.mark, "style": block.style}
        case Bullets():
            points = [running(point) for point in block.points]
            return {"kind": "bullets", "points": points, "mark": block.mark, "numbered": block.numbered}
        case Table():
            return {"kind": "table", **_table(block), "below": below_table(block, frame(document))}
        case FigureBlock(picture, with_numbers):
            plain = picture.table
            rows = [{"head": line[0], "cells": [_cell(Cell(text)) for text in line[1:]]} for line in plain.lines]
            table = {
                "caption": plain.caption,
                "heads": plain.heads,
                "rows": rows,
                "counted": list(range(1, len(plain.heads))),
                "widths": widths_of_plain(plain),
                "letters": letters(len(plain.heads)),
            }
            return {
                "kind": "figure",
                "svg": picture.svg,
                "caption": picture.title,
                "description": picture.description,
                "table": table if with_numbers else None,
            }
        case Code():
            return {"kind": "code", "text": block.text, "caption": block.caption}


def _table(table: Table) -> dict[str, Any]:
    heads, mark = [head_of(column) for column in table.columns], table_mark(table)
    rows: list[dict[str, Any]] = []
    for group in row_groups(table):
        rows += [{"head": group.head, "cells": []}] if group.head else []
        rows += [
            {"head": _breakable(row.head), "cells": [_cell(cell, mark) for cell in row.cells]} for row in group.rows
        ]
    return {
        "caption": table.caption,
        "mark": mark,
        "heads": heads,
        "rows": rows,
        "counted": sorted(number_columns(table)),
        "widths": widths_of(table),
        "letters": letters(len(heads)),
        "is_whole": fits_page(table),
    }


def _cell(cell: Cell, common: Mark | None = None) -> dict[str, Any]:
    """`common` is the mark of the whole table, which is not said again."""
    return {"text": _breakable(cell.text), "second": cell.second, "mark": None if common else cell.mark}


def _breakable(text: str) -> str:
    """With places to go on with a new line in names such as `published.reporting.yearly`, which no hyphen may cut."""
    return _NAME.sub(lambda name: re.sub(r"([._/])", "\\1\u200b", name[0]), text)


@cache
def _known_letters() -> frozenset[int]:
    return frozenset(FT2Font(str(_FONTS / "DejaVuSans.ttf")).get_charmap())


def _printable(content: Any) -> Any:
    """The same data, with a sign in place of each character that the fonts lack (an emoji, say)."""
    match content:
        case str():
            kept = _known_letters()
            return "".join(c if ord(c) in kept or c in "\n\t\u00ad" else _UNKNOWN for c in clean(content))
        case list():
            items: list[Any] = content
            return [_printable(item) for item in items]
        case dict():
            pairs: dict[str, Any] = content
            return {key: _printable(value) for key, value in pairs.items()}
        case _:
            return content
