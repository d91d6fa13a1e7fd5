"""The first screen of Compare: one sentence, three numbers of a mix, one figure, and a row per objective."""

from collections.abc import Callable

from experiments.compare import Comparison
from results.compare.by_objective import objective_name, rows_by_world
from results.compare.changes import firms_range, who_moves
from results.compare.figure_differences import LEAD
from results.compare.reproduce import command_line, python_lines
from results.compare.text import why_this_future
from results.compare.worlds import timing, why_divided, world_title
from results.figure_style import Picture
from results.language import translator
from results.queries import others
from results.traced import Sentence, Subject
from results.units import unit_words
from results.words import baseline_words, short_names
from smartmix.page.compare.drawn import FIGURES, drawings
from smartmix.page.parts import choices
from smartmix.page.parts.aside import aside
from smartmix.page.parts.cards import downloads, take_along
from smartmix.page.parts.frame import View
from smartmix.page.parts.remembered import remembered, told
from smartmix.page.parts.widgets import box, details, markup, select, show_table, text


def first_screen(view: View, comparison: Comparison, redraw: Callable[[], None]) -> None:
    """The answer; everything else stands below it."""
    _ = view.words
    sentence = told(_who_moves, comparison, view.lang)
    if sentence is not None:
        text("p", sentence.text, css="lead", id="answer")
    _numbers(view, comparison, redraw)
    _figure(view, comparison, "differences")
    text("p", " ".join([*why_this_future(comparison, view.lang), why_divided(comparison, view.lang)]), css="note")
    for each in told(timing, comparison, view.lang):
        text("p", each.text, css="note")
    text("h2", _("By objective"))
    _figure(view, comparison, "objectives")


def _who_moves(comparison: Comparison, lang: str) -> Sentence | None:
    return who_moves(Subject(comparison, lang, others(comparison)), translator(lang))


def three_numbers(comparison: Comparison, mix: str, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a mix: who moves, in firms, and what government spends; each with its number by world."""
    _ = translator(lang)
    found = rows_by_world(comparison)
    wanted = (LEAD, "", "government_cost")
    result: list[tuple[str, list[tuple[str, str]]]] = []
    for key in wanted:
        numbers: list[tuple[str, str]] = []
        label = _("more firms that started as laggards reach the bar of basic due diligence")
        for world, rows in found:
            title = world_title(world, lang)
            if not key:
                numbers.append((title, firms_range(world, mix).text(lang)))
                continue
            row = next((row for row in rows if row.key == key), None)
            if row is not None:
                label = f"{unit_words(row.unit, lang)}: {objective_name(row, lang)}"
                numbers.append((title, row.changes[mix].range.text(lang)))
        if numbers:
            result.append((label, numbers))
    return result


def _numbers(view: View, comparison: Comparison, redraw: Callable[[], None]) -> None:
    _, short = view.words, short_names(comparison, view.lang)
    mix = choices.chosen_focus(view.address, others(comparison))

    def change(value: str) -> None:
        view.go(focus=value)
        redraw()

    with box("section", css="three", aria_label=_("Three numbers of one mix")):
        select(_("Numbers of"), {name: short[name] for name in others(comparison)}, mix, change)
        text(
            "p",
            _("Beside {baseline}, in {year}: the middle and the range 5–95.").format(
                baseline=baseline_words(comparison, view.lang), year=comparison.year
            ),
            css="note",
        )
        with box("ul", css="numbers"):
            made = remembered(
                comparison, ("three numbers", mix, view.lang), lambda: three_numbers(comparison, mix, view.lang)
            )
            for label, numbers in made:
                with box("li"):
                    for title, number in numbers:
                        with box("p"):
                            text("strong", number)
                            text("span", f" {title}" if len(numbers) > 1 else "", css="note")
                    text("p", label)


def _figure(view: View, comparison: Comparison, name: str) -> None:
    """A figure wide and narrow, drawn aside; its description and its numbers open on demand."""
    _ = view.words

    def draw() -> tuple[Picture, str, str]:
        return FIGURES[name](comparison, view.lang), *view.desk.beside(drawings, comparison, name, view.lang)

    def show(drawn: tuple[Picture, str, str]) -> None:
        picture, wide, narrow = drawn
        with box("figure"):
            markup(wide, css="wide-figure")
            markup(narrow, css="narrow-figure")
        with details(_("This figure in words")):
            for about in (picture.name, f"{picture.name}-narrow"):
                hidden = {"hidden": "hidden"} if "narrow" in about else {}
                text("p", picture.description, id=f"about-{about}", **hidden)
        with details(_("The numbers as a table")):
            show_table(picture.table)
        downloads(view, picture)
        take_along(view, command_line(comparison), python_lines(comparison))

    key = (name, view.lang)
    aside(view, box("div", css="first-figure"), lambda: remembered(comparison, key, draw), show)
