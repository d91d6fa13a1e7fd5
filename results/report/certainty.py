"""What the differences rest on, what is assumed, what is not modelled; apart from that, what holds in other worlds."""

from experiments.compare import Comparison
from experiments.robustness.result import RobustnessResult
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
from results.compare.conclusion import caveats
from results.compare.reproduce import file_name, quoted
from results.compare.rows import OBJECTIVES
from results.grade.words import grade_lines
from results.language import capital, translator
from results.number_format import SCALE, percent
from results.queries import Query, baseline, last_year, others
from results.report.number_cells import Measure
from results.report.objective_words import name_of
from results.report.sentences import from_study, graded
from results.report.studies import ShownStudy, Studies, covered
from results.robustness.figure import robustness_pictures
from results.robustness.table import objective_lines
from results.robustness.words import head_lines, notes, title_of
from results.traced import Numbers, Sentence
from results.units import unit_of, unit_words
from results.words import baseline_words, in_running_text, short_names


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """The evidence first, then what is missing; all on the draws of this run."""
    _ = translator(lang)
    return Chapter(
        "certainty",
        _("What is not known"),
        (
            *(_evidence(comparison, lang) if others(comparison) else []),
            Heading(_("What is assumed")),
            Paragraph((_assumed(comparison, lang),), mark="model"),
            Heading(_("What is not modelled, and how not to read the results")),
            Bullets(tuple(plain(text) for text in caveats(lang))),
        ),
    )


def in_other_worlds(comparison: Comparison, lang: str, studies: Studies) -> Chapter:
    """Robustness, from a study on draws of its own."""
    _, blocks = translator(lang), list[Block]()
    if others(comparison):
        study = studies.robustness_of(comparison)
        blocks += _robust(study, comparison, lang) if study else _not_computed(comparison, lang)
    blocks += _left_out(studies, comparison, lang)
    return Chapter("other-worlds", _("The mixes in other worlds"), tuple(blocks))


def _robust(study: ShownStudy[RobustnessResult], comparison: Comparison, lang: str) -> list[Block]:
    _ = translator(lang)
    result, source = study.result, f"robustness:{study.run}"
    mixes, head = covered(study, comparison), head_lines(study.result, lang)
    figures = [p for p in robustness_pictures(result, lang) if p.name == "robustness-pareto"]
    short = short_names(comparison, lang)
    left = [in_running_text(mix, short, lang) for mix in others(comparison) if mix not in mixes]
    missing = _("Not looked at there: {mixes}.").format(mixes=", ".join(left)) if left else ""
    return [
        Paragraph(
            plain(
                _(
                    "The same mixes were run in other futures, with other structures of the model, and under "
                    "named shocks, one "
                    "change at a time."
                )
            )
            + from_study(source, *head[1:])
            + plain(*([missing] if missing else []))
        ),
        _better(study, comparison, mixes, lang),
        _regret(study, comparison, mixes, lang),
        *map(FigureBlock, figures),
        Paragraph(from_study(source, *notes(result, lang)), style="small"),
    ]


def _better(study: ShownStudy[RobustnessResult], comparison: Comparison, mixes: list[str], lang: str) -> Table:
    """Per objective and mix: share of the cases in which it is better than the baseline, over all worlds."""
    _, short = translator(lang), short_names(comparison, lang)
    found = study.result
    pairs = {(row.objective, row.mix): row for row in found.pairs if row.other == found.baseline}
    rows: list[Row] = []
    for name in found.objectives:
        texts = {mix: line[4] for mix, line in zip(found.mixes, objective_lines(found, name, lang)[1], strict=True)}
        cells = [
            _ranged(texts[mix], (pair.better, pair.lowest, pair.highest), 100.0)
            for mix in mixes
            for pair in (pairs[name, mix],)
        ]
        rows.append(Row(capital(title_of(name, found, lang).text), tuple(cells)))
    return Table(
        "robustness-better",
        _("Share of the cases in which a mix is better than {baseline}, by objective").format(
            baseline=baseline_words(comparison, lang)
        ),
        (Column(_("objective")), *(Column(short[mix], "%") for mix in mixes)),
        tuple(rows),
        ("S-038",),
        _("Between brackets the lowest and the highest share of a single world. Run: {run}.").format(run=study.run),
    )


def _regret(study: ShownStudy[RobustnessResult], comparison: Comparison, mixes: list[str], lang: str) -> Table:
    """Per objective and mix: how much worse than the best mix of the same case, not exceeded in most cases."""
    _, short = translator(lang), short_names(comparison, lang)
    found, rows = study.result, list[Row]()
    regrets, shown = {(row.objective, row.mix): row for row in found.regret}, [found.baseline, *mixes]
    for name, objective in found.objectives.items():
        texts = {mix: line[2] for mix, line in zip(found.mixes, objective_lines(found, name, lang)[1], strict=True)}
        unit, title = unit_of(objective.indicator), capital(title_of(name, found, lang).text)
        cells = [
            _ranged(texts[mix], (lost.upper, lost.upper_low, lost.upper_high), SCALE[unit])
            for mix in shown
            for lost in (regrets[name, mix],)
        ]
        rows.append(Row(f"{title}: {unit_words('points', lang)}" if unit == "share" else title, tuple(cells)))
    share = percent(found.regret_quantile, lang, 0)
    return Table(
        "robustness-regret",
        _("Regret that is not exceeded in {share} of the cases, by objective").format(share=share),
        (Column(_("objective")), *(Column(short[mix]) for mix in shown)),
        tuple(rows),
        ("S-038",),
        _("In the unit that stands with the objective; less is better. Run: {run}.").format(run=study.run),
    )


def _ranged(text: str, numbers: tuple[float | None, float | None, float | None], scale: float) -> Cell:
    middle, low, high = (None if number is None else number * scale for number in numbers)
    return Cell(text) if middle is None else Cell(text, middle, low, high, mark="model")


def _evidence(comparison: Comparison, lang: str) -> list[Block]:
    """The evidence grade of the main difference on each objective; what is said where there is none."""
    _, last = translator(lang), last_year(comparison)
    measures = [Measure(o.key, o.indicator, o.group, unit_of(o.indicator), last) for o in OBJECTIVES]
    found = [sentence for m in measures if (sentence := graded(comparison, m, name_of(m, lang), lang))]
    *_each, reading = grade_lines(comparison, lang)
    how = from_study("grade", reading)
    return [
        Heading(_("What the differences rest on")),
        *([Bullets(tuple((sentence,) for sentence in found), mark="model")] if found else []),
        Paragraph(how, style="small"),
    ]


def _assumed(comparison: Comparison, lang: str) -> Sentence:
    """How many of the uncertain numbers are measured, estimated and assumed."""
    _ = translator(lang)
    n = Numbers(comparison, lang)
    return n.sentence(
        _(
            "Of the {all} uncertain numbers of the model {measured} are measured, {estimated} are estimated from "
            "publications and {assumed} are assumed; each has a source or a reason, a range and a grade in "
            "docs/parameters.md."
        ),
        **{grade: n.number(Query("parameters", group=grade)) for grade in ("all", "measured", "estimated", "assumed")},
    )


def _not_computed(comparison: Comparison, lang: str) -> list[Block]:
    _, settings = translator(lang), comparison.manifest["settings"]
    mixes = " ".join(map(file_name, others(comparison)))
    line = f"smartmix robustness {mixes} --baseline {file_name(baseline(comparison))}"
    line += f" --future {quoted(settings['future'])}" + (" --prior" if settings["prior"] else "")
    line += f" --posterior {quoted(settings['posterior'])}" if settings["posterior"] else ""
    return [
        Paragraph(
            plain(
                _(
                    "Whether the results hold in other futures, with other structures of the model and under "
                    "shocks was not "
                    "computed for this run. This command does it; give the folder to smartmix report to have it "
                    "shown here."
                )
            )
        ),
        Code(line, _("On the command line")),
    ]


def _left_out(studies: Studies, comparison: Comparison, lang: str) -> list[Block]:
    """Run folders that were given and are not shown."""
    _, names = translator(lang), studies.left_out(comparison)
    if not names:
        return []
    return [
        Paragraph(
            plain(
                _(
                    "Given and not shown, for they are of other mixes, draws, rules or another future than this "
                    "run: {names}."
                ).format(names=", ".join(names))
            )
        )
    ]
