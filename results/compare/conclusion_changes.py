"""The sentences that say who moves: the paired difference in practice by the stage in which firms started."""

from results.language import Translate
from results.queries import GOAL_SHARE, HEADLINE, Query, ask, baseline
from results.traced import Numbers, Sentence, Subject, difference


def who_moves(subject: Subject, _: Translate) -> Sentence | None:
    """Firms of the goal that started as laggards; in words when the mixes change nothing yet."""
    if _nothing_changes(subject):
        return Sentence(
            _(
                "In this run the mixes change nothing against the baseline in {year}: what sets them apart starts "
                "later or reaches no firm."
            ).format(year=subject.last),
            (),
        )
    return _moved(
        subject,
        "laggard",
        _(
            "Who moves: practice of firms of the {goal} goal that started as laggards differs from the baseline "
            "({baseline}) by {high} percentage points in {year} in {high_mix}."
        ),
        _(
            "Who moves: practice of firms of the {goal} goal that started as laggards differs from the baseline "
            "({baseline}) by {low} percentage points in {year} in {low_mix} (the lowest) to {high} in {high_mix} "
            "(the highest)."
        ),
        _(
            "Who moves: for firms of the {goal} goal that started as laggards no mix shows a clear difference in "
            "practice from the baseline ({baseline}) in {year}: {low} percentage points in {low_mix}, {high} in "
            "{high_mix}."
        ),
    )


def leaders(subject: Subject, _: Translate) -> Sentence | None:
    """Firms of the goal that started as leaders."""
    if _nothing_changes(subject):
        return None
    return _moved(
        subject,
        "leader",
        _("Practice of those that started as leaders differs by {high} percentage points in {high_mix}."),
        _(
            "Practice of those that started as leaders differs by {low} percentage points in {low_mix} (the lowest) "
            "to {high} in {high_mix} (the highest)."
        ),
        _(
            "Those that started as leaders: no mix shows a clear difference ({low} percentage points in {low_mix}, "
            "{high} in {high_mix})."
        ),
    )


def _ranges(subject: Subject, group: str) -> list[tuple[float | None, float | None]]:
    def end(mix: str, part: str) -> float | None:
        query = Query("differences", mix, "practice", group, subject.last, "p05" if part == "p05" else "p95")
        return ask(subject.comparison, query)

    return [(end(mix, "p05"), end(mix, "p95")) for mix in subject.mixes]


def _nothing_changes(subject: Subject) -> bool:
    return all(ends == (0.0, 0.0) for ends in _ranges(subject, "all"))


def _moved(subject: Subject, stage: str, one: str, more: str, unclear: str) -> Sentence | None:
    """One mix, or the lowest and the highest of several; unclear when every range holds zero."""
    group = f"{HEADLINE}_started_{stage}"
    n = Numbers(subject.comparison, subject.lang)
    ranges = [ends for ends in _ranges(subject, group) if ends[0] is not None and ends[1] is not None]
    if not ranges:
        return None
    low, high = subject.ends("differences", "practice", group)
    clear = any((p05 or 0.0) > 0.0 or (p95 or 0.0) < 0.0 for p05, p95 in ranges)
    text = one if low == high else more if clear else unclear
    return n.sentence(
        text,
        year=subject.last,
        baseline=subject.name(baseline(subject.comparison)),
        goal=n.constant(GOAL_SHARE),
        low_mix=subject.name(low),
        high_mix=subject.name(high),
        low=difference(n, low, "practice", group, subject.last),
        high=difference(n, high, "practice", group, subject.last),
    )
