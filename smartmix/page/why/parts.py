"""A study on the page Why: what it answers, a button that computes it, and its result in words, chart and tables."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from experiments.robustness.result import RobustnessResult
from experiments.sensitivity.result import SensitivityResult
from experiments.synergy.result import SynergyResult
from results.figure_style import Picture, PlainTable
from results.language import translator
from results.number_format import decimal, percent
from results.queries import HEADLINE
from results.robustness.figure import regret_picture
from results.robustness.table import objective_lines
from results.robustness.words import head_lines as robustness_heads
from results.robustness.words import notes as robustness_notes
from results.robustness.words import title_of
from results.sensitivity.figure import tornado_picture
from results.sensitivity.words import doubt_text
from results.sensitivity.words import head_lines as sensitivity_heads
from results.synergy.figure import matrix_picture, waterfall_picture
from results.synergy.words import element_lines, pair_lines, whole_line, world_lines
from results.synergy.words import head_lines as synergy_heads
from results.synergy.words import notes as synergy_notes
from results.words import study_names
from simulation.problems import InputProblem
from smartmix.page.parts.cards import chart_card, take_along
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow_instead
from smartmix.page.parts.widgets import alert, box, button, details, show_table, text
from smartmix.page.why.charts import matrix_option, regret_option, tornado_option, waterfall_option
from smartmix.page.why.shipped import shipped_robustness, shipped_synergy
from smartmix.page.why.studies import StudyOnPage, about_seconds, submit


def study_part(view: View, study: StudyOnPage) -> None:
    """One study: its result where it is known already, else the button that computes it."""
    _ = view.words
    title, meaning = words_of(study.kind, view.lang)
    with box("section", aria_label=title):
        text("h2", title)
        text("p", meaning)
        place, result = box("div"), box("div", css="tall")

    def show(found: Any, _is_final: bool = True) -> None:
        result.clear()
        with result:
            _RESULTS[study.kind](view, study, found)

    def start() -> None:
        follow_instead(view, place, lambda: submit(view.desk, view.person, study), show)

    job, shipped = view.desk.find(study.key), None
    with place:
        if job is not None and job.state not in ("cancelled", "failed"):
            start()
            return
        try:
            seconds = about_seconds(study)
        except InputProblem as problem:
            alert(view.problem(problem))
            return
        shipped = _shipped(study)
        if shipped is None:
            text("p", _("Not computed yet."), css="note")
        else:
            text("p", _("This result ships with the program, from a larger sample."), css="note")
        once = _("Compute (about {seconds} seconds)")
        label = (once if shipped is None else _("Compute anew (about {seconds} seconds)")).format(seconds=seconds)
        button(label, start, aria_label=f"{label}: {title}", css="primary")
        text(
            "p",
            _(
                "On {draws} draws and {firms} firms, so that it answers soon; longer while others compute. The "
                "command line below takes the full size."
            ).format(draws=study.draws, firms=decimal(study.firms, view.lang)),
            css="note",
        )
        if shipped is None:
            take_along(view, study.command(), study.python())
    if shipped is not None:
        show(shipped)


def words_of(kind: str, lang: str) -> tuple[str, str]:
    """Title of a study and the question that it answers."""
    _ = translator(lang)
    return {
        "sensitivity": (
            _("What does the spread come from?"),
            _(
                "Sensitivity: how much of the spread of the difference with the baseline comes from which part of the "
                "model, and how much from luck."
            ),
        ),
        "synergy": (
            _("Which elements do the work, and do they reinforce one another?"),
            _("Synergy: the mix taken apart into its elements; every combination of them run on the same draws."),
        ),
        "robustness": (
            _("Does it hold in other worlds?"),
            _(
                "Robustness: the mixes in other futures, other structures of the model and under shocks: "
                "chances, regret "
                "and goals. Without weights of your own there is no overall order."
            ),
        ),
    }[kind]


def _shipped(study: StudyOnPage) -> Any:
    if study.kind == "synergy":
        return shipped_synergy(study)
    return shipped_robustness(study) if study.kind == "robustness" else None


def _brief(picture: Picture, description: str) -> Picture:
    """The picture with a caption that leaves the numbers to the table beside it."""
    return replace(picture, description=description)


def _sensitivity(view: View, study: StudyOnPage, result: SensitivityResult) -> None:
    _ = view.words
    for line in sensitivity_heads(result, view.lang)[1:]:
        text("p", line, css="note")
    output = result.outputs[0]
    picture = _brief(
        tornado_picture(result, output, view.lang),
        _("A bar per part of the model, the largest above, luck striped at the bottom; a line shows the range 5–95."),
    )
    option = tornado_option(result, output, view.lang, picture.description)
    chart_card(view, picture, option, study.command(), study.python())
    for doubt in output.doubts:
        text("p", doubt_text(doubt, view.lang), css="callout")


def _synergy(view: View, study: StudyOnPage, result: SynergyResult) -> None:
    _ = view.words
    for line in synergy_heads(result, view.lang)[1:]:
        text("p", line, css="note")
    known = result.indicators
    indicator = study.indicator if study.indicator in known else next(iter(known))
    if indicator != study.indicator:
        text(
            "p",
            _(
                "The result chosen above cannot be taken apart this way: it has no upper limit, or is not in this "
                "study. Shown is another one."
            ),
            css="note",
        )
    text("p", whole_line(result, indicator, HEADLINE, view.lang), css="lead")
    with box("ul"):
        for line in (
            *world_lines(result, indicator, view.lang),
            *element_lines(result, indicator, HEADLINE, view.lang),
            *pair_lines(result, indicator, HEADLINE, view.lang),
        ):
            text("li", line)
    if known[indicator].groups[HEADLINE].total.mean is None:
        return
    picture = _brief(
        waterfall_picture(result, indicator, view.lang),
        _(
            "From top to bottom: existing policy, what each element adds (or, striped, takes away) as mean "
            "share with the "
            "range 5–95 as a line, and the whole mix. The axis does not begin at zero."
        ),
    )
    option = waterfall_option(result, indicator, view.lang, picture.description)
    chart_card(view, picture, option, study.command(), study.python())
    if len(result.elements) > 1:
        picture = _brief(
            matrix_picture(result, indicator, view.lang),
            _(
                "Interaction of each pair of elements in percentage points. A thick border and bold number: the "
                "range 5–95 "
                "does not hold zero. The table has the ranges."
            ),
        )
        option = matrix_option(result, indicator, view.lang, picture.description)
        chart_card(view, picture, option, study.command(), study.python())
    with details(_("How to read this")):
        for line in synergy_notes(result, view.lang):
            text("p", line)


def _robustness(view: View, study: StudyOnPage, result: RobustnessResult) -> None:
    _, first = view.words, next(iter(result.objectives))
    for line in robustness_heads(result, view.lang)[1:]:
        text("p", line, css="note")
    for name in result.objectives:
        heads, lines = objective_lines(result, name, view.lang)
        title = title_of(name, result, view.lang).text
        with details(title, is_open=name == first):
            show_table(PlainTable(title, [_("mix"), *heads[1:]], lines))
    picture = _brief(
        regret_picture(result, view.lang),
        _(
            "Regret on the first objective, {name}: how much worse than the best of these mixes in the same "
            "case. Bar: not "
            "exceeded in {share} of the cases, with its range 5–95 as a line; diamond: the largest. The picture to "
            "download and the table hold all objectives."
        ).format(name=result.objectives[first].name.of(view.lang), share=percent(result.regret_quantile, view.lang, 0)),
    )
    option = regret_option(result, first, study_names(result, view.lang), picture.description)
    chart_card(view, picture, option, study.command(), study.python())
    with details(_("How to read this")):
        for line in robustness_notes(result, view.lang):
            text("p", line)


_RESULTS: dict[str, Callable[[View, StudyOnPage, Any], None]] = {
    "sensitivity": _sensitivity,
    "synergy": _synergy,
    "robustness": _robustness,
}
