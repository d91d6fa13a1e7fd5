"""The first page: question, message in three points, mixes beside objectives, caveats, and what was run. No ranking."""

from experiments.compare import Comparison
from results.blocks import Bullets, Cell, Chapter, Column, Heading, Paragraph, Table, plain
from results.blocks import Row as TableRow
from results.compare.conclusion import caveats, conclusion
from results.compare.rows import STARTED, CompareRow
from results.language import translator
from results.number_format import percent
from results.queries import GOAL_SHARE, HEADLINE, Query, baseline, drawn_from, last_year, others
from results.report.choices import report_choices
from results.report.number_cells import Measure, both_cell, chance_cell, difference_cell, level_cell, measure_of
from results.report.sentences import capital, joined, settings_sentence
from results.traced import Sentence
from results.units import unit_words
from results.words import future_words, mix_names, own_rules_words, parameters_words, short_names


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """What somebody reads who reads one page only."""
    _ = translator(lang)
    return Chapter(
        "first-page",
        _("On one page"),
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


def question(comparison: Comparison, lang: str) -> str:
    """What the report answers."""
    _ = translator(lang)
    short = short_names(comparison, lang)
    return _(
        "Which firms move under {mixes}, how far, how much of it is real and how much paper, what does it "
        "cost, and how sure are we?"
    ).format(mixes=joined([short[mix] for mix in others(comparison) or comparison.mixes], lang))


def _what_was_compared(comparison: Comparison, lang: str) -> list[str]:
    _ = translator(lang)
    names, future = mix_names(comparison, lang), future_words(comparison, lang)
    first, settings = baseline(comparison), comparison.manifest["settings"]
    lines = [
        _("Exploration, not a forecast."),
        _("Baseline: {name} ({mix}). Future: {future} ({knowledge}).").format(
            name=names[first].name, mix=first, future=future.name, knowledge=future.meaning
        ),
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
    *moves, paper, goal, small, government, _law, _sure = conclusion(comparison, lang)
    return tuple(moves) or (goal,), (paper,), (small, government)


def _caveats(comparison: Comparison, lang: str) -> tuple[tuple[Sentence, ...], ...]:
    """The paper gap is assumed, costs are uncertain, and much depends on when laws come."""
    _chain, paper, cost, *_rest = caveats(lang)
    law = conclusion(comparison, lang)[-2]
    return plain(paper), plain(cost), (law,)


def _run(comparison: Comparison, lang: str) -> str:
    _ = translator(lang)
    return _(
        "Between brackets stands the range 5–95 over the draws; on the second line the paired difference to the "
        "baseline, in percentage points where the level is a percentage. The mixes stand in the order given; that is "
        "no ranking. Run: {run}."
    ).format(run=comparison.folder.name)


def matrix(comparison: Comparison, lang: str) -> Table:
    """Objectives down, mixes across; each cell the level, with the paired difference on its second line."""
    _ = translator(lang)
    short, goal = short_names(comparison, lang), percent(GOAL_SHARE, lang, 0)
    rows: list[TableRow] = []
    for heading, measures in _parts(comparison, lang):
        rows.append(TableRow(heading.format(goal=goal)))
        rows += [
            TableRow(
                capital(m.label),
                tuple(both_cell(comparison, m, mix, lang) for mix in comparison.mixes),
                unit_words(m.unit, lang),
            )
            for m in measures
        ]
    rows.append(TableRow(_("Speed")))
    rows += _speed(comparison, lang)
    return Table(
        "matrix",
        _("The mixes beside the objectives, {year}").format(year=last_year(comparison)),
        (Column(_("objective")), *(Column(short[mix]) for mix in comparison.mixes)),
        tuple(rows),
        ("S-011", "S-012", "S-013", "S-020", "S-033", "S-092", "S-126"),
        _("Burden: indicative, no measurement by the Handbook. Endorsement is not practice."),
    )


def _parts(comparison: Comparison, lang: str) -> list[tuple[str, list[Measure]]]:
    _, last = translator(lang), last_year(comparison)
    small = _("small firms (10 to 49 persons), euro per 100,000 euro of turnover")
    moves = [
        measure_of(CompareRow("who_moves", group, "practice", f"{HEADLINE}_{group}", last, "share"), lang)
        for group in STARTED
    ]
    paper = [
        measure_of(CompareRow("paper", name, name, HEADLINE, last, "share"), lang) for name in ("practice", "reported")
    ]
    return [
        (_("Who moves: due diligence really practised, {goal} goal (0 to 100%)"), moves),
        (_("Real beside paper, {goal} goal (0 to 100%)"), paper),
        (
            _("Who pays, a year"),
            [
                Measure(small, "burden_share_turnover", "small", "per_turnover", last),
                Measure(_("government, million euro"), "government_cost_eur", "all", "million_eur", last),
                Measure(
                    _("playing field: cost above EU rivals, {goal} goal, euro per 100,000 euro of turnover").format(
                        goal=percent(GOAL_SHARE, lang, 0)
                    ),
                    "playing_field_eu",
                    HEADLINE,
                    "per_turnover",
                    last,
                ),
            ],
        ),
    ]


def _speed(comparison: Comparison, lang: str) -> list[TableRow]:
    """What has been reached half-way beside the last year, and whether the goal is reached at all."""
    _, last = translator(lang), last_year(comparison)
    half, goal = report_choices().speed_year.value, percent(GOAL_SHARE, lang, 0)
    rows: list[TableRow] = []
    if others(comparison):
        years = [half, last] if half in comparison.summary.years and half < last else [last]
        for year in years:
            m = Measure(
                _("practice above the baseline in {year}, {goal} goal, percentage points").format(year=year, goal=goal),
                "practice",
                HEADLINE,
                "share",
                year,
            )
            rows.append(
                TableRow(
                    capital(m.label),
                    (Cell(_("baseline")), *(difference_cell(comparison, m, mix, lang) for mix in others(comparison))),
                    unit_words("points", lang),
                )
            )
    elif half in comparison.summary.years:
        m = Measure(
            _("practice in {year}, {goal} goal").format(year=half, goal=goal), "practice", HEADLINE, "share", half
        )
        rows.append(
            TableRow(
                capital(m.label), (level_cell(comparison, m, baseline(comparison), lang),), unit_words("share", lang)
            )
        )
    rows.append(
        TableRow(
            _("Chance that {goal} endorse in {year} or before").format(goal=goal, year=last),
            tuple(chance_cell(comparison, Query("reached", mix), lang) for mix in comparison.mixes),
            unit_words("share", lang),
        )
    )
    return rows
