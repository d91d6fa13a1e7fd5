"""The chart of a slide: PowerPoint's own, with the sheet behind it, and text that knows its language."""

import io
from math import ceil, floor, log10
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as TICK_LABELS
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from results.language import translator
from results.memo.slide import Dot, Slide
from results.number_format import MINUS
from results.ranged import unbroken
from results.report.layout import clean

#: Where everything on the slide begins, and how wide it is.
LEFT, WIDTH = Inches(0.6), Inches(12.13)
_INK = RGBColor(0x15, 0x42, 0x73)
_LANGUAGES = {"nl": MSO_LANGUAGE_ID.DUTCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
#: The sheet behind a chart has this name in PowerPoint; its first row has heads.
_SHEET = "Sheet1"


def say(frame: Any, texts: list[str], size: float | None, lang: str, ink: Any = None, is_bold: bool = False) -> None:
    """Paragraphs in the language, so that spelling is checked in it and a screen reader speaks it."""
    for n, text in enumerate(text for text in texts if text):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.language_id = unbroken(clean(text)), _LANGUAGES[lang]
        if size is not None:
            run.font.size, run.font.bold = Pt(size), is_bold
        if ink is not None:
            run.font.color.rgb = ink


def add_chart(page: Any, slide: Slide) -> None:
    """Dots with whiskers, by world, and a dotted line at the size that matters."""
    _ = translator(slide.lang)
    dots = [dot for _world, group in slide.worlds for dot in group]
    names = _("middle and range 5–95"), slide.size_name
    size = -slide.size if all((dot.found.middle or 0.0) < 0.0 for dot in dots) else slide.size
    digits = max(dot.found.decimals for dot in dots)
    number = "0." + digits * "0" if digits else "0"
    data = CategoryChartData(number_format=f"+{number};{MINUS}{number};{number}")
    for world, group in slide.worlds:
        if world:
            data.add_category(clean(world))
        for dot in group:
            (data.categories[-1].add_sub_category if world else data.add_category)(clean(dot.mix))
    data.add_series(names[0], [dot.found.scaled[1] for dot in dots])
    data.add_series(names[1], [size for _dot in dots])
    place = LEFT, Inches(1.4), WIDTH, Inches(3.8)
    shape = page.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(slide.about))
    chart = shape.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_sheet(slide, names, size))
    chart.font.size, chart.font.language_id = Pt(12), _LANGUAGES[slide.lang]
    say(chart.chart_title.text_frame, [slide.heading], 13, slide.lang, is_bold=True)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, slide)
    _dots(chart.series[0], dots, len(slide.worlds) > 1)
    _line(chart.series[1])


def _axes(chart: Any, slide: Slide) -> None:
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale = _ends(slide)
    values.has_title = True
    say(values.axis_title.text_frame, [slide.unit], 11, slide.lang)
    values.major_gridlines.format.line.color.rgb = RGBColor(0xDD, 0xDD, 0xDD)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = f"0;{MINUS}0;0", False
    chart.category_axis.tick_label_position = TICK_LABELS.LOW


def _ends(slide: Slide) -> tuple[float, float]:
    """Of the axis: round numbers beyond all ranges, since PowerPoint looks at the dots only."""
    reached = [value or 0.0 for _world, dots in slide.worlds for dot in dots for value in dot.found.scaled]
    low, high = min(0.0, *reached), max(slide.size, *reached)
    step = 10.0 ** floor(log10(high - low)) / 2.0
    return floor(low / step) * step, ceil(high / step) * step


def _dots(series: Any, dots: list[Dot], is_divided: bool) -> None:
    """Marks without a line between them, each in the colour of its mix, with its middle beside it."""
    series.smooth = False
    series.format.line.fill.background()
    _mark(series.marker, _INK)
    for place, dot in enumerate(dots):
        _mark(series.points[place].marker, RGBColor.from_string(dot.colour[1:]))
    labels = series.data_labels
    labels.show_value, labels.position, labels.font.size = True, XL_LABEL_POSITION.RIGHT, Pt(14)
    labels.font.bold = True
    first = _values_column(is_divided)
    up, down = ([_reach(dot)[n] for dot in dots] for n in (0, 1))
    whiskers = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>"
        '<c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{_numbers(chr(first + 4), up)}</c:plus><c:minus>{_numbers(chr(first + 5), down)}</c:minus>"
        '<c:spPr><a:ln w="31750"><a:solidFill><a:srgbClr val="767676"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(whiskers)


def _mark(marker: Any, colour: RGBColor) -> None:
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 11
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = marker.format.line.color.rgb = colour


def _line(series: Any) -> None:
    """The size that matters: dotted, without marks."""
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    line = series.format.line
    line.color.rgb, line.width, line.dash_style = RGBColor(0x44, 0x44, 0x44), Pt(1.25), MSO_LINE_DASH_STYLE.ROUND_DOT


def _reach(dot: Dot) -> tuple[float, float]:
    """How far the range goes above and below the middle."""
    low, middle, high = (value or 0.0 for value in dot.found.scaled)
    return high - middle, middle - low


def _numbers(column: str, values: list[float]) -> str:
    """Cells of the sheet, with their values."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{value!r}</c:v></c:pt>' for n, value in enumerate(values))
    cells = f"{_SHEET}!${column}$2:${column}${1 + len(values)}"
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _values_column(is_divided: bool) -> int:
    """The letter, as a number, of the column of the middles: behind that of the mixes, and of the worlds before it."""
    return ord("C" if is_divided else "B")


def _sheet(slide: Slide, names: tuple[str, str], size: float) -> bytes:
    """The numbers behind the chart, where PowerPoint looks for them; a changed end of a range moves its whisker."""
    import xlsxwriter  # noqa: PLC0415 - only who asks for it waits for it

    _, is_divided = translator(slide.lang), len(slide.worlds) > 1
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet: Any = book.add_worksheet(_SHEET)
        column = _values_column(is_divided) - ord("A")
        heads = [*names, _("low"), _("high"), _("up"), _("down")]
        for n, head in enumerate(heads):
            sheet.write_string(0, column + n, head)
        row = 0
        for world, dots in slide.worlds:
            if is_divided:
                sheet.write_string(row + 1, 0, clean(world))
            for dot in dots:
                row += 1
                low, middle, high = dot.found.scaled
                sheet.write_string(row, column - 1, clean(dot.mix))
                for n, value in enumerate((middle, size, low, high)):
                    if value is not None:
                        sheet.write_number(row, column + n, value)
                at = {n: f"{chr(ord('A') + column + n)}{row + 1}" for n in (0, 2, 3)}
                sheet.write_formula(row, column + 4, f"={at[3]}-{at[0]}", None, _reach(dot)[0])
                sheet.write_formula(row, column + 5, f"={at[0]}-{at[2]}", None, _reach(dot)[1])
    return stream.getvalue()
