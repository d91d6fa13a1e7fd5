"""The theory of change of Bijlage 2 (S-210 to S-220) with the flow of a run: firms reached, and what firms are then."""

from experiments.compare import Comparison
from results.figure_style import Picture, PlainTable, panels
from results.language import translator
from results.number_format import percent
from results.origin import origin_of
from results.queries import GOAL_SHARE, HEADLINE, last_year, level_of
from results.report.theory_of_change_drawing import Flow, draw_flow
from results.traced import Numbers, level
from results.words import indicator_words, instrument_names
from simulation.structure import tables

#: Instruments whose reach is recorded, in an order that lets few arrows cross, and their row in the table of
#: edges: the office informs (S-216), and both kinds of conditions are one instrument in the theory (S-210).
_EDGE = {
    "information": "inform",
    "support_office": "inform",
    "transparency_duty": "transparency",
    "instrument_conditions": "condition",
    "procurement": "condition",
    "sector_initiatives": "initiative",
    "financial_incentives": "incentive",
    "due_diligence_law": "law",
}


def variant_of(comparison: Comparison) -> str:
    """The structural variant of the table of edges that the run used."""
    return str(comparison.manifest["settings"]["variants"].get("edges") or tables("edges")["default"])


def effect_names(lang: str) -> dict[str, str]:
    """The direct effects A, B and C (S-211 to S-213) by the name of their indicator."""
    _ = translator(lang)
    return {
        "awareness": _("A. Awareness and knowledge"),
        "commitment": _("B. Commitment"),
        "embedding": _("C. Embedding"),
    }


def flows(comparison: Comparison, lang: str) -> list[Flow]:
    """Every instrument of which the reach is recorded, with the edges of the run's variant."""
    edges = tables("edges")["variants"][variant_of(comparison)]["edges"]
    names = instrument_names(lang)
    return [
        Flow(names[key][0].upper() + names[key][1:], f"reach_{key}_firms", edge, edges[edge])
        for key, edge in _EDGE.items()
    ]


def flow_picture(comparison: Comparison, lang: str) -> Picture:
    """Instruments, direct effects and practice with their ranges in the last year, all mixes side by side."""
    _ = translator(lang)
    last = last_year(comparison)
    title = _("Theory of change: what instruments should do and how many firms they reach, {year}").format(year=last)
    effects = effect_names(lang)
    worked = "; ".join(
        _("{instrument} works on {effects}").format(
            instrument=flow.name, effects=", ".join(effects[e] for e in effects if flow.weights[e]) or _("nothing")
        )
        for flow in flows(comparison, lang)
    )
    numbers = Numbers(comparison, lang)
    reached = "; ".join(
        f"{flow.name}: "
        + ", ".join(
            f"{name} {level(numbers, mix, flow.indicator, 'all', last, 'thousand')}"
            for mix, name in panels(comparison, lang)
        )
        for flow in flows(comparison, lang)
    )
    description = _(
        "Left eight instruments with the number of firms that each reaches, per mix, with ranges 5–95. Arrows lead"
        " from each instrument to the direct effects on which it works: {worked}. Right awareness, commitment and"
        " embedding of the firms of the {goal} goal per mix. From there an arrow to practice, and from practice to"
        " two outcomes, less harm in chains and better access to remedy, which are shown without figures. Thousand"
        " firms reached: {reached}."
    ).format(worked=worked, goal=percent(GOAL_SHARE, lang), reached=reached)
    return Picture(
        "theory-of-change",
        title,
        description,
        _table(comparison, lang, last),
        origin_of(comparison, lang),
        lambda: draw_flow(comparison, lang, title, flows(comparison, lang), effects),
    )


def _table(comparison: Comparison, lang: str, last: int) -> PlainTable:
    _ = translator(lang)
    names = panels(comparison, lang)
    lines: list[list[str]] = []
    words = indicator_words(lang)
    for indicator in ("awareness", "commitment", "embedding", "practice"):
        ranges = [level_of(comparison, mix, indicator, HEADLINE, last, "share") for mix, _name in names]
        lines.append([words[indicator].name, *(each.text(lang) for each in ranges)])
    caption = _(
        "Direct effects and practice, firms of the {goal} goal, {year}: middle of the draws and range 5–95"
    ).format(goal=percent(GOAL_SHARE, lang), year=last)
    return PlainTable(caption, [_("effect"), *(name for _mix, name in names)], lines)
