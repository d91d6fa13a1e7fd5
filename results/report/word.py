"""The report as a Word document in neutral styles: to edit, to cut from, to put into a house style."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt, RGBColor

from results.blocks import Block, Bullets, Code, Document, FigureBlock, Heading, Mark, Paragraph, Table
from results.ranged import unbroken
from results.report.layout import REGIONS, Frame, below_table, clean, frame, numbering, running, table_mark
from results.report.word_parts import (
    add_bookmark,
    add_contents_entry,
    add_field,
    describe_picture,
    end_contents,
    set_language,
    start_contents,
)
from results.report.word_table import add_plain_table, add_table

_PICTURE_WIDTH = Cm(16.5)
#: Of titles and headings.
_INK = RGBColor(0x15, 0x42, 0x73)


def write_word(document: Document, path: Path) -> None:
    """Write the document."""
    word_document(document).save(str(path))


def word_document(document: Document) -> Any:
    """The document, not yet written."""
    word: Any = docx.Document()
    words, numbers = frame(document), numbering(document)
    _set_up(word, document, words)
    word.add_paragraph(clean(document.title), style="Title")
    if not document.is_memo:
        _small(word, f"{words.exploration}. {words.run}.")
    for number, chapter in enumerate(document.chapters):
        is_second = number == 1 and not document.is_memo
        if is_second:
            _contents(word, document, words)
        heading = word.add_heading(clean(chapter.title), 1)
        heading.paragraph_format.page_break_before = is_second or (chapter.new_page and number > 0)
        add_bookmark(heading, f"chapter_{number}", number)
        for place, block in enumerate(chapter.blocks):
            _add(word, block, words, numbers.get((number, place), 0), document.is_memo)
    return word


def _set_up(word: Any, document: Document, words: Frame) -> None:
    """Paper, styles, language, properties, and the foot of each page."""
    section = word.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.7)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(5), 1.0
    word.styles["Title"].font.size = Pt(20)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        word.styles[name].font.color.rgb = _INK  # those of python-docx are too light to read in print
    word.styles["Caption"].paragraph_format.keep_with_next = True
    word.styles["Caption"].paragraph_format.space_before = Pt(8)
    if document.is_memo:
        _set_close(word)
    set_language(word, REGIONS[document.lang])
    properties = word.core_properties
    properties.title, properties.language = clean(document.title), REGIONS[document.lang]
    properties.author, properties.comments = "SmartMix", f"{words.exploration}. {words.run}."
    properties.subject, properties.keywords = words.run, clean(", ".join(document.keywords))[:255]
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{words.run} · {words.exploration} · {words.page} ")
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")


def _set_close(word: Any) -> None:
    """The same styles for one page."""
    section = word.sections[0]
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(1.4), Cm(1.6), Cm(0.8)
    for name, size, before, after in (
        ("Normal", 9.5, 0, 2),
        ("Title", 15, 0, 4),
        ("Heading 1", 10, 5, 1),
        ("Caption", 8.5, 4, 2),
        ("List Bullet", 9.5, 0, 0),
    ):
        style = word.styles[name]
        style.font.size = Pt(size)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0


def _contents(word: Any, document: Document, words: Frame) -> None:
    """A table of contents that Word can bring up to date, filled in already."""
    word.add_paragraph(words.contents, style="TOC Heading")
    for number, chapter in enumerate(document.chapters):
        entry = word.add_paragraph()
        if number == 0:
            start_contents(entry)
        add_contents_entry(entry, clean(chapter.title), f"chapter_{number}")
        if number == len(document.chapters) - 1:
            end_contents(entry)


def _add(word: Any, block: Block, words: Frame, number: int, is_memo: bool) -> None:
    match block:
        case Heading():
            word.add_heading(clean(block.text), block.level)
        case Paragraph(style="small"):
            _add_mark(_small(word, unbroken(running(block.sentences))), block.mark, words)
        case Paragraph():
            paragraph = word.add_paragraph()
            paragraph.add_run(unbroken(running(block.sentences))).font.size = Pt(12) if block.style == "lead" else None
            _add_mark(paragraph, block.mark, words)
        case Bullets():
            _bullets(word, block, words)
        case Table():
            _add_mark(_caption(word, words.table, "Table", number, block.caption), table_mark(block), words)
            add_table(word, block, words)
            if below := below_table(block, words):
                _small(word, unbroken(below))
        case FigureBlock(picture, with_numbers):
            place = word.add_paragraph()
            place.paragraph_format.keep_with_next = True
            shape = place.add_run().add_picture(io.BytesIO(picture.png), width=_PICTURE_WIDTH)
            describe_picture(shape, clean(picture.title), clean(picture.description))
            if not is_memo:  # which has no room for what the figure says itself
                _caption(word, words.figure, "Figure", number, picture.title).paragraph_format.keep_with_next = False
            if not with_numbers:
                return
            _small(word, clean(picture.table.caption)).paragraph_format.keep_with_next = True
            add_plain_table(word, picture.table)
            _small(word, "")
        case Code():
            if block.caption:
                word.add_paragraph(clean(block.caption)).paragraph_format.keep_with_next = True
            run = word.add_paragraph().add_run(clean(block.text))
            run.font.name, run.font.size = "Consolas", Pt(8.5)


def _bullets(word: Any, block: Bullets, words: Frame) -> None:
    """Points; numbers are written out, because Word would count on from the list before."""
    for number, point in enumerate(block.points, start=1):
        paragraph = word.add_paragraph(style="List" if block.numbered else "List Bullet")
        paragraph.add_run(unbroken(f"{number}.\t{running(point)}" if block.numbered else running(point)))
        _add_mark(paragraph, block.mark, words)


def _small(word: Any, text: str) -> Any:
    paragraph = word.add_paragraph()
    paragraph.add_run(text).font.size = word.styles["Normal"].font.size - Pt(1.5)
    return paragraph


def _add_mark(paragraph: Any, mark: Mark | None, words: Frame) -> None:
    if mark:
        paragraph.add_run(f" [{words.marks[mark]}]").italic = True


def _caption(word: Any, label: str, counter: str, number: int, text: str) -> Any:
    """`Table 3. …`, with Word's own counter, so that it counts on when pieces move to another document.

    `number` stands there until then: Word does not count when it opens a document.
    """
    paragraph = word.add_paragraph(f"{label} ", style="Caption")
    add_field(paragraph, f"SEQ {counter} \\* ARABIC", str(number))
    paragraph.add_run(f". {unbroken(clean(text))}")
    return paragraph
