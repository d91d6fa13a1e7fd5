"""What a report says of an objective in words: above, below, no difference worth the name, unclear; and how sure."""

from experiments.compare import Comparison
from results.blocks import Bullets
from results.indicator_words import indicator_words
from results.language import translator
from results.number_format import chance
from results.queries import Query, ask, baseline, last_year, others
from results.ranged import difference_unit
from results.report.number_cells import Measure, Verdict, difference_range, difference_text, level_text, verdict
from results.report.sentences import capital, graded, joined
from results.traced import Numbers, Sentence
from results.units import unit_words
from results.words import group_words, short_names


def what_you_see(comparison: Comparison, measures: list[Measure], lang: str) -> Bullets:
    """A point per measure: the baseline, then the mixes by what their difference says, in the order given."""
    points: list[tuple[Sentence, ...]] = []
    for m in measures:
        by_verdict: dict[Verdict, list[str]] = {}
        for mix in others(comparison):
            by_verdict.setdefault(verdict(comparison, m, mix), []).append(mix)
        told = [_verdict(comparison, m, which, mixes, lang) for which, mixes in by_verdict.items()]
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
    """For each measure how often the two ends differ the same way, and for the first one the evidence grade.

    None where there is nothing to say: without other mixes, or where they do not differ.
    """
    if not measures or not others(comparison):
        return None
    found = [sentence for m in measures if (sentence := _ends(comparison, m, lang))]
    grade = next((sentence for m in measures if (sentence := graded(comparison, m, name_of(m, lang), lang))), None)
    points = tuple((sentence,) for sentence in ([*found, grade] if grade else found))
    return Bullets(points, mark="model") if points else None


def _ends(comparison: Comparison, m: Measure, lang: str) -> Sentence | None:
    """In how many draws the mix with the largest middle difference is above the one with the smallest."""
    _ = translator(lang)
    n, short = Numbers(comparison, lang), short_names(comparison, lang)
    middles = {mix: difference_range(comparison, m, mix).p50 for mix in others(comparison)}
    known = {mix: value for mix, value in middles.items() if value is not None}
    if m.year != last_year(comparison) or len(known) < 2:
        return None
    low, high = min(known, key=lambda mix: known[mix]), max(known, key=lambda mix: known[mix])
    query = Query("chance", high, m.indicator, m.group, other=low)
    value = ask(comparison, query)
    if value is None or known[low] == known[high]:
        return None
    return n.sentence(
        _("How sure: in {chance} of the draws {high} comes out above {low} on {measure}."),
        measure=name_of(m, lang),
        high=short[high],
        low=short[low],
        chance=n.note(query, chance(value, lang)),
    )
