"""Do the elements of a mix reinforce one another? What a synergy analysis found, or the command that computes it."""

from dataclasses import replace

from experiments.compare import Comparison
from experiments.synergy.effects import Spread
from experiments.synergy.run import Synergy
from results.blocks import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Code,
    Column,
    FigureBlock,
    Heading,
    Paragraph,
    Row,
    Table,
    plain,
)
from results.indicator_words import indicator_words
from results.language import translator
from results.queries import HEADLINE, others
from results.report.number_cells import SCALE
from results.report.sentences import from_study
from results.report.studies import Studies
from results.report.study_files import Study
from results.synergy.figure import synergy_pictures
from results.synergy.words import (
    effect_digits,
    effect_text,
    element_names,
    grouping_lines,
    head_lines,
    notes,
    pair_lines,
    pair_words,
    whole_line,
)
from results.words import mix_names
from scenarios.library import list_mixes

#: The indicator that is shown by element; the others get a sentence.
_SHOWN = "practice"
_QUANTITIES = ("shapley", "first_in", "last_out")


def chapter(comparison: Comparison, lang: str, studies: Studies) -> Chapter:
    """Mix by mix: what was taken apart and found, else how to have it computed."""
    _ = translator(lang)
    blocks: list[Block] = [
        Paragraph(
            plain(
                _(
                    "To see which elements do the work, a mix is taken apart: every subset of its elements is "
                    "run on the same "
                    "draws. Elements reinforce one another when together they do more than the sum of what each "
                    "does alone "
                    "(S-137)."
                )
            )
        )
    ]
    if not others(comparison):
        blocks.append(Paragraph(plain(_("Only the baseline was run: there are no elements to tell apart."))))
    missing: list[str] = []
    for mix in others(comparison):
        study = studies.synergy_of(comparison, mix)
        if study is None:
            missing.append(mix)
        else:
            blocks += [Heading(mix_names(comparison, lang)[mix].name), *_found(study, lang)]
    if missing:
        blocks += _not_computed(comparison, lang, missing)
    return Chapter("elements", _("Do the elements reinforce one another?"), tuple(blocks))


def _found(study: Study[Synergy], lang: str) -> list[Block]:
    _ = translator(lang)
    result, source = study.result, f"synergy:{study.run}"
    shown = _SHOWN if _SHOWN in result.settings.indicators else result.settings.indicators[0]
    rest = [name for name in result.settings.indicators if name != shown]
    texts = [whole_line(result, name, HEADLINE, lang) for name in rest]
    pairs = _pairs(study, shown, lang)
    no_pairs = [] if pairs else pair_lines(result, shown, HEADLINE, lang)
    grouping = grouping_lines(result, lang)
    head = [line for line in head_lines(result, lang)[1:] if line not in grouping]
    blocks: list[Block] = [
        Paragraph(from_study(source, whole_line(result, shown, HEADLINE, lang), *no_pairs), mark="model"),
        _table(study, shown, lang),
        *pairs,
    ]
    if texts:
        blocks.append(Bullets(tuple(from_study(source, text) for text in texts), mark="model"))
    picture = next((p for p in synergy_pictures(result, lang) if p.name.endswith(f"waterfall-{shown}")), None)
    if picture is not None:
        blocks.append(FigureBlock(replace(picture, name=f"{picture.name}-{result.mix.id}")))
    blocks.append(Paragraph(from_study(source, *head, *grouping, *notes(lang)[:2]), style="small"))
    return blocks


def _table(study: Study[Synergy], indicator: str, lang: str) -> Table:
    """A row per element: its share, what it adds alone, and what the mix loses without it."""
    _ = translator(lang)
    result, points = study.result, _("percentage points")
    digits = effect_digits(result, indicator, HEADLINE)
    rows = [
        Row(
            name,
            tuple(
                _cell(result.spread(indicator, HEADLINE, quantity, element), lang, digits) for quantity in _QUANTITIES
            ),
        )
        for element, name in element_names(result, lang).items()
    ]
    whole = _cell(result.spread(indicator, HEADLINE, "total"), lang, digits)
    rows.append(Row(_("together"), (whole, Cell(""), Cell(""))))
    columns = (
        Column(_("element")),
        Column(_("share"), points),
        Column(_("alone"), points),
        Column(_("within the mix"), points),
    )
    caption = _("What each element of {mix} adds, firms of the goal in {year}: {indicator}").format(
        mix=getattr(result.mix.name, lang), year=result.settings.year, indicator=indicator_words(lang)[indicator].name
    )
    note = _("Computed apart from this run, in the run of synergy named {run}.").format(run=study.run)
    return Table(f"elements-{result.mix.id}", caption, columns, tuple(rows), ("S-137",), note)


def _pairs(study: Study[Synergy], indicator: str, lang: str) -> list[Table]:
    """The pairs that reinforce or replace each other for certain, in the mix's order; no table where there is none."""
    _ = translator(lang)
    result, names = study.result, element_names(study.result, lang)
    frame = result.interactions
    frame = frame[(frame["indicator"] == indicator) & (frame["group"] == HEADLINE)]
    digits = min(2, effect_digits(result, indicator, HEADLINE) + 1)  # interactions are smaller than shares
    rows = [
        Row(
            f"{names[str(r['a'])]} × {names[str(r['b'])]}",
            (
                Cell(pair_words(r["word"], lang), mark="model"),
                _cell(Spread(r["mean"], r["p05"], r["p50"], r["p95"], 1.0), lang, digits),
            ),
        )
        for r in frame.to_dict("records")
        if r["word"] in ("reinforce", "substitute") and round(SCALE["points"] * r["mean"], digits)
    ]
    if not rows:
        return []
    columns = (Column(_("pair")), Column(_("what they do")), Column(_("together beyond apart"), _("percentage points")))
    caption = _("Pairs of elements of {mix} that reinforce or replace each other, firms of the goal: {name}").format(
        mix=getattr(result.mix.name, lang), name=indicator_words(lang)[indicator].name
    )
    note = _("All other pairs are neutral, for their range holds zero, or too small to show.")
    return [Table(f"pairs-{result.mix.id}", caption, columns, tuple(rows), ("S-137",), note)]


def _cell(spread: Spread, lang: str, digits: int) -> Cell:
    low, middle, high = (None if v is None else SCALE["points"] * v for v in (spread.p05, spread.mean, spread.p95))
    return Cell(effect_text(spread, lang, digits), middle, low, high, mark="model")


def _not_computed(comparison: Comparison, lang: str, mixes: list[str]) -> list[Block]:
    _, names = translator(lang), mix_names(comparison, lang)
    settings = comparison.manifest["settings"]
    given = "".join(
        [
            "" if settings["baseline"] == "reference-2020" else f" --baseline {settings['baseline']}",
            "" if settings["future"] == "ex-ante-2020" else f" --future {settings['future']}",
            " --prior" if settings["prior"] else "",
        ]
    )
    lines = [f"smartmix synergy {mix if mix in list_mixes() else mix + '.yaml'}{given}" for mix in mixes]
    return [
        Heading(_("Not computed for this report")),
        Paragraph(
            plain(
                _(
                    "For {mixes} no analysis of the elements belongs to this run. These commands compute it; give the "
                    "folders to smartmix report to have the results shown here."
                ).format(mixes="; ".join(names[mix].name for mix in mixes))
            )
        ),
        Code("\n".join(lines), _("On the command line")),
    ]
