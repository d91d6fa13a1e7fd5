"""The figures of a comparison: endorsement, stages, practice beside reported, burden against practice."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from experiments.files import write_text, write_with
from results.compare.figure_burden import burden_picture
from results.compare.figure_differences import differences_picture
from results.compare.figure_draws import draws_picture
from results.compare.figure_objectives import objectives_picture
from results.compare.figure_practice import practice_picture
from results.compare.mix_lines import MixLine, draw_lines, name_lines
from results.figure_style import Picture, PlainTable, band, headline, looks, panels, range_note, write_axis, year_axis
from results.language import translator
from results.number_format import percent
from results.origin import origin_of
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, last_year, level_of, others
from results.words import short_names, stage_words

STAGES = ("laggard", "peloton", "leader")
#: Fill and hatching of the stages: apart in colour and in grey.
_FILLS = {"laggard": ("#D55E00", "////"), "peloton": ("#F0E442", "...."), "leader": ("#0072B2", "")}


def pictures(comparison: Comparison, lang: str) -> list[Picture]:
    """All figures, in the order of the page."""
    return [
        *first_pictures(comparison, lang),
        endorsement_picture(comparison, lang),
        stages_picture(comparison, lang),
        practice_picture(comparison, lang),
        burden_picture(comparison, lang),
    ]


def first_pictures(comparison: Comparison, lang: str) -> list[Picture]:
    """What the mixes change: through the years, by objective, and draw by draw where results have two humps."""
    if not others(comparison):
        return []
    found = [differences_picture(comparison, lang), objectives_picture(comparison, lang)]
    return [*found, draws_picture(comparison, lang)] if comparison.division else found


def write_figure(folder: Path, picture: Picture) -> None:
    """`<name>.svg` and `<name>.png` in the folder."""

    def write_png(path: Path) -> None:
        path.write_bytes(picture.png)

    write_text(folder / f"{picture.name}.svg", picture.svg)
    write_with(folder / f"{picture.name}.png", write_png)


def write_pictures(folder: Path, shown: Sequence[Picture], progress: Callable[[str], None]) -> None:
    """`<name>.svg`, `.png` and `.txt` (title and description) of each; `progress` is told of each before it is made."""
    for picture in shown:
        progress(f"figures/{picture.name}")
        write_figure(folder, picture)
        write_text(folder / f"{picture.name}.txt", f"{picture.title}\n\n{picture.description}\n")


def endorsement_picture(comparison: Comparison, lang: str) -> Picture:
    """Share of the goal's firms that endorse, by year, with the goal."""
    _ = translator(lang)
    last, short = last_year(comparison), short_names(comparison, lang)
    goal = percent(GOAL_SHARE, lang)
    shown_years = [
        y for y in sorted({comparison.summary.years[0], 2020, GOAL_YEAR, 2025, last}) if y in comparison.summary.years
    ]
    texts = {
        (m, y): level_of(comparison, m, "endorsement", HEADLINE, y, "share").text(lang)
        for m in comparison.mixes
        for y in shown_years
    }
    title = _("Public endorsement by the firms of the {goal} goal (not practice)").format(goal=goal)
    listed = "; ".join(f"{short[mix]} {texts[mix, last]}" for mix in comparison.mixes)
    description = _(
        "A line per mix shows which share of the firms of the {goal} goal endorses the OECD Guidelines in "
        "public, from {first} to {last}. A level line marks the goal of {goal} for {goal_year}. In {last}, with "
        "the range 5–95: {listed}."
    ).format(goal=goal, first=comparison.summary.years[0], last=last, goal_year=GOAL_YEAR, listed=listed)
    table = PlainTable(
        _("Endorsement: middle of the draws and range 5–95"),
        [_("mix"), *map(str, shown_years)],
        [[short[mix], *(texts[mix, year] for year in shown_years)] for mix in comparison.mixes],
        "%",
    )
    return Picture(
        "endorsement",
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw_endorsement(comparison, lang, title),
    )


def _draw_endorsement(comparison: Comparison, lang: str, title: str) -> Figure:
    _ = translator(lang)
    inches = 5.0 + 0.25 * max(0, len(comparison.mixes) - 7)
    figure = Figure(figsize=(9.0, inches), layout="constrained")
    axes: Any = figure.add_subplot()
    years, style, short = comparison.summary.years, looks(comparison), short_names(comparison, lang)
    step = max(0.35, (years[-1] - years[0]) / 45)
    lines = [
        MixLine(short[mix], style[mix], *band(comparison, mix, "endorsement", HEADLINE)) for mix in comparison.mixes
    ]
    draw_lines(axes, years, lines, step)
    name_lines(axes, years, lines, step, 26.0 / inches, top=98.0)
    axes.axhline(100 * GOAL_SHARE, color="#444444", linewidth=1.2, linestyle=(0, (6, 3)))
    axes.annotate(
        _("goal for {year}: {goal}").format(year=GOAL_YEAR, goal=percent(GOAL_SHARE, lang)),
        (years[0], 100 * GOAL_SHARE),
        (0, 3),
        textcoords="offset points",
        color="#333333",
    )
    if GOAL_YEAR in years:
        axes.axvline(GOAL_YEAR, color="#444444", linewidth=0.8, linestyle=":")
    axes.set_ylim(0, 100)
    axes.set_xlim(years[0] - 0.3, years[-1] + step * (len(lines) + 1.2))
    year_axis(axes, comparison)
    write_axis(axes.yaxis, lang, ending="%")
    axes.set_title(title, fontweight="bold")
    axes.set_xlabel(range_note(len(lines), years[-1], lang))
    return figure


def stages_picture(comparison: Comparison, lang: str) -> Picture:
    """Shares of laggards, peloton and leaders among the goal's firms, a panel per mix."""
    _ = translator(lang)
    last, stages = last_year(comparison), stage_words(lang)
    title = _("Laggards, peloton and leaders among the firms of the {goal} goal").format(goal=percent(GOAL_SHARE, lang))
    lines: list[list[str]] = []
    parts: list[str] = []
    for mix, name in panels(comparison, lang):
        texts = [level_of(comparison, mix, f"stage_{stage}", HEADLINE, last, "share").text(lang) for stage in STAGES]
        lines.append([name, *texts])
        parts.append(f"{name}: " + ", ".join(f"{stages[s].name} {t}" for s, t in zip(STAGES, texts, strict=True)))
    description = _(
        "A panel per mix with three stacked areas, together 100% of the firms: laggards below, then the "
        "peloton, leaders on top, from {first} to {last}. In {last}: {listed}."
    ).format(first=comparison.summary.years[0], last=last, listed="; ".join(parts))
    caption = _(
        "Stages in {year}: middle of the draws and range 5–95; the areas of the figure are means, so that they add up"
    ).format(year=last)
    table = PlainTable(caption, [_("mix"), *(stages[stage].name for stage in STAGES)], lines, "%")
    return Picture(
        "stages", title, description, table, origin_of(comparison, lang), lambda: _draw_stages(comparison, lang, title)
    )


def _draw_stages(comparison: Comparison, lang: str, title: str) -> Figure:
    names, years = panels(comparison, lang), comparison.summary.years
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(figsize=(9.0, 0.8 + 2.4 * rows), layout="constrained")
    grid: Any = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    handles: list[Any] = []
    for position, axes in enumerate(grid.ravel()):
        if position >= len(names):
            axes.set_axis_off()
            continue
        mix, name = names[position]
        shares = [
            [comparison.summary.value(mix, f"stage_{stage}", HEADLINE, year)["mean"] or 0.0 for year in years]
            for stage in STAGES
        ]
        stacked = [[100 * value for value in row] for row in shares]
        handles = axes.stackplot(
            years, stacked, colors=[_FILLS[s][0] for s in STAGES], edgecolor="#333333", linewidth=0.6
        )
        for patch, stage in zip(handles, STAGES, strict=True):
            patch.set_hatch(_FILLS[stage][1])
        axes.set_title(name)
        axes.set_ylim(0, 100)
        axes.set_xlim(years[0], max(years[-1], years[0] + 1))
        axes.tick_params(labelbottom=position + columns >= len(names))
        year_axis(axes, comparison)
        write_axis(axes.yaxis, lang, ending="%")
    words = stage_words(lang)
    figure.legend(handles[::-1], [words[stage].name for stage in STAGES[::-1]], loc="outside lower center", ncols=3)
    headline(figure, title)
    return figure
