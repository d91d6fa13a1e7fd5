"""The words of the table of a comparison: labels, heads, notes, and the texts of its cells."""

from typing import NamedTuple

from experiments.compare import Comparison, mix_of
from results.compare.rows import OBJECTIVES, CompareRow, MixCell, Section
from results.language import translator
from results.number_format import chance, decimal, percent
from results.queries import GOAL_SHARE, baseline, drawn_from, last_year, others
from results.ranged import Ranged
from results.words import (
    future_words,
    in_running_text,
    instrument_names,
    joined,
    mix_names,
    own_rules_words,
    parameters_words,
    short_names,
)
from scenarios.library import FORESEEN, HAPPENED, load_future, of_today
from simulation.problems import InputProblem


class CellText(NamedTuple):
    """A level and a difference as they are printed; the difference is empty where there is none."""

    level: str
    difference: str


def question(comparison: Comparison, lang: str) -> str:
    """What a comparison answers."""
    _ = translator(lang)
    short = short_names(comparison, lang)
    return _(
        "Which firms move under {mixes}, how far, how much of it is real and how much paper, what does it "
        "cost, and how sure are we?"
    ).format(mixes=joined([in_running_text(mix, short, lang) for mix in others(comparison) or comparison.mixes], lang))


def section_title(section: Section, lang: str) -> str:
    """The heading of a group of rows."""
    _ = translator(lang)
    goal = percent(GOAL_SHARE, lang)
    return {
        "who_moves": _(
            "Who moves: due diligence really practised by firms of the {goal} goal, by the group they started in "
            "(0 to 100%)"
        ),
        "all_firms": _("The same for all firms that trade abroad, most of them very small"),
        "paper": _("Practice beside paper: firms of the {goal} goal (0 to 100%)"),
        "endorsement": _("Public endorsement, which is not practice: share of the firms of the {goal} goal"),
        "small_firms": _("Burden on small firms (10 to 49 persons) and micro firms (fewer than 10)"),
        "government": _("Government, per year"),
        "playing_field": _(
            "Level playing field: cost above that of rivals, euro per 100,000 euro of turnover, firms of the "
            "{goal} goal"
        ),
        "law": _(
            "Firms of the {goal} goal under a due-diligence law (of the mix or of the EU, broad or for one theme)"
        ),
        "reach": _("Reach: thousand firms that an instrument reached in the year"),
    }[section].format(goal=goal)


def row_label(row: CompareRow, lang: str) -> str:
    """What a row shows."""
    _ = translator(lang)
    labels = {
        "started_laggard": _("started as laggard"),
        "started_peloton": _("started in the peloton"),
        "started_leader": _("started as leader"),
        "practice": _("practice"),
        "five_elements": _("firms that meet the five German elements"),
        "reported": _("reported"),
        "paper_gap": _("paper gap"),
        "endorsement": _("endorsement in {year}"),
        "goal_in_year": _("chance of {goal} in {year}"),
        "goal_by_year": _("chance of {goal} in {year} or before"),
        "share_small": _("small: euro per 100,000 euro of turnover"),
        "share_micro": _("micro: euro per 100,000 euro of turnover"),
        "passed_small": _("passed down to small firms, million euro"),
        "passed_micro": _("passed down to micro firms, million euro"),
        "government_cost_eur": _("cost, million euro"),
        "supervisor_fte": _("supervisors, full-time posts"),
        "playing_field_nl": _("rivals in the Netherlands"),
        "playing_field_eu": _("rivals in the rest of the EU"),
        "playing_field_world": _("rivals outside the EU"),
        "law_binds": _("chance that it binds"),
    }
    labels |= {f"reach_{key}": name for key, name in instrument_names(lang).items()}
    return labels[row.key].format(year=row.year, goal=percent(GOAL_SHARE, lang))


def objective_label(key: str, lang: str) -> str:
    """The head of a column of chances; long words carry soft hyphens where they may be broken."""
    _ = translator(lang)
    labels = (
        _("practice, started as laggard, 90% goal"),
        _("practice, 90% goal"),
        _("firms with the five German elements, 90% goal"),
        _("paper gap, 90% goal"),
        _("endorsement, 90% goal"),
        _("burden on small firms"),
        _("government cost"),
        _("cost above rivals outside the EU, 90% goal"),
    )
    return dict(zip((o.key for o in OBJECTIVES), labels, strict=True))[key]


def cell_text(cell: MixCell, lang: str) -> CellText:
    """The texts of one cell: a chance, or a level with its difference."""
    if not isinstance(cell.level, Ranged):
        return CellText(chance(cell.level, lang), "")
    return CellText(cell.level.text(lang), "" if cell.difference is None else cell.difference.text(lang))


def head_lines(comparison: Comparison, lang: str) -> list[str]:
    """What was compared, on what, and what kind of result it is."""
    _ = translator(lang)
    settings = comparison.manifest["settings"]
    names, future = mix_names(comparison, lang), future_words(comparison, lang)
    firms = settings["firms"]
    lines = [
        " ".join(
            [
                _("Baseline: {name} ({mix}). Future: {future} ({knowledge}).").format(
                    name=names[baseline(comparison)].name,
                    mix=baseline(comparison),
                    future=future.name,
                    knowledge=future.meaning,
                ),
                *why_this_future(comparison, lang),
            ]
        ),
        _(
            "Draws: {draws}. Simulated firms: {firms}. Seed: {seed}. Figures of {year}, unless another year is given."
        ).format(
            draws=decimal(settings["draws"], lang),
            seed=settings["seed"],
            year=last_year(comparison),
            firms=decimal(firms, lang) if isinstance(firms, int) else _("all"),
        ),
        _("Exploration, not a forecast. {parameters} The ranges are 5–95 ranges over the draws.").format(
            parameters=parameters_words(drawn_from(comparison), lang)
        ),
    ]
    if "model" in settings:
        lines.append(own_rules_words(settings["model"], lang))
    if comparison.failures:
        lines.append(_("Draws that failed and are left out: {count}.").format(count=len(comparison.failures)))
    return lines


def why_this_future(comparison: Comparison, lang: str) -> list[str]:
    """Why this future stands first for these mixes, or that another one would; nothing where that cannot be told."""
    _, future, today = translator(lang), str(comparison.manifest["future"]), list[str]()
    names = short_names(comparison, lang)
    for mix in comparison.mixes:
        try:
            if of_today(mix_of(comparison, mix)):
                today.append(names[mix])
        except InputProblem:
            return []
    first = HAPPENED if today else FORESEEN
    if future == first:
        if not today:
            return [_("These are mixes of 2020, so they are judged as the future was seen then.")]
        return [
            _("{mixes}: built on policy as it happened, so EU law is that which came.").format(mixes=", ".join(today))
        ]
    return [
        _("By themselves these mixes would be compared in the future {future}.").format(
            future=getattr(load_future(first).name, lang)
        )
    ]


def how_to_read(lang: str, undefined: bool) -> list[str]:
    """Notes below the table."""
    _ = translator(lang)
    lines = [
        _(
            "In each cell: the middle of the draws and the range 5–95; below it the paired difference to the "
            "baseline with its range 5–95 (points are percentage points). The mixes stand in the order given; "
            "that is no ranking."
        ),
        _("A chance of 0% or 100% means: in none or all of the draws, not never or always."),
        _(
            "The five German elements: policy, risk analysis, measures with their check, communication and complaints, "
            "in practice and each above the bar of the German action plan; in 2020 some 13 to 17% of large German "
            "firms met all five (P-C1)."
        ),
        _(
            "Burden: indicative, no measurement by the Handbook. Passed down: what customers ask of firms that no"
            " law binds."
        ),
        _(
            "A due-diligence law binds where it is in force at the end of the year. A national bill freezes while"
            " the EU works on its own law (S-109)."
        ),
    ]
    if undefined:
        lines.append(
            _("n/a: not available. There is no such firm in the sample, or the value is undefined in every draw.")
        )
    return lines


def legend(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    """Short name of each mix, and its id with the full name."""
    names, short = mix_names(comparison, lang), short_names(comparison, lang)
    return [(short[mix], f"{mix}: {names[mix].name}") for mix in comparison.mixes]
