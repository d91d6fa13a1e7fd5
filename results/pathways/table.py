"""The table of `pathways`: a column per strategy, sections in reading order."""

from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.pathways.result import PathwaysResult, StrategyFound
from results.by_width import ByWidth
from results.language import translator
from results.number_format import Unit, chance, percent
from results.pathways.words import delay_words, goal_name, head_lines, moments_text, notes, sentences, spread_text
from results.ranged import folded
from results.words import study_mix, study_name, study_names

type Row = tuple[str, list[str]]
#: From a strategy to the text of a cell.
type CellText = Callable[[StrategyFound], str]


def pathways_sections(found: PathwaysResult, lang: str) -> list[tuple[str, list[Row]]]:
    """(heading, rows); a row has a label and a text per strategy."""
    _ = translator(lang)
    ones, last = list(found.strategies.values()), found.counted[1]

    def row(label: str, text: CellText) -> Row:
        return label, [text(one) for one in ones]

    timing = [
        row(_("EU law proposed"), lambda one: moments_text(one.eu_law.proposal, lang)),
        row(_("EU law in force"), lambda one: moments_text(one.eu_law.in_force, lang)),
        row(
            _("draws with EU law by {year}").format(year=last), lambda one: chance(1 - one.eu_law.in_force.never, lang)
        ),
        row(_("draws with national law by {year}").format(year=last), lambda one: chance(one.national_law, lang)),
    ]

    def fires(rule: str) -> CellText:
        return lambda one: chance(one.rules[rule].fires, lang) if rule in one.rules else "–"

    for rule, told in {rule: told for one in ones for rule, told in one.rules.items()}.items():
        timing.append(row(_("rule fires: {rule}").format(rule=told.name.of(lang)), fires(rule)))

    def effects(key: str) -> list[Row]:
        def of(measure: str, group: str, unit: Unit) -> CellText:
            def text(one: StrategyFound) -> str:
                content = one.gain if key == "gain" else one.delay and one.delay.lost
                return spread_text(content[measure][group], unit, lang, is_change=key == "gain") if content else "–"

            return text

        return [
            row(_("practice, firms of the 90% goal (firm-years)"), of("practice_firm_years", "goal90", "number")),
            row(_("practice, all firms (thousand firm-years)"), of("practice_firm_years", "all", "thousand")),
            row(_("burden, firms of the 90% goal (€ million)"), of("burden_eur", "goal90", "million_eur")),
            row(_("burden, all firms (€ million)"), of("burden_eur", "all", "million_eur")),
            row(_("government cost (€ million)"), of("government_cost_eur", "all", "million_eur")),
        ]

    def few(one: StrategyFound) -> str:
        return "" if one.adapting.has_range or one.adapting.draws == 0 else _("too few draws")

    adapting = [
        row(_("draws in which firms adapt twice"), lambda one: chance(one.adapting.draws, lang)),
        row(
            _("  share of the firms of the 90% goal then"),
            lambda one: few(one) or spread_text(one.adapting.firms_twice["goal90"], "share", lang),
        ),
        row(
            _("  share of all firms then"),
            lambda one: few(one) or spread_text(one.adapting.firms_twice["all"], "share", lang),
        ),
        row(
            _("  cost then, firms of the 90% goal (€ million)"),
            lambda one: few(one) or spread_text(one.adapting.cost_eur_where["goal90"], "million_eur", lang),
        ),
        row(
            _("  cost then, all firms (€ million)"),
            lambda one: few(one) or spread_text(one.adapting.cost_eur_where["all"], "million_eur", lang),
        ),
    ]

    def tips(name: str) -> CellText:
        return lambda one: moments_text(one.tipping[name], lang)

    def rest(name: str) -> CellText:
        return lambda one: " / ".join(
            percent(share, lang, 0) for share in (one.tipping[name].never, one.tipping[name].not_defined)
        )

    tipping: list[Row] = []
    for name, goal in found.goals.items():
        tipping += [row(goal_name(goal, lang), tips(name)), row(_("  never / not defined"), rest(name))]
    return [
        (_("When law comes"), timing),
        (_("Difference with {baseline}").format(baseline=study_mix(found, found.baseline, lang)), effects("gain")),
        (
            _("Price of its own laws coming {delay} later: what is lost, and not spent").format(
                delay=delay_words(found.delay_quarters, lang)
            ),
            effects("delay"),
        ),
        (_("Adapting twice, first to national and then to EU law"), adapting),
        (_("Tipping point: no longer on course from"), tipping),
    ]


def pathways_table(found: PathwaysResult, lang: str) -> RenderableType:
    """For a terminal of any width."""
    return ByWidth(lambda width: _table(found, lang, width))


def _table(found: PathwaysResult, lang: str, width: int) -> RenderableType:
    mixes, short = list(found.strategies), study_names(found, lang)
    parts: list[RenderableType] = [Text(line) for line in head_lines(found, lang)]
    parts += [Text(""), *(Text(f"{short[mix]}: {study_name(found, mix, lang)} ({mix})", style="dim") for mix in mixes)]
    column = max(16, min(26, (width - 46) // max(1, len(mixes))))
    label = max(30, width - column * len(mixes))
    head = _plain(label, column, len(mixes))
    head.add_row("", *(Text(short[mix], style="bold") for mix in mixes))
    parts += [Text(""), head]
    for title, rows in pathways_sections(found, lang):
        table = _plain(label, column, len(mixes))
        for name, texts in rows:
            table.add_row(name, *(folded(text, column - 1) for text in texts))
        parts += [Text(""), Text(title, style="bold"), table]
    parts += [Text(""), *(Text(line) for line in sentences(found, lang))]
    return Group(*parts, Text(""), *(Text(line) for line in notes(found, lang)))


def _plain(label: int, column: int, count: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for n in range(count + 1):
        table.add_column(width=(label if n == 0 else column) - 1, justify="right" if n else "left", overflow="fold")
    return table
