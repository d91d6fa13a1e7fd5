"""The annex along the seven questions of the IAK, which the Beleidskompas replaced in 2023."""

from experiments.compare import Comparison
from results.blocks import Cell, Chapter, Column, Mark, Paragraph, Row, Table, plain
from results.language import translator
from results.report.policy_text import Section, joined_cell, load_texts, said, sentence_of
from results.traced import Numbers

_MARKS: tuple[Mark, ...] = ("model", "source", "policy")


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """A table with a row per question: what the model says, what sources say, what policy fills in."""
    _ = translator(lang)
    sections = load_texts("iak").values()
    columns = (
        Column(_("question")),
        Column(_("from the model")),
        Column(_("from the source")),
        Column(_("for policy to fill in")),
    )
    rows = tuple(
        Row(said(section.title, lang), tuple(_cell(section, mark, comparison, lang) for mark in _MARKS))
        for section in sections
    )
    note = _("The best instrument (question 6) is never filled in.")
    opening = _(
        "Until 2023 proposals to parliament answered the seven questions of the IAK. The request for advice of 2020"
        " asked for them; they stand here for who still works with them."
    )
    table = Table("iak", _("The seven questions of the IAK"), columns, rows, note=note)
    return Chapter("iak", _("The seven questions of the IAK"), (Paragraph(plain(opening)), table), new_page=True)


def _cell(section: Section, mark: Mark, comparison: Comparison, lang: str) -> Cell:
    lines = [line for line in section.lines if line.mark == mark]
    if not lines:
        return Cell("–")
    return joined_cell([sentence_of(line, Numbers(comparison, lang)) for line in lines], mark)
