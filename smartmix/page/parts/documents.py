"""Documents from a comparison on the page: a paragraph with its figure, and the report in its forms."""

import io
import tempfile
from pathlib import Path
from typing import Any

from nicegui import run, ui

from experiments.compare import Comparison
from results.compare.figure_lines import lines_picture
from results.compare.paragraph import paragraph
from results.queries import HEADLINE
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow
from smartmix.page.parts.widgets import box, button
from smartmix.page.serving.jobs import Job

#: Forms of the report, by ending.
FORMS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "HTML"}


async def download_paragraph(view: View, comparison: Comparison) -> None:
    """A Word file with the paragraph and the figure of practice."""
    content: Any = await run.io_bound(_word, comparison, view.lang)
    ui.download(content, f"smartmix-{comparison.folder.name}.docx")


def _word(comparison: Comparison, lang: str) -> bytes:
    from docx import Document  # noqa: PLC0415 - only who asks for it waits for it
    from docx.shared import Cm  # noqa: PLC0415

    picture = lines_picture(comparison, "practice", HEADLINE, lang)
    document: Any = Document()
    document.core_properties.title, document.core_properties.language = picture.title, lang
    document.add_paragraph(paragraph(comparison, lang).text)
    shape = document.add_picture(io.BytesIO(picture.png), width=Cm(15.5))
    properties = shape._inline.docPr
    properties.set("title", picture.title)
    properties.set("descr", picture.description)
    document.add_paragraph(picture.title, style="Caption")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def report_buttons(view: View, comparison: Comparison) -> None:
    """A button for each form of the report; it is made as a job and downloaded when done."""
    _ = view.words
    place = box("div")

    def make(ending: str) -> None:
        def work(job: Job) -> bytes:
            job.say(_("Writing the report"))
            return report_bytes(comparison, ending, view.lang)

        def give(content: bytes, _is_final: bool) -> None:
            ui.download(content, f"smartmix-{comparison.folder.name}.{view.lang}.{ending}")

        place.clear()
        with place:
            job = view.desk.submit(view.person, f"report-{comparison.folder.name}-{view.lang}-{ending}", work)
            follow(view, job, give)

    with box("div", css="row"):
        for ending, name in FORMS.items():
            button(_("Report as {form}").format(form=name), lambda ending=ending: make(ending))
    place.move(target_index=-1)


def report_bytes(comparison: Comparison, form: str, lang: str) -> bytes:
    """The report of a comparison in one form."""
    from results.report.document import document  # noqa: PLC0415 - brings the document libraries
    from results.report.forms import write_report  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="smartmix-") as folder:
        path = Path(folder) / f"report.{form}"
        write_report(document(comparison, lang), form, path)
        return path.read_bytes()
