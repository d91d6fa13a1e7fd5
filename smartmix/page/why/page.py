"""Why: what the result on screen rests on, which parts of a mix do the work, and what holds in other worlds."""

from collections.abc import Callable

from results.grade.words import grade_lines, grade_title
from simulation.problems import InputProblem
from smartmix.page.parts import choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow
from smartmix.page.parts.widgets import box, link, select, text
from smartmix.page.serving.work import Shown, submit
from smartmix.page.why.parts import study_part
from smartmix.page.why.studies import KINDS, StudyOnPage


def build(view: View) -> None:
    """Fill the page: the evidence grade of what Compare shows, and three studies that are computed when asked."""
    _ = view.words
    text(
        "p",
        _(
            "What does a result rest on, which parts of a mix do the work, and does the answer stay the same in "
            "other worlds?"
        ),
        css="lead",
    )
    controls = box("div", css="controls", role="group", aria_label=_("What to explain"))
    text(
        "p",
        _("This is about the comparison on the page Compare, with the same mixes, baseline and future."),
        css="note",
    )
    link(_("Back to that comparison"), view.address.at("/", "mixes", "baseline", "future", "group", "seed", "own").url)
    grade, parts = box("section"), box("div")

    def redraw() -> None:
        parts.clear()
        with parts:
            for kind in KINDS:
                study_part(view, study_of(view, kind))

    with controls:
        _controls(view, redraw)
    with grade:
        _grade(view)
    redraw()


def study_of(view: View, kind: str) -> StudyOnPage:
    """The study that the address asks for."""
    asked = choices.request_of(view.address)
    mixes = tuple(mix for mix in asked.mixes if mix != asked.baseline) or asked.mixes
    indicator = view.address.among("indicator", tuple(choices.indicator_choices(view.lang)), "practice")
    group = choices.group_of(indicator, choices.chosen_group(view.address, view.lang))
    own = [mix for mix, _text in asked.own if mix in mixes]
    first = own[0] if own else "mix-2" if "mix-2" in mixes else mixes[0]
    mix = view.address.among("mix", mixes, first)
    return StudyOnPage(kind, mix, mixes, asked.baseline, asked.future, indicator, group, seed=asked.seed, own=asked.own)  # type: ignore[arg-type]


def _controls(view: View, redraw: Callable[[], None]) -> None:
    _ = view.words
    study, names = study_of(view, "synergy"), choices.all_mixes(view)

    def change(**values: str) -> None:
        view.go(**values)
        redraw()

    select(
        _("Mix to explain"),
        {mix: names.get(mix, mix) for mix in study.mixes},
        study.mix,
        lambda value: change(mix=value),
    )
    select(
        _("Result to explain"),
        choices.indicator_choices(view.lang),
        study.indicator,
        lambda value: change(indicator=value),
    )
    select(
        _("Group of firms"),
        choices.group_choices(view.lang),
        choices.chosen_group(view.address, view.lang),
        lambda value: change(group=value),
    )


def _grade(view: View) -> None:
    """The grade lines of the comparison; its first draws are there after some seconds where nobody asked before."""
    _ = view.words
    text("h2", _("Evidence grade"))
    place, lines = box("div"), box("div")

    def show(shown: Shown, _is_final: bool) -> None:
        lines.clear()
        with lines:
            text("h3", grade_title(shown.comparison, view.lang))
            for line in grade_lines(shown.comparison, view.lang):
                text("p", line)

    with place:
        try:
            follow(view, submit(view.desk, view.person, choices.request_of(view.address)), show)
        except InputProblem as problem:
            text("p", view.problem(problem), role="alert", css="alert")
