"""What the terminal shows first: the conclusion, one row per objective by world, when laws come, and how sure."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.compare import Comparison
from results.by_width import ByWidth
from results.compare.by_objective import Change, ObjectiveRow, failed_checks, rows_by_world
from results.compare.changes import LIKELY, failed_sentence
from results.compare.conclusion import conclusion
from results.compare.text import head_lines
from results.compare.worlds import timing, why_divided, world_title
from results.grade.own_draws import own_grade_lines
from results.grade.words import grade_sentence
from results.language import translator
from results.number_format import Unit, chance
from results.queries import others
from results.units import short_unit, units_explained
from results.words import baseline_words, short_names

#: Least widths in characters: 24 + 4 x 24 = 120.
_LABEL, _MIX = 24, 24
#: Beside a difference that is more likely than not of the size that matters.
_MARK = "●"
#: Sentences of the conclusion that are shown: who moves, and how many firms that is.
_SAID = 2


def comparison_table(comparison: Comparison, lang: str) -> RenderableType:
    """At most 60 lines for four mixes on 120 characters; `table.whole_table` has the rest."""
    return ByWidth(lambda width: _first(comparison, lang, width))


def _first(comparison: Comparison, lang: str, width: int) -> RenderableType:
    _ = translator(lang)
    parts: list[RenderableType] = [Text(line) for line in head_lines(comparison, lang)]
    said = conclusion(comparison, lang, most=_SAID if others(comparison) else None)
    parts += [Text(""), *(Text(sentence.text, style="bold" if n == 0 else "") for n, sentence in enumerate(said))]
    if others(comparison):
        parts += [Text(""), *_tables(comparison, lang, width)]
        failed = dict.fromkeys(
            claim
            for _view, rows in rows_by_world(comparison)
            for row in rows
            for claim in failed_checks(comparison, row.objective, lang)
        )
        units: list[Unit] = [row.unit for row in rows_by_world(comparison)[0][1]]
        parts.append(Text(units_explained(units, lang), style="dim"))
        if failed:
            parts.append(Text(f"* {failed_sentence(list(failed), lang)}", style="dim"))
    parts += [Text(""), Text(why_divided(comparison, lang)), *(Text(each.text) for each in timing(comparison, lang))]
    grade = grade_sentence(comparison, lang)
    parts += [Text(grade.text)] if grade else [Text(line) for line in own_grade_lines(comparison, lang)]
    parts.append(Text(_("More rows, levels, chances between mixes and all draws together: --all."), style="dim"))
    return Group(*parts)


def _tables(comparison: Comparison, lang: str, width: int) -> list[RenderableType]:
    """A table per world, the mixes beside each other as far as they fit."""
    _ = translator(lang)
    short, mixes, found = short_names(comparison, lang), others(comparison), rows_by_world(comparison)
    longest = max(len(row.changes[mix].range.text(lang)) for _view, rows in found for row in rows for mix in mixes)
    fit = max(1, (width - _LABEL) // max(_MIX, longest + 2))  # with a blank before and a mark behind
    parts: list[RenderableType] = [
        Text(
            _(
                "Difference with {baseline} in {year}: middle and range 5–95; {mark} the size that matters is more "
                "likely than not"
            ).format(baseline=baseline_words(comparison, lang), year=comparison.year, mark=_MARK),
            style="bold",
        )
    ]
    for start in range(0, len(mixes), fit):
        some = mixes[start : start + fit]
        each = min(30, (width - _LABEL) // len(some))
        for n, (view, rows) in enumerate(found):
            if n == 0:
                head = _grid(_LABEL, each, len(some))
                head.add_row("", *(Text(short[mix], style="bold") for mix in some))
                parts.append(head)
            if len(found) > 1:
                parts.append(Text(world_title(view, lang), style="italic"))
            body = _grid(_LABEL, each, len(some))
            for row in rows:
                body.add_row(row_name(comparison, row, lang), *(_marked(row.changes[mix], lang, each) for mix in some))
            parts.append(body)
    return parts


def _grid(label: int, each: int, mixes: int) -> Table:
    # no padding: a cell ends with its mark or a blank, so that only the longest fill their column
    table = Table(box=None, show_header=False, padding=0, pad_edge=False)
    table.add_column(width=label, overflow="fold")
    for _n in range(mixes):
        table.add_column(width=each, justify="right", overflow="fold")
    return table


def row_name(comparison: Comparison, row: ObjectiveRow, lang: str) -> str:
    """A short name with its unit; a star where the validation failed for what it says."""
    star = "*" if failed_checks(comparison, row.objective, lang) else ""
    return f"{', '.join(filter(None, (short_objective(row, lang), short_unit(row.unit, lang))))}{star}"


def short_objective(row: ObjectiveRow, lang: str) -> str:
    """The objective in a few words, without its unit."""
    _ = translator(lang)
    names = {
        "practice": _("practice"),
        "practice_laggards": _("laggards do"),
        "practice_peloton": _("peloton does"),
        "practice_leaders": _("leaders do"),
        "paper_gap": _("gap on paper"),
        "burden_small": _("burden small"),
        "government_cost": _("government"),
        "playing_field": _("EU rivals"),
        "endorsement_2023": _("endorsed {year}"),
    }
    return str(names.get(row.key) or getattr(row.objective.name, lang)).format(year=row.year)


def _marked(change: Change, lang: str, room: int) -> str:
    """`+3.1 (+1.5 to +6.3) ●`: with the mark where the chance of the size that matters is over a half.

    room: characters of the column; where a blank before the mark would fill it up, the mark stands close.
    """
    text, mark = change.range.text(lang), _MARK if (change.chance or 0.0) > LIKELY else " "
    return f"{text} {mark}" if len(text) + 2 < room else f"{text}{mark}"


def change_text(change: Change, lang: str) -> str:
    """`+3.1 (+1.5 to +6.3) 87`: the chance in per cent."""
    text = change.range.text(lang)
    return text if change.chance is None else f"{text} {chance(change.chance, lang).removesuffix('%'):>3}"
