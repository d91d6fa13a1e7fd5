"""The conclusion in plain words; every number in it is the answer to a query that stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from experiments.compare import Comparison
from results.conclusion_parts import Numbers, Sentence, difference, level, share
from results.language import Translate, translator
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, Query, ask, baseline, last_year, others
from results.words import short_names


@dataclass(frozen=True)
class _Subject:
    """What the sentences need: the comparison, the language, and the mixes in their order."""

    comparison: Comparison
    lang: str
    mixes: list[str]

    @property
    def last(self) -> int:
        return last_year(self.comparison)

    def name(self, mix: str) -> str:
        return short_names(self.comparison, self.lang)[mix]

    def ends(self, kind: str, indicator: str, group: str) -> tuple[str, str]:
        """The mixes with the lowest and the highest middle value (the first of equals)."""

        def middle(mix: str) -> float:
            query = Query("differences" if kind == "differences" else "levels", mix, indicator, group, self.last)
            value = ask(self.comparison, query)
            return float("inf") if value is None else value

        return min(self.mixes, key=middle), max(reversed(self.mixes), key=middle)


def conclusion(comparison: Comparison, lang: str) -> list[Sentence]:
    """Five to eight sentences: who moves, practice and paper, the goal, small firms, government, how sure.

    A comparison of the baseline with nothing else is described as it is.
    """
    subject = _Subject(comparison, lang, others(comparison) or [baseline(comparison)])
    _ = translator(lang)
    makers: tuple[Callable[[_Subject, Translate], Sentence], ...] = (
        _who_moves, _leaders, _paper, _goal, _small_firms, _government, _law, _how_sure,
    )  # fmt: skip
    if not others(comparison):
        makers = (_paper, _goal, _small_firms, _government, _law, _how_sure)
    return [make(subject, _) for make in makers]


def _moved(subject: _Subject, group: str, one: str, more: str, none: str) -> Sentence:
    """What changes against the baseline in a starting group: one mix, or the lowest and highest of several."""
    n = Numbers(subject.comparison, subject.lang)
    low, high = subject.ends("differences", "practice", group)
    ranges = [
        (
            ask(subject.comparison, Query("differences", mix, "practice", group, subject.last, "p05")),
            ask(subject.comparison, Query("differences", mix, "practice", group, subject.last, "p95")),
        )
        for mix in subject.mixes
    ]
    clear = any(low_end is not None and high_end is not None and (low_end > 0 or high_end < 0) for low_end, high_end in ranges)
    text = more if low != high else one
    return n.sentence(
        text if clear else none, year=subject.last, baseline=subject.name(baseline(subject.comparison)),
        low_mix=subject.name(low), high_mix=subject.name(high),
        low=difference(n, low, "practice", group, subject.last),
        high=difference(n, high, "practice", group, subject.last),
    )  # fmt: skip


def _who_moves(subject: _Subject, _: Translate) -> Sentence:
    return _moved(
        subject, "started_laggard",
        _("Who moves: practice of firms that started as laggards differs from the baseline ({baseline}) by {high} percentage points in {year} in {high_mix}."),
        _("Who moves: practice of firms that started as laggards differs from the baseline ({baseline}) by {low} percentage points in {year} in {low_mix} (the smallest) to {high} in {high_mix} (the largest)."),
        _("Who moves: for firms that started as laggards no mix shows a clear difference in practice from the baseline ({baseline}) in {year} (from {low} percentage points in {low_mix} to {high} in {high_mix})."),
    )  # fmt: skip


def _leaders(subject: _Subject, _: Translate) -> Sentence:
    return _moved(
        subject, "started_leader",
        _("Practice of firms that started as leaders differs by {high} percentage points in {high_mix}."),
        _("Practice of firms that started as leaders differs by {low} percentage points in {low_mix} (the smallest) to {high} in {high_mix} (the largest)."),
        _("Firms that started as leaders: no mix shows a clear difference (from {low} percentage points in {low_mix} to {high} in {high_mix})."),
    )  # fmt: skip


def _paper(subject: _Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    low, high = subject.ends("levels", "paper_gap", HEADLINE)
    text = (
        _("Practice is not paper: firms of the {goal} goal report {reported} in {high_mix} and do {practice}; the gap between the two is {low_gap} in {low_mix} and {high_gap} in {high_mix}.")
        if low != high
        else _("Practice is not paper: firms of the {goal} goal report {reported} in {high_mix} and do {practice}; the gap between the two is {high_gap}.")
    )  # fmt: skip
    return n.sentence(
        text, goal=n.constant(GOAL_SHARE), low_mix=subject.name(low), high_mix=subject.name(high),
        reported=level(n, high, "reported", HEADLINE, subject.last),
        practice=level(n, high, "practice", HEADLINE, subject.last),
        low_gap=level(n, low, "paper_gap", HEADLINE, subject.last),
        high_gap=level(n, high, "paper_gap", HEADLINE, subject.last),
    )  # fmt: skip


def _goal(subject: _Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    has_goal_year = GOAL_YEAR in subject.comparison.summary.years
    year = GOAL_YEAR if has_goal_year else subject.last
    chances = {mix: ask(subject.comparison, Query("reached", mix)) or 0.0 for mix in subject.mixes}
    best = max(reversed(subject.mixes), key=lambda mix: chances[mix])
    text = (
        _("The {goal} goal for {year}: in {mix} {endorsement} of its firms endorse the guidelines in public in that year; the chance that {goal} do is {chance} in that year, and {later} at some time up to {last}.")
        if has_goal_year
        else _("The {goal} goal: in {mix} {endorsement} of its firms endorse the guidelines in public in {year}; the chance that {goal} do at some time up to {last} is {later}.")
    )  # fmt: skip
    return n.sentence(
        text, goal=n.constant(GOAL_SHARE), year=year, last=subject.last, mix=subject.name(best),
        endorsement=level(n, best, "endorsement", HEADLINE, year),
        chance=share(n, Query("draws", best, "endorsement", HEADLINE, year, threshold=GOAL_SHARE)),
        later=share(n, Query("reached", best)),
    )  # fmt: skip


def _small_firms(subject: _Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    _low, high = subject.ends("levels", "burden_share_turnover", "small")
    return n.sentence(
        _("Small firms (10 to 49 persons) spend {burden} euro a year per {unit} euro of turnover in {mix}, and {reference} in {baseline}; firms of the {goal} goal spend {large} in {mix}."),
        mix=subject.name(high), baseline=subject.name(baseline(subject.comparison)), goal=n.constant(GOAL_SHARE),
        unit=n.whole(100_000),
        burden=level(n, high, "burden_share_turnover", "small", subject.last, "per_turnover"),
        reference=level(n, baseline(subject.comparison), "burden_share_turnover", "small", subject.last, "per_turnover"),
        large=level(n, high, "burden_share_turnover", HEADLINE, subject.last, "per_turnover"),
    )  # fmt: skip


def _government(subject: _Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    _low, high = subject.ends("levels", "government_cost_eur", "all")
    return n.sentence(
        _("The government spends {cost} million euro in {year} in {mix}, with {posts} full-time posts of supervisors, and {reference} million euro in {baseline}."),
        year=subject.last, mix=subject.name(high), baseline=subject.name(baseline(subject.comparison)),
        cost=level(n, high, "government_cost_eur", "all", subject.last, "million_eur"),
        posts=level(n, high, "supervisor_fte", "all", subject.last, "number"),
        reference=level(n, baseline(subject.comparison), "government_cost_eur", "all", subject.last, "million_eur"),
    )  # fmt: skip


def _law(subject: _Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    reach = "reach_due_diligence_law_firms"
    chances = {mix: ask(subject.comparison, Query("draws", mix, reach, HEADLINE, subject.last)) or 0.0 for mix in subject.mixes}
    low = min(subject.mixes, key=lambda mix: chances[mix])
    high = max(reversed(subject.mixes), key=lambda mix: chances[mix])
    text = (
        _("A due-diligence law binds firms of the {goal} goal in {year} in {low} of the draws in {low_mix} and {high} in {high_mix}, against {reference} in {baseline}. That depends on the future chosen: a national bill freezes while the EU works on a law of its own.")
        if low != high
        else _("A due-diligence law binds firms of the {goal} goal in {year} in {high} of the draws in {high_mix}, against {reference} in {baseline}. That depends on the future chosen: a national bill freezes while the EU works on a law of its own.")
    )  # fmt: skip
    return n.sentence(
        text, goal=n.constant(GOAL_SHARE), year=subject.last, low_mix=subject.name(low), high_mix=subject.name(high),
        baseline=subject.name(baseline(subject.comparison)),
        low=share(n, Query("draws", low, reach, HEADLINE, subject.last)),
        high=share(n, Query("draws", high, reach, HEADLINE, subject.last)),
        reference=share(n, Query("draws", baseline(subject.comparison), reach, HEADLINE, subject.last)),
    )  # fmt: skip


def _how_sure(subject: _Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    return n.sentence(
        _("How sure: between brackets stands the range 5–95 over {draws} draws of {uncertain} uncertain numbers, of which {assumed} are assumptions without a measurement; they have not yet been calibrated, so this is an exploration and no forecast."),
        draws=n.number(Query("settings", indicator="draws")),
        uncertain=n.number(Query("parameters", group="all")),
        assumed=n.number(Query("parameters", group="assumed")),
    )  # fmt: skip


def caveats(lang: str) -> list[str]:
    """What is not modelled and how not to read the result; for below the first screen."""
    _ = translator(lang)
    return [
        _("Effect on the ground in the chains cannot be attributed to a mix (S-105): the chain risk index is an exploratory index, no number of victims or euros."),
        _("No source observes practice independently of what firms say; how large the paper gap is rests on an assumption."),
        _("The published cost of due diligence for one large firm differs by a factor of thirty; burden is therefore an indication with a wide range (K-1 to K-12)."),
        _("Support in society, legal soundness and feasibility are not computed."),
        _("Not modelled: firms that start, end or move, prices on markets, and what other countries do apart from EU law."),
    ]  # fmt: skip
