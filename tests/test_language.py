"""The catalogue is complete and used, and every text in data files comes in both languages."""

import datetime
import errno
import os
from collections import Counter

import pytest
import yaml
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as some
from messages import HOUSES, ROOT, placeholders, used_texts

from results import language
from results.language import CATALOGUE, choose_language, say, translator
from results.number_format import MINUS, chance, day_words, decimal, digits_for, euros, percent
from simulation.parameters import registry
from simulation.problems import InputProblem
from simulation.system_errors import system_reason


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as stream:
        return {message.id: message for message in read_po(stream) if message.id}


def test_every_text_has_a_dutch_one(catalogue):
    wrong = []
    for text, place in used_texts().items():
        message = catalogue.get(text)
        if message is None or not message.string or message.fuzzy:
            wrong.append(f"{place}: no Dutch for: {text}")
        elif placeholders(text) != placeholders(message.string):
            wrong.append(f"{place}: other fields in the Dutch of: {text}")
    assert not wrong, "\n".join(wrong)


def test_the_catalogue_is_read_as_babel_reads_it(catalogue):
    dutch = translator("nl")
    assert {text: dutch(text) for text in catalogue} == {text: message.string for text, message in catalogue.items()}


def test_a_fuzzy_text_and_one_without_dutch_stay_english(tmp_path, monkeypatch):
    entries = (
        'msgid "a"\nmsgstr "b"',
        '#, fuzzy\nmsgid "c"\nmsgstr "d"',
        'msgid "e"\nmsgstr ""',
        'msgid ""\n"f\\n"\nmsgstr "g"',
    )
    (tmp_path / "nl.po").write_text("\n\n".join(entries), encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUE", tmp_path / "nl.po")
    language._dutch.cache_clear()
    try:
        assert [translator("nl")(text) for text in ("a", "c", "e", "f\n")] == ["b", "c", "e", "g"]
    finally:
        language._dutch.cache_clear()


@pytest.mark.parametrize("lang", ["en", "nl"])
@given(value=some.floats(-1e12, 1e12), digits=some.integers(0, 3))
def test_numbers_are_written_as_babel_writes_them(lang, value, digits):
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    expected = format_decimal(round(value, digits) + 0.0, pattern, locale=lang).replace("-", MINUS)
    assert decimal(value, lang, digits) == expected


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_days_are_written_as_babel_writes_them(lang):
    for month in range(1, 13):
        day = datetime.date(2029, month, month)
        assert day_words(day.isoformat(), lang) == format_date(day, "d MMMM y", locale=lang)


def test_reasons_of_the_system_are_its_own_words_in_english_and_ours_in_dutch():
    for number in (errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS):
        reason = system_reason(OSError(number, "what the system says in its own language"))
        problem = InputProblem("{file}: cannot be written: {reason}", file="x", reason=reason)
        assert say(problem, "en") == f"x: cannot be written: {os.strerror(number)}"
        dutch = translator("nl")(reason)
        assert dutch != reason and say(problem, "nl").endswith(f": {dutch}")
    assert system_reason(OSError(errno.ECHILD, "No child processes")) == "No child processes"  # said as it is


def test_no_text_in_the_catalogue_is_unused(catalogue):
    assert sorted(set(catalogue) - set(used_texts())) == []


def test_no_text_stands_twice_in_the_catalogue():
    lines = [line for line in CATALOGUE.read_text(encoding="utf-8").splitlines() if line.startswith("msgid ")]
    assert [line for line, count in Counter(lines).items() if count > 1] == []


def test_the_scan_finds_texts_of_every_kind():
    places = " ".join(used_texts().values())
    for part in ("simulation/", "scenarios/", "experiments/", "results/", ".j2"):
        assert part in places


def texts_in(content, path=""):
    """Every mapping with a key en or nl below `content`, with where it is."""
    if isinstance(content, dict):
        if {"en", "nl"} & set(content):
            yield path, content
        for key, value in content.items():
            yield from texts_in(value, f"{path}.{key}")
    elif isinstance(content, list):
        for n, value in enumerate(content):
            yield from texts_in(value, f"{path}[{n}]")


def test_data_files_speak_both_languages():
    found = 0
    for house in HOUSES:
        for file in (ROOT / house).rglob("*.yaml"):
            for path, text in texts_in(yaml.safe_load(file.read_text(encoding="utf-8"))):
                found += 1
                assert text.get("en") and text.get("nl"), f"{file.name}{path}"
    assert found > 200


@pytest.mark.parametrize("folder", ["mixes", "laws", "futures"])
def test_mixes_laws_and_futures_have_names_in_both(folder):
    for file in (ROOT / "scenarios" / folder).glob("*.yaml"):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for key in ("name", "description"):
            assert set(content[key]) == {"en", "nl"}, file.name


def test_instruments_and_parameters_have_names_in_both():
    kinds = yaml.safe_load((ROOT / "scenarios" / "instruments.yaml").read_text(encoding="utf-8"))["kinds"]
    assert all(set(kind[key]) == {"en", "nl"} for kind in kinds.values() for key in ("name", "description"))
    assert all(parameter.en and parameter.nl for parameter in registry().values())


@pytest.mark.parametrize(
    ("option", "variable", "system", "expected"),
    [
        ("nl", "en", "en_GB.UTF-8", "nl"),
        ("EN", "nl", "nl_NL.UTF-8", "en"),
        (None, "nl", "en_GB.UTF-8", "nl"),
        (None, "", "nl_NL.UTF-8", "nl"),
        (None, "", "de_DE.UTF-8", "en"),
        (None, "", "C", "en"),
    ],
)
def test_language_is_chosen_in_order(monkeypatch, option, variable, system, expected):
    monkeypatch.setenv("SMARTMIX_LANG", variable)
    monkeypatch.setenv("LC_ALL", system)
    assert choose_language(option) == expected


def test_unknown_languages_are_refused(monkeypatch):
    with pytest.raises(InputProblem) as refused:
        choose_language("fr")
    assert "fr" in say(refused.value, "nl") and "--lang" in say(refused.value, "nl")
    monkeypatch.setenv("SMARTMIX_LANG", "klingon")
    with pytest.raises(InputProblem, match="SMARTMIX_LANG"):
        choose_language(None)


def test_problems_are_said_in_the_language():
    problem = InputProblem("--draws: found {found}; allowed: 1 or more", found=-3)
    assert say(problem, "en") == "--draws: found -3; allowed: 1 or more"
    assert say(problem, "nl") == "--draws: er staat -3; toegestaan: 1 of meer"


def test_numbers_are_written_as_the_language_does():
    assert decimal(1234.5, "nl", 1) == "1.234,5"
    assert decimal(1234.5, "en", 1) == "1,234.5"
    assert decimal(-0.04, "en", 1) == "0.0"
    assert decimal(0.3, "en", 1, signed=True) == "+0.3"
    assert percent(0.314, "nl") == "31%" and percent(None, "nl") == "n.b."
    assert euros(1_234_567, "nl") == "€ 1,2 miljoen" and euros(2.5e9, "en") == "€2.5 billion"
    assert euros(14_500, "nl") == "€ 14.500"
    assert decimal(-1234.5, "nl", 1) == "−1.234,5"  # no hyphen


def test_only_what_is_above_zero_as_it_is_written_has_a_plus():
    assert [decimal(value, "en", 1, signed=True) for value in (0.0, 0.04, 0.06, -0.04, -0.06)] == [
        "0.0",
        "0.0",
        "+0.1",
        "0.0",
        "−0.1",
    ]
    assert decimal(0.4, "nl", 0, signed=True) == "0"


def test_amounts_roll_over_to_the_next_size_as_they_are_rounded():
    amounts = (999_999.4, 999_999.6, 999_499_999, 999_500_000, 999_950_000, 9_949_999, 9_950_000)
    assert [euros(value, "nl") for value in amounts] == [
        "€ 999.999",
        "€ 1,0 miljoen",
        "€ 999 miljoen",
        "€ 1,0 miljard",
        "€ 1,0 miljard",
        "€ 9,9 miljoen",
        "€ 10 miljoen",
    ]
    assert euros(-999_950_000, "nl") == "€ −1,0 miljard"


def test_a_chance_is_certain_only_when_it_is():
    assert [chance(value, "en") for value in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]


def test_digits_follow_the_size_of_numbers():
    assert digits_for([0.31], "share") == 0
    assert digits_for([0.031], "share") == 1
    assert digits_for([0.031], "share", [0.001, 0.29]) == 0
    assert digits_for([None], "number") == 0
    assert [
        digits_for([value], "per_turnover") for value in (0.94e-5, 0.95e-5, 9.94e-5, 9.95e-5, 10.0e-5, 10.4e-5)
    ] == [2, 1, 1, 0, 0, 0]
    ends = [[19.94e-5], [19.95e-5], [0.94e-5], [0.95e-5]]
    assert [digits_for([0.5e-5], "per_turnover", each) for each in ends] == [1, 0, 2, 1]


def test_english_is_the_text_itself():
    assert translator("en")("practice") == "practice"
    assert translator("nl")("practice") == "praktijk"
