"""Does the order of the mixes change if assumptions are wrong: evidence grade, draws, and worlds that were tried."""

from calibration.grade_file import CellGrade
from experiments.objectives import DEFAULT_YEAR
from experiments.robustness.result import RobustnessResult
from experiments.robustness.worlds import KINDS_OF_WORLD
from results.compare.rows import OBJECTIVES, chance_rows
from results.compare.text import objective_label
from results.compare.worlds import by_world, world_title
from results.figure_style import PlainTable
from results.grade.rows import MainDifference, grade_of, main_differences
from results.grade.words import shares_words
from results.language import capital, translator
from results.number_format import chance
from results.queries import GOAL_SHARE, HEADLINE, Query, ask, views
from results.questions.asking import Voice
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_facts import SameOrder
from results.questions.traced_studies import InRobustness, robustness_result
from results.ranged import chance_ends
from results.traced import Sentence, Subject

#: Objectives of the table of chances that the answer speaks about; all are in the evidence grade of the page.
_TOLD = ("practice_laggards", "practice_goal", "small", "government")
#: A pair of mixes has a clear order when one is above the other in so large a share of the draws.
_CLEAR = 0.95
#: The objective of a robustness analysis that the answer speaks about.
_PRACTICE = "practice"


def assumptions(case: Case) -> PermittedAnswer:
    """Per objective whether the order stays; then the draws; then the worlds of a robustness analysis, if run."""
    _ = translator(case.lang)
    robust = [] if case.is_alone else case.mixes
    settings = {key: value for key, value in case.comparison.manifest["settings"].items() if key != "draws"}
    command = case.verb_line("robustness", robust, settings=settings)  # its usual number of draws is enough
    if case.is_alone:
        alone = Sentence(_("There is nothing to order: the baseline stands alone in this comparison."), ())
        return case.answer([alone], needs=_("First compare the baseline with another mix."))
    grade, lacking = grade_of(case.comparison, case.lang)
    sentences: list[Sentence] = []
    if grade is not None:
        told = [one for one in main_differences(case.comparison, grade) if one.objective in _TOLD]
        sentences += [_lead(case, told), *(sentence for one in told for sentence in _graded(case, one))]
    sentences += [_in_draws(case), *_too_close(case)]
    robustness: RobustnessResult | None = case.studies.robustness
    tried = [mix for mix in case.mixes if robustness is not None and _is_tried(case, mix)]
    sentences += [_in_worlds(case, mix) for mix in tried]
    if tried:
        sentences.append(Sentence(_("A share of cases says what was tried, not how likely it is."), ()))
    cannot, needs = (), ""
    if grade is None:
        cannot = (_("What the differences rest on. No evidence grade was computed for: {what}.").format(what=lacking),)
    if grade is None and not tried:
        needs = _("First run these mixes in other worlds (robustness).")
    if robustness is not None and tried:
        command = _command(case, robustness)
    # the grade is part of the comparison; only other worlds take another verb
    return case.answer(sentences, _table(case), command if tried or needs else "", needs, cannot)


def _command(case: Case, found: RobustnessResult) -> str:
    """The command line that gives a robustness analysis again."""
    settings = {
        "baseline": found.baseline,
        "future": found.future,
        "draws": found.draws,
        "firms": "full" if found.all_firms else found.firms,
        "seed": found.seed,
        "prior": found.parameters == "prior",
        "posterior": "" if found.parameters == "prior" else case.comparison.manifest["settings"]["posterior"],
    }
    own = {} if found.model is None else {"model": found.model.model_dump()}
    command = case.verb_line("robustness", found.mixes[1:], settings=settings | own)
    command += f" --year {found.year}" if found.year != DEFAULT_YEAR else ""
    kinds = found.world_kinds
    return command + (f" --worlds {','.join(kinds) or 'none'}" if kinds != [*KINDS_OF_WORLD] else "")


def _lead(case: Case, told: list[MainDifference]) -> Sentence:
    """Whether any structure of the model turns an order round, in words."""
    _ = translator(case.lang)
    orders = [one.order.same(case.comparison.mixes) for one in told if one.order is not None]
    if all(same == count for same, count in orders):
        text = _("No, as far as was looked into: another structure of the model turns none of the orders below round.")
    else:
        text = _("For some objectives, yes: another structure of the model turns the order of some mixes round.")
    return Sentence(text, ())


def _graded(case: Case, one: MainDifference) -> list[Sentence]:
    """Whether the order stays under other structures, and what the difference rests on."""
    _, n = translator(case.lang), case.voice()
    label = objective_label(one.objective, case.lang).replace("\u00ad", "")
    objective = next(o for o in OBJECTIVES if o.key == one.objective)
    same = SameOrder(objective.indicator, objective.group, "same")
    looked_at = SameOrder(objective.indicator, objective.group, "looked_at")
    found: list[Sentence] = []
    if one.order is not None and len({*case.comparison.mixes} & {*one.order.mixes}) > 1:
        found.append(
            n.write(
                _(
                    "{objective}: the order of the mixes stays the same in {same} of the {count} structures of "
                    "the model "
                    "that were tried."
                ),
                {"objective": capital(label), "same": n.say(same), "count": n.say(looked_at)},
            )
        )
    found.append(_rests(case, one, label, one.cell))
    return found


def _rests(case: Case, one: MainDifference, label: str, cell: CellGrade) -> Sentence:
    _, n = translator(case.lang), case.voice()
    # what a share rests on is asked of the grade again; its text stands in the words of the grade
    for part, share in (cell.percent or {}).items():
        if share:
            objective = next(o for o in OBJECTIVES if o.key == one.objective)
            n.percent(Query("grade", one.mix, objective.indicator, objective.group, case.last, other=part))
    text = _("The difference between {mix} and {baseline} ({objective}): {grade}").format(
        mix=case.inside(one.mix), baseline=case.inside(case.base), objective=label, grade=shares_words(cell, case.lang)
    )
    return Sentence(text, tuple(n.asked))


def _in_draws(case: Case) -> Sentence:
    _ = translator(case.lang)
    return case.told(
        _(
            "Within the uncertainty of the parameters, firms of the {goal} goal practise more than under {baseline} in "
            "so many of the draws: {listed}; the table says of every pair how likely a difference of the size that "
            "matters is."
        ),
        lambda n, mix: n.chance(Query("chance", mix, "practice", HEADLINE, other=case.base)),
    )


def _too_close(case: Case) -> list[Sentence]:
    """By world the pairs of mixes of which neither has more practice in nearly all draws."""
    _, n, mixes = translator(case.lang), case.voice(), case.comparison.mixes

    def close(inside: Subject, _numbers: Voice) -> str:
        def above(mix: str, other: str) -> float | None:
            return ask(inside.comparison, Query("chance", mix, "practice", HEADLINE, other=other))

        found = [
            _("{mix} and {other}").format(mix=case.name(mix), other=case.inside(other))
            for place, mix in enumerate(mixes)
            for other in mixes[:place]
            if (share := above(mix, other)) is not None and 1.0 - _CLEAR < share < _CLEAR
        ]
        return ", ".join(found) or _("no pair")

    pairs = by_world(Subject(case.comparison, case.lang, case.mixes), n, close)
    if pairs == _("no pair"):
        return []
    return [
        n.write(
            _("Too close to call on that practice, with neither above the other in {clear} of the draws: {pairs}."),
            {"clear": n.constant(_CLEAR), "pairs": pairs},
        )
    ]


def _pair(mix: str, base: str, column: str) -> InRobustness:
    return InRobustness(mix, base, _PRACTICE, column)


def _is_tried(case: Case, mix: str) -> bool:
    return case.voice().value(_pair(mix, case.base, "better")) is not None


def _in_worlds(case: Case, mix: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    low, high = (n.chance(_pair(mix, case.base, column)) for column in ("low", "high"))
    return n.write(
        _(
            "In other worlds (other futures, structures and shocks) firms of the {goal} goal practise more in {mix} "
            "than in {baseline} in {year} in {better} of {cases} cases (range {range}); in the worst of {worlds} "
            "worlds in {lowest}, in the best in {highest}."
        ),
        {
            "goal": n.constant(GOAL_SHARE),
            "mix": case.inside(mix),
            "baseline": case.inside(case.base),
            "year": robustness_result(case.studies).year,
            "cases": n.say(InRobustness(count="cases")),
            "worlds": n.say(InRobustness(count="worlds")),
            **{column: n.chance(_pair(mix, case.base, column)) for column in ("better", "lowest", "highest")},
            "range": chance_ends(low, high, case.lang),
        },
    )


def _table(case: Case) -> PlainTable:
    _ = translator(case.lang)
    objectives = [o for o in OBJECTIVES if o.key in _TOLD]
    heads = [_("pair"), *(objective_label(o.key, case.lang).replace("\u00ad", "") for o in objectives)]
    places, shown = [OBJECTIVES.index(o) for o in objectives], views(case.comparison)
    lines = [
        [
            _("{mix} above {other}").format(mix=case.name(pair[0][0]), other=case.inside(pair[0][1])),
            *(" / ".join(chance(values[place], case.lang) for _mix, _other, values in pair) for place in places),
        ]
        for pair in zip(*map(chance_rows, shown), strict=True)
    ]
    caption = _(
        "Chance that the first mix of a pair comes out higher by the size that matters in {year}; no ranking"
    ).format(year=case.last)
    if len(shown) > 1:
        caption += f" ({' / '.join(world_title(view, case.lang) for view in shown)})"
    return PlainTable(caption, heads, lines)
