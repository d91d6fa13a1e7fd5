"""Numbers as people write them: one reading through every door, and what has two readings is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scenario_mixes import OWN

from experiments.objectives import read_weights
from experiments.sensitivity.factors import parameter_factors
from scenarios.library import load_mix
from simulation.number_text import UnclearNumber, read_number, reads_as_value
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml
from smartmix import options
from smartmix.page.dials.mix_changes import built
from smartmix.page.law.thresholds import asked_test
from smartmix.page.serving.address import Address


@pytest.fixture
def doors(tmp_path: Path) -> dict[str, Callable[[str], Any]]:
    """Each way in for a number of heads, from its text to what the program makes of it."""

    def in_file(text: str) -> Any:
        (tmp_path / "own.yaml").write_text(
            f"{OWN}instruments: {{law: {{kind: law, law: broad-dd-law, name: {{en: a, nl: b}}, sources: [x], "
            f"scope: [{{employees: {text}}}]}}}}",
            encoding="utf-8",
        )
        law: Any = load_mix(tmp_path / "own.yaml").instruments["law"]
        return law.scope[0].employees

    def in_address(text: str) -> Any:
        law: Any = built(load_mix("mix-2"), {"broad-law.scope.0.employees": text}).instruments["broad-law"]
        return law.scope[0].employees

    return {
        "file": in_file,
        "option": lambda text: options.amount("--employees", text),
        "whole option": lambda text: options.whole_number("--draws", text),
        "address of a threshold": lambda text: asked_test(Address("/law", {"employees": text})).minimum_employees,
        "address of a mix": in_address,
    }


@pytest.mark.parametrize(("text", "value"), [("450e6", 450e6), ("4.5e+8", 450e6), ("450_000", 450_000), ("250", 250)])
def test_a_clear_number_reads_alike_at_every_door(doors, text: str, value: float) -> None:
    assert {door: read(text) for door, read in doors.items()} == dict.fromkeys(doors, value)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("450.000", ("450000", "450_000", "450")),
        ("1.000", ("1000", "1_000", "1")),
        ("1.125", ("1125", "1_125", "1.1250")),
        ("0450000000", ("450000000", "450_000_000", "77594624")),
    ],
)
def test_two_readings_are_refused_at_every_door(doors, text: str, readings: tuple[str, ...]) -> None:
    for door, read in doors.items():
        with pytest.raises(InputProblem) as found:
            read(text)
        assert text in str(found.value), door
        for reading in readings:
            assert reading in str(found.value), door


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("1.500.000", "one of 1500000, 1_500_000"),
        ("007", "7"),
        ("0010", "one of 10, 8"),
        ("-010", "one of -10, -8"),
        ("-01000", "one of -1000, -1_000, -512"),
    ],
)
def test_a_refusal_says_each_reading_once_and_takes_what_it_says(text: str, write: str) -> None:
    with pytest.raises(InputProblem) as found:
        options.amount("--employees", text)
    assert str(found.value) == f"--employees: {text} is not clear; write {write}"
    values = [read_number(reading) for reading in write.removeprefix("one of ").split(", ")]
    assert None not in values


def test_decimals_where_nothing_comes_in_thousands(tmp_path: Path) -> None:
    place = tmp_path / "a.yaml"
    place.write_text("a: 1.125\nb: 0.125\nc: [2.500]\n", encoding="utf-8")
    assert read_yaml(place) == {"a": 1.125, "b": 0.125, "c": [2.5]}
    assert parameter_factors(["start_awareness=0.125..0.250"])[0].low == 0.125
    for read in (lambda: parameter_factors(["start_awareness=0.1..1.000"]), lambda: read_weights("practice=1.000", {})):
        with pytest.raises(InputProblem, match="1_000"):
            read()


def test_yaml_words_are_those_of_today(tmp_path: Path) -> None:
    place = tmp_path / "a.yaml"
    place.write_text("a: [yes, on, no, true, null, 7:30:00, 2024-01-31, 0x1F, +8]\nyes: 1\n", encoding="utf-8")
    words = ["yes", "on", "no", True, None, "7:30:00", "2024-01-31", "0x1F", "+8"]
    assert read_yaml(place) == {"a": words, "yes": 1}


@pytest.mark.parametrize(
    ("text", "value"), [("0,5", 0.5), ("1,125", 1.125), ("1.234,5", 1234.5), ("12", 12), ("0.5", 0.5)]
)
def test_a_dutch_field_takes_a_comma(text: str, value: float) -> None:
    assert read_number(text, comma_decimals=True) == value


def test_a_dutch_field_refuses_thousands_too() -> None:
    with pytest.raises(UnclearNumber):
        read_number("450.000", comma_decimals=True)


@pytest.mark.parametrize("text", ["2024", "1e3", "null", "nan", "007", "2024-01-31", "2024q1", "true", "1.000", "inf"])
def test_what_a_table_would_misread_is_no_id(text: str) -> None:
    assert reads_as_value(text) and not reads_as_value(f"mix-{text}")


def test_a_code_with_a_leading_nought_is_not_read_as_a_number(tmp_path: Path) -> None:
    place = tmp_path / "a.yaml"
    for text in ("0901", "0102"):
        place.write_text(f"cn: {text}\n", encoding="utf-8")
        with pytest.raises(InputProblem, match=f", '{text}'$"):
            read_yaml(place)
        place.write_text(f'cn: "{text}"\n', encoding="utf-8")
        assert read_yaml(place) == {"cn": text}
