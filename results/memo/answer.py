"""The answer to a question of a parliament as a memo: question, answer, its table, and what cannot be said."""

from experiments.compare import Comparison
from results.blocks import Block, Bullets, Cell, Chapter, Code, Column, Document, Paragraph, Row, Table, plain
from results.figure_style import PlainTable
from results.language import translator
from results.memo.parts import memo
from results.questions.model import PermittedAnswer


def answer_memo(answer: PermittedAnswer, comparison: Comparison, lang: str) -> Document:
    """One A4 page with all that the answer says."""
    _ = translator(lang)
    first, *more = answer.sentences
    said: list[Block] = [Paragraph((first,)), Bullets(tuple((sentence,) for sentence in more))]
    if answer.needs:
        said.append(Code(answer.command, answer.needs))
    if answer.table is not None:
        said.append(_table(answer.key, answer.table))
    parts = [Chapter("answer", _("Answer"), tuple(said))]
    if answer.cannot:
        lines = Bullets(tuple(plain(line) for line in answer.cannot))
        parts.append(Chapter("cannot", _("What cannot be said"), (lines,)))
    return memo(answer.question, lang, comparison, parts, answer.sources)


def _table(key: str, table: PlainTable) -> Table:
    rows = tuple(Row(line[0], tuple(Cell(text) for text in line[1:])) for line in table.lines)
    return Table(key, table.caption, tuple(Column(head) for head in table.heads), rows)
