"""Documents from a comparison on the page: a paragraph with its figure, and the report in its forms."""

from collections.abc import Callable
from typing import Any

from nicegui import run, ui

from experiments.compare import Comparison
from results.questions.model import PermittedAnswer
from smartmix.page.parts.document_files import memo_bytes, paragraph_bytes, report_bytes
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


def report_buttons(view: View, comparison: Comparison) -> None:
    """A button for each form of the report."""
    _ = view.words
    labels = {ending: _("Report as {form}").format(form=name) for ending, name in FORMS.items()}
    _buttons(view, f"report-{comparison.folder.name}", labels, report_bytes, comparison)


def memo_buttons(view: View, comparison: Comparison, answer: PermittedAnswer | None = None) -> None:
    """A button for each form of the memo of a comparison, with one for a slide, or of the answer to a question."""
    _ = view.words
    labels = {ending: _("Memo as {form}").format(form=FORMS[ending]) for ending in ("docx", "pdf")}
    if answer is None:
        labels["pptx"] = _("Slide for PowerPoint")
    name = f"memo-{comparison.folder.name}" + (f"-{answer.key}" if answer else "")
    _buttons(view, name, labels, memo_bytes, comparison, answer)


def _buttons(view: View, name: str, labels: dict[str, str], write: Callable[..., bytes], *content: object) -> None:
    """Buttons by ending; a document is made as a job, by `write(job, *content, ending, language)`, and downloaded."""
    _ = view.words
    place = box("div")

    def make(ending: str) -> None:
        def work(job: Job) -> bytes:
            job.say(_("Writing the document"))
            return job.apart(write, *content, ending, view.lang)

        def give(content: bytes, _is_final: bool) -> None:
            ui.download(content, f"smartmix-{name}.{view.lang}.{ending}")

        key = f"{name}-{view.lang}-{ending}"
        follow_instead(view, place, lambda: view.desk.submit(view.person, key, work), give)

    with box("div", css="row"):
        for ending, label in labels.items():
            button(label, lambda ending=ending: make(ending))
    place.move(target_index=-1)
