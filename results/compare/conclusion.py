"""The conclusion in plain words; every number in it is the answer to a query that stands beside it."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from experiments.compare import Comparison
from results.compare.changes import changes, in_firms, leaders, nothing_changes, who_moves
from results.compare.worlds import by_world, timing
from results.grade.words import grade_sentence
from results.language import Translate, translator
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, Query, baseline, drawn_from, others
from results.traced import Numbers, Sentence, Subject, joined, level, share
from results.words import baseline_words


def conclusion(comparison: Comparison, lang: str, most: int | None = None) -> list[Sentence]:
    """Five to nine sentences: who moves, in firms too, practice and paper, the goal, small firms, government, how sure.

    Each is given by world where the comparison divides.

    `most`: make the first so many only, for a page that should not wait for the others.

    A comparison of the baseline with nothing else is described as it is; a sentence that would have no number
    is left out.
    """
    return [sentence for _name, sentence in islice(_said(comparison, lang), most)]


def named_conclusion(comparison: Comparison, lang: str) -> dict[str, Sentence]:
    """The same sentences by name: moves, firms, leaders, paper, goal, small_firms, government, law, sure.

    One that is left out is not there; of a baseline alone there are no moves, firms and leaders.
    """
    return dict(_said(comparison, lang))


def _said(comparison: Comparison, lang: str) -> Iterator[tuple[str, Sentence]]:
    subject = Subject(comparison, lang, others(comparison) or [baseline(comparison)])
    changing: dict[str, Callable[[Subject, Translate], Sentence | None]] = {
        "moves": who_moves,
        "firms": _firms,
        "leaders": leaders,
    }
    makers = (changing if others(comparison) else {}) | {
        "paper": _paper,
        "goal": _goal,
        "small_firms": _small_firms,
        "government": _government,
        "law": _law,
        "sure": _how_sure,
    }
    for name, make in makers.items():
        if (sentence := make(subject, translator(lang))) is not None:
            yield name, sentence


def _firms(subject: Subject, _: Translate) -> Sentence | None:
    return None if nothing_changes(subject) else in_firms(subject.comparison, subject.lang, subject.mixes)


def _paper(subject: Subject, _: Translate) -> Sentence:
    """Practice, reports and the gap of existing policy, and which mixes change the gap by the size that matters."""
    n, first = Numbers(subject.comparison, subject.lang), baseline(subject.comparison)
    told = n.sentence(
        _(
            "Practice is not paper: under {baseline} firms of the {goal} goal do {practice} of what due diligence asks "
            "and report {reported}. The paper gap counts only firms that report more than they do, so it is no "
            "difference of these two: {gap}."
        ),
        goal=n.constant(GOAL_SHARE),
        baseline=baseline_words(subject.comparison, subject.lang),
        practice=level(n, first, "practice", HEADLINE, subject.last),
        reported=level(n, first, "reported", HEADLINE, subject.last),
        gap=level(n, first, "paper_gap", HEADLINE, subject.last),
    )
    moved = changes(subject, "paper_gap", _("The gap changes by {size} or more in over half of the draws: {listed}."))
    return told if moved is None or not others(subject.comparison) else joined(told, moved)


def _goal(subject: Subject, _: Translate) -> Sentence:
    n, first = Numbers(subject.comparison, subject.lang), baseline(subject.comparison)
    has_goal_year = GOAL_YEAR in subject.comparison.summary.years
    year = GOAL_YEAR if has_goal_year else subject.last
    mixes = [first, *others(subject.comparison)]
    text = (
        _(
            "The {goal} goal for {year}: under {baseline} {endorsement} of its firms endorse the guidelines in public "
            "in that year. The chance that {goal} do, at some time up to {last}, is: {listed}."
        )
        if has_goal_year
        else _(
            "The {goal} goal: under {baseline} {endorsement} of its firms endorse the guidelines in public in {year}. "
            "The chance that {goal} do, at some time up to {last}, is: {listed}."
        )
    )

    def chances(inside: Subject, numbers: Numbers) -> str:
        texts = {mix: share(numbers, Query("reached", mix)) for mix in mixes}
        if len(set(texts.values())) == 1:
            return _("{chance} in every mix").format(chance=texts[first])
        return ", ".join(f"{inside.name(mix)} {text}" for mix, text in texts.items())

    return n.sentence(
        text,
        goal=n.constant(GOAL_SHARE),
        year=year,
        last=subject.last,
        baseline=baseline_words(subject.comparison, subject.lang),
        endorsement=level(n, first, "endorsement", HEADLINE, year),
        listed=by_world(subject, n, chances),
    )


def _small_firms(subject: Subject, _: Translate) -> Sentence | None:
    n, first = Numbers(subject.comparison, subject.lang), baseline(subject.comparison)
    told = n.sentence(
        _("Small firms (10 to 49 persons) spend {reference} euro a year per {unit} euro of turnover under {baseline}."),
        baseline=baseline_words(subject.comparison, subject.lang),
        unit=n.whole(100_000),
        reference=level(n, first, "burden_share_turnover", "small", subject.last, "per_turnover"),
    )
    moved = changes(subject, "burden_small", _("That changes by {size} or more in over half of the draws: {listed}."))
    return told if moved is None or not others(subject.comparison) else joined(told, moved)


def _government(subject: Subject, _: Translate) -> Sentence:
    n, first = Numbers(subject.comparison, subject.lang), baseline(subject.comparison)
    told = n.sentence(
        _("Government spends {reference} million euro in {year} under {baseline}."),
        year=subject.last,
        baseline=baseline_words(subject.comparison, subject.lang),
        reference=level(n, first, "government_cost_eur", "all", subject.last, "million_eur"),
    )
    moved = changes(
        subject, "government_cost", _("That changes by {size} or more in over half of the draws: {listed}.")
    )
    return told if moved is None or not others(subject.comparison) else joined(told, moved)


def _law(subject: Subject, _: Translate) -> Sentence:
    """Whether a law binds, by mix, and when the laws come whose date is drawn."""
    n, reach = Numbers(subject.comparison, subject.lang), "reach_due_diligence_law_firms"
    mixes = [baseline(subject.comparison), *others(subject.comparison)]

    def binds(inside: Subject, numbers: Numbers) -> str:
        texts = {mix: share(numbers, Query("draws", mix, reach, HEADLINE, subject.last)) for mix in mixes}
        if len(set(texts.values())) == 1:
            return _("{chance} in every mix").format(chance=texts[mixes[0]])
        return ", ".join(f"{inside.name(mix)} {text}" for mix, text in texts.items())

    told = n.sentence(
        _(
            "The chance that a due-diligence law binds firms of the {goal} goal in {year}: {listed}. A national bill "
            "freezes while the EU works on a law of its own."
        ),
        goal=n.constant(GOAL_SHARE),
        year=subject.last,
        listed=by_world(subject, n, binds),
    )
    return joined(told, *timing(subject.comparison, subject.lang))


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


class Caveats(NamedTuple):
    """What is not modelled and how not to read the result, a sentence each, in the order in which they are shown."""

    chain: str
    paper: str
    cost: str
    not_computed: str
    not_modelled: str


def caveats(lang: str) -> Caveats:
    """The caveats in a language, for below the first screen."""
    _ = translator(lang)
    return Caveats(
        chain=_(
            "Effect on the ground in the chains cannot be attributed to a mix (S-105): the chain risk index is an"
            " exploratory index, no number of victims or euros."
        ),
        paper=_(
            "No source observes practice independently of what firms say; how large the paper gap is rests on an "
            "assumption."
        ),
        cost=_(
            "The published cost of due diligence for one large firm differs by a factor of thirty; burden is "
            "therefore an indication with a wide range (K-1 to K-12)."
        ),
        not_computed=_("Support in society, legal soundness and feasibility are not computed."),
        not_modelled=_(
            "Not modelled: firms that start, end or move, prices on markets, and what other countries do apart "
            "from EU law."
        ),
    )
