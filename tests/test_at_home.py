"""SmartMix is at home in Python: its own types are taken, and refusals name arguments of Python."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import smartmix as sm
from experiments.settings import CompareSettings
from experiments.told import told
from smartmix import kinds
from smartmix.studies import part
from smartmix.verbs.compare import compare
from smartmix.verbs.sweep import sweep

FIRST = Path(sm.__file__).parent


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[CompareSettings]:
    """The settings that reach a comparison, which is not run."""
    import smartmix.comparing

    found: list[CompareSettings] = []
    monkeypatch.setattr(smartmix.comparing, "compare_into_folder", lambda settings, *_more: found.append(settings))
    return found


def test_numbers_and_lists_of_numpy_and_pandas_are_taken(asked: list[CompareSettings]) -> None:
    sm.compare("mix-1", "mix-2", draws=2, firms=100, first_year=2028, last_year=2030)
    sm.compare(
        pd.Series(["mix-1", "mix-2"]),
        draws=np.int64(2),
        firms=np.int64(100),
        first_year=np.float64(2028.0),
        last_year="2030",
    )
    sm.compare(("mix-1", "mix-2"), draws=2.0, firms=pd.Series([100]).iloc[0], first_year=2028, last_year=2030)
    assert asked[0] == asked[1] == asked[2]
    asked[0].check()


def test_a_refusal_names_the_argument_in_python_and_the_option_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from smartmix.cli import main

    with pytest.raises(sm.InputProblem, match=r"^draws: found 0"):
        sm.compare("mix-1", draws=0)
    with pytest.raises(sm.InputProblem, match=r"^first_year and last_year: found 2030 and 2020"):
        sm.compare("mix-1", first_year=2030, last_year=2020)
    assert main(["compare", "mix-1", "--draws", "0", "--lang", "en"]) == 2
    assert "--draws: found 0" in capsys.readouterr().err


def test_an_option_with_its_value_is_an_argument_with_its_value_in_python() -> None:
    with pytest.raises(sm.InputProblem, match=r"^firm: .*'smartmix run MIX --trajectory' lists them, firms='full' "):
        sm.explain("mix-1", 1, firms=120)


def test_a_result_is_a_few_lines_in_a_session(tmp_path: Path) -> None:
    run = sm.run("mix-1", firms=100, first_year=2029, out=tmp_path / "run")
    lines = repr(run).splitlines()
    assert lines == [
        "OneRun: mix-1",
        "  draw 0, firms 100, future ex-ante-2020, seed 1",
        f"  folder {tmp_path / 'run'}",
    ]
    assert "<pre" in run._repr_html_()
    life = sm.explain("mix-1", 53583, firms=120, first_year=2029)
    assert repr(life).startswith("LifeOfFirm: mix-1\n  firm 53583, quarters 8, draw 0")


def test_every_kind_of_result_has_short_lines_of_its_own() -> None:
    for kind in kinds.KINDS.values():
        of = part(kind.result)
        assert "told" in of.__repr__.__code__.co_names, kind.result
    assert told(1, [f"mix-{n}" for n in range(20)], None, draws=3).count("mix-") == 8


def test_points_of_a_plan_are_a_frame_too() -> None:
    from smartmix.sweeping import sweep_of

    plan: dict[str, Any] = {"format": 1, "mixes": "mix-1", "firms": 100, "years": 2018, "indicators": "practice"}
    rows = [{"start_practice": 0.6, "replication": 3}, {"start_practice": 0.8, "replication": 3}]
    of_rows, of_frame = (
        sweep_of(plan | {"parameters": {"kind": "list", "points": points, "others": "middle"}})
        for points in (rows, pd.DataFrame(rows))
    )
    assert of_frame.order(0).ids == of_rows.order(0).ids and of_frame.runs == of_rows.runs == 2
    with pytest.raises(sm.InputProblem, match="start_practise"):
        sweep_of(plan | {"parameters": {"kind": "list", "points": pd.DataFrame({"start_practise": [0.6]})}})


def test_a_plan_holds_pythons_own_values() -> None:
    plain: dict[str, Any] = {
        "format": 1,
        "mixes": ["mix-1"],
        "levers": {"support-office.advisers": [6.0, 12.0]},
        "firms": 100,
        "years": [2018, 2019],
        "groups": ["all"],
        "indicators": ["practice"],
        "parameters": {
            "kind": "list",
            "points": [{"start_practice": 0.6}, {"start_practice": 0.8}],
            "others": "middle",
        },
    }
    points = pd.DataFrame({"start_practice": [0.6, 0.8]}).to_dict("records")
    python = plain | {
        "mixes": "mix-1",
        "levers": {"support-office.advisers": np.linspace(6, 12, 2)},
        "firms": np.int64(100),
        "years": range(2018, 2020),
        "groups": ("all",),
        "indicators": "practice",
        "parameters": {"kind": "list", "points": points, "others": "middle"},
    }
    from smartmix.sweeping import sweep_of

    assert sweep_of(python).order(0).ids == sweep_of(plain).order(0).ids


def test_a_filter_that_matches_nothing_says_what_there_is(tmp_path: Path) -> None:
    plan = {"format": 1, "mixes": "mix-1", "firms": 100, "years": 2018, "groups": "goal90", "indicators": "practice"}
    result = sm.sweep(plan | {"parameters": {"kind": "prior", "count": 2}}, out=tmp_path / "run")
    assert len(result.frame("practice", years=np.int64(2018), groups="goal90", parameters="start_practice")) == 2
    for more, words in (
        ({"groups": ["goal9"]}, "groups: there is no goal9; there are goal90"),
        ({"years": 2019}, "2018"),
        ({"years": []}, "^years: found .*one or more"),
        ({"groups": []}, "^groups: found .*one or more"),
        ({"parameters": "start_practise"}, "^parameters: .*'start_practice'"),
        ({"indicators": "practise"}, "^indicators: .*'practice'"),
    ):
        with pytest.raises(sm.InputProblem, match=words):
            result.frame(**more)
    assert "<pre" in result._repr_html_()


def test_the_package_says_its_version_its_exceptions_and_that_it_is_typed() -> None:
    assert sm.__version__.count(".") == 2 and issubclass(sm.Interrupted, Exception)
    assert {"InputProblem", "Interrupted", "__version__", "compare"} <= set(dir(sm))
    for house in ("smartmix", "results", "calibration", "experiments", "scenarios", "simulation"):
        assert (FIRST.parent / house / "py.typed").is_file()
    with pytest.raises(AttributeError, match="compair"):
        sm.compair  # noqa: B018  # pyright: ignore


def test_verbs_can_be_sent_to_other_processes() -> None:
    for name in ("compare", "sweep", "evaluate", "levers"):
        assert pickle.loads(pickle.dumps(getattr(sm, name))) is getattr(sm, name)
    assert sm.compare is not compare and sm.sweep is not sweep
