"""Mixes add up, with conflicts named; what an analyst expects is held against runs."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import smartmix as sm
from experiments.expect.format import Expectation, expect_schema
from experiments.expect.run import shortfall
from experiments.sweep.plan_checks import check_plan
from scenarios.checking import CheckedFile
from scenarios.library import load_mix, vary_mix
from simulation.problems import InputProblem

PARTS: dict[str, dict[str, Any]] = {
    "office": {"instruments": {"support-office": {"advisers": 24}}},
    "slower": {"name": {"en": "Slower", "nl": "Trager"}, "instruments": {"support-office": {"ramp": 8}}},
    "other": {"instruments": {"support-office": {"advisers": 12}}},
    "same": {"instruments": {"support-office": {"advisers": 24}}},
    "gone": {"remove": ["support-office"]},
    "kind": {"instruments": {"letters-too": {"kind": "letters", "name": {"en": "L", "nl": "L"}, "sources": ["S-024"],
             "in_force": "2024Q1", "contacts_per_firm_per_year": 1}}},
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in PARTS.items():
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump({"format": 1} | content), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sum_is_the_first_mix_changed_by_what_the_others_say(place: Path) -> None:
    found = load_mix("mix-1+office.yaml+slower.yaml")
    changed = vary_mix(load_mix("mix-1"), {"support-office.advisers": 24, "support-office.ramp": 8})
    assert found.instruments == changed.instruments and found.rules == changed.rules
    assert found.id == "mix-1-plus-office-plus-slower" and found.name.nl.endswith("+ Trager")
    assert load_mix("mix-1+office.yaml+same.yaml").instruments == load_mix("mix-1+office.yaml").instruments
    assert "support-office" not in load_mix("mix-1+gone.yaml").instruments
    own = load_mix("mix-1+mix-2").instruments
    assert {*load_mix("mix-1").instruments} | {"broad-law"} <= {*own}


def test_a_sum_can_be_checked_before_it_is_run(place: Path) -> None:
    found = sm.check("mix-1+office.yaml")
    assert isinstance(found, CheckedFile) and found.kind == "mix" and found.content == load_mix("mix-1+office.yaml")
    with pytest.raises(InputProblem, match=r"other\.yaml says 12"):
        sm.check("mix-1+office.yaml+other.yaml")


def test_a_plan_beside_the_parts_may_add_them_up(place: Path) -> None:
    plan = {"format": 1, "mixes": ["mix-1+office.yaml"], "parameters": {"kind": "prior", "count": 1}, "firms": 100}
    (mix,) = check_plan(plan, "plan", place).mixes
    assert mix.instruments["support-office"].model_dump()["advisers"] == 24


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mix-1+office.yaml+other.yaml", ("support-office.advisers", "office.yaml says 24", "other.yaml says 12")),
        ("mix-1+office.yaml+gone.yaml", ("office.yaml says 24", "gone.yaml says remove")),
        ("mix-1+gone.yaml+office.yaml", ("gone.yaml says remove", "office.yaml says 24")),
        ("mix-1+kind.yaml", ("letters-too (kind.yaml)", "goal-letters (mix-1.yaml)")),
        ("mix-1+office.yaml+office.yaml", ("once",)),
        ("mix-1+", ("plus",)),
        ("mix-1+mix-9", ("mix-9",)),
        ("mix-1+none.yaml", ("none.yaml",)),
    ],
)
def test_what_does_not_add_up_is_refused_with_both_sources(text: str, words: tuple[str, ...], place: Path) -> None:
    with pytest.raises(InputProblem) as refused:
        load_mix(text)
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_a_comparison_of_a_sum_can_be_opened_and_made_again(place: Path) -> None:
    run = sm.compare("mix-1+office.yaml", draws=2, firms=100, last_year=2018, out=place / "run", figures=False)
    assert run.mixes == ["reference-2020", "mix-1-plus-office"]
    assert sm.verify(place / "run") == []


# expectations

RISING, FALLING = np.array([[0.1, 0.2, 0.4], [0.1, 0.05, 0.4]]), np.array([[0.4, 0.2, 0.1], [0.4, 0.5, 0.1]])


@pytest.mark.parametrize(
    ("says", "values", "holds"),
    [
        ({"constant": 0.3}, RISING, [True, False]),
        ({"rises": 0.3}, RISING, [True, False]),
        ({"rises": 0.35}, RISING, [False, False]),
        ({"falls": 0}, FALLING, [True, False]),
        ({"within": [0.1, 0.4]}, RISING, [True, False]),
        ({"within": [0, 0.5]}, np.array([[0.1, np.nan, 0.2]]), [False]),
        ({"differs": {"from_mix": "mix-1", "at_least": 0.1}}, RISING, [True, False]),
        ({"differs": {"from_mix": "mix-1", "at_least": -0.1}}, -RISING, [True, False]),
    ],
)
def test_an_expectation_holds_draw_by_draw(says: dict[str, Any], values: Any, holds: list[bool]) -> None:
    each = Expectation.model_validate({"indicator": "practice"} | says)
    short = shortfall(each, values, np.zeros_like(values)) - 1e-12  # 0.4 - 0.1 is a bit more than 0.3
    assert (short <= 0).tolist() == holds


CHECKS: dict[str, Any] = {
    "format": 1,
    "mixes": ["mix-1", "mix-1+office.yaml"],
    "firms": 100,
    "draws": 2,
    "years": [2018, 2024],
    "expectations": [
        {"indicator": "practice", "within": [0, 1]},
        {"name": "no effect", "indicator": "practice", "mixes": ["mix-2"], "futures": ["no-eu-law"], "years": [2024],
         "differs": {"from_mix": "mix-1", "at_least": 0.9}},
    ],
}  # fmt: skip


def test_a_file_is_held_against_the_runs_of_a_comparison(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from smartmix.cli import main

    (place / "checks.yaml").write_text(yaml.safe_dump(CHECKS), encoding="utf-8")
    found = sm.expect(place / "checks.yaml")
    assert [(each.mix, each.is_met) for each in found] == [
        ("mix-1", True),
        ("mix-1+office.yaml", True),
        ("mix-2", False),
    ]
    two = sm.evaluate(
        {"replication": [0, 1]}, ["mix-1", "mix-2"], "practice", firms=100, years=2024, future="no-eu-law"
    )
    gaps = two.practice.to_numpy().reshape(2, 2) @ np.array([-1.0, 1.0])
    assert found[-1].worst == pytest.approx(0.9 - gaps.min()) and found[-1].worst_draw == int(gaps.argmin())
    capsys.readouterr()
    assert main(["expect", "checks.yaml", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["met"] is False and [row["met"] for row in told["expectations"]] == [True, True, False]
    assert main(["expect", "checks.yaml", "--lang", "nl"]) == 1
    assert "KLOPT NIET: no effect, mix-2" in capsys.readouterr().out
    good = CHECKS | {"expectations": CHECKS["expectations"][:1]}
    (place / "good.yaml").write_text(yaml.safe_dump(good), encoding="utf-8")
    assert main(["expect", "good.yaml", "--lang", "en"]) == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"indicator": "practise"}, ("expectations[1].indicator", "practice")),
        ({"group": "goal"}, ("expectations[1].group", "goal90")),
        ({"constant": 0.1}, ("constant", "within")),
        ({"within": None, "rises": 0.1, "years": [2018]}, ("expectations[1]", "two years")),
        ({"mixes": ["mix-9"]}, ("mix-9",)),
        ({"futures": ["no-law"]}, ("no-law",)),
        ({"share_of_draws": 0}, ("share_of_draws",)),
    ],
)
def test_a_wrong_expectation_is_refused(changed: dict[str, Any], words: tuple[str, ...], place: Path) -> None:
    first = {k: v for k, v in (CHECKS["expectations"][0] | changed).items() if v is not None}
    with pytest.raises(InputProblem) as refused:
        sm.expect(CHECKS | {"expectations": [first]})
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_the_schema_knows_every_key() -> None:
    import jsonschema

    validator = jsonschema.Draft202012Validator(expect_schema())
    assert not list(validator.iter_errors(CHECKS)) and list(validator.iter_errors(CHECKS | {"mixs": []}))
