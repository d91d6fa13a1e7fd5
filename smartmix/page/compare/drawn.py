"""What is drawn for the page Compare; nothing of the web framework, for the process that draws."""

from collections.abc import Callable

from experiments.compare import Comparison
from results.compare.figure_differences import differences_picture
from results.compare.figure_objectives import objectives_picture
from results.compare.index_page import inline_svg
from results.compare.matrix import matrix_html
from results.compare.worlds import world_title
from results.figure_style import Picture
from results.queries import views

#: The figures of the first screen by name.
FIGURES: dict[str, Callable[..., Picture]] = {"differences": differences_picture, "objectives": objectives_picture}


def drawings(comparison: Comparison, name: str, lang: str) -> tuple[str, str]:
    """A figure as SVG for a wide and for a narrow screen."""
    make = FIGURES[name]
    return inline_svg(make(comparison, lang)), inline_svg(make(comparison, lang, narrow=True))


def matrices(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    """Every row with its levels, as title and HTML: by world, and over all draws as the footnote."""
    found = views(comparison)
    return [
        (world_title(each, lang), matrix_html(each, lang))
        for each in ([*found, comparison] if len(found) > 1 else found)
    ]
