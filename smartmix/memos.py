"""A memo of a finished comparison, from what is asked to files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.compare import Comparison, load_comparison
from results.blocks import Document
from results.language import translator
from results.report.forms import write_report
from simulation.problems import InputProblem
from smartmix.output import Watch
from smartmix.reporting import check_comparison
from smartmix.writable import check_file

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
            check_file(self.out / "memo")

    def path(self, folder: Path, lang: str, form: str) -> Path:
        """Where the memo of a run folder goes."""
        name = f"memo-{self.question}" if self.question else "memo"
        return (self.out or folder / "reports") / f"{name}.{lang}.{form}"


def run_folder(about: Sequence[Path]) -> Path | None:
    """The run folder that is meant; None where these are mixes. Raises InputProblem where it is unclear."""
    folders = [path for path in about if path.is_dir()]
    if not about or (folders and len(about) > 1):
        raise InputProblem("smartmix memo: name one run folder, or one to four mixes; found {found}", found=len(about))
    return folders[0] if folders else None


def write_memo(folder: Path, wanted: MemoWanted, lang: str, watch: Watch) -> dict[str, Path]:
    """Read the run, make the page once, and write it in each form; the paths. Raises InputProblem."""
    _ = translator(lang)
    check_comparison(folder)
    watch.stage(_("reading the run"))
    made = memo_of(load_comparison(folder.resolve()), wanted.question, lang)
    watch.advance(1)
    paths: dict[str, Path] = {}
    for form in wanted.forms:
        paths[form] = wanted.path(folder, lang, form)
        watch.stage(paths[form].name)
        write_report(made, form, paths[form])
        watch.advance(1)
    return paths


def memo_of(comparison: Comparison, question: str, lang: str) -> Document:
    """The page about a comparison, or the answer to a question. Raises InputProblem."""
    if question:
        from results.memo.answer import answer_memo  # noqa: PLC0415 - the answers import all that results can tell
        from results.questions import answer  # noqa: PLC0415

        return answer_memo(answer(question, comparison, lang), comparison, lang)
    from results.memo.comparison import comparison_memo  # noqa: PLC0415

    return comparison_memo(comparison, lang)
