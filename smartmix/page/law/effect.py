"""What laws do and cost: the baseline with each law beside the baseline, computed when somebody asks."""

from nicegui import ui

from experiments.compare import Comparison
from results.compare.conclusion import conclusion
from results.compare.figure_lines import lines_picture
from results.figure_style import PlainTable
from results.language import translator
from results.queries import difference_of, last_year, level_of, others
from results.units import unit_of, unit_words
from results.words import group_words, indicator_words, short_names
from scenarios.library import load_mix
from smartmix.page.build.result import commands
from smartmix.page.dials.mix_changes import yaml_of
from smartmix.page.law.mixes import chosen_laws, own_dates, with_law
from smartmix.page.parts import choices
from smartmix.page.parts.cards import chart_card
from smartmix.page.parts.charts import lines_option
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, button, details, show_table, text
from smartmix.page.serving.work import Request

#: What is shown: indicator and group ("" for the group that the reader chose).
_ROWS = (
    ("practice", ""),
    ("paper_gap", ""),
    ("endorsement", ""),
    ("burden_share_turnover", ""),
    ("burden_share_turnover", "small"),
    ("indirect_burden_eur", "small"),
    ("playing_field_nl", ""),
    ("playing_field_eu", ""),
    ("playing_field_world", ""),
    ("government_cost_eur", "all"),
    ("supervisor_fte", "all"),
)
_CHARTS = ("practice", "paper_gap", "burden_share_turnover", "playing_field_eu", "government_cost_eur")


def request_of(view: View) -> Request:
    """The comparison of the baseline with each law. Raises InputProblem for dates that cannot be."""
    base = load_mix(choices.chosen_baseline(view.address))
    mixes = [with_law(base, law, own_dates(view.address)) for law in chosen_laws(view.address)]
    return Request(
        tuple(mix.id for mix in mixes),
        base.id,
        choices.chosen_future(view.address),
        own=tuple((mix.id, yaml_of(mix)) for mix in mixes),
    )


def effect(view: View, comparison: Comparison) -> None:
    """The sentence, the table of levels and differences, and the charts."""
    _ = view.words
    group = choices.chosen_group(view.address, view.lang)
    for sentence in conclusion(comparison, view.lang)[:1]:
        text("p", sentence.text, css="lead")
    show_table(effect_table(comparison, group, view.lang))
    text(
        "p",
        _(
            "Burden: indicative, no measurement by the Handbook. The playing field is the cost as share of "
            "turnover less that of named rivals."
        ),
        css="note",
    )
    files = {mix: f"{mix}.yaml" for mix in others(comparison)}
    with details(_("The mixes as files, for the command line")), box("div", css="row"):
        for mix, content in request_of(view).own:
            button(
                f"{mix}.yaml",
                lambda mix=mix, content=content: ui.download(content.encode(), f"{mix}.yaml"),
                aria_label=_("Download {name}").format(name=f"{mix}.yaml"),
            )
    with box("div", css="cards"):
        for indicator in _CHARTS:
            people = choices.group_of(indicator, group)
            picture = lines_picture(comparison, indicator, people, view.lang)
            option = lines_option(comparison, indicator, people, view.lang, picture.description)
            chart_card(view, picture, option, *commands(comparison, files))


def effect_table(comparison: Comparison, group: str, lang: str) -> PlainTable:
    """Level of the baseline and the difference that each law makes, in the last year, with ranges."""
    _ = translator(lang)
    year, short = last_year(comparison), short_names(comparison, lang)
    first, *laws = comparison.mixes
    lines: list[list[str]] = []
    for indicator, fixed in _ROWS:
        people, unit = fixed or group, unit_of(indicator)
        level = level_of(comparison, first, indicator, people, year, unit)
        changes = [difference_of(comparison, mix, indicator, people, year, unit) for mix in laws]
        label = f"{indicator_words(lang)[indicator].name}, {group_words(lang)[people].name} ({unit_words(unit, lang)})"
        lines.append([label, level.text(lang), *(change.text(lang) for change in changes)])
    caption = _("{year}: the baseline, and the difference that each law makes (range 5–95)").format(year=year)
    return PlainTable(caption, [_("indicator"), short[first], *(short[mix] for mix in laws)], lines)
