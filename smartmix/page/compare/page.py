"""Compare: the answer first, then the matrix, then all mixes on one axis, and in what they differ."""

from collections.abc import Callable

from nicegui import ui

from experiments import defaults
from experiments.compare import Comparison
from results.compare.conclusion import caveats, conclusion
from results.compare.figure_lines import lines_picture
from results.compare.index_page import input_parts
from results.compare.paragraph import paragraph
from results.compare.reproduce import command_line, python_lines
from results.compare.table import chance_title, has_gaps, text_chances, text_sections
from results.compare.text import head_lines, how_to_read
from results.figure_style import PlainTable
from results.grade.own_draws import own_grade_lines
from results.grade.words import grade_lines, grade_sentence, grade_title
from results.memo.comparison import MOST_MIXES
from results.queries import baseline, others
from results.words import short_names
from simulation.vocabulary import LAST_YEAR
from smartmix.page.compare.drawn import matrices
from smartmix.page.compare.first_screen import first_screen
from smartmix.page.parts import choices
from smartmix.page.parts.aside import aside
from smartmix.page.parts.cards import chart_card
from smartmix.page.parts.charts import lines_option
from smartmix.page.parts.controls import what_to_compare
from smartmix.page.parts.documents import download_paragraph, memo_buttons, report_buttons
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow_instead
from smartmix.page.parts.remembered import remembered, told
from smartmix.page.parts.widgets import box, button, checkboxes, details, markup, select, show_table, text
from smartmix.page.serving.work import Shown, submit


def build(view: View) -> None:
    """Fill the page: controls, progress, and the result, which is made anew at each step of draws."""
    _ = view.words
    text(
        "p",
        _("Which firms move under each mix, how much of it is real, what does it cost, and how sure are we?"),
        css="lead",
    )
    controls = box("div", css="controls", role="group", aria_label=_("What to compare"))
    progress, parts = box("div"), box("div")

    def show(shown: Shown, _is_final: bool) -> None:
        parts.clear()
        with parts:
            year, every = choices.chosen_year(view.address), shown.comparison
            of_year = remembered(every, ("until", str(year)), lambda: every.until(year))
            _result(view, of_year, lambda: _redraw(view, show))

    def start() -> None:
        follow_instead(view, progress, lambda: submit(view.desk, view.person, choices.request_of(view.address)), show)

    with controls:
        _controls(view, start, lambda: _redraw(view, show))
    start()


def _redraw(view: View, show: Callable[[Shown, bool], None]) -> None:
    """Other charts of the same comparison."""
    job = view.desk.find(choices.request_of(view.address).key)
    if job is not None and job.shown is not None:
        show(job.shown, job.is_over)


def _controls(view: View, start: Callable[[], None], redraw: Callable[[], None]) -> None:
    _ = view.words

    def change(**values: str) -> None:
        view.go(**values)
        redraw()

    what_to_compare(view, start)
    before = choices.request_of(view.address).key

    def change_year(value: str) -> None:
        nonlocal before
        view.go(year=value)
        same, before = choices.request_of(view.address).key == before, choices.request_of(view.address).key
        (redraw if same else start)()

    years = {str(year): str(year) for year in range(defaults.FIRST_YEAR_CHOSEN, LAST_YEAR + 1)}
    select(_("Year"), years, str(choices.chosen_year(view.address)), change_year)
    select(
        _("Group of firms in the charts"),
        choices.group_choices(view.lang),
        choices.chosen_group(view.address, view.lang),
        lambda value: change(group=value),
    )
    with details(_("Charts")):
        checkboxes(
            _("Charts"),
            choices.indicator_choices(view.lang),
            choices.chosen_indicators(view.address, view.lang),
            lambda chosen: change(show=",".join(chosen)),
        )


def _result(view: View, comparison: Comparison, redraw: Callable[[], None]) -> None:
    _ = view.words
    if others(comparison):
        first_screen(view, comparison, redraw)
    else:
        text("p", conclusion(comparison, view.lang, most=1)[0].text, css="lead", id="answer")
    grade = told(grade_sentence, comparison, view.lang)
    for line in [grade.text] if grade is not None else told(own_grade_lines, comparison, view.lang):
        text("p", line)
    for line in told(head_lines, comparison, view.lang):
        text("p", line, css="note")
    _take_over(view, comparison)
    _all_rows(view, comparison)
    text("h2", _("Through the years"))
    group = choices.chosen_group(view.address, view.lang)
    with box("div", css="cards"):
        for indicator in choices.chosen_indicators(view.address, view.lang):
            people = choices.group_of(indicator, group)
            picture = lines_picture(comparison, indicator, people, view.lang)
            option = lines_option(comparison, indicator, people, view.lang, picture.description)
            chart_card(view, picture, option, command_line(comparison), python_lines(comparison))
    if others(comparison):
        _chances(view, comparison)
        _differences(view, comparison)
    text("h2", _("What to keep in mind"))
    with box("ul"):
        for line in caveats(view.lang):
            text("li", line)


def _all_rows(view: View, comparison: Comparison) -> None:
    """Every row with its levels, by world, and over all draws as the footnote."""
    _ = view.words

    def make() -> list[tuple[str, str]]:
        return view.desk.beside(matrices, comparison, view.lang)

    def show(made: list[tuple[str, str]]) -> None:
        for title, matrix in made:
            text("h3", title)
            markup(matrix)

    with details(_("All rows with their levels")):
        aside(view, box("div"), lambda: remembered(comparison, ("matrices", view.lang), make), show)
    with details(_("How to read this")):
        for line in how_to_read(view.lang, has_gaps(text_sections(comparison, view.lang), view.lang)):
            text("p", line)


def _take_over(view: View, comparison: Comparison) -> None:
    """The paragraph and the documents."""
    _ = view.words
    words = told(paragraph, comparison, view.lang).text
    with details(_("Take over as a paragraph")):
        text("p", words, css="callout", id="paragraph")
        with box("div", css="row"):
            button(_("Copy the paragraph"), lambda: ui.clipboard.write(words))
            button(_("Download with its figure (Word)"), lambda: download_paragraph(view, comparison))
    if 1 <= len(others(comparison)) <= MOST_MIXES:
        with details(_("Take over as a memo of one page or as a slide")):
            memo_buttons(view, comparison)
    with details(_("Take the whole report along")):
        report_buttons(view, comparison)


def _chances(view: View, comparison: Comparison) -> None:
    _ = view.words
    heads, lines = told(text_chances, comparison, view.lang)
    with details(chance_title(comparison, view.lang)):
        plain = [[name, *cells] for name, cells in lines]
        clean = [head.replace("\u00ad", "") for head in heads]
        show_table(PlainTable(chance_title(comparison, view.lang), [_("mix"), *clean], plain))
    with details(grade_title(comparison, view.lang)):
        for line in told(grade_lines, comparison, view.lang):
            text("p", line)


def _differences(view: View, comparison: Comparison) -> None:
    """In what each mix differs from the baseline: the dials, not the results."""
    _ = view.words
    first = short_names(comparison, view.lang)[baseline(comparison)]
    text("h2", _("What differs between the mixes"))
    for part in input_parts(comparison, view.lang):
        with details(f"{part.title}: {part.summary}"):
            text("p", part.description)
            rows = [[row.title, row.field, row.before, row.after] for row in part.rows]
            show_table(PlainTable(part.title, [_("instrument"), _("field"), first, part.short], rows))
            for label, judged in part.judgements:
                text("p", f"{label}: {judged}")
