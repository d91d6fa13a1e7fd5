"""What a report shows of any other run that the user adds: its figures, and its table as it is printed."""

from dataclasses import dataclass

from results.blocks import Block, Chapter, Code, FigureBlock, Heading, Paragraph, plain
from results.figure_style import Picture
from results.language import translator

#: Characters on a line of a table, so that it fits an A4.
WIDTH = 92


@dataclass(frozen=True)
class Supplement:
    """One run: the verb that made it, its folder's name, its table as text of WIDTH characters, and its figures."""

    verb: str
    run: str
    table: str
    pictures: tuple[Picture, ...] = ()


def chapter(supplements: tuple[Supplement, ...], lang: str) -> Chapter:
    """A part per run, in the order in which they were given."""
    _ = translator(lang)
    blocks: list[Block] = []
    for each in supplements:
        told = _(
            "From the run folder {run}, made with '{command}'. It stands here as it was made: other mixes, draws or "
            "futures than those of this comparison may have been used, as its first lines say."
        ).format(run=each.run, command=f"smartmix {each.verb}")
        blocks += [Heading(each.verb), Paragraph(plain(told), style="small")]
        blocks += [FigureBlock(picture) for picture in each.pictures]
        blocks.append(Code(each.table, _("As a table")))
    return Chapter("supplements", _("Other analyses"), tuple(blocks), new_page=True)
