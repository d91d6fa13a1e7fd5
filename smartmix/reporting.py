"""`smartmix.report`: a report of a finished comparison, from plain values to files in its run folder."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from experiments.compare import Comparison, load_comparison
from experiments.manifest import read_manifest
from experiments.regulatory_burden.actions_file import load_actions
from results.blocks import Document
from results.language import choose_language, translator
from results.report.forms import FORMS, check_form, report_path, write_report
from results.report.studies import read_studies
from simulation.problems import InputProblem
from smartmix.comparing import manifest_in
from smartmix.output import Watch
from smartmix.output import progress as _bar

type Place = str | os.PathLike[str]


@dataclass(frozen=True)
class ReportWanted:
    """What is asked: the run, the forms, the other runs whose results it takes up, and a file with cost inputs."""

    run: Path
    forms: tuple[str, ...]
    studies: tuple[Path, ...] = ()
    burden: Path | None = None

    def check(self) -> None:
        """Raises InputProblem for a form that is not known, and for a folder or file that cannot be used."""
        if not self.forms:
            raise InputProblem("--format: name at least one of {allowed}", allowed=", ".join(FORMS))
        for form in self.forms:
            check_form(form)
        _check_comparison(self.run)
        read_studies(self.studies)
        if self.burden is not None:
            load_actions(self.burden)


def _check_comparison(folder: Path) -> None:
    """Only a comparison holds what a report tells. Raises InputProblem."""
    kind = str(read_manifest(folder).get("kind", "compare"))
    if kind != "compare":
        raise InputProblem(
            "{file}: holds a run of '{kind}'; a report needs a comparison, made by 'smartmix compare' (add this run "
            "with --with)",
            file=folder,
            kind=kind,
        )
    manifest_in(folder)


def write_reports(wanted: ReportWanted, lang: str, watch: Watch) -> dict[str, Path]:
    """Make the content once, and write it in each form; the paths. Raises InputProblem."""
    _ = translator(lang)
    wanted.check()
    watch.stage(_("reading the run"))
    comparison = load_comparison(wanted.run.resolve())  # the folder's name is the run id, also for `.`
    watch.stage(_("writing the text"))
    made = content_of(comparison, wanted, lang)
    watch.advance(1)
    paths: dict[str, Path] = {}
    for form in wanted.forms:
        paths[form] = report_path(wanted.run, lang, form)
        watch.stage(paths[form].name)
        write_report(made, form, paths[form])
        watch.advance(1)
    return paths


def content_of(comparison: Comparison, wanted: ReportWanted, lang: str) -> Document:
    """The content of the report, the same for every form. Raises InputProblem."""
    from results.report.document import document  # noqa: PLC0415 - the chapters import all that results can tell

    return document(comparison, lang, read_studies(wanted.studies), wanted.burden)


def report(
    run: Place,
    formats: Iterable[str] = tuple(FORMS),
    lang: str | None = None,
    *,
    studies: Iterable[Place] = (),
    burden: Place | None = None,
    progress: bool = False,
) -> dict[str, Path]:
    """Write the report of a finished comparison as HTML, Word, Excel and PDF; form to path.

    run: folder of a comparison; formats: of `html`, `docx`, `xlsx`, `pdf`; studies: folders of other finished runs
    (synergy, robustness, …) that the report takes up (`--with`); burden: a file with your own cost inputs. Raises
    InputProblem.
    """
    chosen = (formats,) if isinstance(formats, str) else tuple(dict.fromkeys(formats))
    wanted = ReportWanted(Path(run), chosen, tuple(map(Path, studies)), None if burden is None else Path(burden))
    with _bar(1 + len(chosen), is_wanted=progress) as watch:
        return write_reports(wanted, choose_language(lang), watch)
