"""Results by world: when a comparison divides, what a world holds, sizes that matter, and the future of a mix."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from experiments.compare import load_comparison, run_comparison
from experiments.objectives import shipped_objectives, sizes_from
from experiments.settings import CompareSettings
from experiments.worlds.dates import read_dates, years_of
from experiments.worlds.division import divide
from experiments.worlds.rule import division_rule
from results.compare.by_objective import objective_rows, rows_by_world
from results.compare.conclusion import conclusion
from results.compare.folder import write_results
from results.compare.form import comparison_json
from results.compare.worlds import timing, why_divided
from results.figures import first_pictures
from results.queries import Query, ask
from scenarios.library import future_of
from simulation.indicators import GROUPS
from simulation.problems import InputProblem

SETTINGS = CompareSettings(
    mixes=("mix-2",), draws=12, firms=100, first_year=2028, last_year=2031, prior=True, worlds="eu_law"
)


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    made = run_comparison(SETTINGS, tmp_path_factory.mktemp("worlds") / "run", workers=1)
    write_results(made, "en", figures=False)
    return load_comparison(made.folder)


def told(changes, came, size=0.02):
    """What the rule says of one objective of one mix, given (draws,) changes and whether EU law had come."""
    dates = pd.DataFrame(
        {
            "draw": range(len(came)),
            "mix": "base",
            "eu_in_force": ["2025Q1" if one else "" for one in came],
            "wzk_in_force": "",
        }
    )
    stub = SimpleNamespace(
        year=2030,
        mixes=["base", "mix"],
        sizes={"practice": size},
        summary=SimpleNamespace(baseline="base", years=[2030]),
        changes=lambda *_where: np.asarray(changes),
    )
    return lambda asked="": divide(stub, dates, asked)  # pyright: ignore[reportArgumentType]


CAME = [True] * 14 + [False] * 6
NEAR, FAR = list(np.linspace(0.01, 0.03, 14)), list(np.linspace(0.08, 0.10, 6))


def test_two_humps_further_apart_than_the_size_divide():
    found = told(NEAR + FAR, CAME)()
    assert found is not None and found.event == "eu_law" and not found.is_asked
    assert [(world.key, world.chance) for world in found.worlds] == [("eu_law", 0.7), ("no_eu_law", 0.3)]
    assert found.divides("mix", "practice") and found.cells[0].apart == pytest.approx(0.07 / 0.02)


def test_a_difference_below_the_size_does_not_divide():
    assert told(NEAR + FAR, CAME, size=0.08)() is None


def test_one_hump_with_a_long_tail_does_not_divide():
    """The middles lie further apart than the size, but draws of both sides lie among each other."""
    came = [0.0] * 8 + [0.1] * 6
    assert told([*came, 0.0, 0.0, 0.05, 0.06, 0.1, 0.1], CAME)() is None


def test_a_handful_of_draws_is_no_world():
    few = division_rule().least_draws - 1
    came = [True] * (20 - few) + [False] * few
    assert told([0.0] * (20 - few) + [0.5] * few, came)() is None


def test_what_is_asked_goes_before_the_rule():
    assert told(NEAR + FAR, CAME)("none") is None
    alike = told([0.01] * 20, CAME)
    assert alike() is None
    asked = alike("eu_law")
    assert asked is not None and asked.is_asked and not asked.cells
    assert told([0.01] * 20, [True] * 20)("eu_law") is None  # there is one world only


def test_a_world_holds_the_draws_of_its_dates(comparison):
    dates = read_dates(comparison.folder)
    came = years_of(dates, "reference-2020", "eu_in_force") < 2032
    assert 0 < came.sum() < SETTINGS.draws
    worlds = comparison.worlds
    assert list(worlds) == ["eu_law", "no_eu_law"]
    for key, mask in (("eu_law", came), ("no_eu_law", ~came)):
        cell = worlds[key].summary.value("mix-2", "practice", "goal90", 2031, "differences")
        changes = comparison.changes("mix-2", "practice", "goal90")[mask]
        assert [cell[p] for p in ("p05", "p50", "p95")] == pytest.approx(list(np.quantile(changes, (0.05, 0.5, 0.95))))
        chance = ask(comparison, Query("exceeds", "mix-2", "practice", "goal90", 2031, threshold=0.02, world=key))
        assert chance == (changes >= 0.02).mean()
    assert comparison.frame().groupby("draw").world.first().tolist() == comparison.division.places


def test_the_answer_says_each_world_with_its_chance(comparison):
    content = comparison_json(comparison)
    worlds = content["by_world"]["worlds"]
    assert sum(world["chance"] for world in worlds) == pytest.approx(1.0)
    assert set(content["objectives"]["practice"]["worlds"]) == {"eu_law", "no_eu_law"}
    assert set(content["firms"]["eu_law"]) == {"mix-2"}
    for lang, word in (("en", "EU law"), ("nl", "EU-wet")):
        assert word in conclusion(comparison, lang)[0].text
        assert "2035" in timing(comparison, lang)[0].text
        assert why_divided(comparison, lang)
    table = pd.read_csv(comparison.folder / "objectives.csv")
    assert set(table.world) == {"all", "eu_law", "no_eu_law"}
    assert {"world", "chance"} <= set(comparison.frames()["worlds"]) and "world" in comparison.frames()["levels"]


def test_an_earlier_year_is_as_if_the_run_had_ended_there(comparison, tmp_path):
    alone = CompareSettings(**{**vars(SETTINGS), "last_year": 2029})
    shorter, view = run_comparison(alone, tmp_path / "run", workers=1), comparison.until(2029)
    for key, world in shorter.worlds.items():
        for kind in ("levels", "differences"):
            where = "mix-2", "government_cost_eur", "all", 2029, kind
            assert view.worlds[key].summary.value(*where) == world.summary.value(*where)
    assert view.goal == shorter.goal and view.year == 2029
    assert view.summary.chance_higher("mix-2", "practice", "reference-2020") == shorter.summary.chance_higher(
        "mix-2", "practice", "reference-2020"
    )


def test_numbers_of_a_row_agree_between_worlds(comparison):
    for (_one, first), (_two, second) in zip(*[iter(rows_by_world(comparison))] * 2, strict=True):
        for a, b in zip(first, second, strict=True):
            assert a.key == b.key and a.changes["mix-2"].range.digits == b.changes["mix-2"].range.digits


def test_firms_are_counted_and_not_shared(comparison):
    place = GROUPS.index("goal90_started_laggard")
    mix, base = (
        (comparison.draws(name, "basic_practice") * comparison.draws(name, "firms"))[:, -1, place]
        for name in ("mix-2", "reference-2020")
    )
    found = ask(comparison, Query("firms", "mix-2", "basic_practice", "goal90_started_laggard", 2031))
    known = (mix - base)[np.isfinite(mix - base)]
    assert found == pytest.approx(float(np.median(known)))


def test_sizes_are_those_that_the_user_gives(comparison):
    assert comparison.sizes["practice"] == shipped_objectives()["practice"].matters.size
    assert sizes_from("practice=0.05", shipped_objectives()) == {"practice": 0.05}
    for wrong in ("practise=0.05", "practice=0", "practice=x"):
        with pytest.raises(InputProblem):
            sizes_from(wrong, shipped_objectives())
    with pytest.raises(InputProblem, match="worlds"):
        CompareSettings(worlds="eu").check()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_first_figures_say_their_worlds(comparison, lang):
    found = first_pictures(comparison, lang)
    assert [picture.name for picture in found] == ["differences-practice-laggards", "objectives", "draw-by-draw"]
    for picture in found:
        assert picture.svg.startswith("<?xml") and len(picture.table.lines[0]) == len(picture.table.heads)
    assert len(found[1].table.lines) == 2 * len(objective_rows(comparison))


def test_the_future_follows_from_the_mixes():
    assert future_of(["reference-2020", "mix-0", "mix-2"]) == "ex-ante-2020"
    assert future_of(["reference-2020", "csddd-wider-1000"]) == "as-happened"
    assert future_of(["actual-policy"]) == "as-happened"
