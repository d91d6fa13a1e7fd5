"""A memo or a slide of a finished comparison, from what is asked to files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.compare import Comparison, load_comparison
from results.blocks import Document
from results.language import translator
from simulation.problems import InputProblem
from smartmix.output import Watch
from smartmix.reporting import check_comparison, write_forms
from smartmix.writable import check_folder_of_documents

#: Forms of a memo.
FORMS = ("docx", "pdf")


@dataclass(frozen=True)
class MemoWanted:
    """What is asked: the forms, the key of a question ("": what the mixes change), and where the files go.

    out: a folder; None for `reports` in the run folder.
    """

    forms: tuple[str, ...]
    question: str = ""
    out: Path | None = None

    def check(self) -> None:
        """Raises InputProblem for a form that a memo does not have, an unknown question, or a folder that is none."""
        for form in self.forms or ("",):
            if form not in FORMS:
                raise InputProblem(
                    "--format: a memo has no form '{found}'; allowed: {allowed}", found=form, allowed=", ".join(FORMS)
                )
        if self.question:  # before mixes are compared for it, which takes a minute
            from results.questions import check_question  # noqa: PLC0415 - the answers import all that results can tell

            check_question(self.question)
        if self.out is not None:
            check_folder_of_documents(self.out)

    def path(self, folder: Path, lang: str, form: str) -> Path:
        """Where the memo of a run folder goes."""
        name = f"memo-{self.question}" if self.question else "memo"
        return (self.out or folder / "reports") / f"{name}.{lang}.{form}"


def folder_about(verb: str, given: Mapping[str, Any]) -> Path:
    """The run folder that is meant, or that of a comparison of the mixes named, made now.

    given: the verb's arguments (its `locals()`). Raises InputProblem where it is unclear; Interrupted on Ctrl-C.
    """
    from results.memo.comparison import check_count  # noqa: PLC0415
    from scenarios.library import future_of  # noqa: PLC0415
    from smartmix.comparing import compare_into_folder  # noqa: PLC0415
    from smartmix.studies import settings_of  # noqa: PLC0415

    about = [Path(each) for each in given["about"]]
    folders = [path for path in about if path.is_dir()]
    if not about or (folders and len(about) > 1):
        raise InputProblem(
            "{verb}: name one run folder, or one to four mixes; found {found}", verb=verb, found=len(about)
        )
    if folders:
        return folders[0]
    mixes, baseline = tuple(str(each) for each in given["about"]), given["baseline"]
    check_count([mix for mix in mixes if mix != baseline])
    settings = settings_of({**given, "future": given["future"] or future_of([baseline, *mixes])})
    asked = replace(settings, mixes=mixes)
    return compare_into_folder(asked, None, None, given["lang"], figures=False, progress=given["progress"]).folder


def slide_path(folder: Path, out: Path | None, lang: str) -> Path:
    """Where the slide of a run folder goes; out: a folder, None for `reports` in the run folder."""
    return (out or folder / "reports") / f"slide.{lang}.pptx"


def write_slide_file(folder: Path, path: Path, lang: str) -> None:
    """Read the run and write its slide; the file is complete or absent. Raises InputProblem."""
    from experiments.files import write_with  # noqa: PLC0415
    from results.memo.powerpoint import write_slide  # noqa: PLC0415 - brings the library of PowerPoint
    from results.memo.slide import comparison_slide  # noqa: PLC0415

    check_comparison(folder, is_report=False)
    made = comparison_slide(load_comparison(folder.resolve()), lang)
    write_with(path, lambda temporary: write_slide(made, temporary))


def write_memo(folder: Path, wanted: MemoWanted, lang: str, watch: Watch) -> dict[str, Path]:
    """Read the run, make the page once, and write it in each form; the paths. Raises InputProblem."""
    _ = translator(lang)
    check_comparison(folder, is_report=False)
    watch.stage(_("reading the run"))
    made = memo_of(load_comparison(folder.resolve()), wanted.question, lang)
    watch.advance(1)
    return write_forms(made, {form: wanted.path(folder, lang, form) for form in wanted.forms}, watch)


def memo_of(comparison: Comparison, question: str, lang: str) -> Document:
    """The page about a comparison, or the answer to a question. Raises InputProblem."""
    if question:
        from results.memo.answer import answer_memo  # noqa: PLC0415 - the answers import all that results can tell
        from results.questions import answer  # noqa: PLC0415

        return answer_memo(answer(question, comparison, lang), comparison, lang)
    from results.memo.comparison import comparison_memo  # noqa: PLC0415

    return comparison_memo(comparison, lang)
