"""The search for a Pareto front: toys with a known front, and mixes that load and compare."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli_calls import caller

import smartmix as sm
from experiments.objectives import load_objectives
from experiments.optimise.plan import SearchedDial, load_plan
from experiments.optimise.question import optimise_question
from experiments.optimise.result import OptimiseResult
from experiments.optimise.run import run_optimise
from experiments.optimise.search import chance_on_front, on_front, search
from experiments.settings import CompareSettings
from results.optimise.figure import optimise_pictures
from scenarios.library import load_mix
from simulation.problems import InputProblem

PLAN = """
format: 1
base: mix-2
dials:
  support-office.advisers: {range: [0, 40], whole: true}
  broad-law.regime: {choices: {risk-based: risk_based, dynamic: dynamic}}
  more-subsidies.strength: {range: [0, 1]}
objectives: [practice, government_cost]
evaluations: 8
batch: 4
"""


def schaffer(proposed):
    """Schaffer's first problem: x² and (x - 2)²; the front is x from 0 to 2."""
    return [(np.array([[p["x"] ** 2, (p["x"] - 2.0) ** 2]]), None) for p in proposed]


def zdt1(proposed):
    """ZDT1 with three variables (Zitzler, Deb and Thiele 2000): the front is 1 - sqrt(f1), at others = 0."""
    found = []
    for p in proposed:
        g = 1.0 + 9.0 * (p["x1"] + p["x2"]) / 2.0
        found.append((np.array([[p["x0"], g * (1.0 - np.sqrt(p["x0"] / g))]]), None))
    return found


def hypervolume(points, reference=(1.1, 1.1)) -> float:
    """Area that points (n, 2), to be minimised, leave dominated below the reference."""
    area, lowest = 0.0, reference[1]
    for first, second in sorted(map(tuple, points)):
        if first < reference[0] and second < lowest:
            area += (reference[0] - first) * (lowest - second)
            lowest = second
    return area


@pytest.mark.parametrize("method", ["tpe", "nsga2"])
def test_schaffer_front_is_found(method: str) -> None:
    tried = search({"x": SearchedDial(range=[-10, 10])}, [-1, -1], schaffer, 120, 10, 1, method)
    means = np.array([each.means for each in tried])
    front = on_front(means, [-1, -1])
    values = np.array([each.chosen["x"] for each in tried])[front]
    assert len(tried) == 120
    assert ((values > -0.5) & (values < 2.5)).all()
    assert values.min() < 0.4
    assert values.max() > 1.6


def test_each_candidate_of_a_batch_has_its_own_values() -> None:
    tried = search({"x": SearchedDial(range=[-10, 10])}, [-1, -1], schaffer, 20, 10, 1)
    assert len({each.chosen["x"] for each in tried}) == 20
    for each in tried:
        assert each.means.tolist() == schaffer([each.chosen])[0][0][0].tolist()


def test_zdt1_comes_near_its_front() -> None:
    dials = {f"x{i}": SearchedDial(range=[0, 1]) for i in range(3)}
    means = np.array([each.means for each in search(dials, [-1, -1], zdt1, 200, 10, 1)])
    random = np.random.default_rng(1).uniform(size=(200, 3))
    by_chance = np.array([zdt1([{f"x{i}": row[i] for i in range(3)}])[0][0][0] for row in random])
    whole = 1.21 - 1.0 / 3.0
    assert hypervolume(means) > 0.8 * whole
    assert hypervolume(means) > hypervolume(by_chance) + 0.1


def test_a_search_is_repeated_by_its_seed_and_keeps_limits() -> None:
    dials = {"x": SearchedDial(range=[-10, 10])}
    first, again, other = (search(dials, [-1, -1], schaffer, 40, 10, seed) for seed in (1, 1, 2))
    assert [each.chosen for each in first] == [each.chosen for each in again]
    assert [each.chosen for each in first] != [each.chosen for each in other]
    limited = search(dials, [-1, -1], schaffer, 80, 10, 1, limits=[0.25, None])
    late = [each.chosen["x"] for each in limited[40:]]
    assert np.mean([abs(x) <= 0.5 for x in late]) > 0.3  # one in twenty by chance


def test_a_dominated_or_forbidden_candidate_is_never_on_the_front() -> None:
    stream = np.random.default_rng(2)
    values = stream.normal(size=(300, 3))
    signs, allowed = [1.0, -1.0, 1.0], stream.uniform(size=300) < 0.8
    front = on_front(values, signs, allowed)
    good = values * signs
    for n in range(300):
        beaten = ((good[allowed] >= good[n]).all(axis=1) & (good[allowed] > good[n]).any(axis=1)).any()
        assert front[n] == (allowed[n] and not beaten)
    assert not on_front([[np.nan, 1.0], [0.0, 0.0]], [1, 1])[0]
    assert on_front([[1.0, 1.0], [1.0, 1.0]], [1, 1]).all()  # equal ones do not beat one another


def test_chance_on_the_front_is_sure_where_points_agree() -> None:
    points = np.arange(12.0)
    values = np.stack([np.stack([points + a, points - a], axis=1) for a in (0.0, 1.0)] + [np.zeros((12, 2)) - 50.0])
    chances = chance_on_front(values, [1, 1], [True] * 3, 1)
    assert chances.tolist() == [1.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("practice, government_cost", "practice, goverment_cost", "goverment_cost"),
        ("practice, government_cost", "practice, practice", "once"),
        ("[0, 40]", "[40, 0]", "support-office.advisers"),
        ("[0, 40]", "[0, 40.5]", "support-office.advisers"),
        ("[0, 40]", "[-3, 40]", "support-office.advisers"),
        ("support-office.advisers", "support-desk.advisers", "support-desk"),
        ("dynamic: dynamic", "dynamic: friendly", "broad-law.regime"),
        ("base: mix-2", "base: mix-9", "mix-9"),
        ("batch: 4", "batch: 4\nlimits: {burden_small: 1}", "burden_small"),
        ("evaluations: 8", "evaluation: 8", "evaluation"),
    ],
)
def test_wrong_plans_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN.replace(old, new), encoding="utf-8")
    with pytest.raises(InputProblem, match=said):
        load_plan(file, load_objectives())


def test_the_shipped_plan_is_right() -> None:
    plan, base = load_plan(None, load_objectives())
    assert base.id == plan.base


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    return file


SETTINGS = CompareSettings(draws=3, firms=120, prior=True)


def test_one_worker_equals_two(plan: Path) -> None:
    question = optimise_question(SETTINGS, plan)
    one, two = (run_optimise(question, workers) for workers in (1, 2))
    assert one == two and one.front
    pd.testing.assert_frame_equal(one.frames()["draws"], two.frames()["draws"])
    tried = one.frames()["candidates"]
    assert tried["number"].tolist() == list(range(9)) and one.tried == 9
    assert (tried["on_front"] == (tried["mix"] != "")).all() and tried["on_front"].sum() == len(one.front)


def test_a_search_is_opened_as_it_was_made(tmp_path: Path, plan: Path) -> None:
    made = sm.optimise(plan, draws=3, firms=120, prior=True, figures=False, out=tmp_path / "run")
    opened = OptimiseResult.load(tmp_path / "run")
    assert opened.folder == made.folder == tmp_path / "run" and opened == made
    assert list(opened.frames()) == ["candidates", "front", "draws"]
    for name, frame in opened.frames().items():
        pd.testing.assert_frame_equal(frame, made.frames()[name], check_dtype=False)
    means = opened.frames()["draws"].groupby("number")["practice"].mean()
    assert means[0] == pytest.approx(made.base_candidate.objectives["practice"].mean)  # type: ignore[union-attr]
    for lang in ("en", "nl"):
        (picture,) = optimise_pictures(opened, lang)
        assert "<svg" in picture.svg and opened.objectives["practice"].name.of(lang) in " ".join(picture.table.heads)


def test_an_older_search_is_read(tmp_path: Path, plan: Path) -> None:
    """Format 1 named its objectives only, and left firms and source of the parameters to the manifest."""
    question = optimise_question(SETTINGS, plan)
    result = run_optimise(question)
    content: dict[str, Any] = result.content() | {"format": 1, "folder": None, "limits": {"government_cost": 1.0}}
    content["objectives"] = {name: each.direction for name, each in result.objectives.items()}
    for name in ("kind", "future_name", "mix_names", "firms", "all_firms", "parameters"):
        del content[name]
    for candidate in (*content["front"], content["base_candidate"]):
        del candidate["allowed"], candidate["on_front"]
    (tmp_path / "result.json").write_text(json.dumps(content), encoding="utf-8")
    manifest: dict[str, Any] = {
        "format": 2,
        "kind": "optimise",
        "settings": SETTINGS.as_dict() | {"asked": question.asked()},
    }
    manifest |= {"fingerprints": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    opened = OptimiseResult.load(tmp_path)
    assert opened.front == result.front and opened.objectives == result.objectives
    assert (opened.firms, opened.parameters) == (120, "prior")
    assert not opened.base_candidate.allowed  # a limit of one euro


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_mixes_of_the_front_are_checked_and_compared(
    tmp_path: Path, plan: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = caller(capsys)
    out = tmp_path / "run"
    words = ["--draws", "3", "--firms", "120", "--prior", "--lang", lang]
    done = call("optimise", str(plan), "--out", str(out), *words)
    assert done.status == 0, done.err
    content = json.loads((out / "result.json").read_text(encoding="utf-8"))
    files = sorted((out / "mixes").glob("*.yaml"))
    assert [each["mix"] for each in content["front"]]
    assert sorted(each["mix"] for each in content["front"]) == [file.stem for file in files]
    assert (out / "front.csv").is_file()
    turned = next(each for each in content["front"] if each["dials"])
    mix = load_mix(out / "mixes" / f"{turned['mix']}.yaml")
    assert mix.instruments["support-office"].advisers == turned["dials"]["support-office.advisers"]  # type: ignore[union-attr]
    assert mix.instruments["support-office"].evidence["advisers"].grade == "assumed"
    for file in files:
        assert call("check", str(file)).status == 0
    compared = call("compare", str(files[-1]), "--no-figures", "--out", str(tmp_path / "compared"), *words)
    assert compared.status == 0, compared.err
    assert call("verify", str(out)).status == 0
