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
#: Columns, in characters: white at their sides, what is kept on one line, and words that are not to be broken.
_PADDING, _ONE_LINE, _LONGEST_WORD, _STRETCH = 2.5, 24, 16, 3.5
#: Characters on a line of letters of one point; more for smaller letters.
_CHARACTERS = 1050


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
        case FigureBlock(picture):
            plain = picture.table
            rows = [{"head": line[0], "cells": [_cell(Cell(text)) for text in line[1:]]} for line in plain.lines]
            table = {
                "caption": plain.caption,
                "heads": plain.heads,
                "rows": rows,
                "counted": list(range(1, len(plain.heads))),
                "widths": _widths(plain.heads, rows),
                "letters": _letters(len(plain.heads)),
            }
            return {
                "kind": "figure",
                "svg": picture.svg,
                "caption": picture.title,
                "description": picture.description,
                "table": table,
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
        "widths": _widths(heads, rows),
        "letters": _letters(len(heads)),
    }


def _cell(cell: Cell, common: Mark | None = None) -> dict[str, Any]:
    """`common` is the mark of the whole table, which is not said again."""
    return {"text": _breakable(cell.text), "second": cell.second, "mark": None if common else cell.mark}


def _breakable(text: str) -> str:
    """With places to go on with a new line in names such as `published.reporting.yearly`, which no hyphen may cut."""
    return _NAME.sub(lambda name: re.sub(r"([._/])", "\\1\u200b", name[0]), text)


def _letters(columns: int) -> float:
    """Size of the letters in points: the more columns the smaller, so that tables stay upright on the page."""
    return 9.0 if columns <= 4 else 8.0 if columns <= 6 else 7.0 if columns <= 8 else 6.5


def _widths(heads: list[str], rows: list[dict[str, Any]]) -> list[float]:
    """Shares of the page's width: numbers stay on one line, columns of sentences share what is left."""
    full = [row for row in rows if row["cells"]]
    texts = [[row["head"] for row in full]]
    texts += [[text for row in full for text in _lines(row["cells"][n])] for n in range(len(heads) - 1)]
    wanted = [_width(head, column) for head, column in zip(heads, texts, strict=True)]
    most = _PADDING + _ONE_LINE
    short, long = sum(w for w in wanted if w <= most), sum(w for w in wanted if w > most)
    left = _CHARACTERS / _letters(len(heads)) - short
    squeezed = min(1.0, max(left / long, 0.4)) if long else 1.0
    return [width if width <= most else width * squeezed for width in wanted]


def _lines(cell: dict[str, Any]) -> list[str]:
    """The texts of a cell that stand below each other."""
    return [*cell["text"].split("\n"), cell["second"]]


def _width(head: str, texts: list[str]) -> float:
    """Characters: short texts fit on one line, of longer ones the root counts, and a head may take two lines."""
    longest = max(map(len, texts), default=0)
    beyond = max(0, longest - _ONE_LINE) ** 0.5
    words = max(len(word) for text in (head, *texts, "-") for word in text.split() or ["-"])
    least = max(min(words + 1, _LONGEST_WORD), min(len(head) / 2, _ONE_LINE))
    return _PADDING + max(min(longest, _ONE_LINE) + _STRETCH * beyond, least)


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
