"""What a command answers and with which status it ends, of made-up answers: nothing is simulated."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from cli_calls import Call

from smartmix.verbs import VERBS


@pytest.mark.parametrize(
    ("words", "computed", "said"),
    [
        ([], 25, "one block of draws came out the same again"),
        (["--all"], 60, "every block of draws came out the same again"),
    ],
)
def test_verifying_computes_what_was_asked_and_says_so(
    call: Call, monkeypatch: pytest.MonkeyPatch, words: list[str], computed: int, said: str
) -> None:
    asked: list[Any] = []
    manifest = {"files": {"a": "", "b": ""}, "seal": "", "settings": {"draws": 60, "mixes": []}}
    wrong: list[Any] = []
    for name, found in (("findings", []), ("manifest_in", manifest), ("finish_closing", None)):
        monkeypatch.setattr(f"experiments.integrity.{name}", lambda *_words, found=found: found)
    monkeypatch.setattr("experiments.verify.recomputed", lambda *given: asked.append(given) or wrong)
    monkeypatch.setattr("smartmix.output.progress", lambda total, is_wanted: asked.append(total) or _Bar())
    outcome = call("verify", "run", *words)
    assert (outcome.status, outcome.out) == (0, f"run: all 2 files are as they were written, and {said}\n")
    assert (asked[0], asked[1][2]) == (computed, bool(words))
    wrong.append(SimpleNamespace(problem="recomputed differently", file="data/a"))
    monkeypatch.setattr("experiments.integrity.findings", lambda _place: found_wrong)
    for problem, line in (("missing", "is missing"), ("changed", "is not as it was written")):
        found_wrong = [SimpleNamespace(problem=problem, file="data/b")]
        outcome = call("verify", "run", *words)
        assert (outcome.status, outcome.out) == (1, f"data/b: {line}\n")
    assert len(asked) == 2  # where a file is wrong nothing is computed
    found_wrong = []
    outcome = call("verify", "run", *words)
    assert (outcome.status, outcome.out) == (1, "data/a: comes out differently when computed again\n")


class _Bar:
    def __enter__(self) -> Any:
        return SimpleNamespace(stage=lambda _text: None, advance=lambda _count: None)

    def __exit__(self, *_error: object) -> None:
        pass


def test_expectations_are_met_only_where_all_of_them_are(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.expect.run import HeldExpectation

    told = SimpleNamespace(
        name="", kind="within", indicator="practice", group="small", share_of_draws=0.75, futures=None, years=None
    )
    held = [HeldExpectation(told, "mix-1", "no-eu-law", 8, share, 5, 0.1) for share in (0.75, 0.625)]  # type: ignore[arg-type]
    asked = SimpleNamespace(draws=8, mixes=["mix-1"], futures=["no-eu-law"])
    monkeypatch.setattr("experiments.expect.format.read_expectations", lambda _file: asked)
    monkeypatch.setattr("experiments.expect.run.hold", lambda *_words: held)
    outcome = call("expect", "some/own.yaml")
    assert outcome.status == 1 and outcome.out.splitlines() == [
        "met: practice (small) within, mix-1 in no-eu-law: holds in 6 of 8 draws",
        "NOT MET: practice (small) within, mix-1 in no-eu-law: holds in 5 of 8 draws; see draw 5",
    ]
    outcome = call("expect", "some/own.yaml", "--json")
    found = json.loads(outcome.out)
    assert (outcome.status, found["met"], [each["met"] for each in found["expectations"]]) == (1, False, [True, False])
    held.pop()
    assert call("expect", "some/own.yaml").status == 0


def test_rules_that_do_not_repeat_are_said_and_not_met(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = SimpleNamespace(
        file="own.py",
        classes=["Firm"],
        mix="mix-2",
        until="2012Q2",
        firms=100,
        changed={"awareness": 7},
        suppliers=[],
        spent={"subsidies": 1234.4},
        not_repeated=["commitment"],
    )
    monkeypatch.setattr("experiments.own_rules.trial.check_rules", lambda _path: checked)
    outcome = call("check", "own.py")
    assert outcome.status == 1 and outcome.out.splitlines()[1:] == [
        "Changed beside the shipped rules, with the number of firms:",
        "  awareness: 7",
        "  government cost, subsidies: 1234 euro",
        "It does not repeat: both runs differ in commitment",
    ]
    checked.not_repeated = []
    outcome = call("check", "own.py")
    assert outcome.status == 0 and outcome.out.endswith("It repeats: both runs gave the same numbers\n")


def test_what_failed_or_is_not_met_ends_with_a_status_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smartmix.output.show", lambda _text: None)
    for failed, status in ((0, 0), (2, 1)):
        assert VERBS["sweep"].show(SimpleNamespace(failed=failed, folder="there"), False, True) == status
    monkeypatch.setattr("smartmix.kinds.show", lambda *_words: 0)
    for is_met, status in ((True, 0), (False, 1)):
        assert VERBS["validate"].show(SimpleNamespace(is_met=is_met), False, True) == status
