"""Building a mix on the page: what each dial turns, shows and writes, and which mix is kept."""

from types import SimpleNamespace
from typing import Any

import pytest

from scenarios.dial_fields import Field
from scenarios.library import load_mix
from simulation.problems import InputProblem
from smartmix.page.build import controls, files, policy
from smartmix.page.dials.mix_changes import built
from smartmix.page.serving.address import Address


class Place:
    """What stands where an element of the page would."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def clear(self) -> None:
        pass


VIEW: Any = SimpleNamespace(lang="en", words=lambda text: text)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Dials and choices by their label, as they would be drawn."""
    found: dict[str, Any] = {}

    def dial(label: str, value: Any, changed: Any, **more: Any) -> None:
        found[label] = SimpleNamespace(value=value, changed=changed, **more)

    def select(label: str, options: Any, value: Any, changed: Any) -> None:
        found[label] = SimpleNamespace(options=options, value=value, changed=changed)

    for module in (policy, controls):
        monkeypatch.setattr(module, "dial", dial)
        monkeypatch.setattr(module, "select", select)
        for name in ("box", "text"):
            monkeypatch.setattr(module, name, lambda *_words, **_more: Place())
    monkeypatch.setattr(policy, "button", lambda label, does: found.update({label: does}))
    monkeypatch.setattr(policy, "aside", lambda *_words: None)
    return found


def test_the_eight_dials_turn_what_their_words_say(made: dict[str, Any]) -> None:
    turned: list[Any] = []
    mix = load_mix("mix-2")
    policy.PolicyDials(VIEW, mix, lambda: mix, turned.append).place()
    by_number = {label[:1]: dial for label, dial in made.items() if label[:1].isdigit()}
    assert {number: each.value for number, each in by_number.items() if number in "34568"} == {
        "3": pytest.approx(dial_of(mix, "inspections_per_100_firms")),
        "4": policy.dials.advisers(mix),
        "5": pytest.approx(policy.dials.budget(mix) / 1e6),
        "6": pytest.approx(policy.dials.members(mix) * 100, abs=0.01),
        "8": pytest.approx(policy.dials.effort(mix) * 100),
    }
    for number, value in (
        ("1", 500.0),
        ("2", "2026Q1"),
        ("3", 12.0),
        ("4", 33.0),
        ("5", 34.0),
        ("6", 20.0),
        ("8", 50.0),
    ):
        by_number[number].changed(value)
    after = mix
    for turns in turned:
        after = built(after, dict(turns))
    phase = dials_law(after).scope[-1]
    assert (phase.employees, phase.strictly_more, after.instruments["broad-law"].in_force) == (500.0, True, "2026Q1")  # type: ignore[union-attr]
    assert dial_of(after, "inspections_per_100_firms") == 12.0
    assert (policy.dials.advisers(after), policy.dials.budget(after)) == (33.0, pytest.approx(34e6))
    assert (policy.dials.members(after), policy.dials.effort(after)) == (pytest.approx(0.2), 0.5)
    assert (by_number["7"].value, list(by_number["7"].options)) == (
        policy.dials.conditions(mix),
        [*policy.dials.CONDITIONS],
    )
    others = [source for source in policy.dials.CONDITIONS if source != policy.dials.conditions(mix)]
    for source in others:
        by_number["7"].changed(source)
        assert (
            policy.dials.conditions(built(mix, {name: value for name, value in turned[-1] if value is not None}))
            == source
        )


def dials_law(mix: Any) -> Any:
    return policy.dials.law_in(mix, "broad-law")[1]


def dial_of(mix: Any, name: str) -> Any:
    return getattr(dials_law(mix), name)


def test_a_law_begins_in_no_year_before_it_is_announced() -> None:
    assert list(policy._starts("2023Q1", "2021Q4", "en"))[:3] == ["2022Q1", "2023Q1", "2024Q1"]
    assert list(policy._starts("2023Q1", "2022Q1", "en"))[:2] == ["2022Q1", "2023Q1"]
    assert list(policy._starts("2023Q3", None, "en"))[:2] == ["2023Q3", "2021Q1"]
    found = policy._starts("2023Q3", None, "en")
    assert (found["2023Q3"], found["2024Q1"], list(found)[-2:]) == ("2023 Q3", "2024", ["2035Q1", "never"])


def test_a_count_of_firms_has_its_range_where_readings_differ() -> None:
    def told(low: float, middle: float, high: float) -> str:
        total: Any = SimpleNamespace(low=low, central=middle, high=high)
        return policy._firms(SimpleNamespace(total=total), "en")  # type: ignore[arg-type]

    assert told(1000.0, 1000.0, 1200.0) == "1,000 (1,000 to 1,200)"
    assert (told(1200.2, 1200.1, 1199.9), told(900.0, 1000.0, 1200.0)) == ("1,200", "1,000 (900 to 1,200)")


@pytest.mark.parametrize(
    ("field", "shown", "typed", "written"),
    [
        (Field("share_followed_up", "share", 0.13, high=1.0, top=1.0), (13.0, 0.0, 100.0, 100.0, 1.0), 25.0, "0.25"),
        (
            Field("schemes.fbk.budget_eur_per_year", "money", 7.5e6, high=1e9, top=2e7),
            (7.5, 0.0, 1000.0, 20.0, 0.2),
            9.0,
            "9000000",
        ),
        (Field("scope.0.employees", "number", 250.0, high=1e6, top=5e3), (250.0, 0.0, 1e6, 5e3, 50.0), 500.0, "500"),
    ],
)
def test_a_dial_is_shown_and_written_in_its_unit(
    made: dict[str, Any], field: Field, shown: tuple[float, ...], typed: float, written: str
) -> None:
    changed: list[Any] = []
    controls.control(VIEW, "thing", field, lambda *words: changed.append(words))
    (dial,) = made.values()
    assert (dial.value, dial.low, dial.high, dial.top, dial.step) == pytest.approx(shown)
    dial.changed(typed)
    dial.changed(None)
    assert changed == [(f"thing.{field.path}", written), (f"thing.{field.path}", "none")]


def test_a_whole_number_and_a_choice_are_written_as_chosen(made: dict[str, Any]) -> None:
    changed: list[Any] = []
    for field in (
        Field("order", "whole", 2, low=1, high=60),
        Field("in_force", "start", "2023Q1"),
        Field("level", "choice", "national", options=("national", "EU")),
    ):
        controls.control(VIEW, "thing", field, lambda *words: changed.append(words))
    whole, start, level = made.values()
    assert (whole.value, whole.low, whole.high, whole.top, whole.may_be_empty) == (2, 1, 60, 40, True)
    assert list(start.options)[:4] == ["none", "never", "drawn", "2012Q1"] and list(start.options)[-1] == "2035Q4"
    assert start.value == "2023Q1" and list(level.options) == ["national", "EU"]
    whole.changed(3.0)
    start.changed("2024Q2")
    level.changed("EU")
    assert changed == [("thing.order", "3"), ("thing.in_force", "2024Q2"), ("thing.level", "EU")]
    needed = controls.quarters("en", Field("in_force", "quarter", "2023Q1"))
    assert list(needed)[:1] == ["2012Q1"]  # what has to begin once cannot be without a date


# keeping


def test_a_mix_takes_the_place_only_of_the_one_that_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    mix: Any = SimpleNamespace(id="mine", name=SimpleNamespace(en="Mine"))
    kept: list[Any] = []
    shelf = SimpleNamespace(
        of=lambda owner: [SimpleNamespace(file=SimpleNamespace(stem="mine"))] if owner == "me" else [],
        keep=lambda owner, mix: kept.append((owner, mix)),
    )
    monkeypatch.setattr(files, "STORE", shelf)

    def keep(owner: str, **values: str) -> None:
        files.keep(SimpleNamespace(owner=owner, lang="en", address=Address("/build", values)), mix)  # type: ignore[arg-type]

    with pytest.raises(InputProblem, match="the name Mine already"):
        keep("me")
    with pytest.raises(InputProblem, match="the name Mine already"):
        keep("me", mine="another")
    keep("me", mine="mine")
    keep("you")
    assert kept == [("me", mix), ("you", mix)]


def test_a_kept_mix_is_opened_with_its_start_and_its_dials(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"lang": "nl", "future": "no-eu-law", "group": "small", "from": "mix-1", "set": "a:1", "own": "x"}
    view: Any = SimpleNamespace(address=Address("/build", values))
    kept: Any = SimpleNamespace(key="kept-1", mix=SimpleNamespace(id="mine"))
    monkeypatch.setattr(files, "parts_of", lambda _kept: ("mix-2", "Mine", {"support-office.advisers": "3"}))
    found = files.open_url(view, kept)
    assert found == (
        "/build?lang=nl&future=no-eu-law&group=small&from=mix-2&name=Mine&set=support-office.advisers:3&mine=mine"
    )
    monkeypatch.setattr(files, "parts_of", lambda _kept: None)
    assert files.open_url(view, kept) == "/build?lang=nl&future=no-eu-law&group=small&from=kept-1"
