"""What the page says of mixes and laws, from dates, runs and addresses that somebody made up: each in its own place."""

from types import SimpleNamespace
from typing import Any

import pytest
from made_up import BASELINE, FIRST, LAGGARDS, SECOND, made_up

from experiments.comparison import Comparison
from scenarios.library import load_future, load_mix
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest
from simulation.vocabulary import quarter_index
from smartmix.page.build import effect
from smartmix.page.build.effect import LOOKS, LawFate, law_fates, overtaken, starts_apart
from smartmix.page.build.preview import request_of
from smartmix.page.build.result import commands, differences_table, not_clear, quarter_words
from smartmix.page.compare.first_screen import three_numbers
from smartmix.page.dials.mix_changes import built, yaml_of
from smartmix.page.law import dates
from smartmix.page.law.counter import command_of, only_thresholds, python_of
from smartmix.page.law.effect import effect_table
from smartmix.page.law.one_firm import told_of
from smartmix.page.serving.address import Address
from smartmix.page.serving.limits import DRAWS, FIRMS, page_draws, page_firms

START = load_mix("mix-2")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return made_up(tmp_path_factory.mktemp("page") / "run", more=("mix-1-tightened",))


# what becomes of laws


def entry(in_force: int | None, ends: int | None = None, frozen: bool = False) -> Any:
    return SimpleNamespace(in_force=in_force, ends=ends, frozen=frozen, future=False)


def test_what_becomes_of_a_law_is_counted_up_to_the_end_of_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """In ten draws; 2025 ends with quarter 55."""
    found = [
        None,  # the mix gives it no start
        entry(None),
        entry(None, frozen=True),  # stopped before it starts
        entry(None, ends=40),
        entry(40, ends=40),
        entry(56, frozen=True),  # held up beyond the year
        entry(55),  # in force in the last quarter
        entry(40, ends=55),  # and lapsed in it
        entry(40, ends=56),
        entry(56),  # too late, and not by EU law
    ]
    monkeypatch.setattr(effect, "dates_of", lambda *_asked: range(len(found)))
    monkeypatch.setattr(effect, "entry_of", lambda _mix, _law, _future, draw: found[draw])
    fate = law_fates(START, "broad-law", load_future("no-eu-law"), 1, 2025)
    assert fate == LawFate(in_force=0.3, overtaken=0.4, lapsed=0.1, never=0.2)


def test_a_law_is_found_in_its_last_version_and_not_in_that_of_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    def of(law: str, future: bool = False) -> Any:
        return SimpleNamespace(law=SimpleNamespace(id=law), future=future)

    line = [of("a"), of("a"), of("b"), of("a", future=True)]
    monkeypatch.setattr(effect, "time_line", lambda *_asked: line)
    none: Any = None
    assert effect.entry_of(START, "a", none, none) is line[1]
    assert effect.entry_of(START, "c", none, none) is None


def test_why_a_law_does_nothing_is_told_of_all_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    future = load_future("no-eu-law")
    for fate, why, count in (
        (LawFate(0.0, 0.5, 0.0, 0.5), "overtaken", 10),
        (LawFate(0.0, 0.0, 0.0, 1.0), "never", 0),
        (LawFate(0.0, 0.0, 0.0, 0.5), "late", 0),
        (LawFate(0.6, 0.25, 0.25, 0.0), "same", 10),
    ):
        monkeypatch.setattr(effect, "law_fates", lambda *_asked, fate=fate: fate)
        assert effect._why_law(START, "broad-law", future, 1, 2025) == why
        expected = {"broad-law": count} if count else {}
        assert LOOKS == 20 and overtaken(START, {"broad-law.depth": "x"}, "no-eu-law", 1, 2025) == expected


def test_mixes_part_in_the_quarter_in_which_a_dial_differs_up_to_the_last_year() -> None:
    late = {"support-office.in_force": "2031Q1"}
    one, other = built(START, late), built(START, late | {"support-office.advisers": "33"})
    future = load_future("no-eu-law")
    assert starts_apart(one, other, future, 1, 2030) is None
    assert starts_apart(one, other, future, 1, 2031) == quarter_index(2031, 1)
    assert quarter_words(quarter_index(2031, 1)) == "2031 Q1" and quarter_words(39) == "2021 Q4"


def test_dates_of_a_law_are_shares_of_draws_at_the_end_of_each_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """In two of five draws from 2023Q1 on, in one of them until the end of 2024Q3; stopped in two; without a start."""
    found = [entry(44), entry(44, ends=51), entry(None, frozen=True), entry(None, ends=40), None]
    monkeypatch.setattr(dates, "dates_of", lambda *_asked: range(5))
    monkeypatch.setattr(dates, "entry_of", lambda _mix, _law, _future, draw: found[draw])
    law = dates.when("csddd-2024", "reference-2020", "as-happened", {}, 1, looks=5)
    assert [law.by_year[year] for year in (2022, 2023, 2024, 2025)] == [0.0, 0.4, 0.2, 0.2]
    assert (law.overtaken, law.never) == (0.4, 0.2)
    option = dates.dates_option([law], "en", "")
    years, (line,) = option["xAxis"]["data"], option["series"]
    assert line["data"][years.index("2023")] == 40.0 and line["data"][years.index("2022")] == 0.0
    said = dates.when_sentence(law, "en")
    assert "in force in 20% of the draws at the end of 2035" in said and "by EU law in 40%" in said
    assert "never in 20%" in said and "where it ends earlier" in said
    table = dates.dates_picture([law], "as-happened", "en").table
    assert dict(zip(table.heads, table.lines[0], strict=True))["2023"] == "40%"


# a mix beside its start


def test_what_is_not_clear_is_told_with_its_own_range(known: Comparison) -> None:
    """Of the goal's firms practice and gap are clear; of those that started as laggards the range holds zero."""
    all_firms, laggards = (not_clear(known, SECOND, group, "en") for group in ("goal90", LAGGARDS))
    assert all_firms is not None and laggards is not None
    assert all_firms.text.endswith("includes zero for: endorsement 0 (0 to 0).")
    assert "practice +1.0 (−2.0 to +3.0), paper gap 0 (0 to 0), endorsement" in laggards.text


def test_own_mixes_stand_as_files_in_commands_and_others_as_they_are(known: Comparison) -> None:
    command, python = commands(known, {FIRST: "own.yaml"})
    assert "own.yaml mix-2 mix-1-tightened" in command
    assert "'own.yaml'" in python and "'mix-1-tightened'" in python and "'mix-1'" not in python


def test_what_differs_from_the_start_says_which_side_has_it() -> None:
    mix = built(load_mix("mix-2"), {"wzk": "off", "support-office.advisers": "40"})
    table = differences_table(START, mix, "en")
    assert table is not None
    assert [line[1:] for line in table.lines] == [
        ["whole instrument", "in the mix", "off"],
        ["Advisers, full time", "12", "40"],
    ]
    back = differences_table(mix, START, "en")
    assert back is not None and back.lines[0][2:] == ["not in the mix", "added"] and back.lines[1][2:] == ["40", "12"]


def test_a_mix_is_held_against_its_start_and_a_start_against_existing_policy() -> None:
    mix = built(START, {"support-office.advisers": "40"}, "Mine")
    asked = request_of(Address("/"), START, mix, True)
    assert (asked.mixes, asked.baseline, [name for name, _text in asked.own]) == (("mine",), "mix-2", ["mine"])
    asked = request_of(Address("/"), START, START, False)
    assert (asked.mixes, asked.baseline, asked.own) == (("mix-2",), "reference-2020", ())
    asked = request_of(Address("/", {"with": "mix-1"}), START, mix, True)
    assert (asked.mixes, asked.baseline) == (("mine",), "mix-1")
    kept = built(load_mix("mix-1"), {"support-office.advisers": "3"}, "Kept")
    asked = request_of(Address("/"), kept, built(kept, {"support-office.advisers": "5"}, "Mine"), True)
    assert (asked.baseline, dict(asked.own)["kept"]) == ("kept", yaml_of(kept))


def test_three_numbers_are_those_of_the_mix(known: Comparison) -> None:
    found = {
        mix: [numbers for _label, ((_title, numbers),) in three_numbers(known, mix, "en")] for mix in (FIRST, SECOND)
    }
    assert found == {
        FIRST: ["+5.0 (+1.0 to +9.0)", "+40 (+20 to +80)", "+8.0 (+6.0 to +11.0)"],
        SECOND: ["+1.0 (−2.0 to +3.0)", "−8 (−20 to +4)", "−7.0 (−9.0 to −6.0)"],
    }
    labels = [label for label, _numbers in three_numbers(known, FIRST, "en")]
    assert labels[0].startswith("percentage points: practice") and labels[2].startswith("million euro")


def test_laws_stand_beside_the_baseline_with_what_each_changes(known: Comparison) -> None:
    table = effect_table(known, "goal90", "en")
    rows = {line[0].split(",")[0]: line[1:3] for line in table.lines if "90% goal" in line[0]}
    assert rows["practice"] == ["40% (30 to 52)", "+4.0 (+1.0 to +8.0)"]
    assert table.heads[1:3] == ["Existing policy", "Mix 1"] and known.mixes[0] == BASELINE
    small = next(line for line in table.lines if line[0].startswith("burden") and "small" in line[0])
    assert small[1:4] == ["20 (10 to 50)", "+4.0 (+1.0 to +6.0)", "+1.0 (−1.0 to +1.5)"]


# addresses and settings


def test_facts_of_a_firm_have_their_own_fields_and_one_given_twice_is_kept() -> None:
    told = told_of("employees=10, sells_to_end_users=yes,turnover=5e6,employees=3,")
    assert told == {"employees": "employees=10", "turnover": "turnover=5e6", "": "sells_to_end_users=yes,employees=3"}


def test_a_count_is_repeated_by_its_command() -> None:
    test = ScopeTest(250.0, 40e6, 20e6, 2, imports=True)
    command = "smartmix scope --employees 250 --turnover 40000000 --assets 20000000"
    assert command_of(test) == command_of(only_thresholds(test)) == command
    assert command_of(ScopeTest(minimum_assets_eur=5e5)) == "smartmix scope --assets 500000"
    assert command_of(ScopeTest()) == "smartmix scope --employees 0"
    assert "ScopeTest(minimum_employees=250.0, minimum_turnover_eur=40000000.0" in python_of(test)
    assert "needed=2, imports=True)" in python_of(test)


def test_a_small_server_may_compute_from_the_least_to_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, read, low, high in ((FIRMS, page_firms, 100, 50_000), (DRAWS, page_draws, 2, 1_000)):
        for number in (low, high):
            monkeypatch.setenv(name, f" {number} ")
            assert read() == number
        for number in (low - 1, high + 1):
            monkeypatch.setenv(name, str(number))
            with pytest.raises(InputProblem, match=f"found '{number}'"):
                read()
