"""The chapter on the theory of change of Bijlage 2: what instruments should do, and how many firms they reach."""

from experiments.compare import Comparison
from results.blocks import Block, Cell, Chapter, Column, FigureBlock, Paragraph, Row, Table, plain
from results.language import translator
from results.queries import ask, last_year
from results.report.policy_numbers import shipped_text
from results.report.shipped import shipped_number
from results.report.theory_of_change_figure import effect_names, flow_picture, flows, variant_of
from results.traced import Numbers, level
from results.words import short_names
from simulation.structure import tables


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """The figure with the modelled flow, the table of edges with its zeros, and how to read them."""
    _ = translator(lang)
    blocks: tuple[Block, ...] = (
        Paragraph(
            plain(
                _(
                    "Annex 2 of the note of 2020 says how policy should work: instruments raise awareness (A), "
                    "commitment"
                    " (B) and embedding (C); firms then practise due diligence; that prevents harm and opens the way to"
                    " remedy (S-210, S-214)."
                ),
                _(
                    "The figure fills this theory in with the run: how many firms each instrument reaches in a "
                    "year, and"
                    " what awareness, commitment, embedding and practice are then."
                ),
            ),
            style="lead",
        ),
        FigureBlock(flow_picture(comparison, lang)),
        _table(comparison, lang),
        Paragraph(
            plain(
                _(
                    "Reached is not moved: a firm that is reached may do nothing, and one firm can be reached "
                    "by several"
                    " instruments. Information counts every firm that a website or brochure can reach."
                ),
                _(
                    "The outcomes are shown without a figure on purpose. Effect on the ground cannot be attributed to"
                    " Dutch policy (S-105); chains and remedy are exploratory indices, with a section of their own."
                    " Impact on sustainable growth (S-215) is not modelled."
                ),
                _(
                    "Outside the theory the model lets the support office and sector initiatives make firms "
                    "more able and"
                    " due diligence cheaper, and lets an announced law raise awareness (S-124, S-097, S-080)."
                ),
            )
        ),
    )
    return Chapter("theory-of-change", _("How policy should work, and whom it reaches"), blocks, new_page=True)


def _table(comparison: Comparison, lang: str) -> Table:
    _ = translator(lang)
    variant = variant_of(comparison)
    last = last_year(comparison)
    names = short_names(comparison, lang)
    effects = effect_names(lang)
    columns = (
        Column(_("instrument")),
        *(Column(name, _("weight, 0 to 1")) for name in effects.values()),
        *(Column(name, _("thousand firms reached in {year}").format(year=last)) for name in names.values()),
    )
    rows = tuple(
        Row(
            flow.name,
            (
                *(_edge(comparison, f"edges/{variant}/{flow.edge}/{effect}", lang) for effect in effects),
                *(_reach(comparison, mix, flow.indicator, lang) for mix in comparison.mixes),
            ),
        )
        for flow in flows(comparison, lang)
    )
    described = tables("edges")["variants"][variant]
    note = _(
        "{variant}. A weight of zero means that the theory says there is no direct effect. Firms reached: middle of"
        " the draws and range 5–95, all firms that trade abroad. Laws and duties to report of the EU that come in this"
        " future count for every mix."
    ).format(variant=described[lang])
    caption = _("Which instrument works on what, and how many firms it reaches")
    return Table("theory-of-change", caption, columns, rows, tuple(described["sources"]), note)


def _edge(comparison: Comparison, address: str, lang: str) -> Cell:
    n = Numbers(comparison, lang)
    weight = shipped_number(address) or 0.0
    return Cell(shipped_text(n, address, 0 if weight.is_integer() else 1), weight, asked=tuple(n.asked))


def _reach(comparison: Comparison, mix: str, indicator: str, lang: str) -> Cell:
    n = Numbers(comparison, lang)
    last = last_year(comparison)
    text = level(n, mix, indicator, "all", last, "thousand")
    middle, low, high = (
        None if value is None else value / 1000 for value in (ask(comparison, one.query) for one in n.asked)
    )
    return Cell(text, middle, low, high, tuple(n.asked))
