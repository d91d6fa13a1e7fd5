"""What Word can and python-docx has no function for: fields, bookmarks, alternative texts, language."""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

_HEAD_SHADE = "EEF3F8"
#: What may follow `keepNext` among the properties of a paragraph, whose order is fixed.
_AFTER_KEEP_NEXT = ("w:keepLines", "w:pageBreakBefore", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _element(name: str, /, **attributes: str) -> Any:
    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _field_part(kind: str) -> Any:
    run = _element("r")
    run.append(_element("fldChar", fldCharType=kind))
    return run


def _instruction(text: str) -> Any:
    run, inside = _element("r"), _element("instrText")
    inside.set(qn("xml:space"), "preserve")
    inside.text = f" {text} "
    run.append(inside)
    return run


def add_field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """A field that Word computes, such as PAGE; `shown` stands there until it does."""
    place = paragraph._p
    place.append(_field_part("begin"))
    place.append(_instruction(instruction))
    place.append(_field_part("separate"))
    paragraph.add_run(shown)
    place.append(_field_part("end"))


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place in the text that links can lead to."""
    start = _element("bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(_element("bookmarkEnd", id=str(number)))


def start_contents(paragraph: Any) -> None:
    """Begin a table of contents of two levels, before its first entry."""
    for part in (_field_part("begin"), _instruction('TOC \\o "1-2" \\h \\z \\u'), _field_part("separate")):
        paragraph._p.append(part)


def add_contents_entry(paragraph: Any, text: str, bookmark: str) -> None:
    """A line of the table of contents that leads to its chapter."""
    link, run, inside = _element("hyperlink", anchor=bookmark, history="1"), _element("r"), _element("t")
    inside.text = text
    run.append(inside)
    link.append(run)
    paragraph._p.append(link)


def end_contents(paragraph: Any) -> None:
    """Close the table of contents, after its last entry."""
    paragraph._p.append(_field_part("end"))


def describe_picture(shape: Any, title: str, description: str) -> None:
    """Title and alternative text of a picture."""
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", description)


def describe_table(table: Any, title: str) -> None:
    """Title of a table for screen readers, full width, and which row and column are heads."""
    properties = table._tbl.tblPr
    properties.append(_element("tblCaption", val=title))
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")


def repeat_row(row: Any) -> None:
    """Show the row again at the top of each page; this also marks it as a head."""
    keep_row_whole(row)
    row._tr.get_or_add_trPr().append(_element("tblHeader", val="true"))


def keep_row_whole(row: Any) -> None:
    """No page break inside the row."""
    row._tr.get_or_add_trPr().append(_element("cantSplit", val="true"))


def keep_together(table: Any) -> None:
    """No page break inside the table: each row but the last stays with the next."""
    for row in table.rows[:-1]:
        for paragraph in row._tr.iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:keepNext")) is None:
                properties.insert_element_before(_element("keepNext"), *_AFTER_KEEP_NEXT)


def shade(cell: Any) -> None:
    """A light ground behind a head."""
    cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=_HEAD_SHADE))


def set_language(word: Any, code: str) -> None:
    """The language of all text, for spelling, hyphenation and screen readers."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = _element("lang")
        defaults.append(language)
    language.set(qn("w:val"), code)
    before = word.settings.element.find(qn("w:defaultTabStop"))
    if before is not None:  # the order of settings is fixed
        before.addnext(_element("autoHyphenation", val="true"))
