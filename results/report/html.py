"""The report as one HTML file that needs nothing else: to read on a screen, to send, to put on a site."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from results.blocks import Block, Document, FigureBlock
from results.compare.index_page import inline_svg
from results.language import translator
from results.ranged import unbroken
from results.report.layout import below_table, clean, frame, head_of, number_columns, numbering, row_groups, table_mark

_TEMPLATES = Path(__file__).parent.parent / "templates"


def html_text(document: Document) -> str:
    """The whole page."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    words, template = frame(document), environment.get_template("report.html.j2")
    figures = {
        block.picture.name: inline_svg(block.picture)
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, FigureBlock)
    }
    return template.render(
        _=translator(document.lang),
        document=document,
        words=words,
        svgs=figures,
        numbers=numbering(document),
        kind=_kind,
        head_of=head_of,
        row_groups=row_groups,
        number_columns=number_columns,
        table_mark=table_mark,
        below_table=below_table,
        queries=_queries,
    )


def write_html(document: Document, path: Path) -> None:
    """Write the page in UTF-8."""
    path.write_text(html_text(document), encoding="utf-8")


def _clean(value: Any) -> Any:
    """Text without control characters, ranges unbroken; markup that jinja made itself is left alone."""
    return unbroken(clean(value)) if type(value) is str else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _queries(part: Any) -> str:
    """The queries behind the numbers of a sentence or a cell, for who wants to trace them in the page's source."""
    asked: Any = part.query if hasattr(part, "query") else part.asked
    return " | ".join(f"{one.text} = {one.query}" for one in asked)
