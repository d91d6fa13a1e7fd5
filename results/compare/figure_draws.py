"""The first objective draw by draw: where results have two humps, a middle over all draws is true in neither world."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.compare.by_objective import shown_objectives, size_words
from results.compare.figure_differences import LEAD
from results.compare.worlds import world_title
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import capital, translator
from results.number_format import SCALE
from results.origin import origin_of
from results.queries import difference_of, others, views
from results.ranged import difference_unit
from results.units import unit_of, unit_words
from results.words import baseline_words, short_names

#: Colours of the two worlds, apart in grey too.
_COLOURS = ("#0072B2", "#E69F00")


def draws_picture(comparison: Comparison, lang: str, key: str = LEAD) -> Picture:
    """A dot per draw and mix at its paired difference, coloured by world."""
    _ = translator(lang)
    objective, year, _size = shown_objectives(comparison)[key]
    unit = unit_of(objective.indicator)
    name, short = getattr(objective.name, lang), short_names(comparison, lang)
    title = _("{objective}, draw by draw: difference with {baseline} in {year}").format(
        objective=capital(name), baseline=baseline_words(comparison, lang), year=year
    )
    heads = [world_title(view, lang) for view in views(comparison)]
    lines = [
        [
            short[mix],
            *(
                difference_of(view, mix, objective.indicator, objective.group, year, unit).text(lang)
                for view in views(comparison)
            ),
        ]
        for mix in others(comparison)
    ]
    description = _(
        "A row per mix with a dot for every draw, in {unit}, in two strips: {worlds}. A grey line marks {baseline}, "
        "dotted lines {size}. Where the two strips lie apart, a middle over all draws is true in neither."
    ).format(
        unit=unit_words(difference_unit(unit), lang),
        worlds="; ".join(heads),
        baseline=baseline_words(comparison, lang),
        size=size_words(comparison, key, lang),
    )
    caption = _("{title}: middle and range 5–95").format(title=title)
    table = PlainTable(caption, [_("mix"), *heads], lines)
    return Picture(
        "draw-by-draw",
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw(comparison, lang, key, title),
    )


def _draw(comparison: Comparison, lang: str, key: str, title: str) -> Figure:
    objective, year, size = shown_objectives(comparison)[key]
    scale, mixes, short = SCALE[unit_of(objective.indicator)], others(comparison), short_names(comparison, lang)
    figure = Figure(figsize=(9.0, 1.4 + 0.75 * len(mixes)), layout="constrained")
    axes: Any = figure.add_subplot()
    axes.axvline(0.0, color="#767676", linewidth=2.0, zorder=1)
    for line in (-scale * size, scale * size):
        axes.axvline(line, color="#444444", linewidth=0.9, linestyle=":", zorder=1)
    for n, mix in enumerate(mixes):
        for m, view in enumerate(views(comparison)):
            changes = scale * view.changes(mix, objective.indicator, objective.group, year)
            known = np.sort(changes[np.isfinite(changes)])
            # spread evenly over the strip in an order without meaning, so that dots do not hide each other
            spread = (np.arange(known.size) * 0.618 % 1.0 - 0.5) * 0.26
            height = len(mixes) - 1 - n + 0.2 - 0.4 * m
            label = world_title(view, lang) if n == 0 else None
            axes.scatter(
                known, height + spread, s=11, color=_COLOURS[m], edgecolor="#333333", linewidth=0.3, label=label
            )
    axes.set_yticks(range(len(mixes)), [short[mix] for mix in reversed(mixes)])
    axes.set_ylim(-0.6, len(mixes) - 0.4)
    axes.grid(visible=False, axis="y")
    axes.locator_params(axis="x", nbins=10, steps=[1, 2, 5, 10])  # ticks that are written as they are
    low, high = axes.get_xlim()
    write_axis(axes.xaxis, lang, 0 if high - low > 9.0 else 1)
    axes.set_xlabel(unit_words(difference_unit(unit_of(objective.indicator)), lang))
    figure.legend(loc="outside lower center", ncols=2, markerscale=2.0)
    headline(figure, title)
    return figure
