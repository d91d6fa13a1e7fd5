"""What the command line says of itself: help in the reader's language, and docs as the program is."""

import re

import pytest
from cli_calls import ROOT, Call

from smartmix.cli import build
from smartmix.cli_page import page_with_tables
from smartmix.verbs import VERBS

pytestmark = pytest.mark.usefixtures("english")


def test_help_and_version(call: Call) -> None:
    assert "compare" in call("--help").out and "compare" in call().out
    assert "Gebruik:" in call("compare", "--help", "--lang", "nl").out
    assert re.fullmatch(r"smartmix \d+\.\d+\.\d+\n", call("--version").out)


# docs


def documented() -> dict[str, set[str]]:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    parts = re.split(r"<!-- verb: (\w+) -->", text)[1:]
    found: dict[str, set[str]] = {}
    for verb, part in zip(parts[::2], parts[1::2], strict=True):
        table = part.strip().split("\n\n")[0]
        found[verb] = set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE))
    return found


def test_docs_list_every_verb_and_option_and_no_other() -> None:
    program: dict[str, set[str]] = {}
    for name, verb in build().commands.items():
        options = {
            f"{p.opts[0]} {p.metavar}" if p.metavar else p.opts[0] for p in verb.params if p.param_type_name == "option"
        }
        arguments = {p.metavar for p in verb.params if p.param_type_name == "argument"}
        program[name] = (options | arguments) - {"--lang nl|en"}
    assert documented() == program


def test_docs_have_the_options_as_they_are() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page_with_tables(text) == text, "run python -m smartmix.cli_page"


def test_docs_list_every_status() -> None:
    from smartmix import early, problems

    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    table = text.split("## Exit statuses")[1].split("## compare")[0]
    known = {problems.DONE, problems.NOT_MET, problems.INPUT, problems.DEFECT, problems.INTERRUPTED}
    known |= {early.BASE + number for number in (1, 15)}  # SIGHUP and SIGTERM
    assert {int(status) for status in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == known


def test_what_stands_for_a_value_is_in_the_readers_language(call: Call) -> None:
    told = "\n".join(call(verb, "--help", "--lang", "nl").out for verb in VERBS)
    assert {"--out MAP", "--from JAAR", "--model BESTAND", "--lever KNOP=LAAG..HOOG"} <= set(
        re.findall(r"--[a-z]+ [A-Z=.]+", told)
    )
    left = set(re.findall(r"\b[A-Z]{3,}\b", told))
    assert not left & {"FILE", "FOLDER", "YEAR", "NAME", "LOW", "HIGH", "DIAL", "LAW", "GROUP", "SHARE", "DAY"}
    assert "--out FOLDER" in call("compare", "--help", "--lang", "en").out
    assert "BESTAND ontbreekt" in call("check", "--lang", "nl").err


def test_help_tells_the_defaults_that_hold() -> None:
    from experiments.settings import CompareSettings
    from scenarios.library import future_of

    defaults = CompareSettings()
    options = {p.opts[0]: p.help for p in build().commands["compare"].params}
    for name, value in (
        ("--draws", defaults.draws),
        ("--firms", defaults.firms),
        ("--from", defaults.first_year),
        ("--until", defaults.last_year),
        ("--seed", defaults.seed),
        ("--baseline", defaults.baseline),
    ):
        assert f"(default {value})" in options[name]
    assert future_of([defaults.baseline, *defaults.mixes]) == defaults.future
    assert "(default: as the mixes ask)" in options["--future"]
    assert f"others in `{defaults.future}`" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert " ".join(defaults.mixes) in options["mixes"]
