"""A mix of the user's own is called by its name wherever a result is shown, also when its file is gone."""

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cli_calls import caller
from rich.console import Console

import smartmix as sm
from experiments.result_parts import Named
from results.life.life import life_json
from results.life.picture import life_picture
from results.words import short_name
from smartmix.kinds import load, pictures_of, table_of

ID, NAMES = "qx-7", {"en": "Stricter duty", "nl": "Strengere plicht"}
SMALL: dict[str, Any] = {"firms": 100, "prior": True}
#: Each with the figures off: they are looked at below, in both languages.
STUDIES: dict[str, Callable[[str], Any]] = {
    "sensitivity": lambda mix: sm.sensitivity(
        mix,
        method="morris",
        draws=4,
        baseline="mix-1",
        parameters=["norm_mean", "legal_duty"],
        years=[2022, 2023],
        figures=False,
        **SMALL,
    ),
    "robustness": lambda mix: sm.robustness(
        mix, worlds=["futures"], weights={"practice": 1.0}, draws=2, figures=False, **SMALL
    ),
    "information": lambda mix: sm.information(mix, draws=20, replications=2, figures=False, **SMALL),
    "pathways": lambda mix: sm.pathways(mix, draws=3, last_year=2024, figures=False, **SMALL),
    "discover": lambda mix: sm.discover(
        mix, indicator="practice", group="all", below=0.06, year=2022, worlds=["none"], draws=60, figures=False, **SMALL
    ),
}


@pytest.fixture
def mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the user's own, in the folder that the program runs in."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "own.yaml"
    content = {"format": 1, "id": ID, "extends": "mix-2", "name": NAMES}
    file.write_text(json.dumps(content), encoding="utf-8")  # JSON is YAML
    return file


def shown(result: Any, lang: str) -> tuple[str, str]:
    """The table of a terminal on one line per row, and title, description, numbers and drawing of the figures."""
    console = Console(width=200, file=StringIO())
    console.print(table_of(result, lang))
    assert isinstance(console.file, StringIO)
    figures = [
        "\n".join([each.title, each.description, *map(str, [each.table.heads, *each.table.lines]), each.svg])
        for each in pictures_of(result, lang)
    ]
    return console.file.getvalue(), "\n".join(figures)


# `discover` searches half a minute, and test_discover holds its words too
@pytest.mark.parametrize(
    "study", [pytest.param(name, marks=[pytest.mark.long] if name == "discover" else []) for name in STUDIES]
)
def test_a_study_calls_an_own_mix_by_its_name(study: str, mix: Path) -> None:
    made = STUDIES[study](mix.name)
    mix.unlink()
    for result in (made, load(Path.cwd() / made.folder)):
        for lang, name in NAMES.items():
            screen, figures = shown(result, lang)
            assert name in screen
            named_once = "(qx-7)" if study == "pathways" else ""  # below its head, which id has which column
            assert ID not in (screen.replace(named_once, "", 1) if named_once else screen)
            assert ID not in figures
            other = NAMES["en" if lang == "nl" else "nl"]
            assert other not in screen and other not in figures


def test_columns_of_pathways_have_names(mix: Path) -> None:
    made = STUDIES["pathways"](mix.name)
    for lang, name in NAMES.items():
        assert any(line.strip() == name for line in shown(made, lang)[0].splitlines())


def test_one_run_calls_an_own_mix_by_its_name(mix: Path) -> None:
    made = sm.run(mix.name, last_year=2018, out="one", **SMALL)
    mix.unlink()
    for result in (made, load(Path("one"))):
        assert result.mix_name == Named(**NAMES)
        for lang, name in NAMES.items():
            screen = shown(result, lang)[0]
            assert name in screen and ID not in screen


def test_the_first_folders_of_one_run_have_the_names_of_today(tmp_path: Path) -> None:
    sm.run("mix-2", last_year=2018, out=tmp_path / "one", **SMALL)
    file = tmp_path / "one" / "run.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    (tmp_path / "one" / "manifest.json").unlink()
    for name in ("mix_name", "future_name", "branch"):
        del content[name]
    for held, called in (("mix-2", "Mix 2, brede"), (ID, ID)):
        file.write_text(json.dumps(content | {"mix": held}), encoding="utf-8")
        assert called in shown(load(tmp_path / "one"), "nl")[0]


def test_a_life_calls_an_own_mix_by_its_name(mix: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: dict[str, Any] = {"firms": 120, "prior": True, "first_year": 2021, "last_year": 2022}
    life = sm.explain(mix.name, 53583, **asked)
    done = caller(capsys)("explain", "--mix", mix.name, "--firm", "53583", "--firms", "120", "--lang", "nl", "--prior")
    assert done.status == 0 and NAMES["nl"] in done.out and ID not in done.out
    mix.unlink()
    for lang, name in NAMES.items():
        picture = life_picture(life, lang)
        drawn = " ".join(re.findall(">([^<]+)<", picture.svg))
        for text in (shown(life, lang)[0], picture.title, drawn):
            assert name in text and ID not in text
    assert life_json(life)["mix_name"] == NAMES


def test_a_sum_of_mixes_says_what_was_added() -> None:
    """Cut off at the end, `mix-1+office.yaml` and `mix-1+inspections.yaml` would look alike."""
    name = Named(en="Mix 1, thematic legislation + Half the inspections", nl="Mix 1, thematische wetten + Steunpunt")
    assert short_name("mix-1-plus-x", name, "en") == "Mix 1 + Half the inspections"
    assert short_name("mix-1-plus-x", name, "nl") == "Mix 1 + Steunpunt"
    assert short_name("own", Named(en="Law, office + help", nl="Wet"), "en") == "Law, office + help"
