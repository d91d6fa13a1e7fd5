"""How the tests read a report: its sentences and heads, the numbers in them, and what each may be."""

import json
import re
from functools import cache
from typing import get_args

from calibration.grade_file import load_grade
from experiments.settings import CompareSettings
from experiments.synergy.result import SynergyResult
from results.blocks import Bullets, Heading, Paragraph, Table
from results.number_format import SCALE, chance, percent, shown
from results.queries import Query, ask
from results.report.choices import report_choices
from results.report.shipped import shipped_number
from results.report.studies import REFERENCE, shipped_studies
from results.units import unit_of
from results.words import mix_names, short_names

LANGUAGES = ("en", "nl")
#: Chapters whose every digit is looked at.
CORE = ("first-page", "objectives", "pros-cons", "certainty", "elements", "other-worlds")
#: Small, but of the shipped posterior, future and mixes, so that shipped studies and the evidence grade belong to it.
SMALL = CompareSettings(draws=3, firms=150, first_year=2022, last_year=2030)


def sentences(chapter):
    for block in chapter.blocks:
        match block:
            case Paragraph():
                yield from block.sentences
            case Bullets():
                yield from (sentence for point in block.points for sentence in point)
            case _:
                pass


def heads(chapter):
    """Texts that may hold no result: titles, heads of rows and columns, captions and notes."""
    yield chapter.title
    for block in chapter.blocks:
        match block:
            case Heading():
                yield block.text
            case Table():
                yield from (block.caption, block.note, *(column.head for column in block.columns))
                yield from (row.head for row in block.rows)
            case _:
                pass


def core(report):
    return [chapter for chapter in report.chapters if chapter.key in CORE]


def written(comparison, asked, lang):
    """The number of a query, as it would be written now."""
    query = asked.query
    of_file = query.kind not in get_args(Query.__annotations__["kind"])  # of what ships, not of the comparison
    value = shipped_number(query.indicator) if of_file else ask(comparison, query)
    if query.kind == "arrives" and not query.year:  # a year is written as it is
        found = {"–" if value is None else str(int(value))}
    elif query.kind in ("draws", "reached", "chance", "exceeds", "world", "arrives"):
        found = {chance(value, lang), percent(value, lang, 0)}
    elif query.kind == "grade":
        found = {str(round(100 * (value or 0.0)))}
    else:
        found = None
    if found is not None:
        return found
    if query.kind in ("settings", "parameters"):
        return {shown(value, "number", lang, 0)}
    if query.kind not in ("levels", "differences"):  # of files: in the unit that their chapter shows
        return {shown(value, unit, lang, n, s) for unit in SCALE for n in (0, 1, 2, 3) for s in (False, True)}
    digits = len(re.split(r"[.,]", asked.text)[1]) if re.search(r"[.,]\d\d?$", asked.text) else 0
    unit = unit_of(query.indicator)
    found = {shown(value, "thousand", lang, digits)} if query.indicator.startswith("reach_") else set()
    if query.kind == "differences":
        return {shown(value, "points" if unit == "share" else unit, lang, digits, signed=True)}
    return found | {shown(value, unit, lang, digits)}


#: What is no result: source ids, years, the goal, the range, units, sizes of firms, scales, names of rules.
NO_RESULT = (
    r"\b[SPKN]-[A-Z]?\d+",
    r"\b(19|20)\d\d\b(Q[1-4])?",
    r"5–95",
    r"\b90%",
    r"100[.,]000",
    r"\b10 (to|tot en met) 49\b",
    r"(fewer than|minder dan) \d+\b",
    r"\b0 (to|tot) 100%",
    r"0% (or|of) 100%",
    r"\b10%(?=\.)",
    r"‘[^’]*’|“[^”]*”",
)


def numbers_in(text, names):
    """Digits that are left when names and what is no result are taken out."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    for pattern in NO_RESULT:
        text = re.sub(pattern, "", text)
    return re.findall(r"(?<![\w.,])\d[\d.,]*(?<![.,])", text)


def names_of(comparison, lang):
    """Names with digits in them: of mixes, their elements, the run."""
    found = {*comparison.mixes, *short_names(comparison, lang).values(), comparison.folder.name}
    found |= {word for words in mix_names(comparison, lang).values() for word in words}
    for study in shipped_studies():
        found |= {study.run, study.run.capitalize()}
        if isinstance(study.result, SynergyResult):
            found |= {element.name.of(lang) for element in study.result.elements}
    return {name for name in found if name}


@cache
def numbers_of(source, lang):
    """Every number of the file that a sentence names, as it may be written."""
    if source == "report.yaml":
        choice = report_choices().pros_and_cons
        raw = [choice.chance.value, *choice.smallest.value.values()]
    elif source == "grade":
        grade = load_grade()
        cells = [c for mix in grade.results.values() for groups in mix.values() for c in groups.values()]
        counts = {n for o in grade.orders.values() for order in o.values() for n in order.same()}
        return {str(p) for c in cells for p in (c.percent or {}).values()} | {str(n) for n in counts}
    else:
        kind, run = source.split(":")
        study = next(s for s in shipped_studies() if s.run == run)
        file = next(p for p in REFERENCE.glob(f"{kind}*.json") if json.loads(p.read_text("utf-8"))["run"] == run)
        raw = list(flat(json.loads(file.read_text(encoding="utf-8"))))
        raw += (
            [2 ** len(study.result.elements), len(study.result.elements)]
            if kind == "synergy"
            else [len(study.result.worlds)]
        )
    scales = (1.0, 100.0) if ":" in source else SCALE.values()
    texts = {f"{abs(scale * value):,.{digits}f}" for value in raw for scale in scales for digits in (0, 1, 2)}
    return texts if lang == "en" else {text.translate(str.maketrans(",.", ".,")) for text in texts}


def flat(content):
    """All numbers in JSON."""
    match content:
        case dict():
            for value in content.values():
                yield from flat(value)
        case list():
            for value in content:
                yield from flat(value)
        case int() | float() if not isinstance(content, bool):
            yield content
        case _:
            pass
