"""What verbs print with `--json` fits the schema that is published for it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_calls import Call
from sweep_plans import plan, written
from test_kept import VERBS, words_of

from experiments.discover.question import choices
from results.schema import FOLDER, FORMS, published, schema_text


def fits(name: str, printed: str) -> Any:
    """The answer, after it was held against the published file by an implementation that is not ours."""
    content = json.loads(printed)
    jsonschema.validate(content, json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))
    return published(name, content)


@pytest.mark.parametrize("name", FORMS)
def test_published_schemas_are_current(name: str) -> None:
    """Update with: python -c "from results.schema import write_schemas; write_schemas()"."""
    assert (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def test_there_is_a_schema_for_each_form_and_no_other() -> None:
    assert {path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.json")} == {*FORMS, "compare", "validate"}


MORE = {
    "robustness": ("--weights", "practice=2,government_cost=1"),
    "pathways": ("--delay", "2"),
    "synergy": ("--indicators", "practice,paper_gap"),
}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "levers"])
def test_what_a_verb_prints_fits_its_schema(
    verb: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, fewer in (("fewest", 4), ("halves", 2)):
        monkeypatch.setitem(choices(), name, fewer)
    words = [word for word in words_of(verb, tmp_path) if word != "--quiet"]
    done = call(*words, *MORE.get(verb, ()), "--json", "--out", tmp_path / "run")
    assert done.status == 0, done.err
    content = fits(verb, done.out)
    assert content["format"] == getattr(FORMS[verb], "FORMAT", 1)
    assert content == json.loads((tmp_path / "run" / "result.json").read_text(encoding="utf-8"))
    if verb == "robustness":
        assert content["order"] and content["order_pairs"]


def test_a_sweep_and_its_forecast_fit_their_schemas(call: Call, tmp_path: Path) -> None:
    small = plan(futures=["no-eu-law"], parameters={"kind": "prior", "count": 2}, firms=100, years=[2018])
    file = written(tmp_path, small)
    assert fits("sweep", call("sweep", file, "--json", "--out", tmp_path / "run").out)["failed"] == 0
    assert fits("sweep-dry-run", call("sweep", file, "--json", "--dry-run").out)["runs"] == 8


def test_a_number_that_is_not_in_the_form_is_refused() -> None:
    with pytest.raises(ValueError, match="runs"):
        published("sweep", {"format": 1, "folder": "x", "runs": 0, "failed": 0, "blocks": 1})
    with pytest.raises(ValueError, match="extra"):
        published("sweep", {"format": 1, "folder": "x", "runs": 1, "failed": 0, "blocks": 1, "more": 1})
