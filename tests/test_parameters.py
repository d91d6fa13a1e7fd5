"""The registry: complete entries, frozen addresses, draws inside their ranges, and the page made from it."""

import csv
import importlib.util
import re
import shutil
from pathlib import Path

import numba
import numpy as np
import pytest

import simulation.parameters
from simulation.parameters import PARAMETERS, central_values, prior_draw, registry, values_at
from simulation.parameters.__main__ import PAGE, parameters_page
from simulation.problems import InputProblem
from simulation.structure import edge_matrix, response_matrix, tables
from simulation.vocabulary import GRADES

NUMBERS = Path(__file__).parent / "golden" / "parameter_numbers.csv"
SOURCE = re.compile(r"[SPKNTA]-[A-Z]?\d+[a-z]?$")
KNOWN = list(registry().values())
DRAWS = 200


@pytest.fixture(scope="module")
def draws() -> np.ndarray:
    return np.concatenate([prior_draw(1, draw) for draw in range(DRAWS)])


@pytest.mark.parametrize("parameter", KNOWN, ids=lambda p: p.name)
def test_every_parameter_is_described_and_sourced(parameter) -> None:
    assert parameter.unit and parameter.grade in GRADES
    assert parameter.en.strip() and parameter.nl.strip() and parameter.en != parameter.nl
    assert parameter.sources and all(SOURCE.match(source) for source in parameter.sources)
    assert np.isfinite([parameter.low, parameter.high]).all() and parameter.low <= parameter.high
    assert (parameter.kind == "fixed") == (parameter.low == parameter.high)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", parameter.name)


def test_numbers_are_unique_and_never_used_again() -> None:
    now = {p.name: p.number for p in KNOWN}
    assert len(set(now.values())) == len(now)
    with NUMBERS.open(encoding="utf-8") as stream:
        published = {row["name"]: int(row["number"]) for row in csv.DictReader(stream)}
    hint = "a number that was given out keeps its parameter; for a new one run: python tests/update_golden.py"
    assert set(now) <= set(published), hint
    assert {name: published[name] for name in now} == now, hint


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    for refused in (values_at, central_values, lambda o: prior_draw(1, 0, o)):
        arguments = (np.full(len(KNOWN), 0.5),) if refused is values_at else ()
        with pytest.raises(InputProblem, match=r"norm_meen.*norm_mean") as caught:
            refused(*arguments, {"norm_meen": 0.5})
        assert "\n" not in str(caught.value)


def test_prior_draws_stay_in_range_and_fill_it(draws: np.ndarray) -> None:
    for p in KNOWN:
        found = draws[p.name]
        slack = 1e-12 * max(abs(p.low), abs(p.high))
        assert found.min() >= p.low - slack and found.max() <= p.high + slack, p.name
        if not p.is_uncertain:
            assert (found == found[0]).all(), p.name
            continue
        place = (found - p.low) / (p.high - p.low)
        if p.kind == "loguniform":
            place = np.log(found / p.low) / np.log(p.high / p.low)
        assert abs(place.mean() - 0.5) < 5 / np.sqrt(12 * DRAWS), p.name
        assert place.min() < 0.1 and place.max() > 0.9, p.name


def test_parameters_are_drawn_independently(draws: np.ndarray) -> None:
    uncertain = [p.name for p in KNOWN if p.is_uncertain]
    ranks = np.array([draws[name].argsort().argsort() for name in uncertain])
    correlation = np.corrcoef(ranks) - np.eye(len(uncertain))
    assert np.abs(correlation).max() < 5 / np.sqrt(DRAWS)


def test_a_draw_has_its_own_address(draws: np.ndarray) -> None:
    assert prior_draw(1, 7).tobytes() == draws[7:8].tobytes()  # whatever was drawn before
    assert prior_draw(2, 7).tobytes() != draws[7:8].tobytes()
    changed = prior_draw(1, 7, {"norm_mean": 0.25})
    assert float(changed["norm_mean"][0]) == 0.25
    others = [name for name in PARAMETERS.names if name != "norm_mean"]
    assert all(changed[name][0] == draws[name][7] for name in others)


def test_a_new_parameter_changes_no_draw_of_another(tmp_path: Path, monkeypatch, draws: np.ndarray) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "parameters"
    shutil.copytree(Path(simulation.parameters.__file__).parent, folder)
    (folder / "added.yaml").write_text(
        "format: 1\nparameters:\n  added_between:\n    number: 100000\n    prior: {kind: uniform, low: 0, high: 1}\n"
        "    unit: share\n    sources: [S-001]\n    grade: assumed\n    en: a\n    nl: b\n"
    )
    spec = importlib.util.spec_from_file_location("parameters_with_one_more", folder / "__init__.py")
    assert spec is not None and spec.loader is not None
    other = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, spec.name, other)
    spec.loader.exec_module(other)
    assert "added_between" in other.registry() and len(other.registry()) == len(KNOWN) + 1
    for draw in (0, 3):
        found = other.prior_draw(1, draw)
        assert all(found[name][0] == draws[name][draw] for name in PARAMETERS.names)


@pytest.mark.parametrize("name", ["response", "edges"])
def test_structural_tables_are_described_and_sourced(name: str) -> None:
    content = tables(name)
    assert content["default"] in content["variants"] and len(content["variants"]) > 1
    for entry in content["variants"].values():
        assert entry["en"] and entry["nl"] and entry["grade"] in GRADES
        assert entry["sources"] and all(SOURCE.match(source) for source in entry["sources"])


def test_structural_tables_can_be_read_in_every_variant() -> None:
    p = central_values()
    for variant in tables("response")["variants"]:
        weights = response_matrix(p, variant)
        assert weights.shape == (3, 5) and weights.min() >= 0.0 and weights.max() <= 1.0
    for variant in tables("edges")["variants"]:
        edges = edge_matrix(variant)
        assert edges.shape == (6, 3) and edges.min() >= 0.0 and edges.max() <= 1.0
    with pytest.raises(InputProblem, match=r"half-effect.*half-effects"):
        edge_matrix("half-effect")


def test_the_page_is_what_the_generator_makes() -> None:
    found = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    assert found == parameters_page(), "run: python -m simulation.parameters"
    assert all(f"| `{p.name}` |" in found for p in KNOWN)
    variants = [*tables("response")["variants"], *tables("edges")["variants"]]
    assert all(f"### `{variant}`" in found for variant in variants)
