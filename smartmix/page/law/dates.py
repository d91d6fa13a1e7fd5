"""When laws are in force in a future: the share of draws by year, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from results.figure_style import Picture, PlainTable, headline
from results.language import translator
from results.number_format import percent
from results.origin import origin
from scenarios.library import load_future, load_mix
from scenarios.shipped import load_law
from simulation.vocabulary import LAST_YEAR, quarter_index
from smartmix.page.build.effect import dates_of, entry_of
from smartmix.page.law.mixes import with_law
from smartmix.page.parts.charts import base
from smartmix.page.serving.jobs import Job

#: Draws whose dates are looked at.
LOOKS = 200
FIRST_SHOWN = 2017
_LINES: tuple[tuple[str, Any, str, str, str], ...] = (
    ("#0072B2", "solid", "circle", "-", "o"),
    ("#D55E00", "dashed", "rect", "--", "s"),
    ("#009E73", "dotted", "triangle", ":", "^"),
    ("#CC79A7", [8, 3, 2, 3], "diamond", "-.", "D"),
)


@dataclass(frozen=True)
class DatesOfLaw:
    """A law in a future, as shares of the draws: in force by year; overtaken: EU law stopped it; never: no start."""

    law: str
    announced: str
    in_force: str
    by_year: dict[int, float]
    overtaken: float
    never: float


def dates_of_laws(
    job: Job, laws: Sequence[str], base_mix: str, future_id: str, chosen: dict[str, str], seed: int
) -> list[DatesOfLaw]:
    """The work of a job: the dates of each law."""
    found: list[DatesOfLaw] = []
    for law in laws:
        found.append(when(law, base_mix, future_id, chosen, seed))
        job.advance()
    return found


def when(
    law_id: str, base_mix: str, future_id: str, chosen: dict[str, str], seed: int, looks: int = LOOKS
) -> DatesOfLaw:
    """The dates of a law that is added to a mix, over the draws. Raises InputProblem for impossible dates."""
    mix, future, law = with_law(load_mix(base_mix), law_id, chosen), load_future(future_id), load_law(law_id)
    item: Any = mix.instruments[law_id]
    years = dict.fromkeys(range(FIRST_SHOWN, LAST_YEAR + 1), 0)
    overtaken = never = 0
    for dates in dates_of(mix, future, seed, looks):
        entry = entry_of(mix, law_id, future, dates)
        has_start = entry is not None and entry.in_force is not None
        if entry is None or not has_start:
            stopped = entry is not None and (bool(entry.frozen) or entry.ends is not None)
            overtaken += stopped
            never += not stopped
            continue
        start, end = int(entry.in_force or 0), entry.ends
        overtaken += end is not None and end <= start
        for year in years:
            last = quarter_index(year, 4)
            years[year] += start <= last and (end is None or end > last)
    starts = item.in_force or law.in_force or ""
    shares = {year: value / looks for year, value in years.items()}
    return DatesOfLaw(law_id, item.announced or law.announced or "", starts, shares, overtaken / looks, never / looks)


def when_sentence(found: DatesOfLaw, lang: str) -> str:
    """What becomes of the law in this future, in words."""
    _ = translator(lang)
    name = getattr(load_law(found.law).name, lang)
    parts = [
        _("{law}: in force in {share} of the draws at the end of {year}").format(
            law=name, share=percent(found.by_year[LAST_YEAR], lang, 0), year=LAST_YEAR
        )
    ]
    if found.overtaken:
        parts.append(
            _("stopped before it starts by EU law in {share} (S-109)").format(share=percent(found.overtaken, lang, 0))
        )
    if found.never:
        parts.append(_("never in {share}").format(share=percent(found.never, lang, 0)))
    if found.by_year[LAST_YEAR] < max(found.by_year.values()):
        parts.append(_("where it ends earlier, its own end or EU law of its kind took its place"))
    return "; ".join(parts) + "."


def dates_picture(found: list[DatesOfLaw], future_id: str, lang: str) -> Picture:
    """Share of draws in which each law is in force, by year."""
    _ = translator(lang)
    title = _("In force at the end of the year, share of draws")
    years = list(found[0].by_year)
    lines = [
        [getattr(load_law(each.law).name, lang), *(percent(each.by_year[year], lang, 0) for year in years)]
        for each in found
    ]
    table = PlainTable(title, [_("law"), *map(str, years)], lines)
    about = _(
        "A line for each law: the share of {count} draws in which it is in force at the end of the year, from "
        "{first} to {last}."
    ).format(count=LOOKS, first=years[0], last=years[-1])
    future = _("future: {future}").format(future=getattr(load_future(future_id).name, lang))
    made = origin(lang, [_("{draws} draws").format(draws=LOOKS), future])
    return Picture("law-dates", title, about, table, made, lambda: _draw(found, title, lang))


def _draw(found: list[DatesOfLaw], title: str, lang: str) -> Figure:
    figure = Figure(figsize=(9.0, 4.2), layout="constrained")
    axes: Any = figure.add_subplot()
    for each, (colour, _line, _symbol, style, marker) in zip(found, _LINES, strict=False):
        axes.plot(
            list(each.by_year),
            [100 * v for v in each.by_year.values()],
            color=colour,
            linestyle=style,
            marker=marker,
            markersize=4,
            label=getattr(load_law(each.law).name, lang),
        )
    axes.set_ylim(-3, 103)
    axes.set_ylabel("%")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncol=2)
    headline(figure, title)
    return figure


def dates_option(found: list[DatesOfLaw], lang: str, description: str) -> dict[str, Any]:
    """The same for ECharts."""
    names = [str(getattr(load_law(each.law).name, lang)) for each in found]
    series = [
        {
            "name": name,
            "type": "line",
            "symbol": symbol,
            "symbolSize": 7,
            "data": [round(100 * value, 1) for value in each.by_year.values()],
            "itemStyle": {"color": colour},
            "lineStyle": {"color": colour, "type": line, "width": 2.2},
        }
        for each, name, (colour, line, symbol, _style, _marker) in zip(found, names, _LINES, strict=False)
    ]
    return base(description, names) | {
        "xAxis": {"type": "category", "data": [str(year) for year in found[0].by_year]},
        "yAxis": {"type": "value", "name": "%", "min": 0, "max": 100},
        "series": series,
    }
