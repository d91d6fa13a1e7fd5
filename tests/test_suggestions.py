"""A refusal suggests a name only where one is alike, and names what there is where none is; in both languages."""

import re

import pytest
from messages import placeholders, used_texts

from results.language import say
from simulation.problems import InputProblem, NoneAlike, nearest
from smartmix.cli import main

MIXES = ["csddd-none", "mix-1", "mix-2", "reference-2020"]


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("mix1", "mix-1"), ("mix-1b", "mix-1"), ("csddd", "csddd-none"), ("reference", "reference-2020")],
)
def test_a_slip_or_a_part_of_a_name_is_suggested(name: str, suggested: str) -> None:
    assert nearest(name, MIXES) == suggested


@pytest.mark.parametrize("name", ["nowhere", "e", "", "z" * 500])
def test_what_is_like_no_name_has_no_suggestion(name: str) -> None:
    assert isinstance(nearest(name, MIXES), NoneAlike)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "unknown mix nowhere; known: csddd-none, mix-1, mix-2, reference-2020"),
        ("nl", "onbekende mix nowhere; bekend: csddd-none, mix-1, mix-2, reference-2020"),
    ],
)
def test_without_a_suggestion_all_names_are_said(lang: str, said: str) -> None:
    problem = InputProblem(
        "unknown mix {name}; the nearest known one is {nearest}", name="nowhere", nearest=nearest("nowhere", MIXES)
    )
    assert say(problem, lang) == said


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("message", [text for text in used_texts() if "{nearest}" in text and ". " not in text])
def test_every_message_is_whole_without_its_suggestion(message: str, lang: str) -> None:
    others = {name: f"<{name}>" for name in placeholders(message) - {"nearest"}}
    line = say(InputProblem.from_elsewhere(message, others | {"nearest": NoneAlike("a, b")}), lang)
    assert set(re.findall(r"<\w+>", line)) == {f"<{name}>" for name in others}
    assert not re.search(r"nearest|did you mean|lijkt|bedoelt|dichtstbij|''|\?|  |;;|; *$", line), line
    assert ("a, b" in line) == ("allowed" not in others), line
    assert line.count("(") == line.count(")")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("scope", "csddd-omnibus", "--firm", "employees=1", "--firm=employees=2"),
            "--firm is there twice, with 'employees=1' and with 'employees=2'; one value is needed",
        ),
        (
            ("mixes", "--diff", "mix-1", "mix-2", "--diff", "mix-1", "mix-3"),
            "with 'mix-1 mix-2' and with 'mix-1 mix-3'",
        ),
        (("--lang", "en", "mixes", "--lang", "nl"), "--lang is there twice, with 'en' and with 'nl'"),
        (("compare", "--draws", "1", "--future", "no-eu-law", "--future", "as-happened"), "--future is there twice"),
    ],
)
def test_an_option_with_two_values_is_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("mixes", "--lang", "en", "--lang", "en", "--diff", "mix-1", "mix-2"),
        ("scope", "csddd-omnibus", "--firm", "employees=1", "--json", "--json"),
    ],
)
def test_an_option_said_again_is_no_second_value(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words]) == 0
    assert not capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "law csddd-omnibus has one text and no options; found zzz"),
        ("nl", "wet csddd-omnibus heeft één tekst en geen opties; er staat zzz"),
    ],
)
def test_a_law_without_versions_is_said_to_have_none(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scope", "csddd-omnibus", "--firm", "employees=1", "--version", "zzz", "--lang", lang]) == 2
    assert said in capsys.readouterr().err
