"""Evidence beside the model: a forest plot of facts, and the probabilities of signs."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from calibration.validation_result import FactCheck, Validation
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import Unit, chance
from results.origin import Origin, posterior_origin
from results.ranged import ending
from results.validation.table import fact_heads
from results.validation.words import fact_name, fact_texts, sign_texts, unit_of, verdict, verdict_lines

#: Evidence black, posterior dark, prior light: apart in grey too, and by marker and width.
_EVIDENCE, _POSTERIOR, _PRIOR = "#000000", "#0072B2", "#999999"
_UNITS: tuple[Unit, ...] = ("share", "points", "number")


def validation_pictures(validation: Validation, lang: str) -> list[Picture]:
    """The figures of a validation: facts, and signs."""
    return [facts_picture(validation, lang), signs_picture(validation, lang)]


def _origin(validation: Validation, lang: str) -> Origin:
    return posterior_origin(validation.posterior, validation.draws, lang)


def facts_picture(validation: Validation, lang: str) -> Picture:
    """Every fact with its spread, beside the ranges of prior and posterior."""
    _ = translator(lang)
    title = _("What was measured, beside what the model says")
    checks = [*validation.facts, *validation.held_out]
    lines = [
        [text.name, text.measured, text.prior, text.posterior, text.inside, text.tail, text.width]
        for text in fact_texts(tuple(checks), lang)
    ]
    listed = "; ".join(f"{name}: {measured} ({posterior})" for name, measured, _p, posterior, *_rest in lines)
    description = _(
        "A line per fact. A black mark with a bar shows what was measured with one standard deviation; a dark bar the "
        "range 5–95 of the calibrated model, a light bar that of the uncalibrated one. {verdict} Measured, and "
        "in brackets "
        "the calibrated model: {listed}."
    ).format(verdict=" ".join([verdict(validation, lang), *verdict_lines(validation, lang)]), listed=listed)
    table = PlainTable(_("Facts: measured, and ranges 5–95 of the model"), fact_heads(lang), lines)
    return Picture(
        "validation-facts",
        title,
        description,
        table,
        _origin(validation, lang),
        lambda: _draw_facts(validation, lang, title),
    )


def _draw_facts(validation: Validation, lang: str, title: str) -> Figure:
    _ = translator(lang)
    held = {check.fact.id for check in validation.held_out}
    groups = [
        (unit, [check for check in (*validation.facts, *validation.held_out) if unit_of(check.fact) == unit])
        for unit in _UNITS
    ]
    groups: list[tuple[Unit, list[FactCheck]]] = [pair for pair in groups if pair[1]]
    sizes = [len(checks) + 0.8 for _unit, checks in groups]
    figure = Figure(figsize=(9.0, 1.4 + 0.42 * sum(sizes)), layout="constrained")
    grid: Any = figure.subplots(len(groups), 1, squeeze=False, height_ratios=sizes)
    handles: list[Any] = []
    for axes, (unit, checks) in zip(grid.ravel(), groups, strict=True):
        handles = _draw_group(axes, checks, unit, lang, held)
    names = [_("measured ± one standard deviation"), _("calibrated model, 5–95"), _("before the calibration, 5–95")]
    figure.legend(handles, names, loc="outside lower center", ncols=3)
    headline(figure, title)
    return figure


def _draw_group(axes: Any, checks: list[FactCheck], unit: Unit, lang: str, held: set[str]) -> list[Any]:
    _ = translator(lang)
    scale = 1.0 if unit == "number" else 100.0
    handles: list[Any] = []
    for n, check in enumerate(checks):
        height, found = len(checks) - 1 - n, check.prediction
        (light,) = axes.plot(
            [scale * found.prior.p05, scale * found.prior.p95],
            [height, height],
            color=_PRIOR,
            linewidth=7,
            alpha=0.5,
            solid_capstyle="butt",
        )
        (dark,) = axes.plot(
            [scale * found.posterior.p05, scale * found.posterior.p95],
            [height, height],
            color=_POSTERIOR,
            linewidth=3.2,
            solid_capstyle="butt",
        )
        axes.plot([scale * found.posterior.p50], [height], color=_POSTERIOR, marker="|", markersize=11)
        mark = axes.errorbar(
            [scale * check.fact.value],
            [height],
            xerr=[scale * check.spread],
            color=_EVIDENCE,
            marker="D" if found.inside else "X",
            markersize=5 if found.inside else 8,
            capsize=3,
            linewidth=1.2,
            zorder=5,
        )
        handles = [mark, dark, light]
        if not found.inside:
            axes.annotate(
                _("missed"),
                (scale * check.fact.value, height),
                (0, 7),
                textcoords="offset points",
                ha="center",
                fontsize=8,
                fontweight="bold",
            )
    names = [fact_name(check.fact, lang) + (f" ({_('held out')})" if check.fact.id in held else "") for check in checks]
    axes.set_yticks(np.arange(len(checks))[::-1], names, fontsize=8.5)
    axes.set_ylim(-0.6, len(checks) - 0.2)
    axes.grid(visible=False, axis="y")
    write_axis(axes.xaxis, lang, 0, ending(unit))
    return handles


def signs_picture(validation: Validation, lang: str) -> Picture:
    """The probability of every sign under prior and posterior."""
    _ = translator(lang)
    title = _("Signs: in which share of the draws each holds")
    texts = [text for label in ("empirical", "expected") for text in sign_texts(validation.signs, label, lang)]
    lines = [[f"{text.id} {text.statement}", text.prior, text.posterior, text.marks] for text in texts]
    listed = "; ".join(f"{text.id} {text.prior}, {text.posterior} {text.marks}".strip() for text in texts)
    description = _(
        "A line per sign, those observed above, those expected in advice below. An open circle shows the chance "
        "under the "
        "prior, a filled one under the posterior; a shaded field at the right holds what is built in. Prior and "
        "posterior: "
        "{listed}."
    ).format(listed=listed)
    table = PlainTable(_("Signs: chance that each holds"), [_("sign"), _("prior"), _("posterior"), _("remark")], lines)
    return Picture(
        "validation-signs",
        title,
        description,
        table,
        _origin(validation, lang),
        lambda: _draw_signs(validation, lang, title),
    )


def _draw_signs(validation: Validation, lang: str, title: str) -> Figure:
    _ = translator(lang)
    groups = [
        (label, [check for check in validation.signs if check.sign.label == label])
        for label in ("empirical", "expected")
    ]
    groups = [(label, checks) for label, checks in groups if checks]
    sizes = [len(checks) + 1.0 for _label, checks in groups]
    figure = Figure(figsize=(9.0, 1.2 + 0.36 * sum(sizes)), layout="constrained")
    grid: Any = figure.subplots(len(groups), 1, squeeze=False, sharex=True, height_ratios=sizes)
    heads = {"empirical": _("observed: these count"), "expected": _("expected in advice: these do not count")}
    handles: list[Any] = []
    for axes, (label, checks) in zip(grid.ravel(), groups, strict=True):
        for n, check in enumerate(checks):
            height = len(checks) - 1 - n
            before, after = (_percent(share.probability) for share in (check.prior, check.posterior))
            axes.plot([before, after], [height, height], color=_PRIOR, linewidth=1)
            (open_,) = axes.plot([before], [height], "o", color=_PRIOR, markerfacecolor="white", markersize=8)
            (full,) = axes.plot([after], [height], "o", color=_POSTERIOR, markersize=5)
            handles = [open_, full]
            axes.annotate(
                chance(check.posterior.probability, lang),
                (101.5, height),
                va="center",
                fontsize=8.5,
                annotation_clip=False,
                fontweight="bold" if check.has_failed else "normal",
            )
        axes.axvspan(100 * validation.thresholds.built_in.value, 100, color="#dddddd", zorder=0)
        axes.axvline(100 * validation.thresholds.failing.value, color="#444444", linewidth=0.8, linestyle="--")
        axes.set_yticks(
            np.arange(len(checks))[::-1],
            [_short(check.sign.id, getattr(check.sign.statement, lang)) for check in checks],
            fontsize=8,
        )
        axes.set_ylim(-0.6, len(checks) - 0.4)
        axes.set_xlim(-2, 101)
        axes.grid(visible=False, axis="y")
        axes.set_title(heads[label])
        write_axis(axes.xaxis, lang, 0, "%")
    names = [_("before the calibration"), _("calibrated; left of the broken line it failed, shaded is built in")]
    figure.legend(handles, names, loc="outside lower center", ncols=2)
    headline(figure, title)
    return figure


def _percent(share: float | None) -> float:
    return float("nan") if share is None else 100.0 * share


def _short(name: str, statement: str, most: int = 62) -> str:
    words = statement.split()
    lines = [f"{name} "]
    for word in words:
        if len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] += f"{word} "
    return "\n".join(line.strip() for line in lines)
