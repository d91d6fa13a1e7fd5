"""What a year of waiting costs: from a pathways analysis, which runs each mix in time and with its laws later."""

from typing import Any

from experiments.compare import Comparison, mix_of
from experiments.pathways.delay import delayed_mix
from experiments.pathways.plan import load_plan
from experiments.pathways.result import PathwaysResult
from results.figure_style import PlainTable
from results.language import translator
from results.pathways.words import delay_words
from results.queries import GOAL_SHARE, HEADLINE, Part, baseline, others
from results.questions.asking import Voice
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_studies import InPathways, pathways_result
from results.traced import Sentence
from simulation.problems import InputProblem
from simulation.vocabulary import FIRST_YEAR


def year_of_waiting(case: Case) -> PermittedAnswer:
    """Per mix what is lost and what is saved; what must be run first while there is no such analysis."""
    _ = translator(case.lang)
    can_come_later = can_wait(case.comparison)
    # the routes of the SER when no mix of the comparison has a law that can come later; effects count from the year
    # after the choice, so the last year of a run that ends before it is left out
    is_after = case.last > FIRST_YEAR + load_plan().decided_at // 4
    command = case.verb_line("pathways", can_come_later, (None, case.last if is_after else None))
    if case.studies.pathways is None:
        sentences = [
            Sentence(
                _(
                    "This comparison does not tell: it runs each mix at its own dates. It takes the same mixes "
                    "once more, "
                    "with their laws later, on the same draws."
                ),
                (),
            )
        ]
        if not can_come_later:
            sentences.append(
                Sentence(
                    _(
                        "None of these mixes has a law of its own with a date that can be delayed; the command "
                        "below asks it "
                        "of the three routes of the Social and Economic Council (SER)."
                    ),
                    (),
                )
            )
        needs = _("First run the analysis of routes to law (pathways) for these mixes.")
        return case.answer(sentences, None, command, needs)
    result = pathways_result(case.studies)
    delayed = [mix for mix, one in result.strategies.items() if one.delay is not None]
    sentences = [_lost(case, mix, result) for mix in delayed]
    sentences += [_no_date(case, mix) for mix in result.strategies if mix not in delayed]
    if delayed:
        sentences.append(
            Sentence(
                _(
                    "A firm-year is one firm that does all six steps in full for one year; two firms at half "
                    "count as one. "
                    "Euros as spent, not discounted."
                ),
                (),
            )
        )
    sentences.append(_origin(case, result))
    command = case.verb_line("pathways", list(result.strategies), (None, result.counted[1]), _settings(result))
    return case.answer(sentences, _table(case, delayed, result) if delayed else None, command)


def _settings(result: PathwaysResult) -> dict[str, Any]:
    """The settings of the analysis as far as its result holds them."""
    kept = {key: getattr(result, key) for key in ("baseline", "future", "draws", "firms", "seed")}
    model = {"model": result.model.model_dump()} if result.model else {}
    return {**kept, **model, "prior": result.parameters == "prior", "posterior": ""}


def can_wait(comparison: Comparison) -> list[str]:
    """The mixes of a comparison with a law of their own that could come later."""
    return [mix for mix in others(comparison) or [baseline(comparison)] if _has_dated_law(comparison, mix)]


def _has_dated_law(comparison: Comparison, mix: str) -> bool:
    plan = load_plan()
    try:
        return bool(delayed_mix(mix_of(comparison, mix), plan.delay, plan.decided_at, "delayed")[1])
    except InputProblem:  # a mix whose file is gone, or that cannot be delayed
        return False


def _ranged(n: Voice, mix: str, measure: str, group: str, euros: bool) -> str:
    def query(part: Part) -> InPathways:
        return InPathways(mix, measure, group, part)

    return n.ranged(query, "million_eur" if euros else "number")


def _lost(case: Case, mix: str, result: PathwaysResult) -> Sentence:
    _, n = translator(case.lang), case.voice()
    first, last = result.counted
    return n.write(
        _(
            "With its own law {delay} later, {mix} has {lost} firm-years less practice by firms of the {goal} goal "
            "from {first} to {last}. Against that, all firms together spend {saved} million euro less, and the "
            "government {government} million euro less."
        ),
        {
            "delay": delay_words(result.delay_quarters, case.lang),
            "mix": case.inside(mix),
            "first": first,
            "last": last,
            "goal": n.constant(GOAL_SHARE),
            "lost": _ranged(n, mix, "practice_firm_years", HEADLINE, euros=False),
            "saved": _ranged(n, mix, "burden_eur", "all", euros=True),
            "government": _ranged(n, mix, "government_cost_eur", "all", euros=True),
        },
    )


def _no_date(case: Case, mix: str) -> Sentence:
    _ = translator(case.lang)
    return Sentence(
        _("{mix} has no law of its own with a date that can be delayed, so waiting has no price there.").format(
            mix=case.name(mix)
        ),
        (),
    )


def _origin(case: Case, result: PathwaysResult) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _(
            "This comes from an analysis of its own, on {draws} draws in the future “{future}”; the ranges are 5–95 "
            "ranges over those draws."
        ),
        {"draws": n.say(InPathways(key="draws")), "future": result.future_name.of(case.lang)},
    )


def _table(case: Case, mixes: list[str], result: PathwaysResult) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    first, last = result.counted
    heads = [
        _("mix"),
        _("firm-years of practice less, 90% goal"),
        _("firm-years of practice less, all firms"),
        _("firms spend less, million euro"),
        _("government spends less, million euro"),
    ]
    lines = [
        [
            case.name(mix),
            _ranged(n, mix, "practice_firm_years", HEADLINE, euros=False),
            _ranged(n, mix, "practice_firm_years", "all", euros=False),
            _ranged(n, mix, "burden_eur", "all", euros=True),
            _ranged(n, mix, "government_cost_eur", "all", euros=True),
        ]
        for mix in mixes
    ]
    caption = _("What is less when the laws of a mix come {delay} later, summed over {first} to {last}").format(
        delay=delay_words(result.delay_quarters, case.lang), first=first, last=last
    )
    return PlainTable(caption, heads, lines)
