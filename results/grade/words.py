"""The evidence grade of a comparison in words: what its differences rest on, and whether the order is robust."""

from calibration.grade_file import CellGrade, Order
from experiments.compare import Comparison
from results.compare.text import objective_label
from results.grade.rows import MainDifference, grade_of, graded_mixes, main_differences
from results.language import capital, translator
from results.number_format import percent
from results.queries import HEADLINE, Query, last_year, others
from results.traced import Asked, Sentence
from results.words import baseline_words, in_running_text, parameter_name, short_names
from simulation.parameters import registry
from simulation.vocabulary import GRADES

#: Parameters named for each grade: more would not be read.
_NAMED = 2
#: Where the regression finds less than this of what parameters do, its division among grades is called rough.
_ROUGH = 0.5
#: Shares are said from the largest down; of equal ones the weaker ground comes first.
_ORDER = ("assumed", "dates", "estimated", "measured", "luck")


def shares_words(cell: CellGrade, lang: str) -> str:
    """`Rests 70% on assumptions (chiefly “…” and “…”), 20% on estimates and 10% on luck.`"""
    _ = translator(lang)
    if cell.percent is None:
        return _("What this difference rests on cannot be told from the draws.")
    texts = {
        "assumed": _("{share} on assumptions"),
        "estimated": _("{share} on estimates"),
        "measured": _("{share} on measurements"),
        "dates": _("{share} on when laws come"),
        "luck": _("{share} on luck"),
    }
    shares = cell.percent
    parts: list[str] = []
    for key in sorted(_ORDER, key=lambda name: (-shares[name], _ORDER.index(name))):
        if shares[key]:
            names = chief_names(cell, key, lang)
            chiefly = _(" (chiefly {names})").format(names=_and(names, lang)) if names else ""
            parts.append(texts[key].format(share=percent(shares[key] / 100.0, lang, 0)) + chiefly)
    text = _("Rests {parts}.").format(parts=_and(parts, lang))
    if (cell.explained or 0.0) < _ROUGH and sum(shares[key] > 0 for key in GRADES) > 1:
        text += " " + _("How much of it is assumption and how much estimate or measurement is rough.")
    return text


def chief_names(cell: CellGrade, grade: str, lang: str) -> list[str]:
    """The chief parameters of this grade in quotation marks, as docs/parameters.md calls them."""
    quoted = "‘{}’" if lang == "nl" else "“{}”"
    known = [one.name for one in cell.chief if one.grade == grade and one.name in registry()]
    return [quoted.format(parameter_name(name, lang)) for name in known[:_NAMED]]


def order_words(order: Order, among: list[str], lang: str) -> str:
    """`Order of the mixes the same in 4 of 5 variants of the model's structure.`; empty with nothing to order."""
    _ = translator(lang)
    if len({*among} & {*order.mixes}) < 2:
        return ""
    same, count = order.same(among)
    return _("Order of the mixes the same in {same} of {count} variants of the model's structure.").format(
        same=same, count=count
    )


def grade_title(comparison: Comparison, lang: str) -> str:
    """Heading above `grade_lines`."""
    _ = translator(lang)
    return _("Evidence grade of the main differences in {year}").format(year=last_year(comparison))


def grade_lines(comparison: Comparison, lang: str) -> list[str]:
    """For each objective its main difference with the evidence grade, and how to read it; or why there is none."""
    _ = translator(lang)
    grade, lacking = grade_of(comparison, lang)
    if grade is None:
        return [
            _(
                "No evidence grade was computed for: {what}. Comparisons of the shipped mixes with the default "
                "future and "
                "baseline, up to the default last year, show one."
            ).format(what=lacking)
        ]
    short = short_names(comparison, lang)
    lines = [
        _("{objective}, {mix} beside {baseline}: {grade}").format(
            objective=capital(objective_label(d.objective, lang).replace("\u00ad", "")),
            mix=in_running_text(d.mix, short, lang),
            baseline=baseline_words(comparison, lang),
            grade=_sentences(d, comparison, lang),
        )
        for d in main_differences(comparison, grade)
    ]
    missing = [mix for mix in others(comparison) if mix not in graded_mixes(comparison, grade)]
    if missing:
        text = _("No evidence grade was computed for: {what}.")
        lines.append(text.format(what=", ".join(short[mix] for mix in missing)))
    lines.append(
        _(
            "Each percentage is a part of the spread of the difference over the draws, rounded to 10%. When "
            "laws come: the "
            "dates of EU law and of the Child Labour Due Diligence Act, drawn from the future chosen, whose shape is "
            "assumed too. Luck: which firms are inspected, helped or moved in a draw. A structure counts as the "
            "same when "
            "it turns no pair of mixes round; the usual structure is one of those counted."
        )
    )
    return lines


def grade_sentence(comparison: Comparison, lang: str) -> Sentence | None:
    """One sentence for the conclusion, on practice by firms of the goal; None without a grade."""
    _ = translator(lang)
    grade, _lacking = grade_of(comparison, lang)
    found = [d for d in main_differences(comparison, grade) if d.objective == "practice_goal"] if grade else []
    if not found:
        return None
    one, short = found[0], short_names(comparison, lang)
    text = _("Evidence for the difference in practice between {mix} and {baseline}. {grade}").format(
        mix=in_running_text(one.mix, short, lang),
        baseline=baseline_words(comparison, lang),
        grade=_sentences(one, comparison, lang),
    )
    shares = {part: share for part, share in (one.cell.percent or {}).items() if share}
    where = ("grade", one.mix, "practice", HEADLINE, last_year(comparison))
    asked = [Asked(Query(*where, other=part), str(share)) for part, share in shares.items()]
    return Sentence(text, tuple(asked))


def _sentences(difference: MainDifference, comparison: Comparison, lang: str) -> str:
    order = order_words(difference.order, comparison.mixes, lang) if difference.order else ""
    return f"{shares_words(difference.cell, lang)} {order}".rstrip()


def _and(parts: list[str], lang: str) -> str:
    _ = translator(lang)
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
