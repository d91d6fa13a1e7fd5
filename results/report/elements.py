"""Do the elements of a mix reinforce one another? What a synergy analysis found, or the command that computes it."""

from dataclasses import replace

from experiments.compare import Comparison
from experiments.result_parts import SpreadOfDefined
from experiments.synergy.result import SynergyResult
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
from results.compare.reproduce import file_name
from results.language import translator
from results.number_format import SCALE
from results.queries import HEADLINE, others
from results.report.sentences import from_study
from results.report.studies import ShownStudy, Studies
from results.synergy.figure import synergy_pictures
from results.synergy.words import (
    effect,
    effect_digits,
    element_names,
    grouping_lines,
    head_lines,
    notes,
    pair_digits,
    pair_lines,
    pair_words,
    whole_line,
    world_lines,
)
from results.words import indicator_words, mix_names, study_name

#: The indicator that is shown by element; the others get a sentence.
_SHOWN = "practice"


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


def _found(study: ShownStudy[SynergyResult], lang: str) -> list[Block]:
    _ = translator(lang)
    found, source = study.result, f"synergy:{study.run}"
    shown = _SHOWN if _SHOWN in found.indicators else next(iter(found.indicators))
    rest = [name for name in found.indicators if name != shown]
    texts = [whole_line(found, name, HEADLINE, lang) for name in rest]
    pairs = _pairs(study, shown, lang)
    no_pairs = [] if pairs else pair_lines(found, shown, HEADLINE, lang)
    worlds, grouping = world_lines(found, shown, lang), grouping_lines(found, lang)
    head = [line for line in head_lines(found, lang)[1:] if line not in grouping]
    blocks: list[Block] = [
        Paragraph(from_study(source, whole_line(found, shown, HEADLINE, lang), *worlds, *no_pairs), mark="model"),
        _table(study, shown, lang),
        *pairs,
    ]
    if texts:
        blocks.append(Bullets(tuple(from_study(source, text) for text in texts), mark="model"))
    picture = next((p for p in synergy_pictures(found, lang) if p.name.endswith(f"waterfall-{shown}")), None)
    if picture is not None:
        blocks.append(FigureBlock(replace(picture, name=f"{picture.name}-{found.mix}")))
    blocks.append(Paragraph(from_study(source, *head, *grouping, *notes(found, lang)[:2]), style="small"))
    return blocks


def _table(study: ShownStudy[SynergyResult], indicator: str, lang: str) -> Table:
    """A row per element: its share, what it adds alone, and what the mix loses without it."""
    _ = translator(lang)
    found, points = study.result, _("percentage points")
    effect = found.indicators[indicator].groups[HEADLINE]
    digits = effect_digits(found, indicator, HEADLINE)
    rows = [
        Row(name, tuple(_cell(spread, lang, digits) for spread in effect.elements[element].all_three))
        for element, name in element_names(found, lang).items()
    ]
    whole = _cell(effect.total, lang, digits)
    rows.append(Row(_("together"), (whole, Cell(""), Cell(""))))
    columns = (
        Column(_("element")),
        Column(_("share"), points),
        Column(_("alone"), points),
        Column(_("within the mix"), points),
    )
    caption = _("What each element of {mix} adds, firms of the goal in {year}: {indicator}").format(
        mix=study_name(found, found.mix, lang), year=found.year, indicator=indicator_words(lang)[indicator].name
    )
    note = _("Computed apart from this run, in the run of synergy named {run}.").format(run=study.run)
    return Table(f"elements-{found.mix}", caption, columns, tuple(rows), ("S-137",), note)


def _pairs(study: ShownStudy[SynergyResult], indicator: str, lang: str) -> list[Table]:
    """The pairs that reinforce or replace each other for certain, in the mix's order; no table where there is none."""
    _ = translator(lang)
    found, names = study.result, element_names(study.result, lang)
    digits = pair_digits(found, indicator, HEADLINE)
    rows = [
        Row(
            f"{names[pair.a]} × {names[pair.b]}",
            (Cell(pair_words(pair.word, lang), mark="model"), _cell(pair, lang, digits)),
        )
        for pair in found.indicators[indicator].groups[HEADLINE].interactions
        if pair.word in ("reinforce", "substitute") and round(SCALE["points"] * (pair.mean or 0.0), digits)
    ]
    if not rows:
        return []
    columns = (Column(_("pair")), Column(_("what they do")), Column(_("together beyond apart"), _("percentage points")))
    caption = _("Pairs of elements of {mix} that reinforce or replace each other, firms of the goal: {name}").format(
        mix=study_name(found, found.mix, lang), name=indicator_words(lang)[indicator].name
    )
    note = _("All other pairs are neutral, for their range holds zero, or too small to show.")
    return [Table(f"pairs-{found.mix}", caption, columns, tuple(rows), ("S-137",), note)]


def _cell(spread: SpreadOfDefined, lang: str, digits: int) -> Cell:
    found = effect(spread, digits)
    low, middle, high = found.scaled
    return Cell(found.text(lang), middle, low, high, mark="model")


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
    lines = [f"smartmix synergy {file_name(mix)}{given}" for mix in mixes]
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
