"""The one gate: what is too large, too deep, too long or no text is refused in one line, and nothing else is lost."""

import json
import os
import time
from pathlib import Path

import pytest
from fuzz_inputs import campaign, fault_of, loaders
from scenario_mixes import OWN

from results.language import say
from scenarios.checking import check_file
from simulation import input_gate
from simulation.number_text import read_number
from simulation.problems import LONGEST_LINE, InputProblem
from simulation.safe_json import json_content, read_json
from simulation.safe_yaml import read_yaml, yaml_content
from smartmix.cli import main


def refusal(text: str) -> str:
    with pytest.raises(InputProblem) as found:
        yaml_content(text, "own.yaml")
    assert fault_of(found.value) == ""
    return str(found.value)


@pytest.mark.parametrize(("begins", "ends", "pairs"), [("[", "]", 49), ("{a: ", "}", 49), ("[{a: ", "}]", 24)])
def test_fifty_levels_and_no_more(begins, ends, pairs) -> None:
    assert yaml_content(f"a: {begins * pairs}1{ends * pairs}", "own.yaml")
    assert "50 levels" in refusal(f"a: {begins * (pairs + 1)}1{ends * (pairs + 1)}")


def test_levels_by_indentation_count_too() -> None:
    def text(levels: int) -> str:
        return "\n".join(" " * level + "a:" for level in range(levels)) + " 1"

    assert yaml_content(text(50), "own.yaml")
    assert "50 levels" in refusal(text(51))
    assert "50 levels" in refusal("a:\n" + "- " * 51 + "b")


def test_fifty_digits_and_no_more() -> None:
    assert yaml_content(f"a: {'7' * 50}", "own.yaml") == {"a": int("7" * 50)}
    assert yaml_content(f"a: -{'7' * 50}", "own.yaml") == {"a": -int("7" * 50)}
    assert "51 digits, 50" in refusal(f"a: {'7' * 51}")
    assert "51 digits" in refusal(f"a: [{'7' * 48}.111]")
    assert yaml_content(f"a: '{'7' * 51}'", "own.yaml") == {"a": "7" * 51}  # in quotes it is a text
    assert read_number("7" * 51) is None
    assert read_number("7" * 50) == int("7" * 50)
    assert main(["compare", "mix-1", "--firms", "7" * 51]) == 2


@pytest.mark.parametrize("text", ["0x1F", "0o17", "190:20:30", "1__0", "1:30.5", "2021-01-01", "yes", "+8"])
def test_what_is_no_number_here_is_text(text) -> None:
    assert yaml_content(f"a: {text}", "own.yaml") == {"a": text}


@pytest.mark.parametrize(
    "tag", ["!!int 3", "!!str 3", "!own x", "! x", "!!python/object/apply:os.getcwd []", "!!map {}"]
)
def test_tags_are_refused(tag, write) -> None:
    assert "tags" in refusal(f"a: {tag}")
    assert main(["check", str(write(OWN + f"instruments: {tag}"))]) == 2


def test_anchors_keys_and_documents() -> None:
    assert "anchors" in refusal("a: &x 1\nb: 2")
    assert "anchors" in refusal("a: *x")
    assert "twice" in refusal("a: 1\n'a': 2")
    assert "key" in refusal("<<: {a: 1}")
    assert "key" in refusal("? [a]\n: b")
    assert "not readable" in refusal("---\na: 1\n---\nb: 2\n")
    assert yaml_content(f"{'k' * 100}: 1", "own.yaml")
    assert "101 characters, 100" in refusal(f"{'k' * 101}: 1")


def test_many_parts_and_much_time_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(input_gate.FileReading.__init__, "__defaults__", (10,))
    assert "more than 10 keys and values" in refusal("a: [1, 2, 3, 4, 5, 6, 7, 8, 9]")
    monkeypatch.setattr(input_gate, "LONGEST_READING", -1.0)
    assert "longer to read" in refusal("a: 1")


def test_results_may_have_more_parts_than_what_people_write() -> None:
    content = [[]] * (input_gate.MOST_PARTS + 1)
    assert json_content(json.dumps(content)) == content


def test_what_others_take_of_a_busy_machine_does_not_count(monkeypatch) -> None:
    monkeypatch.setattr(input_gate, "LONGEST_READING", 0.05)
    reading = input_gate.FileReading("own.yaml")
    time.sleep(0.06)
    reading.part(1, 1)


@pytest.mark.parametrize("sign", ["\\x1b[2J", "\\u202e", "\\u2028", "\\0", "\\x9b"])
def test_control_characters_are_refused_and_never_shown(sign) -> None:
    assert "control character" in refusal(f'a: "{sign}"')
    assert "control character" in refusal(f'"{sign}": 1')


def test_a_message_is_one_clean_line() -> None:
    problem = InputProblem("{file}: unknown key {key}", file="\x1b]0;x\x07" + "f" * 400, key="\u202egpj\nrm")
    assert fault_of(problem) == ""
    line = str(problem)
    assert len(line) == LONGEST_LINE
    assert line.endswith("unknown key �gpj rm") and "…" in line
    assert say(InputProblem("{file}: not a regular file", file="x"), "nl") == "x: geen gewoon bestand"


def test_size_is_bound_by_reading(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("a: " + "x" * (input_gate.LARGEST_FILE - 3))
    assert read_yaml(file)
    file.write_text("a: " + "x" * (input_gate.LARGEST_FILE - 2))
    with pytest.raises(InputProblem, match="larger"):
        read_yaml(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_devices_and_folders_are_refused_unread(tmp_path: Path, capsys) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("pipe", "device", "folder"):
        assert main(["check", str(tmp_path / f"{name}.yaml")]) == 2
        plan = tmp_path / "plan.yaml"
        plan.write_text(f"format: 1\nmixes: [{name}.yaml]\nparameters: {{kind: prior, count: 1}}\n")
        assert main(["sweep", str(plan), "--out", str(tmp_path / "run")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("regular file") == 6
    with pytest.raises(ValueError, match="regular file"):
        read_json(tmp_path / "pipe.yaml")


def test_json_is_bound_too() -> None:
    assert json_content("[" * 50 + "]" * 50)
    assert json_content(json.dumps({"a": '[{"\\' * 60, "b": [1, -2.5, None]})) == {
        "a": '[{"\\' * 60,
        "b": [1, -2.5, None],
    }
    for text in ("[" * 51 + "]" * 51, "7" * 51, "[NaN]", "[Infinity]", '"' + "[" * 60, '{"a"'):
        with pytest.raises(ValueError):
            json_content(text)


RULE = (
    "  r{number}: {{name: {{en: a, nl: b}}, sources: [x], when: {{observe: {observe}, evaluate: [{looks}]}}, "
    "then: {{instruments: {{ncp: {{activity: 0.5}}}}}}}}\n"
)
#: Changes of four instruments: at 100 looks 400.
MANY = "{ncp: {activity: 0.5}, " + ", ".join(f"i{number}: {{ramp: 1}}" for number in range(3)) + "}"
QUARTERS = ["2014Q1", "2014Q2", "2014Q3", "2014Q4", "2015Q1", "2015Q2"]


def with_rules(count: int, looks: int, observe: str) -> str:
    names = ", ".join(QUARTERS[:looks])
    rules = "".join(RULE.format(number=number, observe=observe, looks=names) for number in range(count))
    return f"{OWN}rules:\n{rules}"


def test_rules_looks_outcomes_and_phases_are_bound(write) -> None:
    state, share = "eu_state, below: proposed", "endorsement, below: 0.5"
    assert check_file(write(with_rules(20, 5, state)))
    assert check_file(write(with_rules(6, 1, share)))
    phases = "instruments: {l: {kind: law, law: broad-dd-law, name: {en: a, nl: b}, sources: [x], scope: [%s]}}"
    assert check_file(write(OWN + phases % ", ".join(["{employees: 5}"] * 12)))
    for text, said in (
        (with_rules(21, 1, state), "rules: more than 20 entries"),
        (with_rules(20, 6, state), "120 looks in all, 100"),
        (with_rules(7, 1, share), "128 outcomes, 64"),
        (with_rules(20, 5, state).replace("{ncp: {activity: 0.5}}", MANY), "400 changes over all looks, 300"),
        (OWN + phases % ", ".join(["{employees: 5}"] * 13), "scope: more than 12 entries"),
    ):
        with pytest.raises(InputProblem) as found:
            check_file(write(text))
        assert said in str(found.value)


@pytest.mark.parametrize("name", loaders())
def test_spoilt_files_are_read_or_refused_in_one_line(name) -> None:
    count, faults = campaign(name, tries=60, seed=14)
    assert faults == []
    assert count.read + count.refused == 60
