"""Every kind of result: how it is read back from its run folder, and what shows it, in a terminal or a notebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smartmix import output
from smartmix.houses import house_name
from smartmix.studies import STUDIES, part

if TYPE_CHECKING:
    from rich.console import RenderableType

    from results.figure_style import Picture


@dataclass(frozen=True)
class Kind:
    """Where a kind of result has its parts, as `module:name`; imported only when it is used.

    result: its class; load: (folder) -> result, '' where it has no folder; content: (result) -> plain JSON; table:
    (result, language) -> what rich shows; pictures: (result, language) -> figures, '' where it has none; html: (result,
    language) -> what a notebook shows, '' for the table; whole: as table, with all rows, '' where there are no more.
    """

    result: str
    load: str
    content: str
    table: str
    pictures: str = ""
    html: str = ""
    whole: str = ""


def _study(name: str) -> Kind:
    result = f"experiments.{name}.result:{name.capitalize()}Result"
    shown = f"results.{name}.table:{name}_table", f"results.{name}.figure:{name}_pictures"
    return Kind(result, f"{result}.load", f"{result}.content", *shown)


#: By the kind in the manifest. One run has a folder without a manifest, a life none.
KINDS: dict[str, Kind] = {
    "compare": Kind(
        "experiments.comparison:Comparison",
        "experiments.compare:load_comparison",
        "results.compare.form:comparison_json",
        "results.compare.first_table:comparison_table",
        "results.figures:pictures",
        "results.compare.matrix:comparison_html",
        "results.compare.table:whole_table",
    ),
    "calibration": Kind(
        "calibration.result:CalibrationResult",
        "calibration.result:load_calibration",
        "results.calibration.table:calibration_json",
        "results.calibration.table:calibration_table",
        "results.calibration.table:calibration_run_pictures",
    ),
    "validate": Kind(
        "calibration.validation_result:Validation",
        "results.validation.files:load_validation",
        "results.validation.form:validation_json",
        "results.validation.table:validation_table",
        "results.validation.figure:validation_pictures",
    ),
    "sweep": Kind(
        "experiments.sweep.result:SweepResult",
        "experiments.sweep.result:SweepResult.load",
        "experiments.sweep.result:SweepResult.content",
        "results.sweep.table:sweep_table",
    ),
    "run": Kind(
        "experiments.one_run:OneRun",
        "experiments.one_run:load_run",
        "experiments.one_run:run_json",
        "results.life.one_run:run_table",
    ),
    "explain": Kind("experiments.life:LifeOfFirm", "", "results.life.life:life_json", "results.life.life:life_table"),
} | {name: _study(name) for name in STUDIES}


def load(folder: Path) -> Any:
    """The result in a finished run folder, of an older format too.

    Raises InputProblem when it is no finished run, damaged, or of a kind or format that this version does not know.
    """
    from experiments.integrity import finished, readable  # noqa: PLC0415
    from experiments.manifest import MANIFEST  # noqa: PLC0415
    from experiments.one_run import RUN_FILE  # noqa: PLC0415
    from simulation.problems import InputProblem  # noqa: PLC0415

    if (folder / RUN_FILE).is_file() and not (folder / MANIFEST).is_file():
        return part(KINDS["run"].load)(folder)
    found = str(finished(folder).get("kind", "compare"))  # the first runs were comparisons and did not say so
    if found not in KINDS:
        raise InputProblem(
            "{file}: holds a run of '{kind}', which this version does not know; it knows {allowed}",
            file=folder,
            kind=found,
            allowed=", ".join(name for name, kind in KINDS.items() if kind.load),
        )
    with readable(folder):  # one without a seal may say anything
        return part(KINDS[found].load)(folder)


def kind_of(result: Any) -> Kind:
    """The row of a result. Raises KeyError for something else."""
    of = type(result)
    return {kind.result: kind for kind in KINDS.values()}[f"{house_name(of.__module__)}:{of.__qualname__}"]


def table_of(result: Any, lang: str, whole: bool = False) -> "RenderableType":
    """Its table, for a terminal or a notebook of any width; whole: with all rows, where it has more than are shown."""
    kind = kind_of(result)
    return part(kind.whole if whole and kind.whole else kind.table)(result, lang)


def pictures_of(result: Any, lang: str) -> "Sequence[Picture]":
    """Its figures; none where the kind has none."""
    where = kind_of(result).pictures
    return part(where)(result, lang) if where else ()


def show(result: Any, as_json: bool, quiet: bool, whole: bool = False) -> int:
    """Print a result on the command line: JSON, only the folder, or its table and the folder. Only that is made."""
    from smartmix.session import language, words  # noqa: PLC0415

    if as_json:
        output.show_json(part(kind_of(result).content)(result))
    elif quiet:
        output.show(str(result.folder))
    else:
        _ = words()
        output.show_rich(table_of(result, language()))
        if whole and kind_of(result).whole:
            output.show_rich(table_of(result, language(), whole=True))
        output.show("")
        output.show(_("Run folder: {folder}").format(folder=result.folder))
    return 0
