"""What figures of a comparison draw of made-up numbers, read back from the drawing: right mix, place, ends and side."""

from typing import Any

import pytest
from made_up import LAGGARDS, LEVELS, YEARS, made_up
from test_page_charts_by_hand import BY_YEAR, LAST, over_years

from results.compare.by_objective import rows_by_world
from results.compare.figure_burden import burden_picture
from results.compare.figure_differences import differences_picture
from results.compare.figure_draws import draws_picture
from results.compare.figure_lines import lines_picture
from results.compare.figure_objectives import objectives_picture
from results.compare.figure_practice import practice_picture
from results.figure_style import COLOURS, spread

BLUE, GREY = "#0072B2", "#767676"


def drawn(axes: Any, colour: str) -> list[tuple[list[float], list[float]]]:
    """The lines of a colour, in the order in which they were drawn: where they lie across and up."""
    found = [line for line in axes.lines if line.get_color() == colour]
    return [([float(x) for x in line.get_xdata()], [float(y) for y in line.get_ydata()]) for line in found]


def names_of(axis: Any) -> list[str]:
    return [tick.get_text() for tick in axis.get_ticklabels()]


def near(values: Any) -> Any:
    return pytest.approx(values, abs=1e-6)


# a comparison


def test_lines_through_the_years_have_their_ends(tmp_path) -> None:
    picture = lines_picture(made_up(tmp_path / "run", by_year=BY_YEAR), "practice", "goal90", "en")
    (axes,) = picture.draw().axes
    for colour, (low, middle, high) in zip(COLOURS, LAST.values(), strict=False):
        lines = [line for line in drawn(axes, colour) if len(line[0]) == len(YEARS)]
        assert [years for years, _values in lines] == [YEARS] * 3
        assert [values for _years, values in lines] == [over_years(low), over_years(high), over_years(middle)]
    assert picture.table.heads == ["mix", "2022", "2023", "2025"] and picture.table.unit == "%"
    first = ["Existing policy", "20% (15 to 26)", "24% (18 to 31)", "40% (30 to 52)"]
    assert picture.table.lines[0] == first and picture.table.lines[2][3] == "49% (45 to 54)"
    assert "Existing policy 40% (30 to 52); Mix 1 44% (38 to 53)" in picture.description


def test_differences_begin_where_mixes_part_and_have_their_ends(tmp_path) -> None:
    parts = (0.0, 0.0, 0.8, 1.0)
    picture = differences_picture(made_up(tmp_path / "run", by_year={("practice", LAGGARDS): parts}), "en")
    assert picture.table.lines == [["Mix 1", "+5.0 (+1.0 to +9.0)"], ["Mix 2", "+1.0 (−2.0 to +3.0)"]]
    assert "from 2023 to 2025" in picture.description and "a difference of 2 percentage points" in picture.description
    (axes,) = picture.draw().axes
    for colour, (low, middle, high) in zip(COLOURS[1:], ((1, 5, 9), (-2, 1, 3)), strict=False):
        lines = [line for line in drawn(axes, colour) if len(line[0]) == 3]
        assert [years for years, _values in lines] == [YEARS[1:]] * 3
        assert [values for _years, values in lines] == [near([0, 0.8 * end, end]) for end in (low, high, middle)]
    assert [values for _years, values in drawn(axes, "#444444")] == [near([-2, -2]), near([2, 2])]
    assert [values for _years, values in drawn(axes, GREY)] == [[0, 0]]


def panel_of(comparison: Any, key: str) -> Any:
    place = [row.key for row in rows_by_world(comparison)[0][1]].index(key)
    return objectives_picture(comparison, "en").draw().axes[place]


def ranges_in(axes: Any) -> dict[float, list[float]]:
    """By height: both ends of a bar and the dot between them."""
    flat = [line for line in axes.lines if len(set(line.get_ydata())) == 1]
    found: dict[float, list[float]] = {}
    for line in flat:
        found.setdefault(round(float(line.get_ydata()[0]), 2), []).extend(float(x) for x in line.get_xdata())
    return {height: [ends[0], ends[2], ends[1]] for height, ends in found.items()}


def test_each_objective_has_its_mixes_from_the_top_with_both_ends(tmp_path) -> None:
    comparison = made_up(tmp_path / "run")
    for key, first, second, size in (
        ("practice_laggards", [1, 5, 9], [-2, 1, 3], 2),
        ("paper_gap", [-5, -3, -2], [1, 2, 4], 1),
        ("government_cost", [6, 8, 11], [-9, -7, -6], 5),
    ):
        axes = panel_of(comparison, key)
        assert ranges_in(axes) == {1.0: near(first), 0.0: near(second)}, key
        strip = axes.patches[0].get_path().transformed(axes.patches[0].get_patch_transform()).get_extents()
        assert [strip.x0, strip.x1] == near([-size, size])
        assert [len(drawn(axes, colour)) for colour in COLOURS[1:3]] == [2, 2]
        assert drawn(axes, COLOURS[1])[1][1] == [1.0]
    figure = objectives_picture(comparison, "en").draw()
    assert names_of(figure.axes[0].yaxis) == ["Mix 2", "Mix 1"]


def test_worlds_have_their_own_panels_bars_and_strips(tmp_path) -> None:
    """The EU law comes in the first 9 of 21 draws, in which changes are high: of mix 1 a middle of 7.7 and of 3.0."""
    comparison = made_up(tmp_path / "run", came=9)
    picture = differences_picture(comparison, "en")
    assert [text[:4] for text in picture.table.lines[0][1:]] == ["+7.7", "+3.0"]
    with_law, without = picture.draw().axes
    assert with_law.get_title().startswith("EU law in force by 2025: 43%")
    dots = [next(ys for xs, ys in drawn(axes, COLOURS[1]) if len(xs) == 1) for axes in (with_law, without)]
    assert dots == [pytest.approx([7.667], abs=1e-3), near([3.0])]
    panel = panel_of(comparison, "practice_laggards")
    dots_of = [line for line in panel.lines if line.get_marker() == "o" and line.get_color() == COLOURS[1]]
    assert [line.get_markerfacecolor() for line in dots_of] == [COLOURS[1], "white"]
    assert "Filled: EU law in force by 2025: 43%" in objectives_picture(comparison, "en").description
    found = ranges_in(panel)
    assert [found[1.17][1], found[0.83][1]] == pytest.approx([7.667, 3.0], abs=1e-3)
    (axes,) = draws_picture(comparison, "en").draw().axes
    assert [len(dots.get_offsets()) for dots in axes.collections] == [9, 12, 9, 12]
    first, second, *_others = (dots.get_offsets() for dots in axes.collections)
    assert first[:, 1].min() > 1.0 > second[:, 1].max() and first[:, 0].min() > second[:, 0].max()
    assert [float(dots[:, 0].mean()) for dots in (first, second)] == pytest.approx([7.667, 3.0], abs=0.2)
    assert sorted(x[0] for x, _y in (*drawn(axes, "#444444"), *drawn(axes, GREY))) == near([-2, 0, 2])
    assert names_of(axes.yaxis) == ["Mix 2", "Mix 1"]


def test_burden_lies_across_and_practice_up(tmp_path) -> None:
    more = {("burden_share_turnover", "goal90"): (0.0002, 0.0003, 0.0006), ("practice", "small"): (0.05, 0.10, 0.20)}
    picture = burden_picture(made_up(tmp_path / "run", levels=LEVELS | more), "en")
    small, goal = picture.draw().axes
    assert drawn(small, COLOURS[0])[:3] == [
        (near([10, 50]), near([10, 10])),
        (near([20, 20]), near([5, 20])),
        ([near(20)], [near(10)]),
    ]
    assert drawn(goal, COLOURS[0])[:2] == [(near([20, 60]), near([40, 40])), (near([30, 30]), near([30, 52]))]
    assert drawn(goal, COLOURS[2])[1] == (near([30, 30]), near([45, 54]))
    assert picture.table.lines[0] == [
        "Existing policy",
        "20 (10 to 50)",
        "10% (5 to 20)",
        "30 (20 to 60)",
        "40% (30 to 52)",
    ]


def test_practice_stands_above_what_is_reported(tmp_path) -> None:
    figure = practice_picture(made_up(tmp_path / "run", by_year=BY_YEAR), "en").draw()
    last, *others = figure.axes
    assert names_of(last.yaxis) == ["Mix 2", "Mix 1", "Existing policy"]
    practice, reported = ([line for line in drawn(last, colour) if len(line[0]) == 2] for colour in (BLUE, "#D55E00"))
    assert practice == [
        (near(ends), near([h, h])) for ends, h in (([30, 52], 2.16), ([38, 53], 1.16), ([45, 54], 0.16))
    ]
    assert reported == [(near([35, 57]), near([h, h])) for h in (1.84, 0.84, -0.16)]
    for axes, (mix, (low, middle, high)) in zip(others, LAST.items(), strict=False):
        assert axes.get_title() == mix
        assert [values for _years, values in drawn(axes, BLUE)] == [
            over_years(low),
            over_years(high),
            over_years(middle),
        ]


def test_labels_move_apart_and_keep_their_order() -> None:
    assert spread([1.0, 5.0, 1.2], 1.0) == pytest.approx([0.6, 5.0, 1.6])
    assert spread([3.0, 3.0, 3.0], 2.0) == pytest.approx([1.0, 3.0, 5.0], abs=0.01)
