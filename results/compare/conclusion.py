"""The conclusion in plain words; every number in it is the answer to a query that stands beside it."""

from collections.abc import Callable
from itertools import islice

from experiments.compare import Comparison
from results.compare.conclusion_changes import leaders, who_moves
from results.grade.words import grade_sentence
from results.language import Translate, translator
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, Query, ask, baseline, drawn_from, others
from results.traced import Numbers, Sentence, Subject, level, share


def conclusion(comparison: Comparison, lang: str, most: int | None = None) -> list[Sentence]:
    """Five to eight sentences: who moves, practice and paper, the goal, small firms, government, how sure.

    `most`: make the first so many only, for a page that should not wait for the others.

    A comparison of the baseline with nothing else is described as it is; a sentence that would have no number
    is left out.
    """
    subject = Subject(comparison, lang, others(comparison) or [baseline(comparison)])
    _ = translator(lang)
    makers: tuple[Callable[[Subject, Translate], Sentence | None], ...] = (
        who_moves,
        leaders,
        _paper,
        _goal,
        _small_firms,
        _government,
        _law,
        _how_sure,
    )
    if not others(comparison):
        makers = (_paper, _goal, _small_firms, _government, _law, _how_sure)
    return list(islice((sentence for make in makers if (sentence := make(subject, _)) is not None), most))


def _paper(subject: Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    low, high = subject.ends("levels", "paper_gap", HEADLINE)
    text = (
        _(
            "Practice is not paper: firms of the {goal} goal report {reported} in {high_mix} and do {practice}; "
            "the gap between the two is {low_gap} in {low_mix} and {high_gap} in {high_mix}."
        )
        if low != high
        else _(
            "Practice is not paper: firms of the {goal} goal report {reported} in {high_mix} and do {practice}; "
            "the gap between the two is {high_gap}."
        )
    )
    return n.sentence(
        text,
        goal=n.constant(GOAL_SHARE),
        low_mix=subject.name(low),
        high_mix=subject.name(high),
        reported=level(n, high, "reported", HEADLINE, subject.last),
        practice=level(n, high, "practice", HEADLINE, subject.last),
        low_gap=level(n, low, "paper_gap", HEADLINE, subject.last),
        high_gap=level(n, high, "paper_gap", HEADLINE, subject.last),
    )


def _goal(subject: Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    has_goal_year = GOAL_YEAR in subject.comparison.summary.years
    year = GOAL_YEAR if has_goal_year else subject.last
    chances = {mix: ask(subject.comparison, Query("reached", mix)) or 0.0 for mix in subject.mixes}
    best = max(reversed(subject.mixes), key=lambda mix: chances[mix])
    text = (
        _(
            "The {goal} goal for {year}: {endorsement} of its firms endorse the guidelines in public in that year"
            " in {mix}; the chance that {goal} do is {chance} in that year, and {later} at some time up to "
            "{last}."
        )
        if has_goal_year
        else _(
            "The {goal} goal: {endorsement} of its firms endorse the guidelines in public in {mix} by {year}; the"
            " chance that {goal} do at some time up to {last} is {later}."
        )
    )
    return n.sentence(
        text,
        goal=n.constant(GOAL_SHARE),
        year=year,
        last=subject.last,
        mix=subject.name(best),
        endorsement=level(n, best, "endorsement", HEADLINE, year),
        chance=share(n, Query("draws", best, "endorsement", HEADLINE, year, threshold=GOAL_SHARE)),
        later=share(n, Query("reached", best)),
    )


def _small_firms(subject: Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    _low, high = subject.ends("levels", "burden_share_turnover", "small")
    first = baseline(subject.comparison)
    return n.sentence(
        _(
            "Small firms (10 to 49 persons) spend {burden} euro a year per {unit} euro of turnover in {mix}, "
            "against {reference} in {baseline}; firms of the {goal} goal spend {large} in the same mix."
        ),
        mix=subject.name(high),
        baseline=subject.name(first),
        goal=n.constant(GOAL_SHARE),
        unit=n.whole(100_000),
        burden=level(n, high, "burden_share_turnover", "small", subject.last, "per_turnover"),
        reference=level(n, first, "burden_share_turnover", "small", subject.last, "per_turnover"),
        large=level(n, high, "burden_share_turnover", HEADLINE, subject.last, "per_turnover"),
    )


def _government(subject: Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    _low, high = subject.ends("levels", "government_cost_eur", "all")
    return n.sentence(
        _(
            "Government spending in {year}: {cost} million euro in {mix}, with {posts} full-time posts of "
            "supervisors, against {reference} million euro in {baseline}."
        ),
        year=subject.last,
        mix=subject.name(high),
        baseline=subject.name(baseline(subject.comparison)),
        cost=level(n, high, "government_cost_eur", "all", subject.last, "million_eur"),
        posts=level(n, high, "supervisor_fte", "all", subject.last, "number"),
        reference=level(n, baseline(subject.comparison), "government_cost_eur", "all", subject.last, "million_eur"),
    )


def _law(subject: Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    reach = "reach_due_diligence_law_firms"
    chances = {
        mix: ask(subject.comparison, Query("draws", mix, reach, HEADLINE, subject.last)) or 0.0 for mix in subject.mixes
    }
    low = min(subject.mixes, key=lambda mix: chances[mix])
    high = max(reversed(subject.mixes), key=lambda mix: chances[mix])
    text = (
        _(
            "A due-diligence law binds firms of the {goal} goal in {year} in {high} of the draws in every mix, "
            "against {reference} in {baseline}. That depends on the future chosen: a national bill freezes while "
            "the EU works on a law of its own."
        )
        if len(chances) > 1 and chances[low] == chances[high]
        else _(
            "A due-diligence law binds firms of the {goal} goal in {year} in {low} of the draws in {low_mix} and "
            "{high} in {high_mix}, against {reference} in {baseline}. That depends on the future chosen: a "
            "national bill freezes while the EU works on a law of its own."
        )
        if low != high
        else _(
            "A due-diligence law binds firms of the {goal} goal in {year} in {high} of the draws in {high_mix}, "
            "against {reference} in {baseline}. That depends on the future chosen: a national bill freezes while "
            "the EU works on a law of its own."
        )
    )
    return n.sentence(
        text,
        goal=n.constant(GOAL_SHARE),
        year=subject.last,
        low_mix=subject.name(low),
        high_mix=subject.name(high),
        baseline=subject.name(baseline(subject.comparison)),
        low=share(n, Query("draws", low, reach, HEADLINE, subject.last)),
        high=share(n, Query("draws", high, reach, HEADLINE, subject.last)),
        reference=share(n, Query("draws", baseline(subject.comparison), reach, HEADLINE, subject.last)),
    )


def _how_sure(subject: Subject, _: Translate) -> Sentence:
    n = Numbers(subject.comparison, subject.lang)
    text = (
        _(
            "How sure: between brackets stands the range 5–95 over {draws} draws of {uncertain} uncertain "
            "numbers, of which {assumed} are assumptions without a measurement; they are drawn from ranges that "
            "have not been calibrated, so this is an exploration and no forecast."
        )
        if drawn_from(subject.comparison) == "prior"
        else _(
            "How sure: between brackets stands the range 5–95 over {draws} draws of {uncertain} uncertain "
            "numbers, of which {assumed} are assumptions without a measurement; they are calibrated on published "
            "measurements, which leave much open, so this is an exploration and no forecast."
        )
    )
    sure = n.sentence(
        text,
        draws=n.number(Query("settings", indicator="draws")),
        uncertain=n.number(Query("parameters", group="all")),
        assumed=n.number(Query("parameters", group="assumed")),
    )
    grade = grade_sentence(subject.comparison, subject.lang)
    return sure if grade is None else Sentence(f"{sure.text} {grade.text}", (*sure.query, *grade.query))


def caveats(lang: str) -> list[str]:
    """What is not modelled and how not to read the result; for below the first screen."""
    _ = translator(lang)
    return [
        _(
            "Effect on the ground in the chains cannot be attributed to a mix (S-105): the chain risk index is an"
            " exploratory index, no number of victims or euros."
        ),
        _(
            "No source observes practice independently of what firms say; how large the paper gap is rests on an "
            "assumption."
        ),
        _(
            "The published cost of due diligence for one large firm differs by a factor of thirty; burden is "
            "therefore an indication with a wide range (K-1 to K-12)."
        ),
        _("Support in society, legal soundness and feasibility are not computed."),
        _(
            "Not modelled: firms that start, end or move, prices on markets, and what other countries do apart "
            "from EU law."
        ),
    ]
