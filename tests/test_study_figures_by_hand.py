"""What figures of studies draw of numbers that somebody made up: the right mix, place, ends and side."""

from typing import Any

import pandas as pd
import pytest
from test_figures_by_hand import drawn, names_of, near
from test_page_charts_by_hand import life, quarter, sensitive, synergy
from test_studies_by_hand import made_up_route
from test_study_words_by_hand import (
    COST,
    HIGH,
    LOW,
    candidate,
    choice,
    discovered,
    informed,
    limit,
    name,
    robust,
    searched,
    worth,
)

from experiments.discover.result import BoxPassed
from experiments.robustness.result import FrontShare, LevelReached, RobustnessObjective
from results.discover.figure import box_picture, strongest, trade_off_picture
from results.figure_style import COLOURS
from results.information.figure import information_pictures
from results.life.figure import life_figure
from results.optimise.figure import optimise_pictures
from results.pathways.figure import pathways_picture
from results.robustness.figure import pareto_picture, regret_picture
from results.sensitivity.figure import heat_picture, time_picture, tornado_picture
from results.synergy.figure import matrix_picture, waterfall_picture


@pytest.fixture(autouse=True)
def of_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that was made up has no run of which its figures could say where they are from."""
    for study in ("discover", "information", "optimise", "pathways", "robustness", "sensitivity", "synergy"):
        monkeypatch.setattr(f"results.{study}.figure.origin_of", lambda _found, _lang: None)


def bars(axes: Any) -> dict[float, tuple[float, float]]:
    """Where bars that lie flat begin and end, by the middle of their height."""
    found = {round(bar.get_y() + bar.get_height() / 2, 2): (bar.get_x(), bar.get_width()) for bar in axes.patches}
    return {height: (left, left + wide) for height, (left, wide) in found.items()}


def robust_on_two() -> Any:
    cost = RobustnessObjective(
        **COST.model_dump() | {"name": name("cost")}, goal=None, goal_sources=[], step=1e6, step_words=name("a million")
    )
    found = robust()
    levels = [
        LevelReached(mix=mix, objective=objective, p05=low, p50=middle, p95=high, cases=4)
        for mix, objective, low, middle, high in (
            ("base", "practice", 0.1, 0.3, 0.6),
            ("base", "cost", 10e6, 20e6, 40e6),
            ("one", "practice", 0.2, 0.5, 0.7),
            ("one", "cost", 30e6, 50e6, 90e6),
        )
    ]
    other = found.regret[1].model_copy(update={"upper": 0.05, "upper_low": 0.03, "upper_high": 0.09, "max": 0.30})
    extremes: dict[str, Any] = {"lowest": 0.2, "lowest_world": "calm", "highest": 0.9, "highest_world": "calm"}
    front = [
        FrontShare(mix=mix, share=share, low=share - 0.1, high=share + 0.1, **extremes)
        for mix, share in (("base", 0.8), ("one", 0.4))
    ]
    return found.model_copy(
        update={
            "objectives": found.objectives | {"cost": cost},
            "levels": levels,
            "front": ["practice", "cost"],
            "pareto": front,
            "cases": 4,
            "regret": [found.regret[0], other],
        }
    )


def test_what_is_gained_lies_up_and_who_pays_across() -> None:
    picture = pareto_picture(robust_on_two(), "en")
    (axes,) = picture.draw().axes
    assert drawn(axes, COLOURS[0]) == [
        (near([10, 40]), near([30, 30])),
        (near([20, 20]), near([10, 60])),
        ([near(20)], [near(30)]),
    ]
    assert drawn(axes, COLOURS[1]) == [
        (near([30, 90]), near([50, 50])),
        (near([50, 50]), near([20, 70])),
        ([near(50)], [near(50)]),
    ]
    assert picture.table.lines[1][0] == "What may be" and picture.table.lines[1][-1] == "40% (30 to 50)"


def test_regret_is_a_bar_with_its_range_and_the_most() -> None:
    found = robust_on_two()
    picture = regret_picture(found.model_copy(update={"objectives": {"practice": found.objectives["practice"]}}), "en")
    (axes,) = picture.draw().axes
    assert bars(axes) == {0.0: near((0, 12)), 1.0: near((0, 5))}
    lines = [([float(x) for x in line.get_xdata()], set(line.get_ydata())) for line in axes.lines]
    assert lines == [(near([10, 15]), {0}), (near([20]), {0}), (near([3, 9]), {1}), (near([30]), {1})]
    assert names_of(axes.yaxis) == ["What is", "What may be"] and axes.get_ylim()[0] > axes.get_ylim()[1]
    assert [line[1:] for line in picture.table.lines] == [
        ["What is", "12 (10 to 15)", "20 (future: calm days)"],
        ["What may be", "5 (3 to 9)", "30 (future: calm days)"],
    ]


def sensitive_in_two_years() -> Any:
    """A year earlier luck and the parameters that are assumed had twice their share."""
    found = sensitive().model_copy(update={"mix_names": {"mix-1": name("The first")}})
    (output,) = found.outputs
    indices = [
        each.model_copy(update={part: 2 * getattr(each, part) for part in ("value", "p05", "p95")})
        if each.input in ("assumed", "luck")
        else each
        for each in output.indices
    ]
    return found.model_copy(update={"outputs": [output.model_copy(update={"year": 2029, "indices": indices}), output]})


def test_what_spread_comes_from_is_drawn_from_the_top_with_luck_at_the_bottom() -> None:
    found = sensitive_in_two_years()
    (axes,) = tornado_picture(found, found.outputs[1], "en").draw().axes
    assert bars(axes) == {2.0: near((0, 55)), 1.0: near((0, 20)), 0.0: near((0, 10))}
    assert [bool(bar.get_hatch()) for bar in axes.patches] == [False, False, True]
    (ranges,) = axes.collections
    ends = {float(part[0][1]): [float(part[0][0]), float(part[1][0])] for part in ranges.get_segments()}
    assert ends == {2.0: near([50, 62]), 1.0: near([15, 28]), 0.0: near([8, 13])}
    ticks = dict(zip(axes.get_yticks(), names_of(axes.yaxis), strict=True))
    assert ticks[2].endswith("measured") and ticks[1].endswith("assumed") and ticks[0].startswith("luck")


def test_inputs_are_drawn_through_time_and_against_results() -> None:
    found = sensitive_in_two_years()
    picture = time_picture(found, found.outputs[1], "en")
    (axes,) = picture.draw().axes
    lines = {line.get_label(): [float(y) for y in line.get_ydata()] for line in axes.lines}
    assert list(lines.values()) == [near([55, 55]), near([40, 20]), near([20, 10])]
    assert [label.split()[-1] for label in lines] == ["measured", "assumed", "dates)"]
    assert picture.table.lines[1][1:] == ["40% (30 to 56)", "20% (15 to 28)"]
    heat = heat_picture(found, found.outputs, "en")
    (axes,) = heat.draw().axes
    texts = {(int(x), int(y)): text.get_text() for text in axes.texts for x, y in [text.get_position()]}
    assert texts == {(0, 0): "55", (1, 0): "55", (0, 1): "40", (1, 1): "20"}


def test_a_waterfall_goes_up_and_down_where_it_stands() -> None:
    """From 40 the law adds 5, the office takes 8 away, the grant adds 3 and letters 1, so 41 in the end."""
    picture = waterfall_picture(synergy(), "practice", "en")
    (axes,) = picture.draw().axes
    found = {place: tuple(sorted(ends)) for place, ends in bars(axes).items()}
    steps = {1.0: (40, 45), 2.0: (37, 45), 3.0: (37, 40), 4.0: (40, 41)}
    assert {place: found[place] for place in steps} == {place: near(ends) for place, ends in steps.items()}
    assert [found[0.0][1], found[5.0][1]] == near([40, 41])
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    ranges = [xs for xs, ys in drawn(axes, "#000000") if len(set(ys)) == 1]
    assert ranges == [near([44, 46]), near([36, 38]), near([39, 41]), near([40, 42])]
    assert [bool(bar.get_hatch()) for bar in axes.patches][:4] == [False, True, False, False]
    assert picture.table.lines[1] == ["office", "−8.0 (−9.0 to −7.0)", "+2.0 (+1.0 to +3.0)", "−18.0 (−19.0 to −17.0)"]
    assert "existing policy (40.0%)" in picture.description and "the whole mix (51.0%)" in picture.description


def test_pairs_stand_where_their_elements_cross_with_their_word() -> None:
    (axes,) = matrix_picture(synergy(), "practice", "en").draw().axes
    across, down = names_of(axes.xaxis), names_of(axes.yaxis)
    texts = {(across[round(x)], down[round(y)]): text.get_text() for text in axes.texts for x, y in [text.xy]}
    assert texts["office", "letters"].startswith("−5.0") and texts["law", "grant"].startswith("+4.1")
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    hatched = [(bar.get_x() + bar.get_width() / 2, bar.get_y() + 0.5) for bar in axes.patches if bar.get_hatch()]
    assert hatched == [(across.index("office"), down.index("letters"))]


def with_cases(**more: Any) -> Any:
    cases = pd.DataFrame(
        {
            "c1": [0.1, 0.3, 0.5, 0.9],
            "future": ["eu-law", "no-eu-law", "eu-law", "no-eu-law"],
            "value": [0.6, 0.2, 0.5, 0.1],
            "fails": [False, True, False, True],
        }
    )
    futures = {"eu-law": name("a law"), "no-eu-law": name("no law")}
    return discovered(categories={"future": futures}, seed=1, **more).with_frames(
        {"cases": cases, "boxes": pd.DataFrame()}
    )


def box(limits: list[Any]) -> Any:
    return discovered().box.model_copy(update={"limits": limits})


def test_a_box_lies_on_the_side_of_its_limit() -> None:
    among = limit("future", "in", None, among=["no-eu-law"], quasi_p=0.5)
    for side, value, across in (("low", 0.25, (0.25, 0.9)), ("high", 0.4, (0.1, 0.4))):
        found = with_cases(box=box([among, limit("c1", side, value)]))
        assert strongest(found) == ["c1", "future"]
        (axes,) = box_picture(found, "en").draw().axes
        (drawn_box,) = axes.patches
        assert drawn_box.get_xy() == near((across[0], 0.6))  # the second of two futures, four tenths either way
        assert (drawn_box.get_width(), drawn_box.get_height()) == near((across[1] - across[0], 0.8))
    marks = {line.get_marker(): [float(x) for x in line.get_xdata()] for line in axes.lines}
    assert marks == {"o": [0.1, 0.5], "x": [0.3, 0.9]}
    alone = with_cases(box=box([limit("c1", "low", 0.25)]))
    (axes,) = box_picture(alone, "en").draw().axes
    assert (axes.patches[0].get_xy(), axes.patches[0].get_height()) == (near((0.25, 0.1)), near(0.5))


def test_coverage_lies_across_and_density_up() -> None:
    passed = BoxPassed(coverage=0.9, density=0.5, elsewhere=0.1, cases=90, failing=45, limits=[])
    found = discovered(boxes=[passed], box=box([LOW, HIGH]))
    picture = trade_off_picture(found, "en")
    (axes,) = picture.draw().axes
    points, shown, asked = ([list(map(float, each)) for each in line.get_data()] for line in axes.lines)
    assert (points, shown) == ([[near(90)], [near(50)]], [[near(64)], [near(80)]])
    assert asked[1] == near([80, 80])
    assert picture.table.lines == [["90%", "50%", "90", "0"]] and "coverage 64%, density 80%" in picture.description


def test_the_front_is_drawn_with_ranges_around_the_base() -> None:
    """The candidate changes practice by 1 to 8 points and cost by -4 to +5 million, beside a base of 40% and 18."""
    base, front = candidate(0), candidate(3, mix="found-0003", on_front=True)
    reached = dict(base.objectives)
    for what, mean in (("practice", 0.40), ("cost", 18e6)):
        reached[what] = reached[what].model_copy(update={"mean": mean})
    base = base.model_copy(update={"objectives": reached})
    candidates = pd.DataFrame(
        {
            "number": [0, 1, 2, 3],
            "points": [9, 9, 0, 9],
            "on_front": [False, False, False, True],
            "practice_mean": [0.40, 0.35, 0.9, 0.42],
            "cost_mean": [18e6, 25e6, 1e6, 20e6],
        }
    )
    found = searched_with(base, front).with_frames({"candidates": candidates})
    (picture,) = optimise_pictures(found, "en")
    axes = picture.draw().axes[0]
    grey, ranges_across, ranges_up, full, square = (
        [[float(value) for value in part] for part in line.get_data()] for line in axes.lines
    )
    assert grey == [[near(35)], [near(25)]]
    assert ranges_across == [near([41, 48]), near([20, 20])] and ranges_up == [near([42, 42]), near([14, 23])]
    assert (full, square) == ([[near(42)], [near(20)]], [[near(40)], [near(18)]])
    assert axes.get_xlabel().endswith("→") and axes.get_ylabel().endswith("↓")


def searched_with(base: Any, front: Any) -> Any:
    return searched(base).model_copy(update={"front": [front]})


def test_what_knowing_gains_is_drawn_from_everything_down() -> None:
    more = {"m1": worth(0.006), "m2": worth(0.001, differs=False)}
    found = informed(choice(measurements=more))
    found = found.model_copy(update={"measurement_names": {"m1": name("survey"), "m2": name("letters")}})
    (picture,) = information_pictures(found, "en")
    (axes,) = picture.draw().axes
    ticks = dict(zip((int(tick) for tick in axes.get_yticks()), names_of(axes.yaxis), strict=True))
    assert (ticks[4], ticks[1], ticks[0]) == ("all parameters", "survey", "letters")
    lengths = {4.0: 2.0, 3.0: 1.2, 2.0: 0.4, 1.0: 0.6, 0.0: 0.1}  # points; half and twice as much at the ends
    assert bars(axes) == {place: near((0, value)) for place, value in lengths.items()}
    ends = {float(line.get_ydata()[0]): [float(x) for x in line.get_xdata()] for line in axes.lines}
    assert ends == {place: near([value / 2, 2 * value]) for place, value in lengths.items()}
    assert [bool(bar.get_hatch()) for bar in axes.patches] == [False, False, False, False, True]


def test_a_map_of_pathways_has_shares_by_quarter_and_switches_in_their_quarter() -> None:
    """EU law in a quarter of the draws from 2024Q1 on and in half from 2024Q3; the rule fires in 2021Q2 and 2022Q2."""
    picture = pathways_picture(made_up_route(), "en")
    (axes,) = picture.draw().axes
    european = next(line for line in axes.lines if line.get_drawstyle() == "steps-post")
    shares = dict(zip((float(x) for x in european.get_xdata()), (float(y) for y in european.get_ydata()), strict=True))
    assert (min(shares), max(shares)) == (2020.0, 2026.0)
    assert [shares[at] for at in (2023.75, 2024.0, 2024.25, 2024.5, 2026.0)] == [0, 25, 25, 50, 50]
    marks = next(line for line in axes.lines if line.get_marker() == "D")
    assert [list(map(float, part)) for part in marks.get_data()] == [[2021.25, 2022.25], [50, 25]]
    assert [text.get_text() for text in axes.texts] == ["50%", "25%"]
    national = max(float(y) for path in axes.collections[0].get_paths() for _x, y in path.vertices)
    assert national == 50.0
    assert picture.table.lines[0][2:4] == ["50%", "0%"]


def test_pulls_of_a_life_stack_on_their_own_side() -> None:
    pulls = {"social": -0.5, "oblige": 0.4, "entice": 1.2, "rivals": -0.9}
    figure = life_figure(life(quarter(2023, 3, "peloton", pulls, {}), quarter(2023, 4, "peloton", pulls, {})), "en")
    motives, does, _happens = figure.axes
    found = sorted(
        (bar.get_x(), bar.get_y(), bar.get_y() + bar.get_height()) for bar in motives.patches if bar.get_height()
    )
    stacked = [(-0.5, -1.4), (0.0, -0.5), (0.0, 0.4), (0.4, 1.6)]
    assert found == [near((at, *ends)) for at in (2023.5, 2023.75) for ends in stacked]
    lines = {line.get_label(): [float(y) for y in line.get_ydata()] for line in does.lines}
    assert lines == {"commitment": near([41, 41]), "practice": near([32, 32]), "reported": near([57, 57])}
