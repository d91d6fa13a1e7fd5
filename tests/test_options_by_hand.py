"""What is typed on the command line comes to what is run as it was typed, and what is not typed as help says."""

import json
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_calls import ROOT, Call

from calibration.settings import calibration_settings
from experiments.settings import CompareSettings

pytestmark = pytest.mark.usefixtures("english")

#: Settings that most verbs take, each with a number of its own, and what they are when they arrive.
TYPED = "--firms 130 --seed 7 --future as-happened --prior"
SETTINGS = {"firms": 130, "seed": 7, "future": "as-happened", "prior": True}
WHERE = "--workers 3 --out there --lang nl --no-figures --quiet"
GIVEN = {"workers": 3, "out": Path("there"), "lang": "nl", "figures": False, "progress": False}


class Recorder:
    """Stands where work begins: keeps what it was asked, and ends the command."""

    def __init__(self) -> None:
        self.words: tuple[Any, ...] = ()
        self.given: dict[str, Any] = {}

    def __call__(self, *words: Any, **given: Any) -> Any:
        self.words, self.given = words, given
        raise SystemExit(0)


@pytest.fixture
def begins(monkeypatch: pytest.MonkeyPatch, call: Call) -> Any:
    """`begins(place, words)`: what is asked of the function at a place when these words are typed."""

    def asked(place: str, *parts: str) -> Recorder:
        recorder = Recorder()
        monkeypatch.setattr(place, recorder)
        outcome = call(*shlex.split(" ".join(parts)))
        assert outcome.status == 0, outcome.err
        return recorder

    return asked


def told(settings: Any) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in SETTINGS}


def where(given: Any) -> dict[str, Any]:
    return {name: given[name] for name in GIVEN if name in given}


# comparisons


def test_a_comparison_runs_what_was_typed(begins: Any) -> None:
    words = (
        "compare mix-1 mix-3 --draws 3 --from 2018 --until 2024 --baseline mix-0 --worlds none --matters practice=0.02"
    )
    settings, out, workers, lang, figures, progress, engine = begins(
        "smartmix.comparing.compare_into_folder", words, TYPED, WHERE.removesuffix("--quiet")
    ).words
    assert told(settings) == SETTINGS and (settings.mixes, settings.baseline) == (("mix-1", "mix-3"), "mix-0")
    assert (settings.draws, settings.first_year, settings.last_year) == (3, 2018, 2024)
    assert (settings.worlds, settings.matters, settings.posterior) == ("none", {"practice": 0.02}, "")
    assert (out, workers, lang, figures, progress, engine) == (Path("there"), 3, "nl", False, True, None)


def test_a_comparison_of_which_nothing_was_typed_is_the_usual_one(begins: Any) -> None:
    settings, *rest = begins("smartmix.comparing.compare_into_folder", "compare").words
    assert settings == CompareSettings()
    assert (settings.mixes, settings.baseline, settings.future) == (
        ("mix-0", "mix-1", "mix-2", "mix-3"),
        "reference-2020",
        "ex-ante-2020",
    )
    assert (settings.draws, settings.firms, settings.seed) == (200, 5000, 1)
    assert (settings.first_year, settings.last_year, settings.prior, settings.worlds) == (2017, 2030, False, "")
    assert rest == [None, None, None, True, True, None]


def test_the_future_follows_the_mixes_and_the_baseline_unless_it_is_named(begins: Any) -> None:
    place = "smartmix.comparing.compare_into_folder"
    found = {
        words: begins(place, "compare", words).words[0].future
        for words in ("mix-1", "actual-policy", "mix-1 --baseline actual-policy", "actual-policy --future no-eu-law")
    }
    assert [*found.values()] == ["ex-ante-2020", "as-happened", "as-happened", "no-eu-law"]


def test_a_named_posterior_is_drawn_from_and_a_model_is_run(begins: Any) -> None:
    words = "compare mix-1 --posterior mine --model own.py"
    settings = begins("smartmix.comparing.compare_into_folder", words).words[0]
    assert (settings.prior, settings.posterior, settings.model) == (False, "mine", "own.py")


@pytest.mark.parametrize("verb", ["memo", "slide"])
def test_a_page_of_mixes_is_about_the_comparison_that_was_typed(begins: Any, verb: str, tmp_path: Path) -> None:
    words = "--draws 3 --firms 130 --until 2024 --seed 7 --baseline mix-0 --lang nl --quiet"
    settings, out, workers, lang = begins(
        "smartmix.comparing.compare_into_folder", verb, "mix-1", "actual-policy", words, "--out", str(tmp_path)
    ).words
    assert settings == CompareSettings(
        ("mix-1", "actual-policy"), "mix-0", "as-happened", draws=3, firms=130, last_year=2024, seed=7
    )
    assert (out, workers, lang) == (None, None, "nl")


def test_a_site_has_each_future_with_the_mixes_named(begins: Any) -> None:
    words = "site there --mixes mix-1,mix-0,mix-2 --futures no-eu-law,as-happened --draws 3 --firms 130 --until 2024"
    words += " --seed 7 --baseline mix-0 --workers 3 --lang nl --quiet"
    folder, settings, workers, lang, progress = begins("smartmix.static_site.making.make_site", words).words
    assert settings == [
        CompareSettings(("mix-1", "mix-2"), "mix-0", future, draws=3, firms=130, last_year=2024, seed=7)
        for future in ("no-eu-law", "as-happened")
    ]
    assert (folder, workers, lang, progress) == (Path("there"), 3, "nl", False)


# one run


def test_one_run_has_its_own_draw(begins: Any) -> None:
    words = "run mix-2 --draw 4 --from 2018 --until 2024 --trajectory --out there"
    settings, mix, draw, trajectory, out = begins("smartmix.single_runs.run_into_folder", words, TYPED).words
    assert told(settings) == SETTINGS and (settings.first_year, settings.last_year) == (2018, 2024)
    assert (settings.mixes, mix, draw, trajectory, out) == (("mix-2",), "mix-2", 4, True, Path("there"))
    settings, mix, draw, trajectory, out = begins("smartmix.single_runs.run_into_folder", "run", "mix-1").words
    assert (settings.mixes, draw, trajectory, out) == (("mix-1",), 0, False, None)


def test_a_life_is_of_the_firm_mix_and_draw_asked(begins: Any) -> None:
    words = "explain --mix mix-2 --firm 9 --draw 4 --from 2018 --until 2024 --figure life.svg --lang nl"
    settings, mix, draw, firm, figure, lang = begins("smartmix.single_runs.life_with_figure", words, TYPED).words
    assert told(settings) == SETTINGS and (settings.first_year, settings.last_year) == (2018, 2024)
    assert (mix, draw, firm, figure, lang) == ("mix-2", 4, 9, Path("life.svg"), "nl")


# studies

STUDY = "smartmix.studies.run_study"


def test_a_sensitivity_asks_what_was_typed(begins: Any) -> None:
    words = "sensitivity mix-1 mix-3 --method pawn --draws 64 --baseline mix-0 --by theme --indicator endorsement"
    words += " --indicator practice --group small --years 2024,2026-2027 --parameter norm_mean --together a=norm_mean"
    found = begins(STUDY, words, "--lever", "support-office.advisers=5..40", TYPED, WHERE)
    kind, asked, given = found.words
    assert (kind, told(asked.settings), where(given)) == ("sensitivity", SETTINGS, GIVEN)
    assert (asked.settings.mixes, asked.method, asked.size, asked.baseline) == (("mix-1", "mix-3"), "pawn", 64, "mix-0")
    assert (asked.parameters, asked.levers) == (("norm_mean",), ("support-office.advisers=5..40",))
    assert (asked.by, asked.together) == ("theme", ("a=norm_mean",))
    assert (asked.indicators, asked.groups, asked.years) == (
        ("endorsement", "practice"),
        ("small",),
        (2024, 2026, 2027),
    )


def test_ends_of_a_range_that_was_typed_are_held_against_the_prior(begins: Any) -> None:
    words = "sensitivity --parameter norm_mean=0.1..0.9 --prior"
    assert begins(STUDY, words).given["values"] == [("norm_mean", 0.1), ("norm_mean", 0.9)]


def test_a_synergy_asks_what_was_typed(begins: Any) -> None:
    words = "synergy mix-1 --indicators paper_gap,practice --year 2026 --draws 3 --baseline mix-0"
    kind, asked, given = begins(STUDY, words, TYPED, WHERE).words
    assert (kind, told(asked.settings), where(given)) == ("synergy", SETTINGS, GIVEN)
    assert (asked.settings.mixes, asked.settings.draws, asked.settings.baseline) == (("mix-1",), 3, "mix-0")
    assert (tuple(asked.indicators), asked.year) == (("paper_gap", "practice"), 2026)


def test_a_robustness_asks_what_was_typed(begins: Any) -> None:
    words = (
        "robustness mix-1 mix-3 --weights practice=2 --year 2026 --worlds variants,shocks --draws 3 --baseline mix-0"
    )
    shipped = f"--objectives {ROOT}/experiments/objectives.yaml --shocks {ROOT}/experiments/robustness/shocks.yaml"
    found = begins(STUDY, words, shipped, TYPED, WHERE)
    kind, asked, given = found.words
    assert (kind, told(asked.settings), where(given)) == ("robustness", SETTINGS, GIVEN)
    assert (asked.settings.draws, asked.settings.mixes, asked.settings.baseline) == (3, ("mix-1", "mix-3"), "mix-0")
    assert (asked.year, asked.weights, {*asked.kinds}) == (2026, {"practice": 2.0}, {"variants", "shocks"})
    assert found.given["until"] == 2026 and ("shock_depth", 1.0) in found.given["values"]


def test_what_is_not_shocked_sets_no_parameter(begins: Any) -> None:
    found = begins(STUDY, "robustness", "mix-1", "--worlds", "futures")
    assert (found.words[1].settings.draws, found.given["values"]) == (50, [])


def test_discovery_asks_what_was_typed(begins: Any) -> None:
    words = "discover mix-1 --indicator paper_gap --group small --year 2026 --baseline mix-0 --worlds shocks"
    words += " --density 0.7 --draws 60"
    found = begins(STUDY, words, "--above", "12%", TYPED, WHERE)
    kind, asked, given = found.words
    assert (kind, told(asked.settings), where(given)) == ("discover", SETTINGS, GIVEN)
    when = asked.failing_when
    assert (when.indicator, when.group, when.year, when.baseline) == ("paper_gap", "small", 2026, "mix-0")
    assert (when.below, when.above) == (None, 0.12)
    # what is subtracted is no baseline of the runs: those are of the mix alone unless it is asked for
    assert (asked.settings.mixes, asked.settings.baseline) == (("mix-1",), "reference-2020")
    assert (asked.settings.draws, asked.density, tuple(asked.kinds)) == (60, 0.7, ("shocks",))
    assert (found.given["until"], found.given["unit"]) == (2026, "draws")
    below = begins(STUDY, "discover", "mix-1", "--indicator", "practice", "--below", "0.3").words[1]
    assert (below.failing_when.below, below.failing_when.above) == (0.3, None)
    assert (below.settings.draws, below.settings.future, below.density) == (500, "ex-ante-2020", 0.8)


def test_each_case_draws_a_future_unless_one_is_named(begins: Any) -> None:
    drawn = begins(STUDY, "discover", "mix-1", "--worlds", "futures").words[1]
    assert tuple(drawn.kinds) == ("futures",)
    named = begins(STUDY, "discover", "mix-1", "--future", "no-eu-law").words[1]
    assert "futures" not in named.kinds and named.settings.future == "no-eu-law"


def test_pathways_ask_what_was_typed(begins: Any) -> None:
    words = "pathways ser-route-3 --delay 6 --yardstick logistic --draws 3 --until 2026 --baseline mix-0"
    kind, asked, given = begins(STUDY, words, TYPED, WHERE).words
    assert (kind, told(asked.settings), where(given)) == ("pathways", SETTINGS, GIVEN)
    assert (asked.settings.draws, asked.settings.last_year, asked.settings.baseline) == (3, 2026, "mix-0")
    assert (asked.plan.strategies, asked.plan.delay, asked.yardstick) == (["ser-route-3"], 6, "logistic")


def test_information_asks_what_was_typed(begins: Any) -> None:
    words = (
        "information mix-1 --draws 30 --replications 3 --year 2026 --weights practice=2 --price 40e3 --baseline mix-0"
    )
    shipped = f"--objectives {ROOT}/experiments/objectives.yaml"
    shipped += f" --measurements {ROOT}/experiments/information/measurements.yaml"
    found = begins(STUDY, words, shipped, TYPED, WHERE)
    kind, asked, given = found.words
    assert (kind, told(asked.settings), where(given)) == ("information", SETTINGS, GIVEN)
    assert (asked.settings.mixes, asked.settings.draws, asked.settings.baseline) == (("mix-1",), 30, "mix-0")
    assert (asked.replications, asked.year, asked.weights, asked.price) == (3, 2026, {"practice": 2.0}, 40_000.0)
    assert found.given["until"] == 2026


def test_a_search_asks_what_was_typed(begins: Any) -> None:
    found = begins(STUDY, "optimise --evaluations 12 --draws 3 --year 2026", TYPED, WHERE)
    kind, asked, given = found.words
    assert (kind, told(asked.settings), where(given)) == ("optimise", SETTINGS, GIVEN)
    assert (asked.settings.draws, asked.plan.evaluations, asked.year) == (3, 12, 2026)
    assert found.given["until"] == 2026


def test_sizes_of_studies_are_those_that_help_tells(begins: Any) -> None:
    found = {
        line.split()[0]: begins(STUDY, line).words[1].settings
        for line in ("synergy mix-1", "information", "optimise", "pathways")
    }
    assert {verb: (each.draws, each.firms) for verb, each in found.items()} == {
        "synergy": (100, 1400),
        "information": (300, 1400),
        "optimise": (24, 1400),
        "pathways": (200, 5000),
    }


def test_a_sweep_is_gone_on_with_only_where_it_was_asked(begins: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[Any] = []
    monkeypatch.setattr("smartmix.sweeping.sweep_of", lambda *words: plans.append(words) or "sweep")
    place, more = "smartmix.sweeping.sweep_into_folder", "--workers 3 --out there --lang nl --quiet"
    started = begins(place, "sweep", "plan.yaml", more).words
    assert started == ("sweep", Path("there"), False, False, 3, None, "nl", False)
    assert begins(place, "sweep", "plan.yaml", more, "--resume").words[2:4] == (True, False)
    assert begins(place, "sweep", "plan.yaml", more, "--force").words[2:4] == (False, True)
    assert begins("smartmix.sweeping.forecast_sweep", "sweep", "plan.yaml", "--dry-run", "--workers 3").words == (
        "sweep",
        3,
    )
    assert plans == [(Path("plan.yaml"), None, None)] * 4


def test_a_sweep_speaks_the_language_that_was_asked_wherever_it_stands(
    begins: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smartmix.sweeping.sweep_of", lambda *_words: SimpleNamespace(own=None))
    for line in ("--lang nl sweep plan.yaml", "sweep plan.yaml --lang nl"):
        assert begins("smartmix.sweeping.translator", line).words == ("nl",)


def test_a_calibration_takes_its_sizes_and_ships_only_where_asked(begins: Any) -> None:
    place = "smartmix.calibrating.calibrate_into_folder"
    words = "--simulations 300 --particles 90 --generations 5 --steps 6 --trajectories 7 --draws 80"
    words += " --pseudo-observations 90 --repeats 2 --workers 3 --out there --lang nl --quiet"
    settings, *rest = begins(place, "calibrate", words).words
    assert (settings.simulations, settings.particles, settings.generations) == (300, 90, 5)
    assert (settings.steps, settings.trajectories, settings.draws) == (6, 7, 80)
    assert (settings.pseudo_observations, settings.repeats) == (90, 2)
    assert rest == [False, False, 3, None, Path("there"), "nl", False]
    usual, *asked = begins(place, "calibrate", "--check").words
    assert (usual, asked[:2]) == (calibration_settings(), [True, False])
    assert begins(place, "calibrate", "--ship").words[1:3] == (False, True)


def test_a_validation_takes_its_own_sizes(begins: Any) -> None:
    place = "smartmix.validating.validate_into_folder"
    words = "validate --draws 30 --seed 7 --firms 130 --posterior mine"
    assert begins(place, words, WHERE).words == (30, 7, 130, Path("mine"), 3, Path("there"), "nl", False, False)
    assert begins(place, "validate").words[:4] == (1000, 1, None, None)


def test_a_report_takes_up_every_run_that_was_named(begins: Any) -> None:
    words = "report run --format docx,xlsx --with one --with other --burden own.yaml --lang nl --quiet"
    wanted, lang, _watch = begins("smartmix.reporting.write_reports", words).words
    assert (wanted.run, wanted.forms, lang) == (Path("run"), ("docx", "xlsx"), "nl")
    assert (wanted.studies, wanted.burden) == ((Path("one"), Path("other")), Path("own.yaml"))


def test_a_memo_answers_the_question_in_the_forms_asked(begins: Any, tmp_path: Path) -> None:
    words = f"memo {tmp_path} --question inspectors --format docx --lang nl --quiet --out {tmp_path / 'o'}"
    folder, wanted, lang, _watch = begins("smartmix.memos.write_memo", words).words
    assert (folder, wanted.forms, wanted.question, lang) == (tmp_path, ("docx",), "inspectors", "nl")
    assert wanted.path(folder, "nl", "docx") == tmp_path / "o" / "memo-inspectors.nl.docx"
    found = begins("smartmix.memos.write_memo", f"memo {tmp_path} --format docx --lang en --quiet")
    assert found.words[1].path(folder, "en", "docx") == tmp_path / "reports" / "memo.en.docx"


# what answers at once


def test_thresholds_are_each_held_against_their_own_trait(begins: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.scope.everyone", lambda: "everyone")
    words = "scope --employees 250 --turnover 50e6 --assets 25e6"
    test, who = begins("scenarios.scope.count_scope", words).words
    assert (test.minimum_employees, test.minimum_turnover_eur, test.minimum_assets_eur, who) == (
        250.0,
        5e7,
        2.5e7,
        "everyone",
    )
    assert begins("scenarios.scope.count_law", "scope", "csddd-2024").words == ("csddd-2024", "everyone")


def test_one_firm_is_asked_on_its_day_and_version(begins: Any) -> None:
    words = "scope csddd-2024 --firm employees=5001,turnover=1.6e9 --on 2030-01-01 --version older"
    law, facts, day, version = begins("scenarios.firm_scope.ask_law", words).words
    assert (law.id, day, version) == ("csddd-2024", "2030-01-01", "older")
    words = "scope --all-laws --firm employees=5001,turnover=1.6e9 --on 2030-01-01"
    assert begins("scenarios.firm_scope.ask_all", words).words == (facts, "2030-01-01")


def test_mixes_that_differ_stand_in_the_order_asked(call: Call) -> None:
    out = call("mixes", "--diff", "mix-1", "mix-2").out.splitlines()
    assert out[0].split() == ["instrument", "dial", "Mix", "1", "Mix", "2"]
    never = next(line for line in out if "never" in line)
    assert never.rstrip().endswith("never")
    rows = json.loads(call("mixes", "--diff", "mix-1", "mix-2", "--json").out)["differences"]
    assert {"instrument": "wzk", "field": "in_force", "a": "drawn", "b": "never"} in rows


def test_the_page_is_served_where_it_was_asked(begins: Any) -> None:
    place = "smartmix.page.server.serve"
    serving = begins(place, "serve --port 8123 --host 0.0.0.0 --no-open").words[0]
    assert (serving.port, serving.host, serving.opens) == (8123, "0.0.0.0", False)
    serving = begins(place, "serve").words[0]
    assert (serving.port, serving.host, serving.opens) == (8080, "127.0.0.1", True)


def test_a_page_that_is_kept_opens_once_and_comes_back_in_the_same_place(
    begins: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smartmix.early.is_command", lambda: True)
    first, again, _fallen = begins("smartmix.page.supervisor.keep", "serve --port 8123 --host ::1 --lang nl").words
    assert again[-7:] == ["--port", "8123", "--host", "::1", "--no-open", "--lang", "nl"]
    assert first == [word for word in again if word != "--no-open"]
    closed = begins("smartmix.page.supervisor.keep", "serve", "--no-open").words
    assert closed[0] == closed[1] and "--no-open" in closed[0]
