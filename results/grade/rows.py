"""Which evidence grade belongs to a comparison, and the differences that it is told of."""

from typing import Any, NamedTuple

from calibration.grade_file import CellGrade, Grade, Order, load_grade
from experiments.compare import Comparison
from experiments.posterior import folder_of
from results.compare.rows import OBJECTIVES
from results.language import say, translator
from results.queries import HEADLINE, Query, ask, baseline, drawn_from, last_year, others
from simulation.problems import InputProblem


class MainDifference(NamedTuple):
    """The main difference on one objective: the mix that differs most from the baseline, and its grade."""

    objective: str
    mix: str
    cell: CellGrade
    order: Order | None


def grade_of(comparison: Comparison, lang: str) -> tuple[Grade | None, str]:
    """The grade that belongs to this comparison; else None, and what it lacks in words."""
    _ = translator(lang)
    settings, made = comparison.manifest["settings"], comparison.manifest["fingerprints"]
    if drawn_from(comparison) == "prior":
        return None, _("the uncalibrated ranges (prior)")
    try:
        grade = load_grade(folder_of(settings["posterior"]))
    except InputProblem as problem:
        return None, say(problem, lang)
    if grade is None:
        return None, _("this posterior with this version of the model")
    future, first, mixes = comparison.manifest["future"], baseline(comparison), made["mixes"]
    lacking = {
        _("this posterior with this version of the model"): (grade.posterior, grade.behaviour)
        != (made.get("posterior"), made["behaviour"]),
        _("changed parameters or another structure of the model"): settings["variants"]
        or settings["parameters"]
        or settings.get("model"),
        _("this future ({future})").format(future=future): future != grade.future,
        _("this baseline ({mix})").format(mix=first): (first, mixes[first]) != (grade.baseline, grade.mixes.get(first)),
        _("figures of {year}").format(year=last_year(comparison)): last_year(comparison) != grade.year,
        _("these mixes ({mixes})").format(mixes=", ".join(others(comparison)) or first): not graded_mixes(
            comparison, grade
        ),
    }
    what = next((text for text, applies in lacking.items() if applies), "")
    return (None if what else grade), what


def graded_mixes(comparison: Comparison, grade: Grade) -> list[str]:
    """The mixes beside the baseline that the grade was computed for, as they are now."""
    made = comparison.manifest["fingerprints"]["mixes"]
    return [mix for mix in others(comparison) if grade.mixes.get(mix) == made[mix]]


def main_differences(comparison: Comparison, grade: Grade) -> list[MainDifference]:
    """For each objective of the table of chances the mix that differs most from the baseline, in the middle."""
    found: list[MainDifference] = []
    for objective in OBJECTIVES:
        best: tuple[float, str] | None = None
        for mix in graded_mixes(comparison, grade):
            query = Query("differences", mix, objective.indicator, objective.group, last_year(comparison))
            size = abs(ask(comparison, query) or 0.0)
            if grade.cell(mix, objective.indicator, objective.group) and (best is None or size > best[0]):
                best = size, mix
        cell = grade.cell(best[1], objective.indicator, objective.group) if best else None
        if best and cell:
            found.append(
                MainDifference(objective.key, best[1], cell, grade.order(objective.indicator, objective.group))
            )
    return found


def grade_lacking(comparison: Comparison) -> str | None:
    """Why `grade_json` is None; None where it is not."""
    grade, lacking = grade_of(comparison, "en")
    return f"no evidence grade was computed for: {lacking}" if grade is None else None


def grade_json(comparison: Comparison) -> dict[str, Any] | None:
    """By mix and indicator, for firms of the goal (all firms where only those are known); None without a grade."""
    grade, _lacking = grade_of(comparison, "en")
    if grade is None:
        return None
    mixes: dict[str, Any] = {}
    for mix in graded_mixes(comparison, grade):
        for indicator, groups in grade.results[mix].items():
            group = HEADLINE if HEADLINE in groups else "all"
            order = grade.order(indicator, group)
            if group not in groups or order is None:
                continue
            cell, (same, count) = groups[group], order.same(comparison.mixes)
            mixes.setdefault(mix, {})[indicator] = {
                "group": group,
                "percent": cell.percent,
                "explained": cell.explained,
                "chief": [{"name": one.name, "grade": one.grade, "share": one.share} for one in cell.chief],
                "order_same": same,
                "structures": count,
            }
    return {"year": grade.year, "draws": grade.draws, "mixes": mixes}
