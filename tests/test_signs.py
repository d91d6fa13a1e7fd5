"""Signs as data: those that ship, what is refused, and how claims add up."""

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from sign_files import changed

from calibration.evidence import load_facts
from calibration.sign_terms import Claim
from calibration.signs import SHIPPED, load_signs, mix_place, read_signs
from scenarios.library import load_mix
from simulation.problems import InputProblem


def test_every_sign_of_the_design_is_there_with_its_grounds():
    signs = load_signs()
    assert {sign.pattern for sign in signs.signs} == {f"Q{n}" for n in range(1, 15)}
    fitted = {source for fact in load_facts() if fact.role == "fit" for source in fact.sources}
    for sign in signs.signs:
        if sign.label == "empirical":  # an observation that was fitted may not count twice
            assert not fitted.issuperset(sign.sources), sign.id


def test_every_mix_of_the_signs_is_used_and_can_be_read():
    signs = load_signs()
    used = {name for comparison in signs.comparisons for name in signs.mixes_of(comparison)}
    for name in used:
        load_mix(mix_place(name))
    assert {file.stem for file in (SHIPPED.parent / "mixes").glob("*.yaml")} <= used


def _first(content: dict[str, Any]) -> dict[str, Any]:
    return content["signs"][0]


def _term(content: dict[str, Any]) -> dict[str, Any]:
    return content["signs"][0]["claims"][0]["terms"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c.update(format=9), ("format", "9")),
        (lambda c: _first(c).update(label="certain"), ("signs", "certain", "empirical")),
        (lambda c: _first(c).update(grond="x"), ("grond",)),
        (lambda c: _first(c).pop("grounds"), ("grounds",)),
        (lambda c: _first(c).update(comparison="nowhere"), ("Q1a.comparison", "nowhere")),
        (lambda c: _first(c).update(pattern="Q2"), ("signs",)),
        (lambda c: c["signs"].append(deepcopy(_first(c))), ("Q1a",)),
        (lambda c: _term(c).update(mix="mix-9"), ("Q1a.mix", "mix-9")),
        (lambda c: _term(c).update(indicator="endorsment"), ("endorsment", "endorsement")),
        (lambda c: _term(c).update(group="goal"), ("Q1a.group", "goal90")),
        (lambda c: _term(c).update(year=2040), ("2040", "2035")),
        (lambda c: _term(c).update(until=2020), ("2023, 2020",)),
        (lambda c: _first(c).update(claims=[]), ("claims",)),
        (lambda c: _first(c)["claims"][0].pop("terms"), ("terms", "dearer")),
        (lambda c: c["comparisons"]["isolated"].update(future="no-law"), ("no-law", "no-eu-law")),
        (lambda c: c["results"][0].update(id=c["results"][1]["id"]), (changed(lambda c: None)["results"][1]["id"],)),
        (lambda c: c["results"][0]["claims"].append(deepcopy(c["results"][0]["claims"][0])), ("results", "claims")),
        (lambda c: c["results"][0].update(comparison="nowhere"), ("comparison", "nowhere")),
        (lambda c: c["thresholds"]["built_in"].update(value=2), ("built_in", "2")),
    ],
)
def test_wrong_signs_are_refused(tmp_path: Path, change: Any, words: tuple[str, ...]):
    shutil.copytree(SHIPPED.parent / "mixes", tmp_path / "mixes")
    file = tmp_path / "own.yaml"
    file.write_text(yaml.safe_dump(changed(change)), encoding="utf-8")
    with pytest.raises(InputProblem) as problem:
        read_signs(file)
    text = str(problem.value)
    assert "own.yaml" in text and "\n" not in text
    for word in words:
        assert word in text


def claim(**content: Any) -> Claim:
    return Claim.model_validate(content)


def test_claims_add_up():
    values = {
        ("a", "practice", 2020): 0.4,
        ("b", "practice", 2020): 0.1,
        ("a", "cost", 2020): 6.0,
        ("a", "cost", 2021): 2.0,
        ("b", "cost", 2020): 1.0,
    }

    def look(mix: str, indicator: str, group: str, year: int) -> float:
        return values.get((mix, indicator, year), np.nan)

    def term(mix: str, indicator: str, **more: Any) -> dict[str, Any]:
        return {"mix": mix, "indicator": indicator, "group": "all", "year": 2020, **more}

    assert claim(constant=0.5, terms=[term("a", "practice", over="b", times=-1)]).value(look) == pytest.approx(0.2)
    assert claim(terms=[term("a", "cost", until=2021)]).value(look) == 8.0
    per_unit = {"cost": [term("a", "cost")], "gain": [term("a", "practice")]}
    other = {"cost": [term("b", "cost")], "gain": [term("b", "practice")]}
    assert claim(dearer=per_unit, cheaper=other).value(look) == pytest.approx(5.0)
    nothing = {"cost": [term("a", "cost")], "gain": [term("b", "practice", over="a")]}
    assert np.isnan(claim(dearer=nothing, cheaper=other).value(look))
    assert np.isnan(claim(terms=[term("c", "cost")]).value(look))
