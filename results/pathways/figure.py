"""The map of pathways: each strategy through time, where it switches, and when law is there."""

from typing import Any

from matplotlib.figure import Figure

from experiments.pathways.result import PathwaysResult, RuleFired, StrategyFound
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import chance, percent
from results.origin import origin_of
from results.pathways.words import moments_text
from results.words import study_name
from scenarios.quarters import index_of
from simulation.vocabulary import FIRST_YEAR

_EU, _NATIONAL, _RULE = "#0072B2", "#D55E00", "#000000"


def pathways_pictures(found: PathwaysResult, lang: str) -> list[Picture]:
    """The map."""
    return [pathways_picture(found, lang)]


def pathways_picture(found: PathwaysResult, lang: str) -> Picture:
    """A lane per strategy: share of draws with EU law and with national law, and the rules' switch points."""
    _ = translator(lang)
    title = _("Map of pathways: share of the draws in which law is in force, and where a strategy switches")
    last, parts, lines = found.counted[1], list[str](), list[list[str]]()
    for mix, one in found.strategies.items():
        name, moments = study_name(found, mix, lang), moments_text(one.eu_law.in_force, lang)
        rules = "; ".join(_rule_text(rule, lang) for rule in one.rules.values()) or _("no rule")
        european, national = (
            percent(years[str(last)], lang, 0) for years in (one.in_force.european, one.in_force.national)
        )
        lines.append([name, moments, european, national, rules])
        parts.append(
            _("{name}: EU law from {moments}, in {european} of the draws; national law in {national}; {rules}").format(
                name=name, moments=moments, european=european, national=national, rules=rules
            )
        )
    description = _(
        "A lane for each strategy, with the years from left to right. A line with dots rises as EU law is in force in "
        "more draws; a hatched band shows national law, which ends where EU law takes over. A diamond marks a quarter "
        "in which a rule looks, at the height of the share of draws in which it fires. At the end of {year}: {listed}."
    ).format(year=last, listed=". ".join(parts))
    heads = [
        _("strategy"),
        _("EU law in force from: middle and range 5–95"),
        _("draws with EU law"),
        _("draws with national law"),
        _("switch points"),
    ]
    caption = _("Law in force at the end of {year}, and switch points").format(year=last)
    table = PlainTable(caption, heads, lines)
    return Picture("pathways-map", title, description, table, origin_of(found, lang), lambda: _draw(found, lang, title))


def _rule_text(rule: RuleFired, lang: str) -> str:
    _ = translator(lang)
    return _("rule '{rule}' fires in {share} ({quarters})").format(
        rule=rule.name.of(lang), share=chance(rule.fires, lang), quarters=", ".join(list(rule.quarters) or rule.looks)
    )


def _draw(found: PathwaysResult, lang: str, title: str) -> Figure:
    _ = translator(lang)
    count = len(found.strategies)
    figure = Figure(figsize=(9.0, 1.3 + 1.9 * count), layout="constrained")
    grid: Any = figure.subplots(count, 1, squeeze=False, sharex=True)
    handles: list[Any] = []
    for axes, (mix, one) in zip(grid.ravel(), found.strategies.items(), strict=True):
        handles = _lane(axes, found, one, lang)
        axes.set_title(study_name(found, mix, lang))
    names = [
        _("EU law in force"),
        _("national law in force"),
        _("a rule looks (height: share that fires)"),
        _("EU proposal, middle of the draws"),
    ]
    figure.legend(handles, names, loc="outside lower center", ncols=2)
    headline(figure, title)
    return figure


def _lane(axes: Any, found: PathwaysResult, one: StrategyFound, lang: str) -> list[Any]:
    first, last = found.counted[0] - 1, found.counted[1]
    quarters = [index_of(quarter) for quarter in one.in_force.european_by_quarter]
    times = [FIRST_YEAR + quarter / 4 for quarter in (*quarters, quarters[-1] + 1)]
    european, national = (
        [100.0 * share for share in (*shares, shares[-1])]
        for shares in (list(one.in_force.european_by_quarter.values()), list(one.in_force.national_by_quarter.values()))
    )
    band = axes.fill_between(
        times,
        0,
        national,
        step="post",
        facecolor="none",
        edgecolor=_NATIONAL,
        hatch="////",
        linewidth=1.2,
        linestyle="--",
    )
    (line,) = axes.plot(
        times, european, color=_EU, drawstyle="steps-post", linewidth=2.0, marker="o", markevery=4, markersize=4
    )
    looks = _looks(one)
    for quarter, share, _rule in looks:
        axes.axvline(FIRST_YEAR + quarter / 4, color=_RULE, linewidth=0.8, linestyle=":")
        axes.annotate(
            chance(share, lang),
            (FIRST_YEAR + quarter / 4, 100 * share),
            (6, 4),
            textcoords="offset points",
            fontweight="bold",
        )
    (mark,) = axes.plot(
        [FIRST_YEAR + q / 4 for q, _s, _r in looks],
        [100 * s for _q, s, _r in looks],
        color=_RULE,
        marker="D",
        linestyle="none",
        markersize=7,
    )
    proposal = one.eu_law.proposal.p50
    at = [] if proposal == "never" else [FIRST_YEAR + index_of(proposal) / 4]
    (flag,) = axes.plot(at, [0.0] * len(at), color=_EU, marker="^", linestyle="none", markersize=9, clip_on=False)
    axes.set_ylim(0, 108)
    axes.set_xlim(first, last + 1)
    axes.set_yticks([0, 50, 100])
    axes.set_xticks(range(first, last + 2, 1 if last - first < 14 else 2))
    write_axis(axes.yaxis, lang, ending="%")
    return [line, band, mark, flag]


def _looks(one: StrategyFound) -> list[tuple[int, float, str]]:
    """(quarter, share of draws, rule): where rules fire; the first look of a rule that never does."""
    found: list[tuple[int, float, str]] = []
    for name, rule in one.rules.items():
        known = rule.quarters or {rule.looks[0]: 0.0}
        found += [(index_of(quarter), share, name) for quarter, share in known.items()]
    return found
