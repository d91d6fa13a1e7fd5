"""Results of synergy and robustness in a report: those that ship, those from run folders, and what is refused."""

import json
from pathlib import Path

import pytest
from report_reading import SMALL, sentences

from experiments.compare import finish, run_comparison, write_summary
from experiments.fingerprints import behaviour_fingerprint, parameters_fingerprint
from experiments.posterior import load_posterior
from experiments.settings import CompareSettings
from results.blocks import Code, Table
from results.reference.compact import write_reference
from results.report import certainty, elements
from results.report.studies import REFERENCE, Studies, read_studies, shipped_studies
from scenarios.library import fingerprint, load_future, load_mix
from simulation.problems import InputProblem


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    return run_comparison(SMALL, tmp_path_factory.mktemp("report") / "run-of-report", workers=1)


@pytest.fixture(scope="module")
def baseline_only(tmp_path_factory):
    settings = CompareSettings(mixes=(), draws=2, firms=150, first_year=2024, last_year=2024, prior=True)
    return run_comparison(settings, tmp_path_factory.mktemp("report") / "alone", workers=1)


def own_studies(tables):
    return [table.key for table in tables if table.key.startswith(("elements-", "robustness-"))]


def from_studies(comparison, given):
    """Blocks of the two chapters that show studies."""
    return [
        *elements.chapter(comparison, "en", given).blocks,
        *certainty.in_other_worlds(comparison, "en", given).blocks,
    ]


def test_shipped_studies_stand_in_where_they_fit(compared):
    shown = [block for block in from_studies(compared, Studies()) if isinstance(block, Table)]
    assert {"elements-mix-2", "elements-mix-3", "robustness-better", "robustness-regret"} <= set(own_studies(shown))
    bare = from_studies(compared, Studies(with_shipped=False))
    assert not own_studies([block for block in bare if isinstance(block, Table)])
    commands = [block.text for block in bare if isinstance(block, Code)]
    assert any("smartmix synergy mix-2" in text for text in commands)
    assert any("smartmix robustness" in text for text in commands)


def test_shipped_studies_are_those_of_this_version():
    """When rules, priors, posterior or mixes changed, run the commands in the message."""
    again = (
        "run 'smartmix synergy mix-2 --draws 50 --out A', 'smartmix synergy mix-3 --draws 50 --out B' and 'smartmix "
        "robustness --draws 30 --firms 1400 --out C' again, then 'python -m results.reference A B C'"
    )
    files = sorted(REFERENCE.glob("*.json"))
    assert len(files) == len(shipped_studies()) >= 3, again
    assert sum(file.stat().st_size for file in files) < 300_000
    for study in shipped_studies():
        made = study.manifest["fingerprints"]
        assert made["behaviour"] == behaviour_fingerprint(), again
        assert made["posterior"] == load_posterior().fingerprint, again
        assert made["parameters"] == parameters_fingerprint(), again
        assert made["future"] == fingerprint(load_future(study.manifest["settings"]["future"])), again
        assert made["mixes"] == {mix: fingerprint(load_mix(mix)) for mix in made["mixes"]}, again


def run_folder(folder: Path, name: str = "synergy-mix-2", **fingerprints: str) -> Path:
    """A finished run, as far as a report reads it, from a shipped result."""
    content = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    content["manifest"]["fingerprints"] |= fingerprints
    folder.mkdir()
    (folder / "manifest.json").write_text(
        json.dumps(content["manifest"] | {"files": {}, "format": 2}), encoding="utf-8"
    )
    (folder / "result.json").write_text(json.dumps(content["result"]), encoding="utf-8")
    return folder


def test_studies_are_read_from_run_folders(compared, tmp_path):
    given = read_studies([run_folder(tmp_path / "taken-apart"), run_folder(tmp_path / "worlds", "robustness")])
    study = given.synergy_of(compared, "mix-2")
    assert study is not None and study.run == "taken-apart" and not given.left_out(compared)
    notes = " ".join(block.note for block in from_studies(compared, given) if isinstance(block, Table))
    assert "taken-apart" in notes and "worlds" in notes


def test_a_study_of_another_mix_or_other_draws_is_left_out_and_said(compared, tmp_path):
    given = read_studies([run_folder(tmp_path / "of-another-posterior", posterior="0" * 64)])
    assert given.left_out(compared) == ["of-another-posterior"]
    told = " ".join(sentence.text for sentence in sentences(certainty.in_other_worlds(compared, "en", given)))
    assert "of-another-posterior" in told


def test_folders_that_are_no_study_are_refused_in_one_line(baseline_only, tmp_path):
    write_summary(baseline_only)
    finish(baseline_only)
    damaged = run_folder(tmp_path / "damaged")
    (damaged / "result.json").write_text("{}", encoding="utf-8")
    for folder, word in (
        (tmp_path / "nowhere", "finished"),
        (baseline_only.folder, "compare"),
        (damaged, "damaged"),
        (run_folder(tmp_path / "other", behaviour="0" * 64), "behave"),
    ):
        with pytest.raises(InputProblem) as problem:
            read_studies([folder])
        line = problem.value.message.format(**problem.value.fields)
        assert word in line and "\n" not in line


def test_a_shipped_result_is_made_from_a_run_folder(tmp_path):
    path = write_reference(run_folder(tmp_path / "run"), tmp_path)
    again = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "synergy-mix-2.json" and again["run"] == "run"
    shipped = json.loads((REFERENCE / path.name).read_text(encoding="utf-8"))
    assert again["result"] == shipped["result"]


def test_a_run_of_any_other_kind_stands_in_a_chapter_of_its_own(tmp_path):
    import smartmix as sm

    asked = {"draws": 2, "firms": 120, "last_year": 2024, "prior": True, "figures": False}
    compared = sm.compare("mix-1", **asked, out=tmp_path / "compared")
    routes = sm.pathways("ser-route-3", **asked, out=tmp_path / "routes")
    path = sm.report(compared.folder, ["html"], "nl", studies=[routes.folder])["html"]
    text = path.read_text(encoding="utf-8")
    assert "Andere analyses" in text and "smartmix pathways" in text
    shown = sm.show(routes.folder, "nl").splitlines()[0][:60]
    assert shown in text
    assert "Andere analyses" not in sm.report(compared.folder, ["html"], "nl")["html"].read_text(encoding="utf-8")
