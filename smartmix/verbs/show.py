"""`smartmix show RUN`, `smartmix.show(run)`, `smartmix.load(run)`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from smartmix import kinds, options, output
from smartmix.command import Verb, describe
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.session import language, reader_language, words

Run = Annotated[Place, Option("RUN", "", _("folder of a finished run, of any verb"))]
Figures = Annotated[
    bool,
    Option(
        "--figures",
        "",
        _("also draw its figures anew, into the folder of --out"),
        "The run folder stays as it is, so that `verify` still holds",
    ),
]
Out = Annotated[
    Place | None, Option("--out", "FOLDER", _("folder for the figures (default RUN-figures, beside the run)"))
]


@dataclass(frozen=True)
class _Shown:
    """A result, and the folder with its figures, None where none were asked for; how many there are."""

    result: Any
    figures: Path | None = None
    count: int = 0


@describe
def load(folder: Run) -> Any:
    """Read a finished run folder: what the verb gave back, whichever verb that was, also of an older format.

    Raises InputProblem when it is no finished run, damaged, or of a kind that this version does not know.

        comparison = sm.compare("mix-1", draws=2, firms=120, last_year=2020, figures=False)
        sm.load(comparison.folder).mixes
    """
    return kinds.load(Path(folder))


@describe
def show(run: Run, lang: options.Lang = None, *, figures: Figures = False, out: Out = None) -> str:
    """Tell what a finished run found: its table as text, for 120 characters on a line.

    Raises InputProblem as `load` does.

        comparison = sm.compare("mix-1", draws=2, firms=120, last_year=2020, figures=False)
        print(sm.show(comparison.folder, "nl"))
    """
    shown = _shown(run, lang, figures, out)
    return output.text_of(kinds.table_of(shown.result, reader_language(lang)), output.PIPE_WIDTH)


def _shown(run: Run, lang: options.Lang = None, figures: Figures = False, out: Out = None) -> _Shown:
    from smartmix.writable import check_file  # noqa: PLC0415

    folder = Path(run)
    result = kinds.load(folder)
    if not figures:
        return _Shown(result)
    resolved = folder.resolve()  # `.` has no name
    place = resolved.with_name(f"{resolved.name}-figures") if out is None else Path(out)
    check_file(place / "figure")
    pictures = kinds.pictures_of(result, reader_language(lang))
    if pictures:
        from results.figures import write_pictures  # noqa: PLC0415 - figures need matplotlib, which takes a second

        write_pictures(place, pictures, lambda name: None)
    return _Shown(result, place, len(pictures))


def _show(shown: _Shown, as_json: bool, quiet: bool, whole: bool = False) -> int:
    _ = words()
    output.show_rich(kinds.table_of(shown.result, language()))
    if whole and kinds.kind_of(shown.result).whole:
        output.show_rich(kinds.table_of(shown.result, language(), whole=True))
    if shown.figures is not None:
        told = _("Figures: {folder}") if shown.count else _("A run of this kind has no figures.")
        output.show("")
        output.show(told.format(folder=shown.figures))
    return 0


VERB = Verb(
    _shown,
    _("print the table of a finished run again, of any verb, and draw its figures"),
    _show,
    None,
    None,
    options.WHOLE,
)
