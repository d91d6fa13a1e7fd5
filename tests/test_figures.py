"""Figures with a line per mix: ranges of a few as bands, of more as bars, with a note that says which."""

import re

import pytest
from made_up import made_up
from matplotlib.figure import Figure

from results.compare.figure_burden import burden_picture
from results.compare.figure_differences import differences_picture
from results.compare.figure_lines import lines_picture
from results.compare.figure_objectives import objectives_picture
from results.compare.figure_practice import practice_picture
from results.figure_style import write_axis
from results.figures import endorsement_picture, pictures
from smartmix.page.parts.charts import lines_option

NOTES = {
    "en": {True: "bands, and bars at the right for 2025: range 5–95", False: "bars at the right: range 5–95 in 2025"},
    "nl": {True: "banden, en rechts de strepen voor 2025", False: "strepen rechts: bandbreedte 5–95 in 2025"},
}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return made_up(tmp_path_factory.mktemp("few"), came=8)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return made_up(tmp_path_factory.mktemp("many"), came=8, more=("mix-3", "mix-4"))


def drawn(comparison, lang):
    """The three figures with lines, drawn: (lines of each panel, figure)."""
    goal = endorsement_picture(comparison, lang), lines_picture(comparison, "practice", "goal90", lang)
    yield from ((len(comparison.mixes), picture.draw()) for picture in goal)
    yield len(comparison.mixes) - 1, differences_picture(comparison, lang).draw()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_at_most_three_bands_lie_over_each_other_and_a_note_says_what_the_range_is(few, many, lang):
    for comparison, has_bands in ((few, True), (many, False)):
        for lines, figure in drawn(comparison, lang):
            for axes in figure.axes:
                assert len(axes.collections) == (lines if has_bands else 0)
            notes = [axes.get_xlabel() for axes in figure.axes] + [figure.get_supxlabel()]
            assert any(NOTES[lang][has_bands] in note for note in notes), notes


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("picture", [objectives_picture, practice_picture, burden_picture])
def test_a_figure_of_marks_says_what_its_bars_are(few, picture, lang):
    figure = picture(few, lang).draw()
    said = [figure.get_supxlabel(), *(legend.get_title().get_text() for legend in figure.legends)]
    assert any({"en": "range 5–95", "nl": "bandbreedte 5–95"}[lang] in note for note in said)


def test_each_mix_has_its_range_in_the_last_year_as_a_bar(many):
    figure = lines_picture(many, "practice", "goal90", "en").draw()
    bars = [line for line in figure.axes[0].lines if len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2]
    levels = [many.summary.value(mix, "practice", "goal90", 2025) for mix in many.mixes]
    assert [tuple(bar.get_ydata()) for bar in bars] == [(100 * v["p05"], 100 * v["p95"]) for v in levels]
    assert len({bar.get_xdata()[0] for bar in bars}) == len(bars), "bars beside each other"


def test_the_chart_of_the_page_shows_ranges_as_the_printed_figure_does(few, many):
    with_bands, with_bars = (lines_option(each, "endorsement", "goal90", "en", "") for each in (few, many))
    assert sum("areaStyle" in one for one in with_bands["series"]) == 3
    assert not any("areaStyle" in one for one in with_bars["series"])
    assert with_bars["xAxis"]["data"] == ["2022", "2023", "2024", "2025", *[""] * (len(many.mixes) + 1)]
    lines = [one for one in with_bars["series"] if one["type"] == "line"]
    for n, (mix, line) in enumerate(zip(many.mixes, lines, strict=True)):
        low, high = next(ends for ends in line["markLine"]["data"] if isinstance(ends, list))
        value = many.summary.value(mix, "endorsement", "goal90", 2025)
        assert low["coord"] == [4 + n, pytest.approx(100 * value["p05"], abs=1e-3)]
        assert high["coord"] == [4 + n, pytest.approx(100 * value["p95"], abs=1e-3)]
        assert len(line["data"]) == 4
    goal = next(mark["yAxis"] for mark in lines[0]["markLine"]["data"] if "yAxis" in mark)
    assert goal == pytest.approx(90) and with_bars["yAxis"]["max"] == with_bands["yAxis"]["max"] == 100


def test_the_axis_of_a_chart_has_room_for_every_bar(many):
    option = lines_option(many, "practice", "goal90", "en", "")
    shown = [value for one in option["series"] if one["type"] == "scatter" for _place, value in one["data"]]
    ends = [
        end["coord"][1] for one in option["series"] for pair in one.get("markLine", {}).get("data", []) for end in pair
    ]
    assert len(ends) == 2 * len(many.mixes) and sorted(ends) == sorted(shown)


def test_a_legend_stands_between_the_panels_and_the_line_of_origin(many):
    """Below the layout of a figure its file has a line more, which legends must not follow to the foot."""
    seen = 0
    for picture in pictures(many, "en"):
        before, _, legend = picture.svg.partition(f'<g id="{picture.name}-legend_1">')
        if not legend:
            continue
        panels = max(float(y) for y in re.findall(r'text-anchor: middle" x="[-.\d]+" y="([.\d]+)"', before))
        line = float(re.findall(r'translate\([.\d]+ ([.\d]+)\)">Source:', before)[0])
        entries = [float(y) for y in re.findall(r'text-anchor: start" x="[.\d]+" y="([.\d]+)"', legend)]
        assert panels + 8 < min(entries) <= max(entries) < line - 8, picture.name
        seen += 1
    assert seen > 1


@pytest.mark.parametrize(
    ("top", "lang", "written"),
    [
        (0.5, "nl", ["0,0%", "0,1%", "0,2%", "0,3%", "0,4%", "0,5%"]),
        (50, "en", ["0%", "10%", "20%", "30%", "40%", "50%"]),
    ],
)
def test_the_numbers_along_an_axis_differ(top, lang, written):
    axes = Figure().subplots()
    axes.set_ylim(0, top)
    write_axis(axes.yaxis, lang, ending="%")
    assert [tick.get_text() for tick in axes.get_yticklabels()] == written
