"""Charts of the page from numbers that somebody made up: each value under its own name, with both ends, in its unit."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest
from made_up import made_up
from test_study_words_by_hand import robust
from test_synergy_words_by_hand import name, shared

from calibration.predictive import PredictedSpread
from calibration.sign_draws import SignShare
from experiments.life import LifeOfFirm, QuarterOfLife
from experiments.sensitivity.result import SensitivityIndex, SensitivityOutput, SensitivityResult
from results.figure_style import COLOURS
from results.validation.words import unit_of
from simulation.parameters import registry
from smartmix.page.evidence.bars import range_bar
from smartmix.page.evidence.parameters import parameter_rows, range_text
from smartmix.page.evidence.tables import fact_table, left_out_table, result_table, sign_table
from smartmix.page.evidence.validation import shipped_validation
from smartmix.page.firm.charts import life_option, reasons_table
from smartmix.page.firm.player import counts_table, frames_of
from smartmix.page.firm.runs import STAGES, MixInDraw, StagesOfFirms
from smartmix.page.parts.charts import legend_rows, lines_option
from smartmix.page.why.charts import matrix_option, regret_option, tornado_option, waterfall_option

#: In the last year, in %: both ends and the middle; in the years before, these parts of it.
LAST = {"Existing policy": (30, 40, 52), "Mix 1": (38, 44, 53), "Mix 2": (45, 49, 54)}
PARTS = (0.5, 0.6, 0.8, 1.0)
BY_YEAR = {("practice", "goal90"): PARTS}


def over_years(value: float) -> Any:
    return pytest.approx([value * part for part in PARTS], abs=1e-3)


def test_each_mix_has_its_line_and_its_band_through_the_years(tmp_path) -> None:
    """A band is drawn as a foot and a height above it."""
    option = lines_option(made_up(tmp_path / "run", by_year=BY_YEAR), "practice", "goal90", "en", "")
    stacks = set[str]()
    for n, (mix, (low, middle, high)) in enumerate(LAST.items()):
        line, foot, height = option["series"][3 * n : 3 * n + 3]
        assert {line["name"], foot["name"], height["name"]} == {mix}
        assert line["data"] == over_years(middle) and foot["data"] == over_years(low)
        assert [a + b for a, b in zip(foot["data"], height["data"], strict=True)] == over_years(high)
        assert "areaStyle" in height and "areaStyle" not in foot and foot["stack"] == height["stack"]
        assert line["lineStyle"]["color"] == height["areaStyle"]["color"] == COLOURS[n]
        stacks.add(foot["stack"])
    assert len(stacks) == len(LAST) and option["yAxis"]["name"] == "%"


def test_a_bar_at_the_right_is_the_range_of_the_last_year(tmp_path) -> None:
    many = made_up(tmp_path / "run", more=("mix-3", "mix-4"), by_year=BY_YEAR)
    lines = [one for one in lines_option(many, "practice", "goal90", "en", "")["series"] if one["type"] == "line"]
    for line, (low, middle, high) in zip(lines, LAST.values(), strict=False):
        ((foot, top),) = line["markLine"]["data"]
        (point,) = line["markPoint"]["data"]
        assert [one["coord"][1] for one in (foot, point, top)] == pytest.approx([low, middle, high], abs=1e-3)


# the page Why


def sensitive() -> SensitivityResult:
    def index(what: str, measure: str, value: float, low: float, high: float) -> SensitivityIndex:
        return SensitivityIndex(input=what, measure=measure, value=value, p05=low, p95=high)

    output = SensitivityOutput(
        mix="mix-1",
        baseline=None,
        indicator="practice",
        group="goal90",
        year=2030,
        indices=[
            index("assumed", "shapley", 0.20, 0.15, 0.28),
            index("measured", "shapley", 0.55, 0.50, 0.62),
            index("luck", "share", 0.10, 0.08, 0.13),
            index("all", "explained", 0.80, 0.7, 0.9),
        ],
        doubts=[],
    )
    return SensitivityResult.model_construct(method="shapley", outputs=[output])


def whiskers(option: dict[str, Any]) -> dict[int, list[float]]:
    """Both ends by place on the axis."""
    found = [one["data"] for one in option["series"] if one["type"] == "line"]
    assert all(low[1] == high[1] for low, high in found)
    return {low[1]: [low[0], high[0]] for low, high in found}


def test_what_spread_comes_from_is_drawn_from_the_largest_with_luck_last() -> None:
    found = sensitive()
    option = tornado_option(found, found.outputs[0], "en", "")
    names = ["parameters graded measured", "parameters graded assumed", "luck (chance events and dates)"]
    assert option["yAxis"]["data"] == names and option["yAxis"]["inverse"]
    bars = option["series"][0]["data"]
    assert [bar["value"] for bar in bars] == [55.0, 20.0, 10.0]
    assert whiskers(option) == {0: [50.0, 62.0], 1: [15.0, 28.0], 2: [8.0, 13.0]}
    assert ["dashArrayX" in bar["itemStyle"]["decal"] for bar in bars] == [False, False, True]


def synergy() -> Any:
    names = {"reference-2020": name("Existing policy"), "mix-2": name("The second")}
    return shared(baseline="reference-2020", mix="mix-2", mix_names=names)


def test_elements_build_up_from_existing_policy_to_the_whole_mix() -> None:
    """From 40 the law adds 5, the office takes 8 away, the grant adds 3 and letters 1, so 41 in the end."""
    option = waterfall_option(synergy(), "practice", "en", "")
    assert option["yAxis"]["data"][1:] == ["law", "office", "grant", "letters", "The second"]
    hidden, seen = (one["data"] for one in option["series"][:2])
    assert hidden == pytest.approx([0, 40, 37, 37, 40, 0])
    assert [bar["value"] for bar in seen] == pytest.approx([40, 5, 8, 3, 1, 41])
    assert ["dashArrayX" in bar["itemStyle"]["decal"] for bar in seen] == [False, False, True, False, False, False]
    ends = {1: [44, 46], 2: [36, 38], 3: [39, 41], 4: [40, 42]}  # each share one point either way, where it stands
    assert whiskers(option) == {place: pytest.approx(pair) for place, pair in ends.items()}
    assert option["xAxis"]["min"] == 33  # a quarter of the way from 46 to 36 below 36, and down to a whole number
    assert option["series"][0]["stack"] == option["series"][1]["stack"]


def test_pairs_stand_where_their_elements_cross() -> None:
    option = matrix_option(synergy(), "practice", "en", "")
    across, down = option["xAxis"]["data"], option["yAxis"]["data"]
    cells = {
        (across[x], down[y]): (value, cell) for cell in option["series"][0]["data"] for x, y, value in [cell["value"]]
    }
    assert {pair: value for pair, (value, _cell) in cells.items()} == {
        ("law", "office"): pytest.approx(1.1),
        ("law", "grant"): pytest.approx(4.1),
        ("law", "letters"): pytest.approx(2.1),
        ("office", "grant"): pytest.approx(3.1),
        ("office", "letters"): pytest.approx(-5.0),
        ("grant", "letters"): pytest.approx(0.2),
    }
    certain = {pair for pair, (_value, cell) in cells.items() if cell["itemStyle"]["borderWidth"] == 2}
    assert certain == set(cells) - {("grant", "letters")}
    law, letters = (cells[pair][1]["itemStyle"]["color"] for pair in (("law", "grant"), ("office", "letters")))
    assert (law, letters) == ("#9fd0ef", "#f3cf80")  # reinforce, substitute
    assert cells["office", "letters"][1]["label"]["formatter"] == "−5.00"


def test_regret_of_each_mix_has_its_range_and_the_most() -> None:
    found = robust()
    other = found.regret[1].model_copy(update={"upper": 0.05, "upper_low": 0.03, "upper_high": 0.09, "max": 0.30})
    found = found.model_copy(update={"regret": [other, found.regret[0]]})
    option = regret_option(found, "practice", {"base": "What is", "one": "What may be"}, "")
    assert option["yAxis"]["data"] == ["What is", "What may be"]
    assert [bar["value"] for bar in option["series"][0]["data"]] == pytest.approx([12, 5])
    assert whiskers(option) == {0: pytest.approx([10, 15]), 1: pytest.approx([3, 9])}
    assert option["series"][-1]["data"] == pytest.approx([20, 30])


# one firm


def quarter(year: int, of: int, stage: str, pulls: dict[str, float], cost: dict[str, float]) -> QuarterOfLife:
    known = dict.fromkeys(("oblige", "condition", "entice", "cost", "rivals", "normative", "social"), 0.0)
    did = {"commitment": 0.41, "practice_mean": 0.32, "reported_mean": 0.57, "endorses": 0.0}
    moved = {"supported": 0.63}
    return QuarterOfLife(year, of, stage, {}, {}, {"awareness": 0.74}, moved, known | pulls, did, cost, ())


def life(*quarters: QuarterOfLife) -> LifeOfFirm:
    names = name("A mix"), name("A future")
    return LifeOfFirm("mix-1", 0, 1, 100, "no-eu-law", "prior", 7, {}, quarters, *names)


def test_reasons_name_each_pull_on_its_own_side_the_strongest_first() -> None:
    pulls = {"oblige": 0.4, "social": 1.2, "entice": 0.09, "cost": -0.3, "rivals": -0.9, "condition": -0.09}
    (line,) = reasons_table(life(quarter(2023, 2, "peloton", pulls, {})), "A mix", "en").lines
    assert line == [
        "2023 Q2",
        "peloton",
        "customers, peers and public (+1.2), the law (+0.4)",
        "rivals without the law (−0.9), cost (−0.3)",
        "63%",
        "41%",
        "",
    ]


def test_a_life_is_drawn_in_its_own_lines_and_with_all_it_costs() -> None:
    costs = {"cost_one_off": 300.0, "cost_yearly": 40.0, "cost_indirect": 6.0}
    option = life_option(life(quarter(2023, 4, "leader", {}, costs)), "en", "", 1000.0)
    found = {one["name"]: one["data"] for one in option["series"]}
    assert found == {
        "cost (right axis)": [346],
        "awareness": [74.0],
        "commitment": [41.0],
        "practice": [32.0],
        "reported": [57.0],
    }
    assert option["xAxis"]["data"] == ["2023 Q4"]


@pytest.mark.parametrize(("highest", "top"), [(0.0, 1.0), (0.4, 1.0), (346.0, 400.0), (1000.0, 2000.0), (99.0, 100.0)])
def test_the_axis_of_cost_ends_at_the_next_round_number(highest: float, top: float) -> None:
    assert life_option(life(quarter(2023, 1, "laggard", {}, {})), "en", "", highest)["yAxis"][1]["max"] == top


def stages() -> StagesOfFirms:
    """Five firms in the quarters of 2012 and 2013, the second of them not of the goal; mixes part after 2012Q2."""
    laggard, peloton, leader = (STAGES.index(stage) for stage in ("laggard", "peloton", "leader"))
    by_firm = [[leader] * 8, [laggard] * 8, [laggard] * 4 + [peloton] * 4, [laggard] * 3 + [leader] * 5, [peloton] * 8]
    firms = {"firm_id": np.arange(1, 6), "sector": np.zeros(5, int), "size": np.array([3, 3, 3, 2, 3])}
    goal = np.array([1, 0, 1, 1, 1], np.uint8)
    world = MixInDraw("mix-1", "reference-2020", "no-eu-law", 0, 100)
    return StagesOfFirms(world, **firms, goal90=goal, stages=np.array(by_firm, np.int8).T, start=1)


def test_dots_are_the_firms_of_the_goal_by_where_they_started() -> None:
    """Laggards first, of which the third firm ends as peloton and the fourth as leader; then peloton, then leaders."""
    frames, rows = frames_of(stages())
    assert rows.tolist() == [2, 3, 4, 0]
    codes = "".join(str(STAGES.index(stage)) for stage in ("laggard", "peloton", "leader"))
    assert [frames[n].translate(str.maketrans(codes, "abc")) for n in (0, 3, 7)] == ["aabc", "acbc", "bcbc"]


def test_counts_stand_at_the_end_of_their_year() -> None:
    table = counts_table(stages(), "en")
    by_stage = [dict(zip(table.heads, line, strict=True)) for line in table.lines]
    assert [line["year"] for line in by_stage] == ["2012", "2013"]
    assert [[line[head] for head in table.heads[1:]] for line in by_stage] == [["1", "1", "2"], ["0", "2", "2"]]


def test_a_search_gives_firms_of_the_goal_first_and_large_ones_before_others() -> None:
    found = stages()
    assert found.found("laggard") == [3, 4, 2]
    assert found.found("", "", "large") == [1, 3, 5, 2]
    assert (found.row(4), found.row(6), found.start_year) == (3, None, 2012)


# what the evidence says


def test_a_bar_lies_on_its_axis_prior_pale_and_posterior_dark() -> None:
    """142 units wide from 4 on, for 0 to 100."""
    bar = range_bar(0.0, 100.0, (10.0, 30.0, 90.0), (40.0, 55.0, 60.0), "", 75.0)
    rects = {
        colour: (float(x), float(wide))
        for x, wide, colour in re.findall(r'<rect x="(.*?)".*? width="(.*?)".*? fill="(.*?)"', bar)
    }
    assert rects == {"#b5b5b5": pytest.approx((18.2, 113.6)), "#0072B2": pytest.approx((60.8, 28.4))}
    assert [float(x) for x in re.findall(r'<line x1="([\d.]+)" y1="\d+" x2="\1"', bar)] == pytest.approx([46.6, 82.1])
    assert '<path d="M110.5 1' in bar


def test_ranges_of_parameters_are_quantiles_on_their_own_scale() -> None:
    """Of a log-uniform range the middle is the geometric one."""
    posterior = {row.parameter.name for row in parameter_rows() if row.role == "calibrated"}
    assert posterior and all((row.posterior is not None) == (row.role == "calibrated") for row in parameter_rows())
    kinds = set[str]()
    for row in parameter_rows():
        low, high = row.parameter.low, row.parameter.high
        if row.parameter.kind == "uniform":
            expected = [low + part * (high - low) for part in (0.05, 0.5, 0.95)]
        elif row.parameter.kind == "loguniform":
            expected = [low * (high / low) ** part for part in (0.05, 0.5, 0.95)]
        else:
            assert row.role == "fixed" and row.prior is None
            continue
        kinds.add(row.parameter.kind)
        assert row.prior == pytest.approx(expected), row.parameter.name
    assert kinds == {"uniform", "loguniform"} and len(registry()) == len(parameter_rows())
    assert range_text((0.0212, 0.0412, 0.0723), "en") == "0.0412 (0.0212 to 0.0723)"


def cells(html: str) -> list[list[str]]:
    """The texts of a table by row."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html)
    return [
        [unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


def test_before_stands_before_after_in_each_table_of_the_evidence() -> None:
    shipped = shipped_validation()
    prior, posterior = PredictedSpread(0.1, 0.2, 0.3), PredictedSpread(0.4, 0.5, 0.6)
    sign = replace(shipped.signs[0], prior=SignShare(0.21, 9), posterior=SignShare(0.84, 9))
    heads, line = cells(sign_table([sign], "signs", "en"))
    assert (heads[1:3], line[1:3]) == (["before", "after"], ["21%", "84%"])
    result = replace(shipped.results[0], prior=prior, posterior=posterior)
    _heads, line = cells(result_table(replace(shipped, results=(result,)), "results", "en"))
    assert [re.findall(r"\d+\.\d", text) for text in line[1:3]] == [["10.0", "30.0"], ["40.0", "60.0"]]
    fact = next(each for each in shipped.facts if unit_of(each.fact) == "share")
    found = replace(fact, prediction=replace(fact.prediction, prior=prior, posterior=posterior))
    html = fact_table((found,), "facts", "en")
    line = cells(html)[1]
    assert [re.findall(r"\d+", text)[:1] for text in line[2:4]] == [["10"], ["40"]]
    pale, dark = (
        float(re.findall(f'<rect x="([\\d.]+)"[^>]*fill="{colour}"', html)[0]) for colour in ("#b5b5b5", "#0072B2")
    )
    assert pale < dark
    inside, outside = (replace(shipped.left_out[0], measured=at, p05=0.2, p50=0.5, p95=0.8) for at in (0.5, 0.9))
    html = left_out_table(replace(shipped, left_out=(inside, outside)), "left out", "en")
    assert ["failed" in row for row in html.split("<tr")[2:]] == [False, True]


def test_a_legend_shows_every_mix_at_once_and_the_lines_begin_below_it(tmp_path) -> None:
    """Of a legend with pages most names are out of sight."""
    few = made_up(tmp_path / "few", by_year=BY_YEAR)
    many = made_up(tmp_path / "many", more=("mix-3", "mix-4"), by_year=BY_YEAR)
    tops = list[int]()
    for comparison in (few, many):
        option = lines_option(comparison, "practice", "goal90", "en", "")
        assert option["legend"]["type"] == "plain" and len(option["legend"]["data"]) == len(comparison.mixes)
        tops.append(option["grid"]["top"])
    assert tops == [44 + 2 * 22, 44 + 2 * 22]
    assert legend_rows(["a" * 32] * 8) == 8 and legend_rows(["Mix 1"] * 8) == 3 and legend_rows([]) == 1
