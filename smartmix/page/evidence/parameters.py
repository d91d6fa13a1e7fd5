"""Every number of the model as rows to show: what it is, value or range before and after calibration, source, grade."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from experiments.posterior import SHIPPED, read_posterior
from results.language import translator
from results.number_format import decimal
from results.ranged import with_ends
from results.sensitivity.words import input_name
from simulation.parameters import Parameter, registry

THEMES = tuple(dict.fromkeys(parameter.theme for parameter in registry().values()))
#: Ends of the ranges that are shown, and their middle.
_POINTS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class ParameterRow:
    """A parameter. prior, posterior: (p05, p50, p95) in its unit, None where there is none; role: in words."""

    parameter: Parameter
    prior: tuple[float, ...] | None
    posterior: tuple[float, ...] | None

    @property
    def role(self) -> str:
        """fixed, uncertain (only a range), or calibrated."""
        return "calibrated" if self.posterior else "uncertain" if self.prior else "fixed"


@cache
def parameter_rows() -> tuple[ParameterRow, ...]:
    """All parameters by theme, in the order of their numbers."""
    posterior = read_posterior(SHIPPED)
    columns = {name: posterior.quantiles[:, n] for n, name in enumerate(posterior.names)}
    rows: list[ParameterRow] = []
    for parameter in registry().values():
        prior = tuple(_value(parameter, point) for point in _POINTS) if parameter.is_uncertain else None
        after = columns.get(parameter.name)
        points = None if after is None else np.quantile(np.asarray(after, float), _POINTS)
        rows.append(
            ParameterRow(parameter, prior, None if points is None else tuple(_value(parameter, p) for p in points))
        )
    return tuple(sorted(rows, key=lambda row: THEMES.index(row.parameter.theme)))


def _value(parameter: Parameter, quantile: float) -> float:
    """The value at a quantile of the prior."""
    low, high = parameter.low, parameter.high
    if parameter.kind == "loguniform":
        return math.exp(math.log(low) + float(quantile) * (math.log(high) - math.log(low)))
    return low + float(quantile) * (high - low)


def chosen_rows(theme: str, grade: str, role: str, find: str, lang: str) -> list[ParameterRow]:
    """Rows with these properties ("any" for no wish) in which every word of `find` occurs."""
    words = find.lower().split()
    return [
        row
        for row in parameter_rows()
        if theme in ("any", row.parameter.theme)
        and grade in ("any", row.parameter.grade)
        and role in ("any", row.role)
        and all(word in _text_of(row, lang) for word in words)
    ]


def _text_of(row: ParameterRow, lang: str) -> str:
    p = row.parameter
    return f"{p.name} {p.nl if lang == 'nl' else p.en} {input_name(p.theme, lang)} {' '.join(p.sources)}".lower()


def number_text(value: float, lang: str) -> str:
    """Three significant digits, as the language writes them."""
    if value == 0.0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = decimal(value, lang, min(digits, 6))
    separator = "," if lang == "nl" else "."
    return text.rstrip("0").rstrip(separator) if separator in text else text


def range_text(points: tuple[float, ...], lang: str) -> str:
    """`0.02 (0.01 to 0.05)`: middle and range 5–95."""
    low, middle, high = (number_text(point, lang) for point in points)
    return with_ends(middle, low, high, lang)


def unit_words(unit: str, lang: str) -> str:
    """A unit of the registry in the reader's language."""
    _ = translator(lang)
    words = {
        "share": _("share"),
        "share per quarter": _("share per quarter"),
        "chance per quarter": _("chance per quarter"),
        "weight": _("weight"),
        "euro per year": _("euro per year"),
        "logit": _("log-odds"),
        "share of turnover": _("share of turnover"),
        "year": _("year"),
        "share of full cost": _("share of full cost"),
        "share per contact": _("share per contact"),
        "share of the social motive": _("share of the social motive"),
        "quarters": _("quarters"),
        "share of sales": _("share of sales"),
        "euro per full-time year": _("euro per full-time year"),
        "euro per contact": _("euro per contact"),
        "chance": _("chance"),
        "share of the full range": _("share of the full range"),
        "employees": _("working persons"),
        "share per letter": _("share per letter"),
        "share of the gap per year": _("share of the gap per year"),
        "share per unit of risk": _("share per unit of risk"),
        "share of cost": _("share of cost"),
        "chance per letter": _("chance per letter"),
        "share per sanction rate": _("share per sanction rate"),
        "rung of the ladder": _("rung of the ladder"),
        "cases per adviser and quarter": _("cases per adviser and quarter"),
        "euro per firm and quarter": _("euro per firm and quarter"),
        "factor": _("factor"),
        "exponent": _("exponent"),
        "years of yearly cost": _("years of yearly cost"),
        "share of one-off cost": _("share of one-off cost"),
        "inspections per full-time year": _("inspections per full-time year"),
        "euro per letter": _("euro per letter"),
        "euro per initiative and year": _("euro per initiative and year"),
        "euro per user and year": _("euro per user and year"),
        "euro per contractor and year": _("euro per contractor and year"),
        "euro per year of full effort": _("euro per year of full effort"),
        "share of probability": _("share of probability"),
    }
    return words.get(unit, unit)


def grade_words(lang: str) -> dict[str, str]:
    """What a number rests on."""
    _ = translator(lang)
    return {"measured": _("measured"), "estimated": _("estimated"), "assumed": _("assumed")}


def role_words(lang: str) -> dict[str, str]:
    """What calibration did with a parameter."""
    _ = translator(lang)
    return {"fixed": _("fixed value"), "uncertain": _("range, not calibrated"), "calibrated": _("range, calibrated")}
