"""The memo of a comparison: question, finding, the figure that shows just that, a small table, caveats, sources."""

from experiments.compare import Comparison
from results.blocks import Bullets, Chapter, Column, Document, FigureBlock, Paragraph, Row, Table, plain
from results.compare.by_objective import ObjectiveRow, objective_name, objective_rows, rows_by_world
from results.compare.conclusion import caveats, named_conclusion
from results.compare.figure_differences import LEAD, differences_picture
from results.compare.text import question
from results.compare.worlds import timing, world_title
from results.language import capital, translator
from results.memo.parts import memo
from results.queries import others
from results.report.number_cells import Measure, difference_cell
from results.traced import Sentence
from results.units import unit_of, unit_words
from results.words import baseline_words, in_running_text, joined, short_names
from simulation.problems import InputProblem

#: More would need a second page.
MOST_MIXES = 4
#: What the table shows; what the figure and the finding show is not said twice.
_SHOWN = ("practice", "paper_gap", "burden_small", "government_cost")
#: Of the figure, in inches, without the line of its origin below it.
_HEIGHT = 3.2


def comparison_memo(comparison: Comparison, lang: str) -> Document:
    """One A4 page. Raises InputProblem for a comparison of nothing, or of more mixes than fit."""
    _ = translator(lang)
    mixes, short = others(comparison), short_names(comparison, lang)
    check_count(mixes)
    title = _("{mixes} beside {baseline}").format(
        mixes=joined([in_running_text(mix, short, lang) for mix in mixes], lang),
        baseline=baseline_words(comparison, lang),
    )
    rests_on = [source for row in _rows(comparison) for source in row.objective.sources]
    shown = FigureBlock(differences_picture(comparison, lang, height=_HEIGHT), with_numbers=False)
    when = Paragraph(tuple(timing(comparison, lang)[:1]), style="small")
    parts = (
        Chapter("question", _("Question"), (Paragraph(plain(question(comparison, lang))),)),
        Chapter("finding", _("Finding"), (Bullets(_finding(comparison, lang)), shown, when, _table(comparison, lang))),
        Chapter("caveats", _("Three things to keep in mind"), (Bullets(_caveats(lang)),)),
    )
    return memo(title, lang, comparison, parts, rests_on)


def check_count(mixes: list[str]) -> None:
    """Raises InputProblem for no mix beside the baseline, or for more than one page holds."""
    if not 1 <= len(mixes) <= MOST_MIXES:
        raise InputProblem(
            "a memo or slide compares 1 to {most} mixes with the baseline; found {found} (smartmix report takes any "
            "number)",
            most=MOST_MIXES,
            found=len(mixes),
        )


def _finding(comparison: Comparison, lang: str) -> tuple[tuple[Sentence, ...], ...]:
    """Who moves, and in firms."""
    said = named_conclusion(comparison, lang)
    return tuple((said[name],) for name in ("moves", "firms") if name in said)


def _caveats(lang: str) -> tuple[tuple[Sentence, ...], ...]:
    """That practice is not observed, that costs are uncertain, and what is not modelled."""
    told = caveats(lang)
    return plain(told.paper), plain(told.cost), plain(told.not_modelled)


def _rows(comparison: Comparison) -> list[ObjectiveRow]:
    """The objectives of figure and table."""
    return [row for row in objective_rows(comparison) if row.key in (LEAD, *_SHOWN)]


def _table(comparison: Comparison, lang: str) -> Table:
    """Mixes down, by world; four objectives across, as difference with the baseline and its range."""
    _ = translator(lang)
    short, rows, found = short_names(comparison, lang), list[Row](), rows_by_world(comparison)
    heads = [row for row in found[0][1] if row.key in _SHOWN]
    for view, _rows in found:
        if len(found) > 1:
            rows.append(Row(capital(world_title(view, lang))))
        for mix in others(comparison):
            cells = tuple(
                difference_cell(
                    view,
                    Measure(
                        objective_name(row, lang),
                        row.objective.indicator,
                        row.objective.group,
                        unit_of(row.objective.indicator),
                        row.year,
                    ),
                    mix,
                    lang,
                )
                for row in heads
            )
            rows.append(Row(short[mix], cells))
    return Table(
        "memo",
        _("Other differences with {baseline} in {year}: middle and range 5–95").format(
            baseline=baseline_words(comparison, lang), year=comparison.year
        ),
        (Column(_("mix")), *(Column(capital(objective_name(row, lang)), unit_words(row.unit, lang)) for row in heads)),
        tuple(rows),
    )
