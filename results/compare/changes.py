"""Sentences on what mixes change: who does more than the size that matters, with its range, by world."""

from experiments.compare import Comparison
from results.compare.by_objective import (
    chance_that_it_matters,
    exceeds,
    failed_checks,
    shown_objectives,
    size_number,
    size_words,
)
from results.compare.worlds import by_world
from results.language import Translate, translator
from results.queries import GOAL_SHARE, HEADLINE, Query, ask, baseline, views
from results.ranged import Ranged
from results.traced import Numbers, Sentence, Subject, difference, level
from results.units import unit_of
from results.words import baseline_words

#: From this chance of a difference of the size that matters a mix is said to make it: more likely than not.
LIKELY = 0.5
#: Firms of the goal that started as laggards.
LAGGARDS = f"{HEADLINE}_started_laggard"


def who_moves(subject: Subject, _: Translate) -> Sentence | None:
    """Firms of the goal that started as laggards; in words when the mixes change nothing yet."""
    if nothing_changes(subject):
        return Sentence(
            _(
                "In this run the mixes change nothing against the baseline in {year}: what sets them apart starts "
                "later or reaches no firm."
            ).format(year=subject.last),
            (),
        )
    return changes(
        subject,
        "practice_laggards",
        _(
            "Who moves: in {year} firms of the {goal} goal that started as laggards do at least {size} more than under "
            "{baseline}, in over half of the draws: {listed}."
        ),
        _(
            "Who moves: in {year} what firms of the {goal} goal that started as laggards do differs by at least {size} "
            "from {baseline}, in over half of the draws: {listed}."
        ),
    )


def leaders(subject: Subject, _: Translate) -> Sentence | None:
    """Firms of the goal that started as leaders."""
    if nothing_changes(subject):
        return None
    return changes(
        subject,
        "practice_leaders",
        _("Those that started as leaders do at least {size} more: {listed}."),
        _("What those that started as leaders do differs by at least {size}: {listed}."),
    )


def nothing_changes(subject: Subject) -> bool:
    """Whether practice is the same under every mix, in every draw."""
    found = [(mix, part) for mix in subject.mixes for part in ("p05", "p95")]
    values = [
        ask(subject.comparison, Query("differences", mix, "practice", "all", subject.last, part))  # pyright: ignore[reportArgumentType]
        for mix, part in found
    ]
    return all(value == 0.0 for value in values)


def lead_title(subject: Subject, _: Translate) -> Sentence:
    """The finding of `who_moves` in one line, for a title: which mixes, without their numbers and checks.

    "Probably" stands for over half of the draws.
    """
    where, key = subject.comparison, "practice_laggards"
    if nothing_changes(subject) or key not in shown_objectives(where) or not _known(subject, key):
        return Sentence(_("In this run the mixes change nothing by {year}").format(year=subject.last), ())
    n = Numbers(where, subject.lang)
    n.note(Query("size", indicator=key), size_number(where, key, subject.lang))
    more = _("Laggards of the {goal} goal probably do at least {size} more in {year} than under {baseline}: {listed}")
    other = _(
        "What laggards of the {goal} goal do probably differs in {year} by at least {size} from {baseline}: {listed}"
    )
    return n.sentence(
        other if _lowers(subject, key) else more,
        year=subject.last,
        baseline=baseline_words(where, subject.lang),
        goal=n.constant(GOAL_SHARE),
        size=size_words(where, key, subject.lang),
        listed=by_world(subject, n, lambda inside, _numbers: ", ".join(_likely(inside, key)) or _("no mix")),
    )


def changes(subject: Subject, key: str, text: str, with_less: str = "", **fields: object) -> Sentence | None:
    """A sentence with {listed}: by world the mixes that change an objective by the size that matters in most draws.

    with_less: said instead where one of them lowers it, for a text that says "more". Below it stands what failed in
    the validation of such claims. None where the group has no firms.
    """
    found = shown_objectives(subject.comparison)
    if key not in found or not _known(subject, key):
        return None
    objective = found[key][0]
    n = Numbers(subject.comparison, subject.lang)
    n.note(Query("size", indicator=key), size_number(subject.comparison, key, subject.lang))
    sentence = n.sentence(
        with_less if with_less and _lowers(subject, key) else text,
        year=subject.last,
        baseline=baseline_words(subject.comparison, subject.lang),
        goal=n.constant(GOAL_SHARE),
        size=size_words(subject.comparison, key, subject.lang),
        listed=by_world(subject, n, lambda inside, numbers: _listed(inside, numbers, key)),
        **fields,
    )
    failed = failed_sentence(failed_checks(subject.comparison, objective, subject.lang), subject.lang)
    return Sentence(f"{sentence.text} {failed}".rstrip(), sentence.query)


def _known(subject: Subject, key: str) -> bool:
    objective, year, _size = shown_objectives(subject.comparison)[key]
    where = objective.indicator, objective.group, year
    return any(ask(subject.comparison, Query("differences", mix, *where)) is not None for mix in subject.mixes)


def _lowers(subject: Subject, key: str) -> bool:
    """Whether, in some world, a mix that is listed lowers the objective."""
    return any(
        exceeds(view, key, mix).threshold < 0.0 and (chance_that_it_matters(view, key, mix) or 0.0) > LIKELY
        for view in views(subject.comparison)
        for mix in subject.mixes
    )


def failed_sentence(failed: list[str], lang: str) -> str:
    """What failed in `validate` for a claim, or nothing."""
    _ = translator(lang)
    return _("Validation failed for: {claims}.").format(claims=", ".join(failed)) if failed else ""


def _listed(subject: Subject, n: Numbers, key: str) -> str:
    """`Mix 1 +3.1 (+1.2 to +7.5), Mix 2 …`; `no mix` where none is likely to reach the size."""
    _ = translator(subject.lang)
    objective, year, _size = shown_objectives(subject.comparison)[key]
    where = objective.indicator, objective.group, year, unit_of(objective.indicator)
    told = [f"{name} {difference(n, mix, *where)}" for name, mix in _likely(subject, key).items()]
    return ", ".join(told) or _("no mix")


def _likely(subject: Subject, key: str) -> dict[str, str]:
    """By name the mixes that change the objective by the size that matters in most draws."""
    found = {mix: chance_that_it_matters(subject.comparison, key, mix) or 0.0 for mix in subject.mixes}
    return {subject.name(mix): mix for mix, chance in found.items() if chance > LIKELY}


def in_firms(comparison: Comparison, lang: str, mixes: list[str]) -> Sentence | None:
    """How many of the firms that started as laggards reach the bar of basic practice, beyond the baseline."""
    _ = translator(lang)
    n, subject = Numbers(comparison, lang), Subject(comparison, lang, mixes)
    if not mixes or ask(comparison, Query("levels", baseline(comparison), "firms", LAGGARDS, subject.last)) is None:
        return None
    return n.sentence(
        _(
            "In firms: of the {count} firms of the {goal} goal that started as laggards, so many more than under "
            "{baseline} reach the bar of basic due diligence in {year}: {listed}."
        ),
        count=level(n, baseline(comparison), "firms", LAGGARDS, subject.last, "number"),
        goal=n.constant(GOAL_SHARE),
        baseline=baseline_words(comparison, lang),
        year=subject.last,
        listed=by_world(subject, n, _gained),
    )


def _gained(subject: Subject, n: Numbers) -> str:
    return ", ".join(f"{subject.name(mix)} {firms_text(n, mix)}" for mix in subject.mixes)


def firms_text(n: Numbers, mix: str) -> str:
    """`+18 (+1 to +43)`: firms that started as laggards and reach the bar, beyond the baseline."""
    year = n.comparison.year
    found = firms_range(n.comparison, mix)
    for part, text in zip(("p50", "p05", "p95"), found.written(n.lang), strict=True):
        n.note(Query("firms", mix, "basic_practice", LAGGARDS, year, part), text)  # pyright: ignore[reportArgumentType]
    return found.text(n.lang)


def firms_range(comparison: Comparison, mix: str) -> Ranged:
    """Firms of the goal that started as laggards and have the basics, beyond the baseline, in whole firms."""
    where = mix, "basic_practice", LAGGARDS, comparison.year
    low, middle, high = (ask(comparison, Query("firms", *where, part)) for part in ("p05", "p50", "p95"))  # pyright: ignore[reportArgumentType]
    return Ranged(low, middle, high, "number", is_change=True, digits=0)
