"""Table A of a comparison: which laws come, what they cost in the standard cost form, and what that rests on."""

import pandas as pd

from experiments.compare import Comparison
from experiments.regulatory_burden.actions_format import SIZES, Actions, Number, Unit
from experiments.regulatory_burden.costs import ends
from results.blocks import Cell, Column, Row, Table
from results.burden.cells import firms_cell, form_cell, money_cell
from results.burden.laws import Coming, LawBurden
from results.burden.words import duty_words, frequency_words, grade_names, origin_words, unit_names
from results.language import capital, translator
from results.number_format import chance, decimal
from results.ranged import between
from results.words import group_words, short_names
from scenarios.scope import FirmCount
from scenarios.shipped import load_law
from simulation.vocabulary import QUARTERS, quarter_name


def law_name(law: LawBurden, laws: list[LawBurden], lang: str) -> str:
    """The law's name; with its origin where the same name comes twice."""
    names = [getattr(load_law(item.law).name, lang) for item in laws]
    own = str(getattr(load_law(law.law).name, lang))
    return own if names.count(own) == 1 else f"{own} ({origin_words(lang)[law.origin]})"


def laws_table(comparison: Comparison, laws: list[LawBurden], lang: str) -> Table:
    """Which laws come into force in which mix, and how many firms they hold."""
    _, short = translator(lang), short_names(comparison, lang)
    rows: list[Row] = []
    for law in laws:
        counted = law.rows.iloc[0]["without_trade"]
        outside = _("counted in") if counted else _("cannot be established")
        cells = [Cell(origin_words(lang)[law.origin]), firms_cell(law.rows, lang), Cell(outside)]
        cells += [_coming_cell(law.mixes.get(mix), lang) for mix in comparison.mixes]
        rows.append(Row(law_name(law, laws, lang), tuple(cells)))
    columns = (
        Column(_("law")),
        Column(_("origin")),
        Column(_("firms under the law")),
        Column(_("firms without foreign trade")),
        *(Column(short[mix]) for mix in comparison.mixes),
    )
    note = _(
        "Below each mix: the first and the last quarter in which the law can come into force over the luck of "
        "dates, and the chance that it does by {last}; “{rule}” where a rule of the mix decides, which hangs on "
        "the draw."
    ).format(rule=_("if a rule fires"), last=quarter_name(QUARTERS - 1))
    caption = _("Laws that come into force, and the firms under them")
    return Table("burden-laws", caption, columns, tuple(rows), ("P-B7", "P-B17", "P-D6", "S-109"), note)


def _coming_cell(coming: Coming | None, lang: str) -> Cell:
    _ = translator(lang)
    if coming is None:
        return Cell("–")
    first, last = coming.first_start, coming.last_start
    sure = _("if a rule fires") if coming.chance is None else chance(coming.chance, lang)
    return Cell(first if first == last else between(first, last, lang), mark="model", second=sure)


def cost_table(laws: list[LawBurden], actions: Actions, lang: str) -> Table:
    """Per law: firms, then a line per duty and frequency, and the sums; a column per size class."""
    _, rows, groups = translator(lang), list[Row](), group_words(lang)
    for law in laws:
        rows.append(Row(f"{law_name(law, laws, lang)}: {origin_words(lang)[law.origin]}"))
        rows.append(Row(_("firms"), tuple(firms_cell(part, lang) for part in _by_size(law.rows))))
        for duty, word in duty_words(lang).items():
            for frequency, often in frequency_words(lang).items():
                own = law.rows[(law.rows["duty"] == duty) & (law.rows["frequency"] == frequency)]
                if not own.empty:
                    rows.append(Row(f"{capital(word)}, {often}", _money(own, lang)))
        rows += _sums(law.rows, actions, lang)
    columns = (
        Column(_("duty")),
        *(Column(groups[size].name, _("million euro")) for size in SIZES),
        Column(_("all firms"), _("million euro")),
    )
    note = _(
        "Middle, and between brackets low and high of the axis: low takes the fewest firms and the lowest cost, "
        "high the most firms and the highest cost."
    )
    caption = _("Table A: ex-ante regulatory burden at full compliance")
    return Table("burden-ex-ante", caption, columns, tuple(rows), _sources(laws), note)


def _by_size(rows: pd.DataFrame) -> list[pd.DataFrame]:
    return [*(rows[rows["size"] == size] for size in SIZES), rows]


def _money(rows: pd.DataFrame, lang: str, left: FirmCount | None = None) -> tuple[Cell, ...]:
    return tuple(money_cell(part, lang, left) for part in _by_size(rows))


def _sums(rows: pd.DataFrame, actions: Actions, lang: str) -> list[Row]:
    """All duties, one-off and yearly; yearly also with experience (K-4, P-C21)."""
    _, found, saved = translator(lang), list[Row](), ends(actions.learning, actions)
    left = FirmCount(1.0 - saved.high, 1.0 - saved.central, 1.0 - saved.low)
    for frequency, often in frequency_words(lang).items():
        own = rows[rows["frequency"] == frequency]
        if own.empty:
            continue
        found.append(Row(_("All duties, {often}").format(often=often), _money(own, lang)))
        if frequency == "yearly":
            found.append(Row(_("All duties, yearly, with experience"), _money(own, lang, left)))
    return found


def _sources(laws: list[LawBurden]) -> tuple[str, ...]:
    listed = [
        source
        for law in laws
        for text, grade in zip(law.rows["source"], law.rows["grade"], strict=True)
        for source in text.split("; ")
        if not source.startswith(grade)
    ]
    return tuple(dict.fromkeys([*listed, "K-4", "P-C21", "P-F1"]))


def form_table(laws: list[LawBurden], actions: Actions, lang: str) -> Table:
    """The standard cost form itself, at the middle of the axis: a row per law and action."""
    _, rows = translator(lang), list[Row]()
    for law in laws:
        rows.append(Row(law_name(law, laws, lang)))
        for name, part in law.rows.groupby("action", sort=False):
            by_size = {str(row["size"]): form_cell(row, lang) for _n, row in part.iterrows()}
            cells = [by_size.get(size, Cell("–")) for size in SIZES]
            often = frequency_words(lang)[part.iloc[0]["frequency"]]
            given = "" if part.iloc[0]["hours_given"] else " *"
            rows.append(
                Row(
                    f"{getattr(actions.actions[str(name)].name, lang)}, {often}{given}",
                    (*cells, Cell(grade_names(lang)[_weakest(part)])),
                )
            )
    columns = (Column(_("action")), *(Column(group_words(lang)[size].name) for size in SIZES), Column(_("grade")))
    note = _(
        "* The source gives money and no hours: hours are worked back from it with the tariff and an assumed "
        "share of own time."
    )
    caption = _("The standard cost form: firms × times × (hours × tariff + paid to others), middle of the axis")
    return Table("burden-form", caption, columns, tuple(rows), ("P-F1",), note)


def _weakest(rows: pd.DataFrame) -> str:
    """Of the rows with firms; of all where there are none."""
    held = rows[rows["firms_high"] > 0]
    return max((rows if held.empty else held)["grade"], key=["measured", "estimated", "assumed"].index)


def numbers_table(actions: Actions, lang: str) -> Table:
    """Every number behind table A with its range, grade and sources."""
    _, rows = translator(lang), list[Row]()
    for key, unit, number in _merged(actions):
        rows.append(Row(key, (Cell(unit_names(lang)[unit]), *_number_cells(number, actions, lang))))
    columns = (
        Column(_("key in the file")),
        Column(_("unit")),
        Column(_("low")),
        Column(_("middle")),
        Column(_("high")),
        Column(_("grade")),
        Column(_("sources")),
        Column(_("note")),
    )
    caption = _("Numbers behind table A ({name})").format(name=getattr(actions.name, lang))
    return Table("burden-numbers", caption, columns, tuple(rows))


def _merged(actions: Actions) -> list[tuple[str, Unit, Number]]:
    """The numbers in order; neighbours below one key that are the same number share a row."""
    found: list[tuple[str, Unit, Number]] = []
    for key, unit, number in actions.numbers():
        above, _dot, last = key.rpartition(".")
        if found and found[-1][1:] == (unit, number) and found[-1][0].startswith(f"{above}."):
            found[-1] = (f"{found[-1][0]}, {last}", unit, number)
        else:
            found.append((key, unit, number))
    return found


def _number_cells(number: Number, actions: Actions, lang: str) -> tuple[Cell, ...]:
    found = ends(number, actions)
    # text only: units differ from row to row
    cells = [Cell(_plain(value, lang)) for value in (found.low, found.central, found.high)]
    note = "" if number.note is None else str(getattr(number.note, lang))
    return (*cells, Cell(grade_names(lang)[number.grade]), Cell(", ".join(number.sources) or "–"), Cell(note or "–"))


def _plain(value: float, lang: str) -> str:
    """Whole numbers whole; others with the digits that they carry."""
    digits = len(f"{value:.10f}".rstrip("0").partition(".")[2])
    return decimal(value, lang, digits)
