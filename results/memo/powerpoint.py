"""A slide in PowerPoint: 16:9, with a chart of PowerPoint's own whose numbers stand in a sheet behind it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from results.memo.powerpoint_chart import LEFT, WIDTH, add_chart, say
from results.memo.slide import Slide
from results.report.layout import REGIONS, clean

_INK, _GREY = RGBColor(0x15, 0x42, 0x73), RGBColor(0x44, 0x44, 0x44)
_WIDE = Inches(13.333)
_TITLE_ONLY = 5


def write_slide(slide: Slide, path: Path) -> None:
    """Write the slide."""
    show: Any = Presentation()
    _widen(show)
    page = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    title = page.shapes.title
    title.left, title.top, title.width, title.height = LEFT, Inches(0.25), WIDTH, Inches(1.1)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    say(title.text_frame, [slide.title], 26 if len(slide.title) < 120 else 20, slide.lang, _INK, is_bold=True)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    add_chart(page, slide)
    for top, high, texts, size in (
        (5.25, 1.15, [slide.sentence], 16 if len(slide.sentence) < 250 else 13),
        (6.5, 0.8, [slide.caveat, slide.origin.line], 10),
    ):
        frame = page.shapes.add_textbox(LEFT, Inches(top), WIDTH, Inches(high)).text_frame
        frame.word_wrap = True
        say(frame, texts, size, slide.lang, _GREY if size < 12 else RGBColor(0, 0, 0))
    say(page.notes_slide.notes_text_frame, [*slide.notes, slide.origin.line], None, slide.lang)
    properties = show.core_properties
    properties.title, properties.language = clean(slide.title), REGIONS[slide.lang]
    properties.author, properties.subject = "SmartMix", clean(slide.origin.line)[:255]
    properties.comments = slide.origin.exploration
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    show.save(str(path))


def _widen(show: Any) -> None:
    """16:9, with what the layouts hold moved along, for slides that are added later."""
    more = _WIDE / show.slide_width
    show.slide_width = _WIDE
    for page in (show.slide_master, *show.slide_layouts):
        for shape in page.placeholders:
            if shape.element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = round(more * shape.left), round(more * shape.width)
