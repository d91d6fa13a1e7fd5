"""What knowing would gain: bars with ranges for everything, groups and measurements, per choice."""

from textwrap import fill
from typing import Any

from matplotlib.figure import Figure

from experiments.information.result import Estimate, InformationResult
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.information.table import heads, rows
from results.information.words import choice_name, objective_of, ranked, subject, unit_of_gain
from results.language import translator
from results.number_format import SCALE
from results.origin import origin_of
from results.units import unit_words

#: More panels cannot be read (all choices are in the table of the page and in the CSV); characters on a line; groups.
_PANELS, _LINE, _GROUPS = 4, 60, 4


def information_pictures(found: InformationResult, lang: str) -> list[Picture]:
    """One figure; none when no information can change any choice."""
    _ = translator(lang)
    chosen = [name for name, choice in found.choices.items() if choice.parameters]
    chosen = sorted(chosen, key=lambda name: not found.choices[name].perfect.differs)[:_PANELS]
    if not chosen:
        return []
    title = _("What would be gained by knowing more before choosing")
    lines = [
        [f"{choice_name(found, name, lang)}: {line[0]}", *line[1:]]
        for name in chosen
        for line in rows(name, found, lang, _GROUPS)
    ]
    listed = "; ".join(f"{line[0]} {line[1]} ({line[2]})" for line in lines)
    description = _(
        "A panel per choice, a bar per thing that could be known: its expected gain, with a line for the range 5–95. "
        "Hatched light bars cannot be told from the bias of the method. {listed}."
    ).format(listed=listed)
    table = PlainTable(_("Expected gain of knowing"), heads(lang), lines)
    return [
        Picture(
            "information", title, description, table, origin_of(found, lang), lambda: _draw(chosen, found, lang, title)
        )
    ]


def _draw(chosen: list[str], found: InformationResult, lang: str, title: str) -> Figure:
    _ = translator(lang)
    bars = [_bars(name, found, lang) for name in chosen]
    figure = Figure(figsize=(9.0, 1.0 + 0.34 * sum(len(each) + 2.4 for each in bars)), layout="constrained")
    grid: Any = figure.subplots(len(chosen), 1, squeeze=False, height_ratios=[len(each) + 1.0 for each in bars])
    units = {
        "points": unit_words("points", lang),
        "per_turnover": unit_words("per_turnover", lang),
        "million_eur": _("million euro a year"),
        "number": _("steps of the weights"),
    }
    for axes, name, each in zip(grid.ravel(), chosen, bars, strict=True):
        unit = unit_of_gain(objective_of(found, name))
        scale = SCALE[unit]
        for n, (_label, gain, differs) in enumerate(each):
            height = len(each) - 1 - n
            axes.barh(
                height,
                scale * gain.value,
                color="#0072B2" if differs else "#cccccc",
                edgecolor="#333333",
                linewidth=0.6,
                hatch="" if differs else "////",
                height=0.65,
            )
            axes.plot(
                [scale * gain.p05, scale * gain.p95],
                [height, height],
                color="#000000",
                linewidth=1.4,
                marker="|",
                markersize=7,
            )
        axes.set_yticks(range(len(each))[::-1], [fill(label, _LINE) for label, _gain, _differs in each], fontsize=8)
        axes.grid(visible=False, axis="y")
        axes.set_xlim(left=0.0)
        axes.set_title(_short(choice_name(found, name, lang), 70))
        axes.set_xlabel(units[unit], fontsize=8)
        low, high = axes.get_xlim()
        write_axis(axes.xaxis, lang, 0 if high - low > 9 else 1 if high - low > 0.9 else 2 if high - low > 0.09 else 3)
    headline(figure, title)
    return figure


def _bars(name: str, found: InformationResult, lang: str) -> list[tuple[str, Estimate, bool]]:
    _ = translator(lang)
    choice = found.choices[name]
    sure = [one for worths in (choice.groups, choice.parameters) for one in ranked(worths)[:_GROUPS] if one[1].differs]
    return [
        (_("all parameters"), choice.perfect.gain, choice.perfect.differs),
        *(
            (subject(known, found, lang), worth.gain, worth.differs)
            for known, worth in (*sure, *ranked(choice.measurements))
        ),
    ]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
