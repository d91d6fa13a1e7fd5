"""Rules of a user's own: the shipped firm through `--model` is the shipped result, and what goes wrong is named."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from docs_blocks import ROOT, blocks_of

from experiments.own_rules.drivers import expected_seconds
from experiments.own_rules.model import load_own
from experiments.points import Wanted, drawn_points, run_points
from experiments.prepare import prepare
from experiments.runner import run_draw
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from simulation.indicators import INDICATORS
from simulation.problems import InputProblem
from smartmix.cli import main

SETTINGS = CompareSettings(mixes=("ser-route-3",), draws=1, firms=100, last_year=2021, prior=True)
WANTED = Wanted((2018, 2021), ("all", "goal90"), ("practice", "awareness", "government_cost_eur"))

SHIPPED = """
from simulation.mesa.agents import Firm

class Shipped(Firm):
    pass
"""
FORGETFUL = """
from simulation.mesa.agents import Firm

class Forgetful(Firm):
    def step(self):
        super().step()
        self.awareness *= 0.5
"""
OFFICE = """
from experiments.own_rules.instrument import Instrument

class Visits(Instrument):
    mixes = ("ser-route-3",)
    in_force = "2019Q1"

    def step(self):
        self.set_dial("personal_contacts", 1.0)
        self.spend(1e6, "information")
"""


@pytest.fixture
def file(tmp_path: Path):
    def _file(text: str, name: str = "rules.py") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return _file


def test_the_shipped_firm_gives_the_shipped_bits(file) -> None:
    plain = prepare(SETTINGS)
    own = prepare(replace(SETTINGS, model=file(SHIPPED)))
    assert plain.own is None and own.own is not None
    assert run_draw(plain, 0).tobytes() == run_draw(own, 0).tobytes()


def test_rule_by_rule_gives_the_shipped_bits_until_a_rule_is_replaced(file) -> None:
    text = "from experiments.own_rules.firm import RuleByRule\n\nclass Mine(RuleByRule):\n    pass\n"
    replaced = text.replace("pass", "def learn(self):\n        self.awareness = 0.25")
    kept = text.replace("pass", "def learn(self):\n        super().learn()")
    plain = run_draw(prepare(SETTINGS), 0).tobytes()
    assert run_draw(prepare(replace(SETTINGS, model=file(text))), 0).tobytes() == plain
    early = replace(SETTINGS, last_year=2017)
    assert run_draw(prepare(replace(early, model=file(kept))), 0).tobytes() == run_draw(prepare(early), 0).tobytes()
    wanted, points = replace(WANTED, years=(2017,)), drawn_points(early, [0])
    own = run_points(replace(early, model=file(replaced)), [load_mix("mix-1")], points, wanted)
    assert own.of("mix-1", "awareness", "all", 2017) == pytest.approx(0.25)


def test_a_changed_rule_changes_results_in_every_experiment(file) -> None:
    settings = replace(SETTINGS, last_year=2018)
    mixes, points = [load_mix("reference-2020")], drawn_points(settings, [0])
    wanted = replace(WANTED, years=(2018,))
    plain = run_points(settings, mixes, points, wanted)
    own = run_points(replace(settings, model=file(FORGETFUL)), mixes, points, wanted)
    again = run_points(replace(settings, model=file(FORGETFUL)), mixes, points, wanted, workers=2)
    assert not own.failures
    assert own.of("reference-2020", "awareness", "all", 2018) < plain.of("reference-2020", "awareness", "all", 2018)
    assert own.values.tobytes() == again.values.tobytes()


def test_an_own_instrument_acts_in_its_mixes_from_its_start(file) -> None:
    plain, own = prepare(SETTINGS), prepare(replace(SETTINGS, model=file(OFFICE)))
    assert own.branches[0] == 4 * (2019 - 2012) < plain.branches[0]  # mixes part where the instrument begins
    names, years = list(own.mixes), SETTINGS.last_year - SETTINGS.first_year + 1
    before, after = run_draw(plain, 0), run_draw(own, 0)
    cost, aware = INDICATORS.index("government_cost_eur"), INDICATORS.index("awareness")
    first = slice(0, 6)  # groups that do not depend on where mixes part
    assert np.array_equal(before[0][:, first], after[0][:, first], equal_nan=True)
    assert np.array_equal(before[1][:2, first], after[1][:2, first], equal_nan=True)  # 2017 and 2018
    assert after[1][2, 0, aware] > before[1][2, 0, aware]
    spent = after[1][2:, 0, cost] - before[1][2:, 0, cost]
    assert names[1] == "ser-route-3" and years == len(after[1]) and (spent > 4e6).all()


def test_time_is_estimated_before_it_begins(file) -> None:
    experiment = prepare(replace(SETTINGS, model=file(SHIPPED), last_year=2018))
    assert 0 < expected_seconds(experiment, 1) < 60


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = (\n", "rules.py, line 1: SyntaxError"),
        ("import numpy\nimport nothing_like_this\n", "rules.py, line 2: ModuleNotFoundError"),
        ("x = 1\n", "one subclass of Firm"),
        (SHIPPED + "class Another(Firm):\n    pass\n", "found Shipped, Another"),
        (OFFICE.replace("ser-route-3", "ser-rout-3"), "did you mean 'ser-route-3'"),
        (OFFICE.replace('("ser-route-3",)', '"ser-route-3"'), "ids of mixes in brackets"),
        (OFFICE.replace("2019Q1", "2019"), "a quarter such as 2024Q1"),
        (OFFICE.replace("personal_contacts", "personal_contact"), "did you mean 'personal_contacts'"),
        (FORGETFUL.replace("*= 0.5", "/= 0.0"), "rules.py, line 7: ZeroDivisionError"),
        (FORGETFUL.replace("*= 0.5", "= float('nan')"), r"rules.py, 2012Q1, firm_id \d+: awareness"),
    ],
)
def test_errors_name_file_and_line(file, text: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["run", "ser-route-3", "--prior", "--firms", "100", "--until", "2019", "--lang", "en"]
    given += ["--model", file(text)]
    assert main(given) == 2
    printed = capsys.readouterr()
    lines = [line for line in printed.err.splitlines() if line.startswith("smartmix:")]
    assert printed.out == "" and len(lines) == 1 and re.search(words, lines[0]), printed.err


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="cannot be read"):
        load_own(str(tmp_path / "nothing.py"))


def test_the_manifest_names_file_and_hash_and_no_code_is_loaded_from_a_run(
    file, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = tmp_path / "was-run"
    text = SHIPPED + f"open({str(mark)!r}, 'a').write('x')\n"
    given = ["compare", "mix-1", "--prior", "--draws", "1", "--firms", "100", "--from", "2017", "--until", "2017"]
    given += ["--no-figures", "--out", str(tmp_path / "run"), "--lang", "en"]
    path = file(text)
    assert main([*given, "--model", path]) == 0
    printed = capsys.readouterr()
    assert re.search(r"rules\.py: rules of your own run firm by firm, which is slow; runs: 2, firms: 100", printed.err)
    assert "calibration and validation do not vouch" in printed.out
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["model"] == {"file": "rules.py", "sha256": load_own(path).sha256}
    assert mark.read_text() == "x"  # loaded once for one text
    mark.unlink()
    load_own.__globals__["_loaded"].cache_clear()
    assert main(["verify", str(tmp_path / "run"), "--lang", "en"]) == 0
    assert "files are as they were written" in capsys.readouterr().out and not mark.exists()


def test_plain_runs_say_nothing_of_a_model() -> None:
    assert "model" not in SETTINGS.as_dict()


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in blocks_of(ROOT / "docs" / "own_rules.md"):
        named = re.match(r"# file: (\S+)\n", block.text)
        if block.language == "python" and named:
            (tmp_path / named[1]).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            exec(compile(block.tested, block.name, "exec"), {"__name__": "__main__"})
            ran += 1
    assert ran >= 2
