"""What a report says of an objective in words: above, below, no difference worth the name, unclear; and how sure."""

from experiments.compare import Comparison
from experiments.objectives import shipped_objectives
from results.blocks import Bullets
from results.compare.by_objective import failed_checks
from results.compare.changes import failed_sentence
from results.compare.worlds import world_sentence
from results.language import translator
from results.queries import baseline, others, views
from results.ranged import difference_unit
from results.report.number_cells import Measure, Verdict, difference_text, level_text, verdict
from results.report.sentences import capital, graded, joined
from results.traced import Numbers, Sentence
from results.units import unit_words
from results.words import group_words, indicator_words, short_names


def what_you_see(comparison: Comparison, measures: list[Measure], lang: str) -> Bullets:
    """A point per measure: the baseline, then the mixes by what their difference says, in the order given."""
    points: list[tuple[Sentence, ...]] = []
    for m in measures:
        told: list[Sentence] = []
        for view in views(comparison) if others(comparison) else []:
            by_verdict: dict[Verdict, list[str]] = {}
            for mix in others(comparison):
                by_verdict.setdefault(verdict(view, m, mix), []).append(mix)
            if view.world is not None:
                told.append(world_sentence(comparison, view, lang))
            told += [_verdict(view, m, which, mixes, lang) for which, mixes in by_verdict.items()]
        points.append((_start(comparison, m, lang), *told))
    return Bullets(tuple(points), mark="model")


def name_of(m: Measure, lang: str) -> str:
    """What a measure is called in a sentence: the indicator, and the group where it is not all firms."""
    _ = translator(lang)
    name = indicator_words(lang)[m.indicator].name
    if m.group == "all":
        return name
    return _("{indicator} ({group})").format(indicator=name, group=group_words(lang)[m.group].name)


def _start(comparison: Comparison, m: Measure, lang: str) -> Sentence:
    _ = translator(lang)
    n, first = Numbers(comparison, lang), baseline(comparison)
    unit = "" if m.unit == "share" else unit_words(m.unit, lang)
    return n.sentence(
        _("{measure} in {year}: {level} {unit} in {baseline}.")
        if unit
        else _("{measure} in {year}: {level} in {baseline}."),
        measure=capital(name_of(m, lang)),
        level=level_text(n, m, first),
        unit=unit,
        year=m.year,
        baseline=short_names(comparison, lang)[first],
    )


def _verdict(comparison: Comparison, m: Measure, which: Verdict, mixes: list[str], lang: str) -> Sentence:
    _ = translator(lang)
    n, short = Numbers(comparison, lang), short_names(comparison, lang)
    unit = unit_words(difference_unit(m.unit), lang)
    text = {
        "higher": _("Higher, in {unit}: {listed}.") if unit else _("Higher: {listed}."),
        "lower": _("Lower, in {unit}: {listed}.") if unit else _("Lower: {listed}."),
        "nothing": _("No difference worth the name: {names}."),
        "unclear": _("Not clear whether there is a difference, for the range includes zero: {listed}."),
        "unknown": _("Not available: {names}."),
    }[which]
    listed = "; ".join(f"{short[mix]} {difference_text(n, m, mix)}" for mix in mixes)
    return n.sentence(text, listed=listed, unit=unit, names=joined([short[mix] for mix in mixes], lang))


def how_sure(comparison: Comparison, measures: list[Measure], lang: str) -> Bullets | None:
    """What failed in the validation of such claims, and for the first measure the evidence grade.

    None where there is nothing to say: without other mixes, or where they do not differ.
    """
    if not measures or not others(comparison):
        return None
    failed = [sentence for m in measures[:1] if (sentence := _failed(comparison, m, lang))]
    grade = next((sentence for m in measures if (sentence := graded(comparison, m, name_of(m, lang), lang))), None)
    points = tuple((sentence,) for sentence in ([*failed, grade] if grade else failed))
    return Bullets(points, mark="model") if points else None


def _failed(comparison: Comparison, m: Measure, lang: str) -> Sentence | None:
    """What failed in `validate` of all that tests what is said of this indicator."""
    found = (each for each in shipped_objectives().values() if each.indicator == m.indicator)
    claims = dict.fromkeys(claim for each in found for claim in failed_checks(comparison, each, lang))
    return Sentence(failed_sentence(list(claims), lang), ()) if claims else None
