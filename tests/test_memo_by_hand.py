"""A memo, a slide and the files of the web site, of a comparison whose every number is known."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pptx
import pytest
from made_up import DRAWS, FIRST, LAGGARDS, SECOND, made_up

from experiments.comparison import Comparison
from results.blocks import Table
from results.figure_style import COLOURS
from results.memo.comparison import check_count, comparison_memo
from results.memo.powerpoint import write_slide
from results.memo.slide import comparison_slide
from simulation.problems import InputProblem
from smartmix.static_site.indicators import indicator_content


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The EU law comes in the first 9 of 21 draws, in which changes are high."""
    return made_up(tmp_path_factory.mktemp("memo") / "run", came=9)


def test_a_memo_has_each_mix_in_each_world(known: Comparison) -> None:
    """Practice of the goal's firms rises by 0.04 + 0.04 x 2 / 3 and by 0.04 - 0.03 / 2 under mix 1."""
    blocks = [block for chapter in comparison_memo(known, "en").chapters for block in chapter.blocks]
    (table,) = (block for block in blocks if isinstance(block, Table))
    practice = next(n for n, column in enumerate(table.columns[1:]) if column.head.startswith("Practice"))
    found = [(row.head, round(row.cells[practice].value or 0.0, 2)) for row in table.rows if row.cells]
    assert found == [("Mix 1", 6.67), ("Mix 2", 13.0), ("Mix 1", 2.5), ("Mix 2", 5.5)]


def test_a_memo_takes_one_to_four_mixes() -> None:
    check_count(["a"])
    check_count(["a"] * 4)
    for count in (0, 5):
        with pytest.raises(InputProblem, match=f"found {count}"):
            check_count(["a"] * count)


def test_a_slide_draws_each_mix_in_its_colour_in_its_world(known: Comparison, tmp_path: Any) -> None:
    slide = comparison_slide(known, "en")
    found = [
        (dot.mix, dot.colour, round(dot.found.scaled[1] or 0.0, 2)) for _world, dots in slide.worlds for dot in dots
    ]
    assert found == [
        ("Mix 1", COLOURS[1], 7.67),
        ("Mix 2", COLOURS[2], 2.33),
        ("Mix 1", COLOURS[1], 3.0),
        ("Mix 2", COLOURS[2], -0.5),
    ]
    assert slide.size == pytest.approx(2.0) and "Mix 1 +7.7 (" in slide.about
    write_slide(slide, tmp_path / "slide.pptx")
    shapes: Any = pptx.Presentation(str(tmp_path / "slide.pptx")).slides[0].shapes
    (chart,) = (shape.chart for shape in shapes if shape.has_chart)
    middles, size = (list(series.values) for series in chart.plots[0].series)
    assert middles == pytest.approx([each[2] for each in found], abs=0.01) and size == pytest.approx([2.0] * 4)
    axis = chart.value_axis
    lows, highs = zip(
        *((dot.found.scaled[0], dot.found.scaled[2]) for _w, dots in slide.worlds for dot in dots), strict=True
    )
    assert axis.minimum_scale <= min(lows) and axis.maximum_scale >= max(highs)


def test_a_file_of_the_site_has_levels_and_differences_by_year_and_world(tmp_path: Any) -> None:
    """Practice of laggards: under mix 1 5 points more in the last year, 4 in that before, which does not divide."""
    parts = (0.0, 0.5, 0.8, 1.0)
    known = made_up(tmp_path / "run", came=9, by_year={("practice", LAGGARDS): parts})
    came = np.arange(DRAWS) < 9
    division: Any = SimpleNamespace(worlds=[SimpleNamespace(draws=came), SimpleNamespace(draws=~came)])
    found = indicator_content(known, {2025: division}, "practice")
    group = found["groups"][LAGGARDS]
    assert found["years"] == [2022, 2023, 2024, 2025] and group["digits"] == [0, 1]
    everything, with_law, without = group["differences"][FIRST]
    assert everything == [[0, 5, 8, 10], [0, 25, 40, 50], [0, 45, 72, 90]]
    assert (with_law[1], without[1]) == ([None, None, None, 77], [None, None, None, 30])
    assert group["levels"]["reference-2020"][0] == [[0, 5, 8, 10], [0, 8, 13, 16], [0, 14, 22, 28]]
    assert group["differences"][SECOND][0][2] == [0, 15, 24, 30] and "reference-2020" not in group["differences"]
