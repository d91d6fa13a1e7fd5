"""The bytes of documents made from a comparison; nothing of the web framework, for the processes that compute."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from experiments.compare import Comparison
from results.blocks import Chapter, Document, FigureBlock, Paragraph
from results.compare.figure_lines import lines_picture
from results.compare.paragraph import paragraph
from results.language import translator
from results.queries import HEADLINE
from results.questions.model import PermittedAnswer
from smartmix.page.serving.jobs import Job


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


def report_bytes(_job: Job, comparison: Comparison, form: str, lang: str) -> bytes:
    """The report of a comparison in one form."""
    from results.report.document import document  # noqa: PLC0415 - brings the document libraries

    return _bytes(document(comparison, lang), form)


def memo_bytes(_job: Job, comparison: Comparison, answer: PermittedAnswer | None, form: str, lang: str) -> bytes:
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
