"""One draw of one mix as a table: headline indicators by year."""

from math import isnan
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.one_run import OneRun
from results.by_width import ByWidth
from results.language import translator
from results.number_format import Unit, shown
from results.queries import HEADLINE
from results.units import unit_words
from results.words import full_name, group_words, indicator_words, own_rules_words, parameters_words

#: Rows of the table: indicator, group and unit.
_ROWS: tuple[tuple[str, str, Unit], ...] = (
    ("endorsement", HEADLINE, "share"),
    ("stage_laggard", HEADLINE, "share"),
    ("stage_peloton", HEADLINE, "share"),
    ("stage_leader", HEADLINE, "share"),
    ("practice", HEADLINE, "share"),
    ("reported", HEADLINE, "share"),
    ("stage_laggard", "all", "share"),
    ("stage_leader", "all", "share"),
    ("practice", "all", "share"),
    ("burden_yearly_eur", "all", "million_eur"),
    ("government_cost_eur", "all", "million_eur"),
    ("burden_share_turnover", "small", "per_turnover"),
)
_LABEL, _COLUMN = 44, 8


def run_table(run: OneRun, lang: str) -> RenderableType:
    """The headline indicators; years that do not fit are left out evenly, the last one never."""
    return ByWidth(lambda width: _table(run, lang, width))


def _table(run: OneRun, lang: str, width: int) -> RenderableType:
    _ = translator(lang)
    years = _fitting(sorted(set(run.indicators["year"])), max(1, (width - _LABEL) // _COLUMN))
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for year in years:
        table.add_column(str(year), justify="right")
    frame = run.indicators.set_index(["group", "year"])
    before = ""
    for name, group, unit in _ROWS:
        if group != before:
            table.add_row(Text(group_words(lang)[group].name, style="bold"))
            before = group
        cells = [shown(_known(frame.loc[(group, year), name]), unit, lang) for year in years]
        table.add_row(f"  {indicator_words(lang)[name].name} ({unit_words(unit, lang)})", *cells)
    return Group(*(Text(line) for line in _heading(run, lang)), Text(""), table)


def _known(value: Any) -> float | None:
    return None if isnan(value) else float(value)


def _heading(run: OneRun, lang: str) -> list[str]:
    _ = translator(lang)
    return [
        _("{mix}, draw {draw}, seed {seed}, {firms} firms in the sample. Future: {future}.").format(
            mix=full_name(run.mix, run.mix_name, lang),
            draw=run.draw,
            seed=run.seed,
            firms=run.firms,
            future=run.future_name.of(lang),
        ),
        parameters_words(run.parameters, lang),
        *([own_rules_words(run.model, lang)] if run.model else []),
        _("One draw shows one course that the model can take; it has no range. Use 'compare' for conclusions."),
    ]


def _fitting(years: list[int], most: int) -> list[int]:
    step = -(-len(years) // most)
    return sorted(years[::-1][::step])
