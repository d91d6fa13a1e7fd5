"""The life of one firm as a figure for print, with its description and its numbers by quarter; its file."""

from pathlib import Path

from experiments.files import write_with
from experiments.life import LifeOfFirm, QuarterOfLife
from results.figure_style import Picture, PlainTable
from results.language import translator
from results.life.figure import check_figure, life_figure
from results.life.life import stage_name
from results.number_format import euros, percent
from results.origin import life_origin
from results.words import full_name


def life_picture(life: LifeOfFirm, lang: str) -> Picture:
    """The life as a figure for print, with a description and a table by quarter."""
    _ = translator(lang)
    title = _("Firm {firm} under {mix}").format(firm=life.firm_id, mix=full_name(life.mix, life.mix_name, lang))
    first, last = (
        _("{year}: {stage}, practice {practice}, reported {reported}").format(
            year=q.year,
            stage=stage_name(q.stage, lang),
            practice=percent(shares(q)["practice"], lang),
            reported=percent(shares(q)["reported"], lang),
        )
        for q in (life.quarters[0], life.quarters[-1])
    )
    description = _(
        "Lines in percent of the most possible, bars for the cost of the quarter in euro. One imagined firm in one "
        "draw, so without a range. {first}; {last}."
    ).format(first=first, last=last)
    heads = [_("quarter"), _("stage"), _("awareness"), _("commitment"), _("practice"), _("reported"), _("cost")]
    lines = [
        [
            f"{q.year} Q{q.quarter}",
            stage_name(q.stage, lang),
            *(percent(v, lang) for v in shares(q).values()),
            euros(cost(q), lang),
        ]
        for q in life.quarters
    ]
    table = PlainTable(title, heads, lines)
    return Picture(
        f"firm-{life.firm_id}-{life.mix}",
        title,
        description,
        table,
        life_origin(life, lang),
        lambda: life_figure(life, lang),
    )


def write_figure(life: LifeOfFirm, path: Path, lang: str) -> None:
    """Write the figure as SVG or PNG, by the name's ending; whole or not at all."""
    check_figure(path)
    picture = life_picture(life, lang)

    def save(temporary: Path) -> None:
        temporary.write_bytes(picture.svg.encode() if path.suffix.lower() == ".svg" else picture.png)

    write_with(path, save)


def shares(quarter: QuarterOfLife) -> dict[str, float]:
    """The four shares that the chart shows."""
    return {
        "awareness": quarter.perceived["awareness"],
        "commitment": quarter.did["commitment"],
        "practice": quarter.did["practice_mean"],
        "reported": quarter.did["reported_mean"],
    }


def cost(quarter: QuarterOfLife) -> float:
    """Euro in the quarter, what customers pass down included."""
    return sum(quarter.cost.values())
