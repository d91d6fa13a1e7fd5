"""A made-up report with every kind of block, and one full of text that could be taken for markup."""

from matplotlib.figure import Figure

from results.blocks import (
    Bullets,
    Cell,
    Chapter,
    Code,
    Column,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    Row,
    Table,
    plain,
)
from results.figure_style import Picture, PlainTable
from results.origin import origin
from results.queries import Query
from results.traced import Asked, Sentence

NASTY = (
    "<script>alert('x')</script> #let x = 1 *bold* _under_ $x^2$ @label \"quoted\" =1+1 [link](a) \\ & 🚀 re\u00adgel "
    "{{ y }} `raw` //"
)
_PRACTICE = Query("levels", "mix-1", "practice", "goal90", 2030)


def _draw() -> Figure:
    figure = Figure(figsize=(6, 3))
    axes = figure.add_subplot()
    axes.bar(["mix-1", "mix-2"], [31, 42.5])
    axes.set_title("Practice & <more>")
    return figure


def picture(name: str = "bars", text: str = "Bars") -> Picture:
    """A small figure."""
    table = PlainTable(
        f"Numbers of {text}", ["mix", "practice"], [["mix-1", "31% (12 to 55)"], ["mix-2", "42% (20 to 70)"]]
    )
    return Picture(name, text, f"Two bars: {text}.", table, origin("en", ["made up"], "0123abcd"), _draw)


def numbers_table(key: str = "matrix", text: str = "Mixes beside objectives") -> Table:
    """Numbers with ranges, a subheading, words, a mark, a second line, a cell that is undefined."""
    number = Cell("31% (12 to 55)", 31.25, 12.0, 55.5, (Asked(_PRACTICE, "31"),), second="+4 (−1 to +9)")
    return Table(
        key,
        text,
        (Column("mix"), Column("practice", "%"), Column("speed", "year"), Column("what is said")),
        (
            Row("New policy"),
            Row("mix-1", (number, Cell("2027", 2027.0), Cell("broad support", mark="source"))),
            Row("mix-2", (Cell("42% (20 to 70)", 42.5, 20.0, 70.0), Cell("n/a"), Cell("", mark="policy"))),
            Row("Nothing new"),
            Row("reference", (Cell("1,234.5", 1234.5, 1000.25, 2000.0), Cell("2031", 2031.0), Cell("–", mark="model"))),
        ),
        sources=("S-020", "P-B3"),
        note="Ranges 5–95.",
    )


def words_table(text: str = "Kept open") -> Table:
    """Words only."""
    rows = (Row("Who decides?", (Cell("the minister", mark="source"), Cell("two\nlines"))),)
    return Table("questions", text, (Column("question"), Column("answer"), Column("more")), rows)


def sample(lang: str = "en") -> Document:
    """Every kind of block."""
    counted = Sentence("Practice reaches 31% (12 to 55) under mix-1.", (Asked(_PRACTICE, "31"),))
    first = Chapter(
        "first",
        "The first page",
        (
            Paragraph(plain("Which mix moves firms?"), style="lead"),
            Bullets(((counted,), plain("A point from a source."), plain("A third.")), mark="model", numbered=True),
            numbers_table(),
            Paragraph(plain("Small print."), style="small"),
        ),
    )
    second = Chapter(
        "objectives",
        "Per objective",
        (
            Heading("Practice"),
            Paragraph((counted, *plain("It is no forecast.")), mark="model"),
            FigureBlock(picture()),
            Heading("Deeper", 3),
            Bullets((plain("One."), plain("Two.")), mark="policy"),
            words_table(),
        ),
        new_page=True,
    )
    last = Chapter("method", "Method", (Code("smartmix compare mix-1\n  --draws 2", "To do it again:"),))
    return Document("A made-up report", lang, "20261121T1200Z-abcd1234", (first, second, last), ("policy", "firms"))


def nasty() -> Document:
    """Text that looks like markup in every place that holds text."""
    table = Table(
        "a/b:[c]*?" + NASTY,
        NASTY,
        (Column(NASTY), Column(NASTY, NASTY)),
        (Row(NASTY), Row(NASTY, (Cell(NASTY, 1.5, 1.0, 2.0, second=NASTY, mark="model"),))),
        (NASTY,),
        NASTY,
    )
    shown = picture("nasty", NASTY)
    blocks = (
        Heading(NASTY),
        Paragraph(plain(NASTY)),
        Paragraph(plain(NASTY), style="small"),
        Bullets((plain(NASTY),)),
        Bullets((plain(NASTY),), numbered=True),
        table,
        table,
        FigureBlock(shown),
        Code(NASTY, NASTY),
        Paragraph(plain("bell\x07 and null\x00")),
    )
    return Document(NASTY, "nl", "run-1", (Chapter("a", NASTY, blocks), Chapter("b", NASTY, ())), (NASTY,))
