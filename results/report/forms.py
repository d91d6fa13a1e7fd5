"""The forms in which a report can be written, and the writing: complete or absent."""

from collections.abc import Callable
from pathlib import Path

from experiments.files import write_with
from results.blocks import Document
from results.report.excel import write_excel
from results.report.html import write_html
from results.report.pdf import write_pdf
from results.report.word import write_word
from simulation.problems import InputProblem, nearest

type Writer = Callable[[Document, Path], None]

#: Name of each form, which is also the ending of its file.
FORMS: dict[str, Writer] = {"html": write_html, "docx": write_word, "xlsx": write_excel, "pdf": write_pdf}


def check_form(name: str) -> None:
    """Raises InputProblem for a form that is not known."""
    if name not in FORMS:
        raise InputProblem(
            "--format: unknown form '{found}'; allowed: {allowed}; did you mean '{nearest}'?",
            found=name,
            allowed=", ".join(FORMS),
            nearest=nearest(name, list(FORMS)),
        )


def report_path(folder: Path, lang: str, form: str) -> Path:
    """Where the report of a run folder stands."""
    return folder / "reports" / f"report.{lang}.{form}"


def write_report(document: Document, form: str, path: Path) -> None:
    """Write the document in this form; the file is complete or absent. Raises InputProblem."""
    check_form(form)
    write_with(path, lambda temporary: FORMS[form](document, temporary))
