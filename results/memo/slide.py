"""What a slide says of a comparison: the finding as a title, its chart, one sentence, caveats, its source."""

from dataclasses import dataclass

from experiments.compare import Comparison
from results.compare.by_objective import objective_name, rows_by_world
from results.compare.changes import in_firms, lead_title, who_moves
from results.compare.conclusion import caveats
from results.compare.figure_differences import LEAD
from results.compare.worlds import timing, world_title
from results.figure_style import looks
from results.language import capital, translator
from results.memo.comparison import check_count
from results.memo.parts import how_made
from results.number_format import SCALE
from results.origin import Origin, origin_of
from results.queries import others
from results.ranged import Ranged
from results.traced import Subject
from results.units import unit_words
from results.words import baseline_words, short_names


@dataclass(frozen=True)
class Dot:
    """One mix in one world: its name, the colour of its letters elsewhere, and its difference with the baseline."""

    mix: str
    colour: str
    found: Ranged


type Worlds = tuple[tuple[str, tuple[Dot, ...]], ...]


@dataclass(frozen=True)
class Slide:
    """All words and numbers of a slide, in one language.

    heading, unit: of the chart and its axis; worlds: by title what is drawn, one without a title where results do not
    divide; size: the difference that matters, in `unit`, with its words; about: the chart for who cannot see it;
    notes: what the speaker has at hand.
    """

    lang: str
    title: str
    heading: str
    unit: str
    worlds: Worlds
    size: float
    size_name: str
    about: str
    sentence: str
    caveat: str
    notes: tuple[str, ...]
    origin: Origin


def comparison_slide(comparison: Comparison, lang: str) -> Slide:
    """The slide of 1 to 4 mixes beside the baseline. Raises InputProblem for a comparison of none or of more."""
    _, mixes = translator(lang), others(comparison)
    check_count(mixes)
    found = rows_by_world(comparison)
    rows = [(view, next(row for row in rows if row.key == LEAD)) for view, rows in found]
    first, subject = rows[0][1], Subject(comparison, lang, mixes)
    short, ink = short_names(comparison, lang), looks(comparison)
    worlds = tuple(
        (
            capital(world_title(view, lang)) if len(rows) > 1 else "",
            tuple(Dot(short[mix], ink[mix].colour, row.changes[mix].range) for mix in mixes),
        )
        for view, row in rows
    )
    _chain, paper, cost, _support, outside = caveats(lang)
    moves, firms = who_moves(subject, _), in_firms(comparison, lang, mixes)
    told = [each.text for each in (moves, firms) if each is not None]
    return Slide(
        lang=lang,
        title=lead_title(subject, _).text,
        heading=_("{objective} in {year}: difference with {baseline}, middle and range 5–95").format(
            objective=capital(objective_name(first, lang)), year=first.year, baseline=baseline_words(comparison, lang)
        ),
        unit=unit_words(first.unit, lang),
        worlds=worlds,
        size=SCALE[first.unit] * first.size,
        size_name=_("the size that matters"),
        about=_about(worlds, lang),
        sentence=told[-1] if told else "",
        caveat=str(paper),
        notes=(
            *told[:-1],
            *(each.text for each in timing(comparison, lang)),
            *map(str, (paper, cost, outside)),
            *(each.text for each in how_made(comparison, lang)),
        ),
        origin=origin_of(comparison, lang),
    )


def _about(worlds: Worlds, lang: str) -> str:
    """The chart in words, with all its numbers."""
    _ = translator(lang)
    listed = [
        (f"{world}: " if world else "") + ", ".join(f"{dot.mix} {dot.found.text(lang)}" for dot in dots)
        for world, dots in worlds
    ]
    return _("A dot per mix with its range 5–95 as a line. {listed}.").format(listed="; ".join(listed))
