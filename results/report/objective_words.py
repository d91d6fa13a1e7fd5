"""What a report says of an objective in words: above, below, no difference worth the name, unclear; what failed."""

from experiments.compare import Comparison
from experiments.objectives import shipped_objectives
from results.blocks import Bullets, plain
from results.compare.by_objective import failed_checks
from results.compare.changes import failed_sentence
from results.compare.worlds import world_name
from results.language import capital, translator
from results.queries import others, views
from results.report.number_cells import Measure, Verdict, verdict
from results.traced import Sentence
from results.words import group_words, in_running_text, indicator_words, joined, short_names


def what_you_see(comparison: Comparison, measures: list[Measure], lang: str) -> Bullets:
    """A point per measure: the mixes by what their difference says, in the order given; the table has the numbers."""
    points: list[tuple[Sentence, ...]] = []
    for m in measures:
        told = [_start(m, lang)]
        for view in views(comparison) if others(comparison) else []:
            by_verdict: dict[Verdict, list[str]] = {}
            for mix in others(comparison):
                by_verdict.setdefault(verdict(view, m, mix), []).append(mix)
            if view.world is not None:
                told += plain(f"{capital(world_name(view, lang))}:")
            told += plain(*(_verdict(view, which, mixes, lang) for which, mixes in by_verdict.items()))
        points.append(tuple(told))
    return Bullets(tuple(points), mark="model")


def name_of(m: Measure, lang: str) -> str:
    """What a measure is called in a sentence: the indicator, and the group where it is not all firms."""
    _ = translator(lang)
    name = indicator_words(lang)[m.indicator].name
    if m.group == "all":
        return name
    return _("{indicator} ({group})").format(indicator=name, group=group_words(lang)[m.group].name)


def _start(m: Measure, lang: str) -> Sentence:
    _ = translator(lang)
    return Sentence(_("{measure} in {year}.").format(measure=capital(name_of(m, lang)), year=m.year), ())


def _verdict(comparison: Comparison, which: Verdict, mixes: list[str], lang: str) -> str:
    _, short = translator(lang), short_names(comparison, lang)
    text = {
        "higher": _("Higher: {names}."),
        "lower": _("Lower: {names}."),
        "nothing": _("No difference worth the name: {names}."),
        "unclear": _("Not clear whether there is a difference, for the range includes zero: {names}."),
        "unknown": _("Not available: {names}."),
    }[which]
    return text.format(names=joined([in_running_text(mix, short, lang) for mix in mixes], lang))


def what_failed(comparison: Comparison, measures: list[Measure], lang: str) -> Bullets | None:
    """What failed in `validate` of all that tests what is said of the first measure; None where nothing did.

    None too without other mixes, of which nothing is said.
    """
    if not measures or not others(comparison):
        return None
    found = (each for each in shipped_objectives().values() if each.indicator == measures[0].indicator)
    claims = dict.fromkeys(claim for each in found for claim in failed_checks(comparison, each, lang))
    return Bullets((plain(failed_sentence(list(claims), lang)),), mark="model") if claims else None
