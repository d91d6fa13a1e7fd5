"""Figures of a synergy analysis: a waterfall from existing policy to the whole mix, and a matrix of pairs."""

from textwrap import fill
from typing import Any

from matplotlib.figure import Figure

from experiments.synergy.effects import Word
from experiments.synergy.result import PairEffect, SynergyResult
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import capital, translator
from results.number_format import percent, shown
from results.origin import origin_of
from results.queries import HEADLINE
from results.synergy.words import effect_digits, effect_text, element_names, pair_digits, pair_words
from results.words import group_words, indicator_words, study_mix, study_name

#: Fill and hatching: apart in colour and in grey.
_LEVEL, _UP, _DOWN = ("#555555", ""), ("#56B4E9", ""), ("#E69F00", "////")
_CELLS: dict[Word | None, tuple[str, str]] = {
    "reinforce": ("#9fd0ef", ""),
    "neutral": ("#f4f4f4", ""),
    "substitute": ("#f3cf80", "////"),
    None: ("#ffffff", ""),
}


def synergy_pictures(found: SynergyResult, lang: str) -> list[Picture]:
    """A waterfall and, where there are pairs, a matrix for every indicator, of the firms of the goal."""
    pictures: list[Picture] = []
    for indicator, effect in found.indicators.items():
        if effect.groups[HEADLINE].total.mean is None:
            continue
        pictures.append(waterfall_picture(found, indicator, lang))
        if len(found.elements) > 1:
            pictures.append(matrix_picture(found, indicator, lang))
    return pictures


def waterfall_picture(found: SynergyResult, indicator: str, lang: str) -> Picture:
    """From existing policy to the whole mix: the mean share of each element, with its range 5-95."""
    _ = translator(lang)
    digits, names = effect_digits(found, indicator, HEADLINE), element_names(found, lang)
    effect = found.indicators[indicator].groups[HEADLINE]
    title = _("{indicator} in {year}, {group}: what each element adds on the way from {baseline} to {mix}").format(
        indicator=capital(indicator_words(lang)[indicator].name),
        year=found.year,
        group=group_words(lang)[HEADLINE].name,
        baseline=study_mix(found, found.baseline, lang),
        mix=study_mix(found, found.mix, lang),
    )
    lines = [
        [name, *(effect_text(spread, lang, digits) for spread in effect.elements[element].all_three)]
        for element, name in names.items()
    ]
    start, total = effect.without.mean or 0.0, effect.total.mean or 0.0
    description = _(
        "Bars from top to bottom: existing policy ({start}), then what each element adds or takes away, mean Shapley "
        "share with the range 5–95 as a line, and the whole mix ({end}). Shares in percentage points: {listed}."
    ).format(
        start=percent(start, lang, 1),
        end=percent(start + total, lang, 1),
        listed="; ".join(f"{line[0]} {line[1]}" for line in lines),
    )
    table = PlainTable(
        _("Percentage points, mean of the draws and range 5–95"),
        [_("element"), _("share"), _("alone"), _("within the mix")],
        lines,
    )
    return Picture(
        f"synergy-waterfall-{indicator}",
        title,
        description,
        table,
        origin_of(found, lang),
        lambda: _draw_waterfall(found, indicator, lang, title),
    )


def _draw_waterfall(found: SynergyResult, indicator: str, lang: str, title: str) -> Figure:
    _ = translator(lang)
    names, digits = element_names(found, lang), effect_digits(found, indicator, HEADLINE)
    figure = Figure(figsize=(9.0, 1.8 + 0.46 * (len(names) + 2)), layout="constrained")
    axes: Any = figure.add_subplot()
    effect = found.indicators[indicator].groups[HEADLINE]
    level = 100.0 * (effect.without.mean or 0.0)
    labels = [study_name(found, found.baseline, lang)]
    first = level
    ends, texts = [level], [percent(level / 100, lang, 1)]
    for place, (element, name) in enumerate(names.items(), start=1):
        spread = effect.elements[element].shapley
        share, low, high = (100.0 * (value or 0.0) for value in (spread.mean, spread.p05, spread.p95))
        colour, hatch = _UP if share >= 0 else _DOWN
        axes.barh(place, share, left=level, height=0.62, color=colour, hatch=hatch, edgecolor="#333333", linewidth=0.6)
        axes.plot([level + low, level + high], [place, place], color="#000000", linewidth=1.3, marker="|", markersize=7)
        axes.plot([level + share] * 2, [place + 0.31, place + 0.69], color="#777777", linewidth=0.7)
        labels.append(name)
        ends.append(max(level, level + share, level + high))
        texts.append(effect_text(spread, lang, digits))
        first = min(first, level, level + share, level + low)
        level += share
    labels.append(study_name(found, found.mix, lang))
    ends.append(level)
    texts.append(percent(level / 100, lang, 1))
    span = max(max(ends) - first, 0.1)
    left = max(0.0, first - 0.25 * span)
    for place, end in ((0, ends[0]), (len(labels) - 1, level)):
        axes.barh(place, end - left, left=left, height=0.62, color=_LEVEL[0], edgecolor="#333333", linewidth=0.6)
    for place, (end, text) in enumerate(zip(ends, texts, strict=True)):
        axes.annotate(text, (end, place), (5, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(range(len(labels)), [fill(label, 34) for label in labels], fontsize=8.5)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.set_xlim(left, max(ends) + 0.42 * span)
    write_axis(axes.xaxis, lang, 0 if span > 5 else 1, ending="%")
    note = _("bars: mean Shapley share, adding up; lines: range 5–95 of that share; the axis does not begin at zero")
    axes.set_xlabel(fill(note, 100), fontsize=8.5)  # the axis is narrower than the figure
    headline(figure, title)
    return figure


def matrix_picture(found: SynergyResult, indicator: str, lang: str) -> Picture:
    """Pairs: which reinforce, which stand in for each other."""
    _ = translator(lang)
    title = _("{indicator} in {year}, {group}: which pairs reinforce and which stand in for each other").format(
        indicator=capital(indicator_words(lang)[indicator].name),
        year=found.year,
        group=group_words(lang)[HEADLINE].name,
    )
    names, lines = element_names(found, lang), list[list[str]]()
    digits = pair_digits(found, indicator, HEADLINE)
    for pair in _pairs(found, indicator):
        word = pair_words(pair.word, lang)
        lines.append([f"{names[pair.a]} × {names[pair.b]}", effect_text(pair, lang, digits), word])
    description = _(
        "A triangle with a cell per pair of elements: the mean Shapley interaction in percentage points, plain where "
        "the pair reinforces, hatched where it substitutes, light where the range 5–95 holds zero. {listed}."
    ).format(listed="; ".join(f"{line[0]}: {line[1]}, {line[2]}" for line in lines))
    table = PlainTable(
        _("Interaction in percentage points, mean of the draws and range 5–95"),
        [_("pair"), _("interaction"), _("word")],
        lines,
    )
    return Picture(
        f"synergy-pairs-{indicator}",
        title,
        description,
        table,
        origin_of(found, lang),
        lambda: _draw_matrix(found, indicator, lang, title),
    )


def _pairs(found: SynergyResult, indicator: str) -> list[PairEffect]:
    return found.indicators[indicator].groups[HEADLINE].interactions


def _draw_matrix(found: SynergyResult, indicator: str, lang: str, title: str) -> Figure:
    _ = translator(lang)
    names, digits = element_names(found, lang), pair_digits(found, indicator, HEADLINE)
    ids = list(names)
    size = len(ids) - 1
    figure = Figure(figsize=(9.4, 2.2 + 0.52 * size), layout="constrained")
    axes: Any = figure.add_subplot()
    handles: dict[Word, Any] = {}
    for pair in _pairs(found, indicator):
        x, y, word = ids.index(pair.a), ids.index(pair.b) - 1, pair.word
        colour, hatch = _CELLS[word]
        bar = axes.bar(x, 1.0, bottom=y - 0.5, width=1.0, color=colour, hatch=hatch, edgecolor="#888888", linewidth=0.6)
        if word is not None:
            handles.setdefault(word, bar)
        text = shown(pair.mean, "points", lang, digits, signed=True)
        weight = "normal" if word == "neutral" else "bold"
        box = {"facecolor": colour, "edgecolor": "none", "pad": 0.8}
        axes.annotate(text, (x, y), ha="center", va="center", fontsize=8.5, fontweight=weight, bbox=box)
    axes.set_xticks(range(size), [fill(names[i], 18) for i in ids[:-1]], fontsize=7.5, rotation=40, ha="right")
    axes.set_yticks(range(size), [fill(names[i], 34) for i in ids[1:]], fontsize=8.5)
    axes.set_xlim(-0.5, size - 0.5)
    axes.set_ylim(size - 0.5, -0.5)
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    known = sorted(handles, key=list(_CELLS).index)
    figure.legend(
        [handles[word] for word in known],
        [pair_words(word, lang) for word in known],
        loc="outside lower center",
        ncols=3,
    )
    headline(figure, title)
    return figure
