"""Own rules cannot fail in silence: each slip is refused with one line that names file, line and the right way."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cli_calls import Call, refused

import smartmix as sm
from experiments.own_rules.drivers import MesaDriver
from experiments.own_rules.model import load_own
from experiments.prepare import prepare
from experiments.settings import CompareSettings
from simulation.problems import InputProblem

FIRM = """
from simulation.mesa.agents import Firm

class Mine(Firm):
    def step(self):
        super().step()
        {line}
"""
INSTRUMENT = """
from experiments.own_rules.instrument import Instrument

class Visits(Instrument):
    {setting}

    def step(self):
        {line}
"""


@pytest.fixture
def file(tmp_path: Path):
    def _file(text: str, name: str = "rules.py") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return _file


def firm(line: str, imports: str = "") -> str:
    return imports + FIRM.format(line=line)


def instrument(line: str, setting: str = "in_force = '2012Q1'") -> str:
    return INSTRUMENT.format(line=line, setting=setting)


WRONG: dict[str, tuple[str, tuple[str, ...]]] = {
    "a misspelt column": (firm("self.awarenes = 0.1"), ("rules.py:7: awarenes", "'awareness'?")),
    "a column of another firm": (
        instrument("for firm in self.firms: firm.comitment = 1.0"),
        ("rules.py:8: comitment is no column of Firm", "'commitment'?"),
    ),
    "a misspelt column in __init__": (
        firm("pass") + "\n    def __init__(self, model, index):\n        super().__init__(model, index)\n"
        "        self.awarenes = 0.1\n",
        ("rules.py:11: awarenes", "'awareness'?"),
    ),
    "a new attribute in step": (firm("self.memory = 3"), ("memory is no column", "in the class or in __init__")),
    "a column hidden by the class": (
        firm("pass").replace("(Firm):", "(Firm):\n    awareness = 0.5"),
        ("rules.py: Mine.awareness", "self.awareness"),
    ),
    "a misspelt step": (firm("pass").replace("def step", "def stpe"), ("rules.py: Mine.stpe", "'step'?")),
    "a misspelt setting": (
        instrument("pass", "mixs = ('mix-1',)"),
        ("rules.py: Visits.mixs: nothing uses this name", "'mixes'?"),
    ),
    "a share of 5": (
        firm("self.awareness = 5.0"),
        ("rules.py, 2012Q1, firm_id ", "awareness: found 5; allowed: 0 to 1"),
    ),
    "no number": (
        firm("self.practice[2] = float('nan')"),
        ("rules.py, 2012Q1", "practice: found nan; allowed: 0 to 1"),
    ),
    "a cost below zero": (firm("self.cost_yearly = -1.0"), ("cost_yearly: found -1; allowed: 0 or more",)),
    "the global luck of numpy": (
        firm("self.awareness = np.random.rand()", "import numpy as np\n"),
        ("rules.py, line 8: numpy.random.rand", "own_luck(self)", "self.model.rng"),
    ),
    "the global luck of Python": (
        firm("self.awareness = chance()", "from random import random as chance\n"),
        ("rules.py, line 8: random.random", "own_luck(self)"),
    ),
    "global luck while loading": (firm("pass", "import random\nx = random.random()\n"), ("line 2: random.random",)),
    "a generator without a seed": (
        firm("self.awareness = float(np.random.default_rng().random())", "import numpy as np\n"),
        ("rules.py, line 8: numpy.random.default_rng", "own_luck(self)"),
    ),
    "a dial that is no number": (
        instrument("self.set_dial('personal_contacts', float('nan'))"),
        ("set_dial('personal_contacts'): found nan; allowed: a finite number",),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_changes_nothing_or_too_much_is_refused(case: str, file, call: Call) -> None:
    text, words = WRONG[case]
    refused(call("check", file(text), "--lang", "en"), *words)


def test_attributes_of_ones_own_have_a_place(file) -> None:
    text = firm("self.memory += self.awareness\n        self.step_count = 1").replace(
        "(Firm):", "(Firm):\n    step_count = 0\n    memory = 0.0"
    )
    assert sm.check(file(text)).not_repeated == ()


def test_a_file_loads_alike_whoever_loads_it(file, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file("from helper_of_rules import VALUE\n" + firm("self.awareness = VALUE"))
    file("VALUE = 0.5\n", "helper_of_rules.py")
    file("x = 1\n", "simulation.py")  # a name of our own beside it does no harm
    refused(call("check", path, "--lang", "en"), "rules.py, line 1: helper_of_rules.py beside the file")
    monkeypatch.syspath_prepend(Path(path).parent)  # as when Python runs a script there
    with pytest.raises(InputProblem, match=r"line 1: helper_of_rules\.py beside the file"):
        load_own(path)


def test_check_says_what_changed_in_how_many_firms_and_whether_it_repeats(file, call: Call) -> None:
    path = file(firm("self.awareness *= 0.5"))
    checked = sm.check(path)
    assert checked.classes == ("Mine",) and checked.until == "2012Q2" and checked.firms == 200
    assert checked.changed["awareness"] == 200
    assert "firm_id" not in checked.changed and checked.not_repeated == ()
    found = call("check", path, "--lang", "en")
    assert found.status == 0 and "awareness: 200" in found.out and "It repeats" in found.out
    nothing = call("check", file(firm("pass")), "--lang", "en")
    assert nothing.status == 0 and "Nothing differs from the shipped rules" in nothing.out


def test_check_follows_an_instrument_to_its_start(file) -> None:
    later = instrument("self.spend(1e6, 'information')", "in_force = '2013Q1'")
    checked = sm.check(file(later))
    assert checked.until == "2013Q2" and checked.spent == {"information": pytest.approx(2e6)} and not checked.changed


def test_rules_that_remember_another_run_do_not_repeat(file, call: Call) -> None:
    text = firm("SEEN.append(1)\n        self.awareness = 1.0 / (1 + len(SEEN) // 300)", "SEEN = []\n")
    found = call("check", file(text), "--lang", "en")
    assert found.status == 1 and re.search("It does not repeat: both runs differ in .*awareness", found.out)


def test_luck_of_mesa_is_keyed_by_replication_and_equal_in_every_mix(file) -> None:
    own = load_own(file(firm("pass")))
    settings = CompareSettings(mixes=("mix-1",), draws=2, firms=100, prior=True, model=str(own.path))
    experiment = prepare(replace(settings, last_year=2018))

    def luck(mix: str, draw: int) -> tuple[float, float, list[int]]:
        model = MesaDriver(own).start(experiment, mix, draw).model
        firms = [one.firm_id for one in model.firms.shuffle()]
        return model.random.random(), float(model.rng.random()), firms

    first, again, other = luck("mix-1", 0), luck("reference-2020", 0), luck("mix-1", 1)
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))
    assert not np.array_equal(first[2], sorted(first[2]))
