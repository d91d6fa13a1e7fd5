"""The chapter along the five questions of the Beleidskompas; each cell says where its content comes from."""

from experiments.compare import Comparison, mixes_of
from results.blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Row, Table, plain
from results.compare.conclusion import conclusion
from results.language import translator
from results.report.policy_text import Section, cell_of, load_texts, said, with_sources
from results.traced import Numbers
from results.words import short_names


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """Five questions, each with a table whose cells are marked; the preferred option stays empty."""
    _ = translator(lang)
    blocks: list[Block] = [
        Paragraph(
            plain(
                _(
                    "The Beleidskompas is the way of working for policy in Dutch central government; in 2023 it "
                    "replaced"
                    " the IAK. The wording of the questions is from the Kenniscentrum voor beleid en "
                    "regelgeving (kcbr.nl)."
                ),
                _(
                    "Each cell says where its content comes from: from the model, from the source, or for "
                    "policy to fill"
                    " in. What policy has to fill in holds a hint or nothing."
                ),
            ),
            style="lead",
        )
    ]
    for number, (key, section) in enumerate(load_texts("policy_compass").items(), start=1):
        blocks.append(Heading(said(section.title, lang)))
        if key == "consequences":
            blocks += _consequences(comparison, lang)
        blocks.append(_table(number, key, section, comparison, lang))
    blocks.append(
        Paragraph(
            plain(
                _(
                    "SmartMix never fills in the preferred option: a choice between mixes weighs values against "
                    "each other, and"
                    " that is for policy and politics."
                )
            ),
            style="small",
        )
    )
    return Chapter("policy-compass", _("The five questions of the Beleidskompas"), tuple(blocks), new_page=True)


def _table(number: int, key: str, section: Section, comparison: Comparison, lang: str) -> Table:
    _ = translator(lang)
    rows = _options(comparison, lang) if key == "options" else []
    rows += [Row(said(line.head, lang), (cell_of(line, Numbers(comparison, lang)),)) for line in section.lines]
    columns = (Column(_("part of the answer")), Column(_("answer")))
    caption = _("Answer to question {number} of the Beleidskompas").format(number=number)
    return Table(f"compass-{key}", caption, columns, tuple(rows))


def _options(comparison: Comparison, lang: str) -> list[Row]:
    names = short_names(comparison, lang)
    return [
        Row(names[mix], (Cell(with_sources(said(found.description, lang), found.sources), mark="source"),))
        for mix, found in mixes_of(comparison).items()
    ]


def _consequences(comparison: Comparison, lang: str) -> list[Block]:
    points = tuple((sentence,) for sentence in conclusion(comparison, lang))
    return [Bullets(points, mark="model")]
