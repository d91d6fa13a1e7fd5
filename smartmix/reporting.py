"""A report of a finished comparison, from what is asked to files in its run folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from experiments.compare import Comparison, load_comparison
from experiments.extras import require
from experiments.fingerprints import behaviour_fingerprint
from experiments.integrity import finished
from experiments.regulatory_burden.actions_file import load_actions
from results.blocks import Document
from results.language import say, translator
from results.report.forms import FORMS, check_form, report_path, write_report
from results.report.studies import RESULTS, read_studies
from results.report.supplement import WIDTH, Supplement
from simulation.problems import InputProblem
from smartmix import kinds, output
from smartmix.output import Watch


@dataclass(frozen=True)
class ReportWanted:
    """What is asked: the run, the forms, the other runs whose results it takes up, and a file with cost inputs."""

    run: Path
    forms: tuple[str, ...]
    studies: tuple[Path, ...] = ()
    burden: Path | None = None

    @property
    def own_chapters(self) -> list[Path]:
        """The runs for which the report has a place of its own."""
        return [path for path in self.studies if finished(path).get("kind") in RESULTS]

    @property
    def others(self) -> list[Path]:
        """The other runs, which stand in a chapter together."""
        return [path for path in self.studies if path not in self.own_chapters]

    def check(self) -> None:
        """Raises InputProblem for a form that is not known, and for a folder or file that cannot be used."""
        if not self.forms:
            raise InputProblem("--format: name at least one of {allowed}", allowed=", ".join(FORMS))
        for form in self.forms:
            check_form(form)
        check_comparison(self.run)
        read_studies(self.own_chapters)
        for path in self.others:
            _check_other(path)
        if self.burden is not None:
            load_actions(self.burden)


def possible(formats: Iterable[str], default: Iterable[str]) -> tuple[tuple[str, ...], InputProblem | None]:
    """The forms to write, each once, and why PDF is not among the default ones where its extra is missing.

    Raises InputProblem where it was asked for by name.
    """
    chosen = (formats,) if isinstance(formats, str) else tuple(dict.fromkeys(formats))
    if "pdf" not in chosen:
        return chosen, None
    try:
        require("typst")
    except InputProblem as problem:
        if formats is not default:
            raise
        return tuple(form for form in chosen if form != "pdf"), problem
    return chosen, None


def say_left_out(problem: InputProblem | None, lang: str) -> None:
    """Say why there is no PDF, once the other forms are written: what is refused is told in one line alone."""
    if problem is not None:
        _ = translator(lang)
        output.note(_("the PDF is left out: {problem}").format(problem=say(problem, lang)))


def _check_other(folder: Path) -> None:
    """Raises InputProblem for a run by other rules than those of this version, or that it cannot read."""
    manifest = finished(folder)
    if "model" in manifest["settings"]:
        raise InputProblem("{file}: made with rules of a user's own, which a report does not take", file=folder)
    if manifest["fingerprints"].get("behaviour", behaviour_fingerprint()) != behaviour_fingerprint():
        raise InputProblem(
            "{file}: made by rules that behave differently from those of this version; run it again", file=folder
        )
    kinds.load(folder)


def check_comparison(folder: Path, is_report: bool = True) -> None:
    """Only a comparison holds what a report, a memo or a slide tells. Raises InputProblem."""
    kind = str(finished(folder).get("kind", "compare"))
    if kind != "compare" and not is_report:  # only a report takes up other runs
        raise InputProblem(
            "{file}: holds a run of '{kind}'; a memo or slide needs a comparison, made by 'smartmix compare'",
            file=folder,
            kind=kind,
        )
    if kind != "compare":
        raise InputProblem(
            "{file}: holds a run of '{kind}'; a report needs a comparison, made by 'smartmix compare' (add this run "
            "with --with)",
            file=folder,
            kind=kind,
        )


def write_reports(wanted: ReportWanted, lang: str, watch: Watch) -> dict[str, Path]:
    """Make the content once, and write it in each form; the paths. Raises InputProblem."""
    _ = translator(lang)
    wanted.check()
    watch.stage(_("reading the run"))
    comparison = load_comparison(wanted.run.resolve())  # the folder's name is the run id, also for `.`
    watch.stage(_("writing the text"))
    made = content_of(comparison, wanted, lang)
    watch.advance(1)
    return write_forms(made, {form: report_path(wanted.run, lang, form) for form in wanted.forms}, watch)


def write_forms(made: Document, paths: dict[str, Path], watch: Watch) -> dict[str, Path]:
    """Write a document in each form to its path, and give the paths back. Raises InputProblem."""
    for form, path in paths.items():
        watch.stage(path.name)
        write_report(made, form, path)
        watch.advance(1)
    return paths


def content_of(comparison: Comparison, wanted: ReportWanted, lang: str) -> Document:
    """The content of the report, the same for every form. Raises InputProblem."""
    from results.report.document import document  # noqa: PLC0415 - the chapters import all that results can tell

    others = tuple(_supplement(path, lang) for path in wanted.others)
    return document(comparison, lang, read_studies(wanted.own_chapters), wanted.burden, others)


def _supplement(folder: Path, lang: str) -> Supplement:
    result, kind = kinds.load(folder), str(finished(folder).get("kind", "compare"))
    table = output.text_of(kinds.table_of(result, lang), WIDTH)
    verb = {"calibration": "calibrate"}.get(kind, kind)
    return Supplement(verb, folder.resolve().name, table, tuple(kinds.pictures_of(result, lang)))
