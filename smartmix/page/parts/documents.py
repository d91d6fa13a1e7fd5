"""Documents from a comparison on the page: a paragraph with its figure, and the report in its forms."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nicegui import run, ui

from experiments.compare import Comparison
from results.blocks import Chapter, Document, FigureBlock, Paragraph
from results.compare.figure_lines import lines_picture
from results.compare.paragraph import paragraph
from results.language import translator
from results.queries import HEADLINE
from results.questions.model import PermittedAnswer
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow_instead
from smartmix.page.parts.widgets import box, button
from smartmix.page.serving.jobs import Job

#: Forms of the report, by ending.
FORMS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "HTML"}


async def download_paragraph(view: View, comparison: Comparison) -> None:
    """A Word file with the paragraph and the figure of practice."""
    client = ui.context.client
    content: Any = await run.io_bound(paragraph_bytes, comparison, view.lang)
    if client.is_deleted:  # the page was left meanwhile
        return
    client.download(content, f"smartmix-{comparison.folder.name}.docx")


def paragraph_bytes(comparison: Comparison, lang: str) -> bytes:
    """The paragraph and its figure, in the styles and with the language of the report."""
    from results.report.word import word_document  # noqa: PLC0415 - only who asks for it waits for it

    picture = lines_picture(comparison, "practice", HEADLINE, lang)
    parts = (Paragraph((paragraph(comparison, lang),)), FigureBlock(picture, with_numbers=False))
    chapter = Chapter("finding", translator(lang)("Finding"), parts)
    made = Document(picture.title, lang, comparison.folder.name, (chapter,), is_memo=True)
    stream = io.BytesIO()
    word_document(made).save(stream)
    return stream.getvalue()


def report_buttons(view: View, comparison: Comparison) -> None:
    """A button for each form of the report."""
    _ = view.words
    labels = {ending: _("Report as {form}").format(form=name) for ending, name in FORMS.items()}
    _buttons(view, f"report-{comparison.folder.name}", labels, lambda form: report_bytes(comparison, form, view.lang))


def memo_buttons(view: View, comparison: Comparison, answer: PermittedAnswer | None = None) -> None:
    """A button for each form of the memo of a comparison, with one for a slide, or of the answer to a question."""
    _ = view.words
    labels = {ending: _("Memo as {form}").format(form=FORMS[ending]) for ending in ("docx", "pdf")}
    if answer is None:
        labels["pptx"] = _("Slide for PowerPoint")
    name = f"memo-{comparison.folder.name}" + (f"-{answer.key}" if answer else "")
    _buttons(view, name, labels, lambda form: memo_bytes(comparison, answer, form, view.lang))


def _buttons(view: View, name: str, labels: dict[str, str], made: Callable[[str], bytes]) -> None:
    """Buttons by ending; a document is made as a job and downloaded when done."""
    _ = view.words
    place = box("div")

    def make(ending: str) -> None:
        def work(job: Job) -> bytes:
            job.say(_("Writing the document"))
            return made(ending)

        def give(content: bytes, _is_final: bool) -> None:
            ui.download(content, f"smartmix-{name}.{view.lang}.{ending}")

        key = f"{name}-{view.lang}-{ending}"
        follow_instead(view, place, lambda: view.desk.submit(view.person, key, work), give)

    with box("div", css="row"):
        for ending, label in labels.items():
            button(label, lambda ending=ending: make(ending))
    place.move(target_index=-1)


def report_bytes(comparison: Comparison, form: str, lang: str) -> bytes:
    """The report of a comparison in one form."""
    from results.report.document import document  # noqa: PLC0415 - brings the document libraries

    return _bytes(document(comparison, lang), form)


def memo_bytes(comparison: Comparison, answer: PermittedAnswer | None, form: str, lang: str) -> bytes:
    """The memo of a comparison (`pptx`: its slide), or of an answer. Raises InputProblem where it does not fit."""
    from results.memo.answer import answer_memo  # noqa: PLC0415 - brings the document libraries
    from results.memo.comparison import comparison_memo  # noqa: PLC0415
    from results.memo.slide import comparison_slide  # noqa: PLC0415

    if form == "pptx":
        from results.memo.powerpoint import write_slide  # noqa: PLC0415

        made = comparison_slide(comparison, lang)
        return _written(lambda path: write_slide(made, path), form)
    page = answer_memo(answer, comparison, lang) if answer else comparison_memo(comparison, lang)
    return _bytes(page, form)


def _bytes(document: Document, form: str) -> bytes:
    from results.report.forms import write_report  # noqa: PLC0415

    return _written(lambda path: write_report(document, form, path), form)


def _written(write: Callable[[Path], None], form: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="smartmix-") as folder:
        path = Path(folder) / f"document.{form}"
        write(path)
        return path.read_bytes()
