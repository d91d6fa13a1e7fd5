"""The page of a comparison: one HTML file that needs nothing else, answer first, reasons below."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.compare import Comparison, mix_of
from results.compare.conclusion import caveats, conclusion
from results.compare.reproduce import command_line, python_lines
from results.compare.table import TextSection, chance_title, has_gaps, text_chances, text_sections
from results.compare.text import head_lines, how_to_read, legend, question
from results.compare.worlds import timing, why_divided, world_title
from results.figure_style import Picture
from results.grade.words import grade_lines, grade_title
from results.language import capital, translator
from results.mixes.differences import DifferingField, differing_fields
from results.queries import baseline, others, views
from results.ranged import unbroken
from results.words import Words, group_words, indicator_words, mix_names, short_names, stage_words
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

_TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True)
class InputPart:
    """What one mix changes against the baseline, and what sources say of it."""

    title: str
    short: str
    description: str
    summary: str
    rows: list[DifferingField]
    judgements: list[tuple[str, str]]


@dataclass(frozen=True)
class WorldTable:
    """The table of one world, or of all draws; is_open: whether it shows without a click."""

    title: str
    caption: str
    sections: list[TextSection]
    chance_title: str
    chances: list[tuple[str, list[str]]]
    is_open: bool


def page(comparison: Comparison, lang: str, shown: list[Picture]) -> str:
    """The HTML of the page with these figures (none: the page says so)."""
    _ = translator(lang)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: unbroken(value) if type(value) is str else value,  # pyright: ignore[reportUnknownLambdaType]
    )
    tables = _tables(comparison, lang)
    return environment.get_template("compare.html.j2").render(
        _=_,
        lang=lang,
        title=_("Policy mixes for responsible business conduct compared"),
        question=question(comparison, lang),
        head=head_lines(comparison, lang),
        conclusion=conclusion(comparison, lang),
        legend=legend(comparison, lang),
        division=[why_divided(comparison, lang), *(sentence.text for sentence in timing(comparison, lang))],
        worlds=tables,
        mixes=comparison.mixes,
        short=short_names(comparison, lang),
        baseline=baseline(comparison),
        notes=how_to_read(lang, any(has_gaps(table.sections, lang) for table in tables)),
        chance_heads=text_chances(comparison, lang)[0],
        grade_title=grade_title(comparison, lang),
        grades=grade_lines(comparison, lang) if others(comparison) else [],
        pictures=shown,
        svgs={picture.name: inline_svg(picture) for picture in shown},
        differences=input_parts(comparison, lang),
        method=_method(lang),
        caveats=caveats(lang),
        words=_glossary(lang),
        run=comparison.folder.name,
        command=command_line(comparison),
        python=python_lines(comparison),
    )


def _tables(comparison: Comparison, lang: str) -> list[WorldTable]:
    """A table per world; that of all draws together last and closed, as the footnote, where there are worlds."""
    _ = translator(lang)
    shown = views(comparison)
    caption = _("Every mix beside the baseline; below each level the paired difference to the baseline")
    found: list[WorldTable] = []
    for view in [*shown, comparison] if len(shown) > 1 else shown:
        is_open = view.world is not None or len(shown) == 1
        world = world_title(view, lang)
        title = capital(world)
        found.append(
            WorldTable(
                title,
                caption if len(shown) == 1 else f"{title}. {caption}",
                text_sections(view, lang),
                chance_title(view, lang),
                text_chances(view, lang)[1],
                is_open,
            )
        )
    return found


def inline_svg(picture: Picture) -> str:
    """The figure for inside a page, which has its title and text: no declaration, metadata or namespace addresses."""
    text = picture.svg[picture.svg.index("<svg") :]
    text = re.sub(r"<(metadata|title|desc)>.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r'\s+xmlns(:\w+)?="[^"]*"', "", text)
    opening = f'<svg role="img" aria-label="{escape(picture.title)}" aria-describedby="about-{picture.name}"'
    return text.replace("<svg", opening, 1).strip()


def input_parts(comparison: Comparison, lang: str) -> list[InputPart]:
    """For every mix but the baseline, the fields in which it differs from it."""
    _ = translator(lang)
    names, short = mix_names(comparison, lang), short_names(comparison, lang)
    parts: list[InputPart] = []
    for mix in others(comparison):
        try:
            first, second = mix_of(comparison, baseline(comparison)), mix_of(comparison, mix)
        except InputProblem:
            continue  # the file is gone since the run; its fingerprint is in the manifest
        rows = differing_fields(first, second, lang)
        judged = _judged(second, lang)
        told = (
            _("1 field differs from the baseline") if len(rows) == 1 else _("{count} fields differ from the baseline")
        )
        summary = told.format(count=len(rows))
        parts.append(InputPart(names[mix].name, short[mix], names[mix].meaning, summary, rows, judged))
    return parts


def _judged(mix: Mix, lang: str) -> list[tuple[str, str]]:
    """What sources say of qualities that the model does not compute; empty is "not assessed"."""
    _ = translator(lang)
    found: list[tuple[str, str]] = []
    for label, judgement in (
        (_("support in society"), mix.support_in_society),
        (_("legal soundness"), mix.legal_soundness),
        (_("feasibility"), mix.feasibility),
    ):
        if judgement is None:
            found.append((label, _("not assessed")))
        else:
            found.append((label, f"{getattr(judgement.text, lang)} ({', '.join(judgement.sources)})"))
    return found


def _method(lang: str) -> list[str]:
    _ = translator(lang)
    return [
        _(
            "SmartMix simulates firms that trade abroad, quarter by quarter: what policy reaches them, what moves"
            " them, what they do and report, and what it costs. Every mix runs with the same firms, the same luck"
            " and the same uncertain numbers, so that a difference comes from the mix."
        ),
        _(
            "Each draw takes one value for every uncertain number. A range 5–95 leaves out the lowest and the "
            "highest five of a hundred draws. A difference is taken draw by draw and then summarised, so it can "
            "be much surer than the levels."
        ),
        _("Groups by start (laggard, peloton, leader) are fixed at the quarter in which the mixes begin to differ."),
        _("Numbers are graded as measured, estimated or assumed; docs/parameters.md lists them with their sources."),
    ]


def _glossary(lang: str) -> list[Words]:
    indicators, groups, stages = indicator_words(lang), group_words(lang), stage_words(lang)
    keys = (
        "practice",
        "reported",
        "paper_gap",
        "endorsement",
        "burden_share_turnover",
        "indirect_burden_eur",
        "government_cost_eur",
        "supervisor_fte",
        "playing_field_nl",
        "playing_field_eu",
        "playing_field_world",
    )
    return [*stages.values(), *(groups[g] for g in ("goal90", "small", "micro")), *(indicators[key] for key in keys)]
