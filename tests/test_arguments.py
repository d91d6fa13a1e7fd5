"""What a function of Python does with a value that it cannot use: one line that names the argument, and no work."""

import inspect
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Call

import smartmix as sm
from experiments.fingerprints import behaviour_fingerprint
from simulation.problems import InputProblem
from simulation.run import Run
from smartmix.at_home import at_home
from smartmix.command import options_of
from smartmix.options import amount

#: Arguments that must be given, for functions that cannot be asked without.
NEEDED: dict[str, Any] = {
    "a": "mix-1",
    "b": "mix-2",
    "file": {"format": 1, "mixes": ["mix-1", "mix-2"], "expectations": [{"indicator": "practice", "within": [0, 1]}]},
    "firm": 53583,
    "folder": "run",
    "mix": "mix-1",
    "path": "own.yaml",
    "plan": {"format": 1, "mixes": ["mix-1"], "parameters": {"kind": "prior", "count": 2}},
    "points": {"mix": "mix-1"},
    "run": "run",
}
#: A value that no argument takes, and one that none of its kind takes.
WRONG = (object(), b"mix-1", float("nan"), [[]], {1: [[]]})


def arguments(*, numbers: bool = False) -> list[Any]:
    """Every argument of every function, as cases; those of whole numbers and amounts only."""
    found: list[Any] = []
    for name in sm.__all__:
        verb = getattr(sm, name)
        for key, each in inspect.signature(verb).parameters.items():
            option = options_of(verb.__wrapped__).get(key)
            if not numbers or each.annotation in (int, int | None) or (option and option.read is amount):
                found.append(pytest.param(verb, key, id=f"{name}-{key}"))
    return found


def asked(verb: Any, key: str, value: Any) -> tuple[list[Any], dict[str, Any]]:
    """The words and arguments of a call with this value."""
    places = inspect.signature(verb).parameters
    given = {name: NEEDED[name] for name, each in places.items() if each.default is each.empty and name in NEEDED}
    if places[key].kind is inspect.Parameter.VAR_POSITIONAL:
        return [value], given
    return ["mix-1"] if "about" in places else [], given | {key: value}


@pytest.mark.parametrize(("verb", "key"), arguments())
def test_a_value_of_another_type_is_refused_before_the_function_begins(verb: Any, key: str) -> None:
    began: list[Any] = []
    recorder = wraps(verb.__wrapped__)(lambda *words, **given: began.append((words, given)))
    default = inspect.signature(verb).parameters[key].default
    for wrong in (*WRONG, []) if isinstance(default, tuple) and default else WRONG:
        words, given = asked(verb, key, wrong)
        if key == "points":  # a table in any form: read by the function itself
            with pytest.raises(sm.InputProblem, match=r"^points"):
                verb(*words, **given)
            continue
        with pytest.raises(sm.InputProblem, match=f"^{key}: found .*; (allowed: |a number of 0 or more)"):
            at_home(recorder, "recorder")(*words, **given)
    assert not began


@pytest.fixture
def no_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A run that begins is a failure; that of the fingerprint, once a process, is a check."""
    behaviour_fingerprint()

    def began(*_more: object) -> None:
        pytest.fail("a run began")

    monkeypatch.setattr(Run, "start", began)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("no_run")
@pytest.mark.parametrize(("verb", "key"), arguments(numbers=True))
def test_a_number_below_its_range_is_refused_before_a_run_begins(verb: Any, key: str) -> None:
    words, given = asked(verb, key, -1)
    with pytest.raises(sm.InputProblem, match=rf"{key}\b.*-1"):
        verb(*words, **given)


@pytest.mark.usefixtures("no_run")
@pytest.mark.parametrize(("verb", "key"), arguments(numbers=True))
def test_a_number_above_its_range_is_refused_before_a_run_begins(verb: Any, key: str) -> None:
    for much in (10**20, 10**400, 10**5000):  # the last one is longer than Python writes
        words, given = asked(verb, key, much)
        with pytest.raises(sm.InputProblem, match=rf"{key}\b.*(found|not)"):
            verb(*words, **given)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--draws", "compare mix-1 --draws 100001"),
        ("--draws", "discover mix-1 --draws 100001"),
        ("--draw", "run mix-1 --draw 2147483648"),
        ("--evaluations", "optimise --evaluations 100001"),
        ("--replications", "information --replications 1001"),
        ("--top", "information --top 1001"),
        ("--steps", "calibrate --steps 10001"),
        ("--turnover", "scope --turnover 1e16"),
        ("--workers", "compare mix-1 --workers 4097"),
    ],
)
def test_the_command_line_says_the_most_that_may_be_asked(call: Call, option: str, words: str) -> None:
    status, out, err = call(*words.split())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"smartmix: {option}: found ") and " to " in err


def test_an_argument_that_is_none_names_the_function_and_the_one_meant() -> None:
    with pytest.raises(TypeError, match=r"^smartmix\.run\(\) .*'until'; did you mean 'last_year'\?$"):
        sm.run("mix-1", until=2020)  # type: ignore[call-arg] - the name of the option
    with pytest.raises(TypeError, match=r"^smartmix\.compare\(\) .*'drawz'; did you mean 'draws'\?$"):
        sm.compare("mix-1", drawz=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^smartmix\.compare\(\) .*'folder'; did you mean 'out'\?$"):
        sm.compare("mix-1", folder="runs/mine")  # type: ignore[call-arg] - the name that the result has
    with pytest.raises(TypeError, match=r"'mixes'; mixes stand first, without a name, as in compare\(\"mix-1\""):
        sm.compare(mixes=["mix-1"])  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^smartmix\.verify\(\) .*'colour'; its arguments: folder, everything\b"):
        sm.verify("runs/mine", colour="red")  # type: ignore[call-arg]


def test_a_command_in_a_refusal_stays_as_it_is_typed(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"make one with 'smartmix calibrate --ship', or run with prior=True$"):
        sm.compare("mix-1", posterior=tmp_path / "none")


@pytest.mark.parametrize("years", ["²", "2020-99999999999", "2030-2020", "2024,2030-2020", "2020-", "20200"])
def test_years_that_are_none_are_refused_in_one_line(call: Call, years: str) -> None:
    status, out, err = call("sensitivity", "mix-2", "--years", years)
    assert (status, out) == (2, "")
    assert err == f"smartmix: --years: found '{years}'; allowed: years such as 2024,2030 or 2020-2030\n"
