"""`smartmix report RUN`, `smartmix.report(…)`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from smartmix import options, output
from smartmix.command import JSON, QUIET, Verb
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.session import language, reader_language, words

#: What is written unless other forms are asked; PDF where its extra is installed.
FORMS = ("html", "docx", "xlsx", "pdf")

Run = Annotated[Place, Option("RUN", "", _("folder of a finished comparison"))]
Formats = Annotated[
    Iterable[str], Option("--format", "A,B", _("forms: html, docx, xlsx, pdf (default all four)"), read=options.forms)
]
With = Annotated[
    Iterable[Place],
    Option(
        "--with",
        "RUN",
        _("another finished run that the report takes up; may be repeated"),
        "Of any kind: `synergy` and `robustness` where they fit the mixes compared, others in a chapter of their "
        "own. Without it the report uses the analyses that ship, where they fit",
        read=options.place,
        many=True,
    ),
]
Burden = Annotated[
    Place | None,
    Option(
        "--burden",
        "FILE",
        _("your own hours and tariffs for the burden tables"),
        "; give their sources ([report.md](report.md#burden-with-your-own-numbers))",
    ),
]


def report(
    run: Run,
    formats: Formats = FORMS,
    lang: options.Lang = None,
    *,
    studies: With = (),
    burden: Burden = None,
    progress: options.Progress = False,
) -> dict[str, Path]:
    """Write the report of a finished comparison into its run folder: form to path.

    Raises InputProblem when `run` is no finished comparison, or for a form that is not known.

        comparison = sm.compare("mix-1", draws=2, firms=120, last_year=2024, figures=False)
        sm.report(comparison.folder, ["html"])
    """
    from smartmix.reporting import ReportWanted, possible, say_left_out, write_reports  # noqa: PLC0415

    spoken, (chosen, left_out) = reader_language(lang), possible(formats, FORMS)
    wanted = ReportWanted(Path(run), chosen, tuple(map(Path, studies)), options.path(burden))
    with output.progress(1 + len(chosen), is_wanted=progress) as watch:
        paths = write_reports(wanted, spoken, watch)
    say_left_out(left_out, spoken)
    return paths


def _show(paths: dict[str, Path], as_json: bool, quiet: bool) -> int:
    if as_json:
        files = {form: path.as_posix() for form, path in paths.items()}
        run = next(iter(paths.values())).parents[1]  # reports stand in a folder of the run
        output.show_json({"format": 1, "run": run.as_posix(), "lang": language(), "files": files})
        return 0
    _ = words()
    output.show_paths("" if quiet else _("The report stands in:"), paths.values())
    return 0


VERB = Verb(
    report,
    _("write the report of a comparison: HTML, Word, Excel, PDF"),
    _show,
    json=replace(JSON, more=': `{"format": 1, "run", "lang", "files": {FORM: PATH}}`'),
    quiet=replace(QUIET, help=_("print only the paths, without a progress bar")),
)
