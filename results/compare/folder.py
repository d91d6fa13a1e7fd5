"""Everything that a run folder shows: summary, figures, page, and the manifest that closes it."""

from collections.abc import Callable

from experiments.compare import Comparison, finish, write_summary
from experiments.files import write_text
from results.compare.by_objective import objectives_csv
from results.compare.index_page import page
from results.figure_style import Picture


def write_results(
    comparison: Comparison, lang: str, figures: bool = True, progress: Callable[[str], None] | None = None
) -> None:
    """Write `summary.csv`, `objectives.csv` (by world), `figures/`, `index.html` in the language, the manifest last.

    `progress` is called with the name of each file before it is made. Raises InputProblem when the disk
    does not allow it; the folder then has no manifest and can be resumed.
    """
    tell = progress or _silent
    tell("summary.csv")
    write_summary(comparison)
    tell("objectives.csv")
    write_text(comparison.folder / "objectives.csv", objectives_csv(comparison))
    shown: list[Picture] = []
    if figures:
        from results.figures import pictures, write_figure  # noqa: PLC0415 - matplotlib takes a second to import

        shown = pictures(comparison, lang)
        for picture in shown:
            tell(f"figures/{picture.name}")
            write_figure(comparison.folder / "figures", picture)
    tell("index.html")
    write_text(comparison.folder / "index.html", page(comparison, lang, shown))
    tell("manifest.json")
    finish(comparison)


def _silent(name: str) -> None:
    """Nobody asked to be told."""
