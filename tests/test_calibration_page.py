"""docs/calibration.md: its generated parts are what the committed data give, and its figures say what they show."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from calibration_files import KEPT, RESULTS, invented_run
from docs_blocks import ROOT

from calibration.ceilings import GROUP, LEVELS, PARAMETER, SHOWN, YEAR, ceiling_values, ceilings
from calibration.screening import uncertain_parameters
from calibration.simulation_based import uniform_p_value
from experiments.posterior import SHIPPED, write_posterior
from results.calibration.data import FOLDER, CalibrationData, copy_data, parameter_label, read_data, stages
from results.calibration.figure import calibration_pictures, place_in_prior
from results.calibration.figure_trust import band_of, ecdf_difference
from results.calibration.index_page import NOT_YET, PAGE, main, page_with_parts, parts_of
from results.language import LANGUAGES
from results.number_format import percent
from simulation.parameters import registry
from simulation.problems import InputProblem

PICTURES = ("parameters", "ranks", "coverage", "repeats")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def data(run: Path, tmp_path_factory: pytest.TempPathFactory) -> CalibrationData:
    return copy_data(run, tmp_path_factory.mktemp("data"))


# The page in the repository


def test_the_page_is_what_its_data_give():
    text = PAGE.read_text(encoding="utf-8")
    assert page_with_parts(text, read_data()) == text, "run: python -m results.calibration.index_page"


def test_figures_of_the_page_are_there_and_no_others():
    named = set(re.findall(r"\(figures/(calibration-[\w.-]+)\)", PAGE.read_text(encoding="utf-8")))
    assert named == {path.name for path in (PAGE.parent / "figures").glob("calibration-*")}


def test_the_data_are_those_of_the_posterior_that_ships():
    shipped = SHIPPED / "manifest.json"
    if not shipped.is_file():
        pytest.skip("no posterior ships (tests/test_shipped_posterior.py fails)")
    made = read_data()
    assert made is not None, "run: python -m results.calibration.index_page RUN"
    prints = json.loads(shipped.read_text(encoding="utf-8"))["fingerprints"]
    assert made.manifest["fingerprints"] == prints, "run: python -m results.calibration.index_page RUN"
    assert all(made.table(name) is not None for name in ("ranks", "coverage", "repeats", "ceilings")), (
        "the calibration that ships was made without --check"
    )


def test_data_are_small_and_hold_no_bank():
    files = [path for path in FOLDER.rglob("*") if path.is_file()] if FOLDER.is_dir() else []
    assert sum(path.stat().st_size for path in files) < 400_000
    assert {path.suffix for path in files} <= {".csv", ".json", ".md"}


def test_the_page_is_linked_where_people_look():
    for page in ("README.md", "README.nl.md", "docs/architecture.md", "docs/model.md", "docs/cli.md"):
        assert "calibration.md" in (ROOT / page).read_text(encoding="utf-8"), page


# Made from a run


def test_every_part_has_its_numbers_from_the_data(data: CalibrationData):
    made = parts_of(data)
    assert NOT_YET not in made.values()
    identification = data.tables["identification"]
    assert len(data.calibrated) == KEPT
    for row in identification.to_dict("records"):
        line = next(line for line in made["parameters"].splitlines() if line.startswith(f"| `{row['parameter']}`:"))
        removed = percent(row["spread_removed"], "en", 0) if row["calibrated"] else "not calibrated"
        assert line.endswith(f"| {removed} |")
        assert made["screening"].count(f"| `{row['parameter']}` |") == 1
    moved, still = made["screening"].split("**At their prior**")
    assert moved.count("\n| `") == KEPT and still.count("\n| `") == len(identification) - KEPT
    for name, count in (
        ("agreement", KEPT),
        ("coverage", KEPT),
        ("results", len(RESULTS)),
        ("repeats", 5),
        ("generations", 4),
    ):
        assert len(re.findall(r"^\| [`\d]", made[name], flags=re.MULTILINE)) == count, name
    coverage = data.tables["coverage"].iloc[0]
    line = next(line for line in made["coverage"].splitlines() if line.startswith(f"| `{coverage['parameter']}`"))
    assert f"| {percent(coverage['covered50'], 'en', 0)} (" in line
    assert "9 s" in made["work"] and "10.0 min" in made["work"] and "not recorded" in made["work"]
    assert made["ceilings"].count("(`mix-1`)") == len(SHOWN) and "the same under all ceilings" in made["ceilings"]
    for value in ceiling_values().values():
        assert f"{value:.3g}" in made["ceilings"]
    assert made["pulls"].count("\n| ") == 1 + data.tables["pulls"]["fact"].nunique() + 1


def test_strongest_correlations_come_first(data: CalibrationData):
    part = parts_of(data)["correlations"]
    found = [float(value.replace("−", "-")) for value in re.findall(r"\| ([+−]\d\.\d\d) \|$", part, re.MULTILINE)]
    assert len(found) == 20 and [abs(v) for v in found] == sorted((abs(v) for v in found), reverse=True)
    data_with_none = CalibrationData(
        data.manifest, data.tables | {"correlations": data.tables["correlations"].assign(rank_correlation=0.1)}
    )
    assert parts_of(data_with_none)["correlations"].startswith("0 of ")


def test_main_writes_data_page_and_figures_twice_the_same(run: Path, tmp_path: Path):
    page = tmp_path / "docs" / "calibration.md"
    page.parent.mkdir()
    shutil.copyfile(PAGE, page)
    (page.parent / "figures").mkdir()
    (page.parent / "figures" / "calibration-old.png").write_bytes(b"old")
    folder = page.parent / "data"
    assert main([str(run)], folder, page) == 0
    first = page.read_text(encoding="utf-8")
    figures = {path.name: path.read_bytes() for path in (page.parent / "figures").iterdir()}
    assert set(figures) == {f"calibration-{name}{end}" for name in PICTURES for end in (".png", ".nl.png")}
    assert set(re.findall(r"\(figures/([\w.-]+)\)", first)) == set(figures)
    assert not list(folder.glob("*.parquet")) and main([], folder, page) == 0
    assert page.read_text(encoding="utf-8") == first
    assert {path.name: path.read_bytes() for path in (page.parent / "figures").iterdir()} == figures


def test_without_check_and_ship_the_page_says_so(tmp_path: Path, run: Path):
    copy_data(run, tmp_path / "data")
    plain = copy_data(invented_run(tmp_path / "run", checked=False), tmp_path / "data")
    assert plain.table("ranks") is None and not (tmp_path / "data" / "coverage.csv").exists()
    made = parts_of(plain)
    assert "--check" in made["coverage"] and "--check" in made["repeats"] and "--ship" in made["ceilings"]
    assert made["figure-ranks"] == NOT_YET and made["figure-parameters"] != NOT_YET
    assert all(part == NOT_YET for part in parts_of(None).values())


def test_a_part_without_marks_is_found(data: CalibrationData):
    text = PAGE.read_text(encoding="utf-8").replace("<!-- calibration: work end -->", "")
    with pytest.raises(ValueError, match="marks"):
        page_with_parts(text, data)


def test_a_folder_that_is_no_calibration_is_refused(tmp_path: Path, run: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(tmp_path)], tmp_path / "data", tmp_path / "page.md") == 2
    told = capsys.readouterr()
    assert told.out == "" and "screening.csv" in told.err and told.err.count("\n") == 1
    assert not (tmp_path / "data").exists()
    broken = copy_broken(run, tmp_path / "broken")
    with pytest.raises(InputProblem, match="cannot be read"):
        read_data(broken)


def copy_broken(run: Path, folder: Path) -> Path:
    copy_data(run, folder)
    (folder / "pulls.csv").write_text('a,b\n"1,2\n3', encoding="utf-8")
    (folder / "posterior.json").write_text("{", encoding="utf-8")
    return folder


def test_times_come_from_the_manifest_or_from_stored_files_without_pauses(tmp_path: Path):
    import os

    (tmp_path / "bank").mkdir()
    moments = [0, 10, 20, 30, 40, 5040, 5050, 5060, 5070, 5080]  # ten files, ten seconds each, one night between
    for number, moment in enumerate(moments):
        path = tmp_path / "bank" / f"{number}.parquet"
        path.touch()
        os.utime(path, (1e9 + moment, 1e9 + moment))
    found = stages(tmp_path, {"simulations": {"screening": 5, "bank": 10}}).set_index("stage")["seconds"]
    assert np.isnan(found["screening"]) and 80 <= found["bank"] <= 100


# Figures


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_describe_what_they_show(data: CalibrationData, lang: str):
    pictures = calibration_pictures(data, lang)
    assert [picture.name for picture in pictures] == [f"calibration-{name}" for name in PICTURES]
    for picture in pictures:
        assert len(picture.png) > 20_000 and picture.svg.startswith("<?xml")
        assert "{" not in picture.description and len(picture.description) > 300
    parameters, ranks, coverage, repeats = pictures
    best = data.calibrated.iloc[0]
    label = parameter_label(best["parameter"], lang)
    assert label in parameters.description and label in ranks.description and label in coverage.description
    assert parameters.table.lines[0][0] == label and len(parameters.table.lines) == KEPT
    assert parameters.table.lines[0][-1] == percent(best["spread_removed"], lang, 0)
    assert ("," in parameters.table.lines[0][1]) == (lang == "nl")
    one = data.tables["repeats"].query("repeat == 1")
    assert repeats.table.lines[0][2].startswith(str(int(((one["rank"] - 0.5).abs() <= 0.45).sum())))


def test_the_two_languages_differ(data: CalibrationData):
    for english, dutch in zip(*(calibration_pictures(data, lang) for lang in ("en", "nl")), strict=True):
        assert english.title != dutch.title and english.description != dutch.description


def test_places_undo_the_prior(data: CalibrationData):
    for row in data.tables["identification"].query("not calibrated and of == 'rules'").to_dict("records"):
        for percentage in (5, 50, 95):
            assert place_in_prior(row, row[f"p{percentage:02d}"]) == pytest.approx(percentage / 100, abs=1e-4)
    names = data.tables["identification"].query("of == 'rules'")["parameter"]
    assert any(registry()[name].kind == "loguniform" for name in names)


def test_ecdf_difference_and_its_band():
    x, difference = ecdf_difference(np.array([0.2, 0.4]))
    assert x.tolist() == [0.0, 0.2, 0.2, 0.4, 0.4, 1.0]
    assert difference == pytest.approx([0.0, -0.2, 0.3, 0.1, 0.6, 0.0])
    for count in (50, 500):  # ranks that are exactly the band away from even have a p-value of 5%
        away = np.clip((np.arange(count) + 1) / count - band_of(count), 0.0, 1.0)
        assert uniform_p_value(away) == pytest.approx(0.05, abs=0.002)


# Ceilings


def test_ceilings_are_points_of_the_prior_in_order():
    known, values = registry()[PARAMETER], list(ceiling_values().values())
    assert known.low < values[0] < values[1] < values[2] < known.high
    assert values[1] == pytest.approx((known.low + known.high) / 2)


@pytest.mark.slow
def test_tiny_ceilings(tmp_path: Path):
    names = [name for name in uncertain_parameters() if name != PARAMETER][:3]
    parts = {"fingerprints": {"evidence": "a test"}, "simulations": {}, "seed": 1, "settings": {}, "made_with": "test"}
    write_posterior(tmp_path, names, np.random.default_rng(1).uniform(0.3, 0.7, (10, 3)), parts)
    one, two = (ceilings(draws=2, firms=150, workers=workers, posterior=str(tmp_path)) for workers in (1, 2))
    pd.testing.assert_frame_equal(one, two)
    mixes = ["reference-2020", "mix-0", "mix-1", "mix-2", "mix-3"]
    assert list(one.columns) == ["ceiling", "mix", "indicator", "group", "year", "p05", "p50", "p95"]
    assert len(one) == len(LEVELS) * len(mixes) * len(SHOWN) and list(dict.fromkeys(one["mix"])) == mixes
    assert set(one["group"]) == {GROUP} and set(one["year"]) == {YEAR}
    assert list(dict.fromkeys(one["ceiling"])) == [*LEVELS]
    assert ((one["p05"] <= one["p50"]) & (one["p50"] <= one["p95"])).all() and one["p95"].between(0, 1).all()
    practice = one.query("indicator == 'practice' and mix == 'reference-2020'").set_index("ceiling")["p50"]
    assert practice["low"] < practice["high"]  # more is expected of firms
