"""Sentences that chapters share: from a study, about the evidence grade, and lists of names."""

from dataclasses import dataclass

from experiments.compare import Comparison
from results.grade.rows import grade_of, graded_mixes
from results.grade.words import order_words, shares_words
from results.language import translator
from results.queries import Query, ask, last_year
from results.report.number_cells import Measure
from results.traced import Asked, Numbers, Sentence
from results.words import baseline_words, in_running_text, short_names


@dataclass(frozen=True)
class StudySentence(Sentence):
    """A sentence whose numbers stand in another file than the comparison; `source` names that file."""

    source: str = ""


def from_study(source: str, *texts: str) -> tuple[Sentence, ...]:
    """Sentences with numbers of a study or of the evidence grade; empty texts are left out."""
    return tuple(StudySentence(text, (), source) for text in texts if text)


def graded(comparison: Comparison, m: Measure, name: str, lang: str) -> Sentence | None:
    """What the main difference of a measure (called `name`) rests on, and whether the order is robust.

    None where no grade was computed for it.
    """
    _ = translator(lang)
    grade, _lacking = grade_of(comparison, lang)
    if grade is None or m.year != last_year(comparison):
        return None
    found: list[tuple[float, str]] = []
    for mix in graded_mixes(comparison, grade):
        size = ask(comparison, Query("differences", mix, m.indicator, m.group, m.year))
        if size is not None and grade.cell(mix, m.indicator, m.group):
            found.append((abs(size), mix))
    if not found:
        return None
    mix = max(found, key=lambda one: one[0])[1]
    cell, order = grade.results[mix][m.indicator][m.group], grade.order(m.indicator, m.group)
    short = short_names(comparison, lang)
    words = shares_words(cell, lang)
    if order is not None:
        words = f"{words} {order_words(order, comparison.mixes, lang)}".rstrip()
    text = _("Evidence for {measure}, {mix} beside {baseline}: {grade}").format(
        measure=name, mix=in_running_text(mix, short, lang), baseline=baseline_words(comparison, lang), grade=words
    )
    shares = {part: share for part, share in (cell.percent or {}).items() if share}
    where = ("grade", mix, m.indicator, m.group, m.year)
    return StudySentence(
        text, tuple(Asked(Query(*where, other=part), str(share)) for part, share in shares.items()), "grade"
    )


def settings_sentence(comparison: Comparison, lang: str) -> Sentence:
    """Draws, firms and seed of the run."""
    _ = translator(lang)
    n, settings = Numbers(comparison, lang), comparison.manifest["settings"]
    sampled = isinstance(settings["firms"], int)
    return n.sentence(
        _(
            "{draws} draws of the uncertain numbers, {firms} simulated firms, seed {seed}; figures of {year} unless "
            "another year is given."
        ),
        draws=n.number(Query("settings", indicator="draws")),
        firms=n.number(Query("settings", indicator="firms")) if sampled else _("all"),
        seed=n.number(Query("settings", indicator="seed")),
        year=last_year(comparison),
    )
