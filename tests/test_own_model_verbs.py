"""Rules of a user's own in every verb that simulates: the shipped firm through `model` is the shipped result."""

import json
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cli_calls import caller, refused

import smartmix as sm
from experiments.discover.box import Half
from experiments.own_rules.model import load_own
from experiments.sweep.result import SweepResult
from simulation.problems import InputProblem

SHIPPED = "from simulation.mesa.agents import Firm\n\nclass Shipped(Firm):\n    pass\n"
#: Awareness of everybody is what it never is by itself.
CHANGED = SHIPPED.replace("    pass", "    def step(self):\n        super().step()\n        self.awareness = 0.25")
VISITS = """
from experiments.own_rules.instrument import Instrument

class Visits(Instrument):
    mixes = ("mix-1",)

    def step(self):
        pass
"""

_OBJECTIVE = {
    "indicator": "awareness",
    "group": "all",
    "direction": "more",
    "step": 0.1,
    "sources": ["S-015"],
    "name": {"en": "a", "nl": "a"},
    "step_words": {"en": "a", "nl": "a"},
}
OBJECTIVES = {"format": 1, "objectives": {"one": _OBJECTIVE, "two": {**_OBJECTIVE, "indicator": "practice"}}}
SEARCH = {
    "format": 1,
    "base": "mix-2",
    "dials": {"support-office.advisers": {"range": [0, 40], "whole": True}},
    "objectives": ["one", "two"],
    "evaluations": 1,
    "batch": 1,
}
SWEEP = {
    "format": 1,
    "mixes": ["mix-1", "mix-2"],
    "baseline": "mix-0",
    "firms": 100,
    "years": [2018],
    "levers": {"broad-law.strength": [0.5, 1.0]},
    "parameters": {"kind": "prior", "count": 1},
    "groups": ["all", "started_laggard"],
    "indicators": ["practice", "awareness"],
}
MEASUREMENTS = {
    "format": 1,
    "measurements": {
        "m": {
            "name": {"en": "m", "nl": "m"},
            "sources": ["S-026"],
            "grade": "assumed",
            "why": {"en": "w", "nl": "w"},
            "parts": [
                {"indicator": "awareness", "group": "all", "year": 2012, "sample": 150, "spread": 0.25, "error": 0.03}
            ],
        }
    },
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    files = {"objectives": OBJECTIVES, "search": SEARCH, "sweep": SWEEP, "measurements": MEASUREMENTS}
    for name, content in files.items():
        (tmp_path / f"{name}.yaml").write_text(json.dumps(content), encoding="utf-8")
    for name, text in {"shipped": SHIPPED, "changed": CHANGED, "visits": VISITS}.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def _no_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search of `discover` is not what is tested here, and repeating it takes seconds."""

    def none(*_given: object) -> list[Half]:
        return []

    monkeypatch.setattr("experiments.discover.runs.halves", none)


def _bits(values: Any) -> bytes:
    return np.asarray(values, np.float64).tobytes()


_SMALL: dict[str, Any] = {"firms": 100, "prior": True, "figures": False}


def _sensitivity(place: Path, **more: Any) -> tuple[Any, bytes]:
    found = sm.sensitivity("mix-1", draws=20, by="theme", indicators=["awareness"], years=[2012], **_SMALL, **more)
    return found.folder, _bits(found.frames()["indices"][["value", "p05", "p95"]])


def _synergy(place: Path, **more: Any) -> tuple[Any, bytes]:
    found = sm.synergy("ser-route-1", draws=2, year=2017, **_SMALL, **more)
    return found.folder, _bits(found.frames()["draws"].iloc[:, 3:])


def _robustness(place: Path, **more: Any) -> tuple[Any, bytes]:
    asked = {"objectives": place / "objectives.yaml", "worlds": ["variants"], "year": 2013}
    found = sm.robustness("mix-1", draws=2, **asked, **_SMALL, **more)
    return found.folder, _bits(found.frames()["cases"][list(found.objectives)])


def _discover(place: Path, **more: Any) -> tuple[Any, bytes]:
    asked = {"indicator": "practice", "group": "all", "year": 2012, "worlds": ["none"]}
    found = sm.discover("mix-1", below=0.08, draws=80, **asked, **_SMALL, **more)
    return found.folder, _bits(found.frames()["cases"]["value"])


def _information(place: Path, **more: Any) -> tuple[Any, bytes]:
    asked = {"objectives": place / "objectives.yaml", "measurements": place / "measurements.yaml", "year": 2012}
    found = sm.information("mix-1", draws=20, replications=2, **asked, **_SMALL, **more)
    return found.folder, _bits(found.frames()["draws"][found.mixes])


def _optimise(place: Path, **more: Any) -> tuple[Any, bytes]:
    asked = {"draws": 1, "objectives": place / "objectives.yaml", "year": 2016}
    found = sm.optimise(place / "search.yaml", **asked, **_SMALL, **more)
    return found.folder, _bits(found.frames()["draws"])


def _sweep(place: Path, **more: Any) -> tuple[Any, bytes]:
    found = sm.sweep(place / "sweep.yaml", **more)
    return found.folder, _bits(found.frame()[["practice", "awareness"]])


VERBS: list[Callable[..., tuple[Any, bytes]]] = [
    _sensitivity,
    _synergy,
    _robustness,
    _discover,
    _information,
    _optimise,
    _sweep,
]


#: Those that take longest; what runs them by rules of one's own is what runs the others.
LONG = [_discover, _synergy]


@pytest.mark.parametrize(
    "verb",
    [pytest.param(verb, marks=[pytest.mark.long] if verb in LONG else []) for verb in VERBS],
    ids=[verb.__name__.removeprefix("_") for verb in VERBS],
)
def test_the_shipped_firm_gives_the_shipped_bits(place: Path, verb: Callable[..., tuple[Any, bytes]]) -> None:
    plain_folder, plain = verb(place, out=place / "plain", workers=1)
    with pytest.warns(UserWarning, match=r"shipped\.py: rules of your own run firm by firm, which is slow") as said:
        own_folder, own = verb(place, out=place / "own", workers=2, model=place / "shipped.py", lang="en")
    assert own == plain and len(said) == 1 and Path(said[0].filename) == Path(__file__)
    folders = (plain_folder, own_folder)
    read = [json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["settings"] for folder in folders]
    assert "model" not in read[0]
    assert read[1]["model"] == load_own(str(place / "shipped.py")).identity


def test_a_life_can_be_told_with_own_rules(place: Path) -> None:
    def life(**more: Any) -> Any:
        return sm.explain("mix-1", 53583, firms=120, prior=True, first_year=2012, last_year=2013, **more)

    plain = life()
    with pytest.warns(UserWarning, match="slow"):
        own, changed = life(model=place / "shipped.py"), life(model=place / "changed.py")
    assert own.quarters == plain.quarters and own.traits == plain.traits
    assert plain.model is None and own.model["file"] == "shipped.py"
    assert {quarter.perceived["awareness"] for quarter in changed.quarters} == {0.25}


@pytest.mark.parametrize(
    "words",
    [
        (
            "sensitivity",
            "mix-1",
            "--draws",
            "20",
            "--by",
            "theme",
            "--indicator",
            "awareness",
            "--group",
            "all",
            "--years",
            "2012",
        ),
        ("synergy", "ser-route-1", "--draws", "2", "--year", "2012"),
        (
            "robustness",
            "mix-1",
            "--draws",
            "1",
            "--worlds",
            "none",
            "--objectives",
            "objectives.yaml",
            "--year",
            "2013",
        ),
        (
            "information",
            "mix-1",
            "--draws",
            "20",
            "--replications",
            "2",
            "--year",
            "2012",
            "--objectives",
            "objectives.yaml",
            "--measurements",
            "measurements.yaml",
        ),
        ("optimise", "search.yaml", "--draws", "1", "--objectives", "objectives.yaml", "--year", "2013"),
        pytest.param(  # takes longest; the others are told by the same lines
            (
                "discover",
                "mix-1",
                "--draws",
                "80",
                "--indicator",
                "practice",
                "--group",
                "all",
                "--year",
                "2012",
                "--below",
                "0.08",
                "--worlds",
                "none",
            ),
            marks=pytest.mark.long,
        ),
        ("explain", "--mix", "mix-1", "--firm", "53583", "--until", "2017"),
        ("sweep", "sweep.yaml"),
    ],
    ids=lambda words: words[0],
)
def test_the_command_line_says_that_it_is_slow_and_whose_rules_they_are(
    place: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    given = [*words, "--model", "shipped.py", "--lang", "en"]
    given += [] if words[0] == "sweep" else ["--prior", "--firms", "100" if words[0] != "explain" else "120"]
    given += [] if words[0] in ("sweep", "explain") else ["--no-figures"]
    done = caller(capsys)(*given, *([] if words[0] == "explain" else ["--out", "run"]))
    assert done.status == 0, done.err
    assert re.search(r"shipped\.py: rules of your own run firm by firm, which is slow; runs: \d+", done.err)
    assert "calibration and validation do not vouch" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explain", "--mix", "mix-22", "--firm", "53583"), "mix-22"),
        (("explain", "--mix", "mix-1", "--firm", "1"), "--firm"),
        (("run", "mix-22"), "mix-22"),
        (("compare", "mix-1", "--until", "2017", "--out", "taken"), "not empty"),
        (("sensitivity", "mix-1", "--out", "taken"), "not empty"),
    ],
)
def test_what_is_refused_is_told_before_own_rules_are_said_to_be_slow(
    place: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setattr("smartmix.telling.EVERY", 3600.0)  # on a slow machine a line a minute says how far it is
    if "taken" in words:
        caller(capsys)("run", "mix-1", "--until", "2017", "--prior", "--firms", "100", "--out", "taken", "--lang", "en")
    refused(caller(capsys)(*words, "--model", "shipped.py", "--prior", "--firms", "100", "--lang", "en"), told)


@pytest.mark.parametrize(
    "words", [("synergy", "mix-1"), ("optimise", "search.yaml", "--objectives", "objectives.yaml"), ("pathways",)]
)
def test_instruments_of_some_mixes_are_refused_where_a_verb_makes_mixes(
    place: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    outcome = caller(capsys)(*words, "--prior", "--firms", "100", "--model", "visits.py", "--lang", "en", "--quiet")
    refused(outcome, "visits.py", "Visits.mixes", words[0])


def test_a_sweep_with_own_rules_stays_on_this_machine_and_resumes_with_them_only(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call, plan, out = caller(capsys), place / "sweep.yaml", place / "run"
    own = ("--model", str(place / "changed.py"))
    refused(call("sweep", plan, *own, "--cluster", "tcp://127.0.0.1:1"), "--model and --cluster", "code")
    assert call("sweep", plan, *own, "--out", out, "--quiet").status == 0
    found = SweepResult.load(out).frame()
    assert found.loc[found["group"] == "all", "awareness"].to_numpy() == pytest.approx(0.25)
    refused(call("sweep", plan, "--out", out, "--resume"), "changed since", "model")
    refused(call("sweep", plan, "--model", str(place / "shipped.py"), "--out", out, "--resume", "--quiet"), "model")
    assert call("sweep", plan, *own, "--out", out, "--resume", "--quiet").status == 0
    broken = place / "broken.py"
    broken.write_text(CHANGED.replace("0.25", "1 / 0"), encoding="utf-8")
    refused(call("sweep", plan, "--model", broken, "--out", place / "b", "--quiet"), "broken.py, line 6")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(InputProblem, match="model and cluster"):
            sm.sweep(plan, model=place / "shipped.py", cluster="tcp://127.0.0.1:1", out=place / "c")
