"""`smartmix memo RUN|MIX…`, `smartmix.memo(…)`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from experiments import defaults
from smartmix import options, output
from smartmix.command import JSON, QUIET, Verb
from smartmix.marks import _
from smartmix.options import Option, Place
from smartmix.session import language, reader_language, words

#: What is written unless other forms are asked; PDF where its extra is installed.
FORMS = ("docx", "pdf")

Formats = Annotated[Iterable[str], Option("--format", "A,B", _("forms: docx, pdf (default both)"), read=options.forms)]
Asked = Annotated[
    str,
    Option(
        "--question",
        "KEY",
        _("answer this question of a parliament instead of telling what the mixes change"),
        "[questions.md](questions.md) lists the keys",
    ),
]
Out = Annotated[Place | None, Option("--out", "FOLDER", _("folder for the memo (default `reports` in the run folder)"))]


def memo(
    *about: options.RunOrMixes,
    question: Asked = "",
    formats: Formats = FORMS,
    out: Out = None,
    draws: options.Draws = defaults.DRAWS,
    firms: options.Firms = defaults.FIRMS,
    last_year: options.Until = defaults.LAST_YEAR_SHOWN,
    seed: options.Seed = defaults.SEED,
    baseline: options.Baseline = defaults.BASELINE,
    future: options.FutureOfMixes = "",
    lang: options.Lang = None,
    progress: options.Progress = False,
) -> dict[str, Path]:
    """Write one A4 page about a comparison, to send: form to path.

    Question, finding, the figure that shows just that, a small table, three caveats, sources, how it was made. With
    mixes they are compared first, on the settings given. Raises InputProblem; Interrupted on Ctrl-C.

        comparison = sm.compare("mix-1", draws=2, firms=120, last_year=2024, figures=False)
        sm.memo(comparison.folder, formats=["docx"])
    """
    given = dict(locals())
    from smartmix.memos import MemoWanted, folder_about, write_memo  # noqa: PLC0415
    from smartmix.reporting import possible, say_left_out  # noqa: PLC0415
    from smartmix.writable import check_folder_of_documents  # noqa: PLC0415

    spoken = reader_language(lang)
    place = options.path(out)
    if place is not None:  # before a form that cannot be written is named
        check_folder_of_documents(place)
    forms, left_out = possible(formats, FORMS)
    wanted = MemoWanted(forms, question, place)
    wanted.check()
    folder = folder_about("memo", given)
    with output.progress(1 + len(wanted.forms), is_wanted=progress) as watch:
        paths = write_memo(folder, wanted, spoken, watch)
    say_left_out(left_out, spoken)
    return paths


def _show(paths: dict[str, Path], as_json: bool, quiet: bool) -> int:
    if as_json:
        files = {form: path.as_posix() for form, path in paths.items()}
        output.show_json({"format": 1, "lang": language(), "files": files})
        return 0
    _ = words()
    output.show_paths("" if quiet else _("The memo stands in:"), paths.values())
    return 0


VERB = Verb(
    memo,
    _("write one A4 page about a comparison or a question: Word, PDF"),
    _show,
    json=replace(JSON, more=': `{"format": 1, "lang", "files": {FORM: PATH}}`'),
    quiet=replace(QUIET, help=_("print only the paths, without a progress bar")),
)
