"""`smartmix slide RUN|MIX…`, `smartmix.slide(…)`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from experiments import defaults
from smartmix import options, output
from smartmix.command import JSON, QUIET, Verb
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.session import language, reader_language, words

Out = Annotated[
    Place | None, Option("--out", "FOLDER", _("folder for the slide (default `reports` in the run folder)"))
]


def slide(
    *about: options.RunOrMixes,
    out: Out = None,
    draws: options.Draws = defaults.DRAWS,
    firms: options.Firms = defaults.FIRMS,
    last_year: options.Until = defaults.LAST_YEAR_SHOWN,
    seed: options.Seed = defaults.SEED,
    baseline: options.Baseline = defaults.BASELINE,
    future: options.FutureOfMixes = "",
    lang: options.Lang = None,
    progress: options.Progress = False,
) -> Path:
    """Write one slide of PowerPoint about a comparison; its path.

    The finding as a title, a chart with ranges that can be edited, one sentence, a caveat and the source; the rest is
    in the notes. With mixes they are compared first, on the settings given. Raises InputProblem; Interrupted on Ctrl-C.

        comparison = sm.compare("mix-1", draws=2, firms=120, last_year=2024, figures=False)
        sm.slide(comparison.folder)
    """
    given = dict(locals())
    from smartmix.memos import folder_about, slide_path, write_slide_file  # noqa: PLC0415
    from smartmix.writable import check_folder_of_documents  # noqa: PLC0415

    spoken, place = reader_language(lang), options.path(out)
    if place is not None:
        check_folder_of_documents(place)
    folder = folder_about("slide", given)
    path = slide_path(folder, place, spoken)
    write_slide_file(folder, path, spoken)
    return path


def _show(path: Path, as_json: bool, quiet: bool) -> int:
    if as_json:
        output.show_json({"format": 1, "lang": language(), "file": path.as_posix()})
        return 0
    _ = words()
    if not quiet:
        output.show(_("The slide stands in:"))
    output.show(str(path))
    return 0


VERB = Verb(
    slide,
    _("write one slide of PowerPoint about a comparison, with a chart that can be edited"),
    _show,
    json=replace(JSON, more=': `{"format": 1, "lang", "file": PATH}`'),
    quiet=replace(QUIET, help=_("print only the path, without a progress bar")),
)
