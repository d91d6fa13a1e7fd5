"""The table of `pathways`: a column per strategy, sections in reading order."""

from collections.abc import Callable
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.pathways.run import Pathways, Strategy
from results.language import translator
from results.number_format import chance, percent
from results.pathways.form import adapting_draws, has_range, pathways_json
from results.pathways.words import (
    delay_words,
    eu_text,
    goal_name,
    head_lines,
    name_of,
    notes,
    number_range,
    sentences,
    share_range,
    tipping_text,
)

type Row = tuple[str, list[str]]
#: From a strategy and its part of the JSON form to the text of a cell.
type CellText = Callable[[Strategy, dict[str, Any]], str]


def pathways_sections(found: Pathways, lang: str) -> list[tuple[str, list[Row]]]:
    """(heading, rows); a row has a label and a text per strategy."""
    _ = translator(lang)
    form, ones = pathways_json(found)["strategies"], list(found.strategies.values())
    shown = [form[one.mix.id] for one in ones]
    last = found.settings.last_year

    def row(label: str, text: CellText) -> Row:
        return label, [text(one, part) for one, part in zip(ones, shown, strict=True)]

    timing = [
        row(_("EU law proposed"), lambda one, _part: eu_text(one, "proposal", last, lang)),
        row(_("EU law in force"), lambda one, _part: eu_text(one, "in_force", last, lang)),
        row(
            _("draws with EU law by {year}").format(year=last),
            lambda _one, part: chance(1 - part["eu_law"]["in_force"]["never"], lang),
        ),
        row(
            _("draws with national law by {year}").format(year=last),
            lambda one, _part: chance(sum(c.national.any() for c in one.courses) / len(one.courses), lang),
        ),
    ]

    def fires(rule: str) -> CellText:
        return lambda _one, part: chance(part["rules"][rule]["fires"], lang) if rule in part["rules"] else "–"

    for rule in dict.fromkeys(rule for part in shown for rule in part["rules"]):
        timing.append(row(_("rule fires: {rule}").format(rule=rule), fires(rule)))

    def effects(key: str) -> list[Row]:
        def of(measure: str, group: str, scale: float) -> CellText:
            def text(_one: Strategy, part: dict[str, Any]) -> str:
                content = part["gain"] if key == "gain" else part["delay"] and part["delay"]["lost"]
                return number_range(content[measure][group], lang, scale) if content else "–"

            return text

        return [
            row(_("practice, firms of the 90% goal (firm-years)"), of("practice_firm_years", "goal90", 1.0)),
            row(_("practice, all firms (thousand firm-years)"), of("practice_firm_years", "all", 1e-3)),
            row(_("burden, firms of the 90% goal (€ million)"), of("burden_eur", "goal90", 1e-6)),
            row(_("burden, all firms (€ million)"), of("burden_eur", "all", 1e-6)),
            row(_("government cost (€ million)"), of("government_cost_eur", "all", 1e-6)),
        ]

    def few(one: Strategy) -> str:
        return "" if has_range(one) or adapting_draws(one) == 0 else _("too few draws")

    adapting = [
        row(_("draws in which firms adapt twice"), lambda _one, part: chance(part["adapting"]["draws"], lang)),
        row(
            _("  share of the firms of the 90% goal then"),
            lambda one, part: few(one) or share_range(part["adapting"]["firms_twice"]["goal90"], lang),
        ),
        row(
            _("  share of all firms then"),
            lambda one, part: few(one) or share_range(part["adapting"]["firms_twice"]["all"], lang),
        ),
        row(
            _("  cost then, firms of the 90% goal (€ million)"),
            lambda one, part: few(one) or number_range(part["adapting"]["cost_eur_where"]["goal90"], lang, 1e-6),
        ),
        row(
            _("  cost then, all firms (€ million)"),
            lambda one, part: few(one) or number_range(part["adapting"]["cost_eur_where"]["all"], lang, 1e-6),
        ),
    ]

    def tips(name: str) -> CellText:
        return lambda _one, part: tipping_text(part["tipping"][name], lang)

    def rest(name: str) -> CellText:
        keys = ("never", "not_defined")
        return lambda _one, part: " / ".join(percent(part["tipping"][name][key], lang, 0) for key in keys)

    tipping: list[Row] = []
    for name, goal in found.plan.goals.items():
        tipping += [row(goal_name(goal, lang), tips(name)), row(_("  never / not defined"), rest(name))]
    return [
        (_("When law comes"), timing),
        (_("Difference with {baseline}").format(baseline=getattr(found.baseline.name, lang)), effects("gain")),
        (
            _("Price of its own laws coming {delay} later: what is lost, and not spent").format(
                delay=delay_words(found.plan.delay, lang)
            ),
            effects("delay"),
        ),
        (_("Adapting twice, first to national and then to EU law"), adapting),
        (_("Tipping point: no longer on course from"), tipping),
    ]


def pathways_table(found: Pathways, lang: str, width: int = 120) -> RenderableType:
    """For a terminal of `width` characters."""
    ones = list(found.strategies.values())
    parts: list[RenderableType] = [Text(line) for line in head_lines(found, lang)]
    parts += [Text(""), *(Text(f"{one.mix.id:<18} {name_of(one, lang)}", style="dim") for one in ones)]
    column = max(16, min(26, (width - 46) // max(1, len(ones))))
    label = max(30, width - column * len(ones))
    head = _plain(label, column, len(ones))
    head.add_row("", *(Text(one.mix.id, style="bold") for one in ones))
    parts += [Text(""), head]
    for title, rows in pathways_sections(found, lang):
        table = _plain(label, column, len(ones))
        for name, texts in rows:
            table.add_row(name, *texts)
        parts += [Text(""), Text(title, style="bold"), table]
    parts += [Text(""), *(Text(line) for line in sentences(found, lang))]
    return Group(*parts, Text(""), *(Text(line) for line in notes(found, lang)))


def _plain(label: int, column: int, count: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for n in range(count + 1):
        table.add_column(width=(label if n == 0 else column) - 1, justify="right" if n else "left", overflow="fold")
    return table
