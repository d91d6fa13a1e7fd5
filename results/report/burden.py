"""The chapter on burden: table A, ex ante in the standard cost form, and table B, what simulated firms spend."""

from pathlib import Path

from experiments.compare import Comparison
from experiments.regulatory_burden.actions_file import load_actions
from results.blocks import Block, Bullets, Chapter, Heading, Paragraph, plain
from results.burden.laws import LawBurden, laws_of, left_out
from results.burden.practice import practice_table
from results.burden.tables import cost_table, form_table, laws_table, numbers_table
from results.burden.words import head_words, table_a_words, table_b_words
from results.language import translator
from results.queries import last_year
from results.words import short_names
from scenarios.shipped import load_law


def chapter(comparison: Comparison, lang: str, actions: Path | None = None) -> Chapter:
    """Both burden tables; `actions`: a file with hours and tariffs of the user's own (docs/burden.md).

    Raises InputProblem for a wrong file.
    """
    _, known, laws = translator(lang), load_actions(actions), laws_of(comparison, actions)
    blocks: list[Block] = [
        Paragraph(plain(head_words(known, lang)), style="lead"),
        Heading(_("Table A: before a law is made")),
        Bullets(tuple(plain(text) for text in table_a_words(known, lang))),
    ]
    if laws:
        blocks += [
            laws_table(comparison, laws, lang),
            cost_table(laws, known, lang),
            form_table(laws, known, lang),
            numbers_table(known, lang),
        ]
    else:
        blocks.append(Paragraph(plain(_("No law comes into force in these mixes: table A is empty."))))
    blocks += _left_out(comparison, laws, lang)
    blocks += [
        Heading(_("Table B: what simulated firms spend")),
        Bullets(tuple(plain(text) for text in table_b_words(lang))),
        practice_table(comparison, lang),
    ]
    return Chapter("burden", _("Burden"), tuple(blocks))


def _left_out(comparison: Comparison, laws: list[LawBurden], lang: str) -> list[Block]:
    """A sentence on laws that a reader of the mixes would look for in table A."""
    _, short = translator(lang), short_names(comparison, lang)
    listed = [
        f"{getattr(load_law(law).name, lang)} ({', '.join(short[mix] for mix in mixes)})"
        for law, mixes in left_out(comparison, laws).items()
    ]
    if not listed:
        return []
    text = _("Not in table A, because they do not come into force in this future by {year}: {laws}.")
    return [Paragraph(plain(text.format(year=last_year(comparison), laws="; ".join(listed))), style="small")]
