"""`smartmix report RUN`."""

from pathlib import Path
from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import language, words


def report(
    run: Annotated[str, typer.Argument(metavar="RUN", help=_("folder of a finished comparison"))],
    formats: Annotated[
        str | None, typer.Option("--format", metavar="A,B", help=_("forms: html, docx, xlsx, pdf (default all four)"))
    ] = None,
    studies: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="RUN", help=_("another finished run that the report takes up; may be repeated")),
    ] = None,
    burden: Annotated[
        str | None, typer.Option("--burden", metavar="FILE", help=_("your own hours and tariffs for the burden tables"))
    ] = None,
    lang: options.Lang = None,
    as_json: options.Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=_("print only the paths, without a progress bar"))] = False,
) -> int:
    """Write the report of a comparison into its run folder and print where it stands."""
    from smartmix.report_face import FORMS, ReportWanted, write_reports  # noqa: PLC0415
    from smartmix.verbs.robustness import listed  # noqa: PLC0415

    asked = listed(formats)
    forms = tuple(FORMS) if asked is None else tuple(dict.fromkeys(asked))
    wanted = ReportWanted(Path(run), forms, tuple(map(Path, studies or ())), options.folder(burden))
    with output.progress(1 + len(forms), is_wanted=not quiet) as watch:
        paths = write_reports(wanted, language(), watch)
    if as_json:
        files = {form: path.as_posix() for form, path in paths.items()}
        output.show_json({"format": 1, "run": wanted.run.as_posix(), "lang": language(), "files": files})
        return 0
    _show(list(paths.values()), quiet)
    return 0


def _show(paths: list[Path], quiet: bool) -> None:
    """A line before the paths, unless only these are wanted."""
    _ = words()
    if not quiet:
        output.show(_("The report stands in:"))
    for path in paths:
        output.show(str(path))
