"""One future: by year what the mixes change on each objective, in firms, by world, and when laws come."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from experiments.comparison import Comparison
from experiments.worlds.rule import division_rule
from results.compare.by_objective import ObjectiveRow, failed_checks, rows_by_world, shown_objectives, size_words
from results.compare.changes import LAGGARDS, LIKELY, failed_sentence, firms_range
from results.compare.text import head_lines
from results.compare.worlds import arrivals, clause, timing_of, why_divided, world_name
from results.grade.own_draws import grade_of_draws, uncertain_values
from results.grade.rows import grade_of, graded_mixes
from results.grade.words import shares_words
from results.language import LANGUAGES
from results.number_format import SCALE, percent
from results.queries import GOAL_SHARE, HEADLINE, level_of, others, views
from results.ranged import Ranged, digits_together
from results.units import unit_of
from results.words import baseline_words

#: Decimals beyond those that are shown: numbers are rounded once, in the browser, for the mixes that are chosen.
_MORE = 2
type Both = dict[str, Any]


def both(of: Callable[[str], Any]) -> Both:
    """What `of(language)` says, in each language."""
    return {lang: of(lang) for lang in LANGUAGES}


def future_content(comparison: Comparison, years: Sequence[int]) -> dict[str, Any]:
    """`{future, years: {year: …}}`: the answer of each of these years as the year that is shown."""
    return {"future": comparison.manifest["future"], "years": {str(y): _year(comparison.until(y)) for y in years}}


def _year(shown: Comparison) -> dict[str, Any]:
    """The answer of one year.

    worlds: key, chance, name and clause of each world, one of all draws where the year does not divide; rows: by
    objective (`_row`); firms: by mix and world how many more firms that started as laggards reach the bar; counted: of
    how many, in words.
    """
    found = rows_by_world(shown)
    return {
        "worlds": [_world(view) for view, _rows in found],
        "why": both(lambda lang: why_divided(shown, lang)),
        "timing": _timing(shown),
        "made": both(lambda lang: head_lines(shown, lang)[1:]),
        "baseline": both(lambda lang: baseline_words(shown, lang)),
        "rows": {
            row.key: _row(shown, [rows[n] for _view, rows in found], [view for view, _rows in found])
            for n, row in enumerate(found[0][1])
        },
        "firms": {mix: [_numbers(firms_range(view, mix)) for view, _rows in found] for mix in others(shown)},
        "counted": both(lambda lang: _laggards(shown).text(lang)),
        "goal": both(lambda lang: percent(GOAL_SHARE, lang)),
    }


def _timing(shown: Comparison) -> list[dict[str, Any]]:
    """When laws come under the baseline; by mix the chance that one has come, where it is another one than there."""
    first, settings = shown.summary.baseline, shown.manifest["settings"]
    alone = replace(shown, manifest={**shown.manifest, "settings": {**settings, "mixes": [first]}})
    found: list[dict[str, Any]] = []
    for event in division_rule().events.values():
        if timing_of(alone, event, LANGUAGES[0]) is None:
            continue
        chances = arrivals(shown, event)
        other = {mix: round(value, 4) for mix, value in chances.items() if value != chances[first]}
        told = both(lambda lang, event=event: getattr(timing_of(alone, event, lang), "text", ""))
        found.append({"told": told, "mixes": other})
    return found


def _laggards(shown: Comparison) -> Ranged:
    return level_of(shown, shown.summary.baseline, "firms", LAGGARDS, shown.year, "number")


def _world(view: Comparison) -> dict[str, Any]:
    if view.world is None:
        return {"key": "all", "chance": 1.0, "name": both(lambda lang: world_name(view, lang))}
    return {
        "key": view.world.key,
        "chance": view.world.chance,
        "name": both(lambda lang: world_name(view, lang)),
        "clause": both(lambda lang: clause(view, lang)),
    }


def _row(shown: Comparison, rows: Sequence[ObjectiveRow], inside: Sequence[Comparison]) -> dict[str, Any]:
    """One objective: level of the baseline and size that matters as shown, and what each mix changes in each world.

    changes: by mix a list by world of [low, middle, high, chance of the size that matters, 1 where that is likely, 1
    where it has two humps over all draws]; digits: by mix the decimals that it carries, null where it changes nothing;
    lines: by mix and world low, middle and high by year, from the year before a mix differs.
    """
    row, mixes = rows[0], others(shown)
    found = {mix: [each.changes[mix] for each in rows] for mix in mixes}
    return {
        "year": row.year,
        "size": round(row.size * SCALE[row.unit], 6),
        "size_words": both(lambda lang: size_words(shown, row.key, lang)),
        "failed": both(lambda lang: failed_sentence(failed_checks(shown, row.objective, lang), lang)),
        "changes": {
            mix: [
                [*_numbers(c.range), _rounded(c.chance, 4), int((c.chance or 0.0) > LIKELY), int(c.is_divided)]
                for c in changes
            ]
            for mix, changes in found.items()
        },
        "digits": {mix: _digits([c.range for c in changes]) for mix, changes in found.items()},
        **_lines(shown, row, inside),
    }


def _digits(ranges: Sequence[Ranged]) -> int | None:
    return digits_together(ranges) if any(each.middle for each in ranges) else None


def _numbers(found: Ranged) -> list[float | None]:
    """Low, middle and high in the unit that is shown."""
    digits = 1 + _MORE
    return [_rounded(value, digits) for value in found.scaled]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0


def _lines(shown: Comparison, row: ObjectiveRow, inside: Sequence[Comparison]) -> dict[str, Any]:
    objective, year, _size = shown_objectives(shown)[row.key]
    scale, where = SCALE[unit_of(objective.indicator)], (objective.indicator, objective.group)
    found = {
        mix: [
            [
                [view.summary.value(mix, *where, y, "differences")[part] for y in shown.summary.years if y <= year]
                for part in ("p05", "p50", "p95")
            ]
            for view in inside
        ]
        for mix in others(shown)
    }
    years = [y for y in shown.summary.years if y <= year]
    moves = [any(w[p][n] for worlds in found.values() for w in worlds for p in range(3)) for n in range(len(years))]
    first = max(0, min(moves.index(True) - 1 if True in moves else 0, len(years) - 2))
    lines = {
        mix: [[[_rounded(None if v is None else scale * v, 2) for v in line[first:]] for line in w] for w in worlds]
        for mix, worlds in found.items()
    }
    return {"years": years[first:], "lines": lines}


def evidence(comparison: Comparison, year: int) -> dict[str, dict[str, Both]]:
    """By mix, then objective, on what the spread of a difference rests in `year`; `draws`: from these draws, by world.

    The grade that ships is for what it was computed of; practice of the goal's firms is told of every mix.
    """
    shown = comparison.until(year)
    found: dict[str, dict[str, Both]] = {mix: {} for mix in others(shown)}
    grade, _lacking = grade_of(shown, LANGUAGES[0])
    for mix in graded_mixes(shown, grade) if grade else ():
        for key, (objective, _year_of, _size) in shown_objectives(shown).items():
            cell = grade.cell(mix, objective.indicator, objective.group) if grade else None
            if cell is not None:
                found[mix][key] = both(lambda lang, cell=cell: shares_words(cell, lang))
    known = uncertain_values(shown)
    for mix in others(shown):
        cells = [(view, grade_of_draws(view, mix, "practice", HEADLINE, known)) for view in views(shown)]
        if all(cell is not None for _view, cell in cells):
            found[mix]["draws"] = both(
                lambda lang, cells=cells: [
                    f"{world_name(view, lang)}: {shares_words(cell, lang)}" for view, cell in cells if cell is not None
                ]
            )
    return found
