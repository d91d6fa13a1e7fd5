"""The first page: question, message in three points, mixes beside objectives, caveats, and what was run. No ranking."""

from dataclasses import replace

from experiments.compare import Comparison
from results.blocks import Bullets, Cell, Chapter, Column, Heading, Paragraph, Table, plain
from results.blocks import Row as TableRow
from results.compare.by_objective import ObjectiveRow, exceeds, objective_name, rows_by_world
from results.compare.conclusion import caveats, named_conclusion
from results.compare.text import question, why_this_future
from results.compare.worlds import why_divided, world_name
from results.language import capital, translator
from results.number_format import chance, percent
from results.queries import GOAL_SHARE, HEADLINE, Query, ask, baseline, drawn_from, last_year, others, views
from results.report.choices import report_choices
from results.report.number_cells import Measure, chance_cell, difference_cell, level_cell
from results.report.sentences import settings_sentence
from results.traced import Numbers, Sentence
from results.units import unit_of, unit_words
from results.words import baseline_words, future_words, mix_names, own_rules_words, parameters_words, short_names


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """What somebody reads who reads one page only."""
    _ = translator(lang)
    return Chapter(
        "first-page",
        _("In brief"),
        (
            Paragraph(plain(question(comparison, lang)), style="lead"),
            Paragraph(plain(*_what_was_compared(comparison, lang)), style="small"),
            Heading(_("The message in three points")),
            Bullets(_message(comparison, lang), numbered=True, mark="model"),
            matrix(comparison, lang),
            Heading(_("Three things to keep in mind")),
            Bullets(_caveats(comparison, lang)),
            Paragraph((settings_sentence(comparison, lang), *plain(_run(comparison, lang))), style="small"),
        ),
    )


def _what_was_compared(comparison: Comparison, lang: str) -> list[str]:
    _ = translator(lang)
    names, future = mix_names(comparison, lang), future_words(comparison, lang)
    first, settings = baseline(comparison), comparison.manifest["settings"]
    lines = [
        _("Exploration, not a forecast."),
        _("Baseline: {name} ({mix}). Future: {future} ({knowledge}).").format(
            name=names[first].name, mix=first, future=future.name, knowledge=future.meaning
        ),
        *why_this_future(comparison, lang),
        why_divided(comparison, lang),
        parameters_words(drawn_from(comparison), lang),
        *(
            [_("Compared: {names}.").format(names="; ".join(names[mix].name for mix in others(comparison)))]
            if others(comparison)
            else []
        ),
    ]
    return [*lines, own_rules_words(settings["model"], lang)] if "model" in settings else lines


def _message(comparison: Comparison, lang: str) -> tuple[tuple[Sentence, ...], ...]:
    """Who moves (of a baseline alone: the goal), what is real and what is paper, what it costs."""
    said = named_conclusion(comparison, lang)
    moves = tuple(said[name] for name in ("moves", "firms", "leaders") if name in said)
    return moves or (said["goal"],), (said["paper"],), (said["small_firms"], said["government"])


def _caveats(comparison: Comparison, lang: str) -> tuple[tuple[Sentence, ...], ...]:
    """The paper gap is assumed, costs are uncertain, and much depends on when laws come."""
    told = caveats(lang)
    return plain(told.paper), plain(told.cost), (named_conclusion(comparison, lang)["law"],)


def _run(comparison: Comparison, lang: str) -> str:
    _ = translator(lang)
    return _(
        "Between brackets stands the range 5–95 over the draws; on the second line the chance of a difference of at "
        "least the size that matters. The mixes stand in the order given; that is no ranking. Run: {run}."
    ).format(run=comparison.folder.name)


def matrix(comparison: Comparison, lang: str) -> Table:
    """Objectives down, mixes across, by world; each cell the difference, below it the chance that it matters.

    Of a baseline that is compared with nothing: its levels.
    """
    _ = translator(lang)
    short, rows = short_names(comparison, lang), list[TableRow]()
    mixes = others(comparison) or comparison.mixes
    for view, found in rows_by_world(comparison):
        if view.world is not None:
            asked = Query("world", other=view.world.key)
            rows.append(TableRow(capital(world_name(view, lang))))
            rows.append(
                TableRow(
                    _("Chance of this world"),
                    tuple(chance_cell(comparison, asked, lang) for _mix in mixes),
                    unit_words("share", lang),
                )
            )
        for row in found:
            rows.append(
                TableRow(
                    capital(objective_name(row, lang)),
                    tuple(_cell(view, row, mix, lang) for mix in mixes),
                    unit_words(row.unit if others(comparison) else unit_of(row.objective.indicator), lang),
                )
            )
    rows += _speed(comparison, lang)
    return Table(
        "matrix",
        _("What the mixes change by objective in {year}, beside {baseline}").format(
            year=last_year(comparison), baseline=baseline_words(comparison, lang)
        ),
        (Column(_("objective")), *(Column(short[mix]) for mix in mixes)),
        tuple(rows),
        ("S-011", "S-012", "S-013", "S-020", "S-033", "S-092", "S-126"),
        _("Burden: indicative, no measurement by the Handbook. Endorsement is not practice."),
    )


def _cell(view: Comparison, row: ObjectiveRow, mix: str, lang: str) -> Cell:
    """The difference with its range, and on the second line the chance of the size that matters."""
    _ = translator(lang)
    where = row.objective.indicator, row.objective.group, unit_of(row.objective.indicator)
    m = Measure(objective_name(row, lang), *where, row.year)
    if mix not in others(view):
        return level_cell(view, m, mix, lang)
    cell, n = difference_cell(view, m, mix, lang), Numbers(view, lang)
    query = exceeds(view, row.key, mix)
    told = n.note(query, chance(ask(view, query), lang))
    return replace(cell, second=_("matters: {chance}").format(chance=told), asked=(*cell.asked, *n.asked))


def _speed(comparison: Comparison, lang: str) -> list[TableRow]:
    """What has been reached half-way, by world, and whether the goal is reached at all."""
    _, last = translator(lang), last_year(comparison)
    half, goal = report_choices().speed_year.value, percent(GOAL_SHARE, lang, 0)
    rows: list[TableRow] = [TableRow(_("Speed"))]
    mixes = others(comparison) or comparison.mixes
    if others(comparison) and half in comparison.summary.years and half < last:
        label = _("practice above the baseline in {year}, {goal} goal, percentage points").format(year=half, goal=goal)
        m = Measure(label, "practice", HEADLINE, "share", half)
        for view in views(comparison):
            head = capital(m.label) if view.world is None else f"{capital(m.label)}, {world_name(view, lang)}"
            cells = tuple(difference_cell(view, m, mix, lang) for mix in mixes)
            rows.append(TableRow(head, cells, unit_words("points", lang)))
    for view in views(comparison):
        label = _("Chance that {goal} endorse in {year} or before").format(goal=goal, year=last)
        head = label if view.world is None else f"{label}, {world_name(view, lang)}"
        cells = tuple(chance_cell(view, Query("reached", mix), lang) for mix in mixes)
        rows.append(TableRow(head, cells, unit_words("share", lang)))
    return rows
