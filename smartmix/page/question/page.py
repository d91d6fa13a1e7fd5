"""Question: what parliaments ask, the permitted answer with its range, and what cannot be said."""

from typing import Any

from experiments.compare import Comparison
from results.questions import PermittedAnswer, answers, questions
from smartmix.page.parts import choices
from smartmix.page.parts.aside import aside
from smartmix.page.parts.cards import code
from smartmix.page.parts.controls import what_to_compare
from smartmix.page.parts.documents import memo_buttons
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow, follow_instead
from smartmix.page.parts.remembered import remembered
from smartmix.page.parts.widgets import box, button, details, link, select, show_table, text
from smartmix.page.question.studies import needed, studies
from smartmix.page.serving.work import Shown, submit


def build(view: View) -> None:
    """Fill the page: what the answers are about, the questions, and an answer to each (or to the one chosen)."""
    _ = view.words
    about = _("Questions as parliaments ask them, with what the model may answer and what nobody can say.")
    text("p", about, css="lead")
    controls = box("div", css="controls", role="group", aria_label=_("What the answers are about"))
    progress, parts = box("div"), box("div")

    def show(shown: Shown, _is_final: bool) -> None:
        _answers(view, parts, shown.comparison)

    def start() -> None:
        follow_instead(view, progress, lambda: submit(view.desk, view.person, choices.request_of(view.address)), show)

    def choose(key: str) -> None:
        view.go(q=key)
        job = view.desk.find(choices.request_of(view.address).key)
        if job is not None and job.shown is not None:
            show(job.shown, job.is_over)

    with controls:
        every = {"": _("All questions"), **dict(questions(view.lang))}
        select(_("Question"), every, view.address.among("q", tuple(every), ""), choose)
        what_to_compare(view, start)
    start()


def _answers(view: View, place: Any, comparison: Comparison) -> None:
    """All answers, worked out on a thread, with every analysis that was made before."""
    request = choices.request_of(view.address)
    keys = {key: wanted.key for key, _words in questions(view.lang) if (wanted := needed(key, comparison, request))}
    known = studies(view.desk, keys)

    def again() -> None:
        _answers(view, place, comparison)

    def show(found: list[PermittedAnswer]) -> None:
        chosen = view.address.get("q")
        shown = [one for one in found if one.key == chosen] or found
        if len(shown) > 1:
            _ = view.words
            with box("nav", aria_label=_("Questions")), box("ul"):
                for one in shown:
                    with box("li"):
                        link(one.question, f"#{one.key}")
        for one in shown:
            _answer(view, one, comparison, again)

    done = (key for key in keys.values() if (job := view.desk.find(key)) is not None and job.result is not None)
    made_of = ("answers", view.lang, *done)

    def make() -> list[PermittedAnswer]:
        return view.desk.beside(answers, comparison, view.lang, known)

    aside(view, place, lambda: remembered(comparison, made_of, make), show)


def _answer(view: View, answer: PermittedAnswer, comparison: Comparison, again: Any) -> None:
    _ = view.words
    with box("section", aria_labelledby=f"{answer.key}-title"):
        text("h2", answer.question, id=f"{answer.key}-title")
        box("span", id=answer.key)
        for n, sentence in enumerate(answer.sentences):
            text("p", sentence.text, css="lead" if n == 0 else "")
        if answer.needs:
            _offer(view, answer, comparison, again)
        if answer.table is not None:
            show_table(answer.table)
        if answer.cannot:
            text("h3", _("What cannot be said"))
            with box("ul"):
                for line in answer.cannot:
                    text("li", line)
        text("p", _("Sources: {sources}.").format(sources=", ".join(answer.sources)), css="note")
        with details(_("Take over as a memo of one page")):
            memo_buttons(view, comparison, answer)
        with details(_("The same from the command line")):
            code(view, _("Command line"), answer.command)


def _offer(view: View, answer: PermittedAnswer, comparison: Comparison, again: Any) -> None:
    """A button that runs what the answer still lacks; the answers are made anew when it is done."""
    _ = view.words
    wanted = needed(answer.key, comparison, choices.request_of(view.address))
    text("p", answer.needs, css="callout")
    if wanted is None:
        return
    place = box("div")

    def show(_result: Any, is_final: bool) -> None:
        if is_final:
            again()

    def run() -> None:
        follow_instead(view, place, lambda: wanted.submit(view.desk, view.person), show)

    running = view.desk.find(wanted.key)
    with place:
        if running is not None and view.person in running.people:
            follow(view, running, show)
        else:
            button(_("Compute this now (some minutes at most)"), run)
