"""Tables, figures and sentences call parameters by what they are; files keep their codes."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_calls import Call

from results.information.words import subject
from results.sensitivity.words import input_name
from results.words import parameter_name, theme_words
from simulation.parameters import registry


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_each_parameter_has_a_name_of_its_own(lang: str) -> None:
    names = [parameter_name(name, lang) for name in registry()]
    assert len({*names}) == len(names) and not {*names} & {*registry()}
    assert {p.theme for p in registry().values()} == {*theme_words(lang)}
    assert parameter_name("support-office.advisers", lang) == "support-office.advisers"  # a dial, as one typed it


def test_what_could_be_known_is_named_in_words() -> None:
    asked: Any = SimpleNamespace(measurement_names={})
    assert subject("passive_effect", asked, "nl") == "Bewustzijn dat een brochure of website oplevert"
    assert subject("theme:motives", asked, "nl") == "parameters van motieven"
    assert subject("my own group", asked, "nl") == "my own group"
    assert input_name("passive_effect", "en") == "Awareness gained from a brochure or website"


def test_the_table_speaks_and_the_files_keep_codes(call: Call, tmp_path: Path) -> None:
    words = [
        "sensitivity",
        "mix-1",
        "--method",
        "morris",
        "--draws",
        "4",
        "--parameter",
        "norm_mean",
        "--parameter",
        "legal_duty",
        "--years",
        "2022",
        "--firms",
        "100",
        "--prior",
        "--lang",
        "nl",
    ]
    done = call(*words, "--out", tmp_path / "run")
    assert done.status == 0 and parameter_name("norm_mean", "nl") in " ".join(done.out.split())
    content = json.loads((tmp_path / "run" / "result.json").read_text(encoding="utf-8"))
    assert {index["input"] for index in content["outputs"][0]["indices"]} >= {"norm_mean", "legal_duty"}
    assert "norm_mean" in (tmp_path / "run" / "indices.csv").read_text(encoding="utf-8")
    figure = (tmp_path / "run" / "figures" / "sensitivity-tornado-1.txt").read_text(encoding="utf-8")
    assert parameter_name("legal_duty", "nl") in figure and "legal_duty" not in figure
