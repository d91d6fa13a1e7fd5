"""Why the 90% goal for 2023 was missed: what was counted, what existing policy does in the model, and why."""

from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, Query
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_facts import Measured, NeededRise
from results.traced import Sentence

#: The two counts by the year that they are about (S-021, S-022), and firms with all six steps (S-026).
_COUNTS = {2017: "endorsement-2017", 2019: "endorsement-2019"}
_ALL_SIX = "all-six-2019"
#: Mixes that go on with the policy that the goal was set for, the first one found is looked at.
_EXISTING = ("actual-policy", "reference-2020", "mix-0", "mix-0-annex")


def goal_missed(case: Case) -> PermittedAnswer:
    """Counts first; then, where the run has the year of the goal, what existing policy comes to and where it stays."""
    _ = translator(case.lang)
    mix = next((name for name in _EXISTING if name in case.comparison.mixes), case.base)
    years = case.comparison.summary.years
    sentences = [_counted(case), _pace(case)]
    if GOAL_YEAR in years:
        sentences += [_simulated(case, mix), _later(case, mix), _where(case, mix)]
    elif years[0] <= GOAL_YEAR:
        sentences.append(_until(case, mix))
    sentences.append(
        Sentence(
            _(
                "The OECD reports that the goal was not reached (P-B2), and the policy note judged it unlikely in 2020 "
                "(S-023). Named reasons: no stick behind the door (S-081), and firms that see little use in a public "
                "statement (P-B3)."
            ),
            (),
        )
    )
    if GOAL_YEAR in years:
        return case.answer(sentences, _table(case))
    needs = _("First run the comparison over years that include {year}.").format(year=GOAL_YEAR)
    first, last = min(years[0], GOAL_YEAR), max(years[-1], GOAL_YEAR)
    mixes = [] if case.is_alone else case.mixes
    command = case.verb_line("compare", mixes, (first, last))
    return case.answer(sentences, _table(case), command, needs)


def _counted(case: Case) -> Sentence:
    _, n = translator(case.lang), case.voice()
    (first, before), (second, after) = _COUNTS.items()
    return n.write(
        _(
            "Growth was far too slow: {before} of the large firms endorsed the guidelines in public in {first} and "
            "{after} in {second}, and {all_six} firms applied all six steps."
        ),
        {
            "first": first,
            "second": second,
            "before": n.percent(Measured(before)),
            "after": n.percent(Measured(after)),
            "all_six": n.say(Measured(_ALL_SIX)),
        },
    )


def _pace(case: Case) -> Sentence:
    _, n = translator(case.lang), case.voice()
    (first, before), (second, after) = _COUNTS.items()
    return n.write(
        _(
            "Between these counts it rose by {rise} percentage points a year, letters to firms included; to reach "
            "{goal} in {year} it would have taken {needed} points a year from then on."
        ),
        {
            "goal": n.constant(GOAL_SHARE),
            "year": GOAL_YEAR,
            "rise": n.say(Measured(after, before, second - first), "points", 1),
            "needed": n.say(NeededRise(after, GOAL_SHARE, GOAL_YEAR - second), "points", 1),
        },
    )


def _simulated(case: Case, mix: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _(
            "In the model, {mix} comes to {endorsement} in {year}; {goal} of the firms endorse in {chance} of the "
            "draws in that year."
        ),
        {
            "mix": case.inside(mix),
            "year": GOAL_YEAR,
            "goal": n.constant(GOAL_SHARE),
            "endorsement": n.level(mix, "endorsement", HEADLINE, GOAL_YEAR),
            "chance": n.chance(Query("draws", mix, "endorsement", HEADLINE, GOAL_YEAR, threshold=GOAL_SHARE)),
        },
    )


def _later(case: Case, mix: str) -> Sentence:
    _ = translator(case.lang)
    return case.told(
        _("At some time up to {year}, {goal} of the firms endorse in so many of the draws: {listed}."),
        lambda n, each: n.chance(Query("reached", each)),
        [mix],
    )


def _until(case: Case, mix: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _("In the model, {mix} comes to {endorsement} in {last}, the last year of this run."),
        {"mix": case.inside(mix), "last": case.last, "endorsement": n.level(mix, "endorsement", HEADLINE, case.last)},
    )


def _where(case: Case, mix: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    knowing, willing = (
        n.value(Query("levels", mix, name, HEADLINE, GOAL_YEAR)) for name in ("awareness", "commitment")
    )
    text = (
        _(
            "Knowing is not the bottleneck there: awareness is {awareness}, while the will to act is {commitment} and "
            "{laggards} of the firms are still laggards."
        )
        if (knowing or 0.0) > (willing or 0.0)
        else _(
            "Awareness there is {awareness}, the will to act {commitment}, and {laggards} of the firms are still "
            "laggards."
        )
    )
    return n.write(
        text,
        {
            "awareness": n.level(mix, "awareness", HEADLINE, GOAL_YEAR),
            "commitment": n.level(mix, "commitment", HEADLINE, GOAL_YEAR),
            "laggards": n.level(mix, "stage_laggard", HEADLINE, GOAL_YEAR),
        },
    )


def _table(case: Case) -> PlainTable | None:
    _, n = translator(case.lang), case.voice()
    years = case.comparison.summary.years
    if years[0] > GOAL_YEAR:
        return None
    year = GOAL_YEAR if GOAL_YEAR in years else case.last
    parts = (
        (_("endorsement"), "endorsement"),
        (_("awareness"), "awareness"),
        (_("commitment"), "commitment"),
        (_("practice"), "practice"),
        (_("share of laggards"), "stage_laggard"),
    )
    lines = [
        [case.name(mix), *(n.level(mix, name, HEADLINE, year) for _head, name in parts)]
        for mix in case.comparison.mixes
    ]
    caption = _("Firms of the {goal} goal in {year}: public endorsement, and what lies behind it").format(
        goal=n.constant(GOAL_SHARE), year=year
    )
    return PlainTable(caption, [_("mix"), *(head for head, _name in parts)], lines)
