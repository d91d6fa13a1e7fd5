"""The posterior: what it draws, what is refused, and that results are bound to it."""

import json
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_calls import Call, caller, refused

import experiments.posterior
from experiments.compare import load_comparison, settings_of
from experiments.fingerprints import priors_fingerprint
from experiments.manifest import manifest_of, read_manifest
from experiments.posterior import load_posterior, posterior_draw, posterior_row, read_posterior, write_posterior
from experiments.prepare import prepare
from experiments.run_folder import claim_folder
from experiments.settings import CompareSettings
from experiments.verify import verify
from results.compare.conclusion import conclusion
from results.compare.form import comparison_json
from results.compare.reproduce import command_line, python_lines
from simulation.parameters import prior_draw, prior_quantiles, registry, values_at
from simulation.problems import InputProblem

ROWS = 7
NAMES = tuple(p.name for p in registry().values() if p.is_uncertain)[:12:3]
OUTSIDE = [name for name in registry() if name not in NAMES]
PARTS = {"fingerprints": {"evidence": "e0"}, "simulations": {"bank": 10}, "seed": 1, "settings": {}}
TINY = ["--draws", "2", "--firms", "120", "--from", "2022", "--until", "2024"]
SETTINGS = CompareSettings(mixes=("mix-1",), draws=2, firms=120, first_year=2022, last_year=2024)


def quantiles(key: int = 0) -> np.ndarray:
    return np.random.default_rng(key).uniform(0.01, 0.99, (ROWS, len(NAMES)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A posterior that fits, in the place of the shipped one."""
    place = tmp_path / "posterior"
    write_posterior(place, NAMES, quantiles(), PARTS)
    monkeypatch.setattr(experiments.posterior, "SHIPPED", place)
    return place


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return caller(capsys)


@pytest.fixture
def drawn(folder: Path, tmp_path: Path, call: Call) -> Path:
    """The run folder of a comparison that used the posterior."""
    run = tmp_path / "run"
    outcome = call("compare", "mix-1", *TINY, "--posterior", folder, "--no-figures", "--quiet", "--out", run)
    assert outcome.status == 0, outcome.err
    return run


def data_of(run: Path) -> dict[str, bytes]:
    return {p.relative_to(run).as_posix(): p.read_bytes() for p in sorted((run / "data").rglob("*.parquet"))}


# draws


def test_what_is_written_is_read(folder: Path) -> None:
    found = load_posterior()
    assert found.names == NAMES and found.quantiles.dtype == np.float32
    np.testing.assert_array_equal(found.quantiles, quantiles().astype(np.float32))
    assert found.manifest["draws"] == ROWS and found.manifest["fingerprints"]["evidence"] == "e0"
    assert found.manifest["simulations"] == {"bank": 10}
    assert load_posterior(folder) is load_posterior()
    assert sorted(path.name for path in folder.iterdir()) == ["draws.parquet", "manifest.json"]


def test_parameters_outside_the_file_keep_their_prior(folder: Path) -> None:
    for seed, draw in ((1, 0), (1, 5), (9, 3)):
        drawn, prior = posterior_draw(seed, draw), prior_draw(seed, draw)
        assert all(drawn[name] == prior[name] for name in OUTSIDE)
        assert all(drawn[name] != prior[name] for name in NAMES)


def test_parameters_in_the_file_come_from_one_row(folder: Path) -> None:
    posterior = load_posterior()
    for seed, draw in ((1, 0), (1, 6), (1, 7), (4, 2)):
        row = posterior_row(posterior, seed, draw)
        expected = prior_quantiles(seed, draw)
        for name, quantile in zip(NAMES, posterior.quantiles[row], strict=True):
            expected[list(registry()).index(name)] = quantile
        assert posterior_draw(seed, draw).tobytes() == values_at(expected).tobytes()


def test_rows_follow_from_seed_and_draw_only(folder: Path) -> None:
    posterior = load_posterior()
    assert [posterior_row(posterior, 1, draw) for draw in range(ROWS + 2)] == [*range(ROWS), 0, 1]
    starts = [posterior_row(posterior, seed, 0) for seed in range(40)]
    assert set(starts) == set(range(ROWS)), "seeds begin all over the file"
    assert starts == [posterior_row(posterior, seed, ROWS) for seed in range(40)]
    few, many = (prepare(replace(SETTINGS, prior=False, draws=n)) for n in (1, 4))
    assert few.parameters[0].tobytes() == many.parameters[0].tobytes() == posterior_draw(1, 0).tobytes()
    again = posterior_draw(1, ROWS)
    assert all(again[name] == posterior_draw(1, 0)[name] for name in NAMES)
    assert again.tobytes() != posterior_draw(1, 0).tobytes(), "the same row, with other values of the rest"


def test_overrides_replace_both_kinds(folder: Path) -> None:
    chosen = {NAMES[0]: 0.125, OUTSIDE[0]: 0.25}
    with_overrides, plain = posterior_draw(1, 2, chosen), posterior_draw(1, 2)
    for name in registry():
        assert with_overrides[name][0] == chosen.get(name, plain[name][0])
    with pytest.raises(InputProblem, match="unknown parameter"):
        posterior_draw(1, 2, {"norm_meen": 0.1})


def test_quantiles_are_not_rounded_onto_the_ends(tmp_path: Path) -> None:
    close = np.full((1, len(NAMES)), 1 - 1e-12)
    found = write_posterior(tmp_path / "posterior", NAMES, close, PARTS).quantiles
    assert ((found > 0.999) & (found < 1)).all()


def test_files_are_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import experiments.posterior_files

    def full(*_words: Any, **_named: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(experiments.posterior_files.pq, "write_table", full)
    with pytest.raises(InputProblem, match="No space left"):
        write_posterior(tmp_path / "posterior", NAMES, quantiles(), PARTS)
    assert list((tmp_path / "posterior").iterdir()) == []


# what is refused


def edited(part: str, value: Any) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        target = content["fingerprints"] if part in content["fingerprints"] else content
        target[part] = value
        (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")

    return edit


def with_quantile(value: float) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        values = quantiles()
        values[2, 1] = value
        columns = {name: values[:, n].astype(np.float32) for n, name in enumerate(NAMES)}
        pq.write_table(pa.table(columns), folder / "draws.parquet")

    return write


def other_names(*names: str) -> Callable[[Path], None]:
    return edited("parameters", list(names))


def with_a_fixed_one(folder: Path) -> None:
    other_names(*NAMES[:-1], next(p.name for p in registry().values() if not p.is_uncertain))(folder)


def truncated(folder: Path) -> None:
    content = (folder / "draws.parquet").read_bytes()
    (folder / "draws.parquet").write_bytes(content[: len(content) // 2])


REFUSALS: dict[str, tuple[Callable[[Path], None], tuple[str, ...], str]] = {
    "missing": (shutil.rmtree, ("no posterior", "manifest.json", "--ship"), "geen posterior"),
    "no manifest": (lambda f: (f / "manifest.json").unlink(), ("no posterior", "manifest.json"), "geen posterior"),
    "no draws": (lambda f: (f / "draws.parquet").unlink(), ("no posterior", "draws.parquet"), "geen posterior"),
    "no json": (lambda f: (f / "manifest.json").write_text("{"), ("manifest.json", "damaged"), "beschadigd"),
    "a list": (lambda f: (f / "manifest.json").write_text("[]"), ("manifest.json", "damaged"), "beschadigd"),
    "no hashes": (edited("fingerprints", {}), ("manifest.json", "damaged"), "beschadigd"),
    "twice": (other_names(NAMES[0], *NAMES[:-1]), ("manifest.json", "damaged"), "beschadigd"),
    "no parameters": (other_names(), ("manifest.json", "damaged"), "beschadigd"),
    "truncated": (truncated, ("draws.parquet", "damaged"), "beschadigd"),
    "other columns": (other_names(*NAMES[::-1]), ("draws.parquet", "damaged"), "beschadigd"),
    "newer": (edited("format", 2), ("manifest.json", "format 2", "(1)"), "formaat 2"),
    "unknown": (other_names(*NAMES[:-1], "norm_meen"), ("manifest.json", "norm_meen", "norm_mean"), "norm_meen"),
    "fixed": (with_a_fixed_one, ("manifest.json", "fixed value"), "vaste waarde"),
    "other draws": (with_quantile(0.5), ("draws.parquet", "manifest.json"), "niet de trekkingen"),
    "fewer draws": (edited("draws", 3), ("draws.parquet", "manifest.json"), "niet de trekkingen"),
    "zero": (with_quantile(0.0), ("draws.parquet", NAMES[1], "row 2", "0.0"), "kwantiel"),
    "one": (with_quantile(1.0), ("draws.parquet", NAMES[1], "row 2", "1.0"), "kwantiel"),
    "undefined": (with_quantile(float("nan")), ("draws.parquet", NAMES[1], "nan"), "kwantiel"),
    "priors": (edited("priors", "00"), ("manifest.json", "prior ranges", "--ship"), "andere bandbreedtes"),
    "population": (edited("population", "00"), ("manifest.json", "population", "--ship"), "andere populatie"),
    "behaviour": (edited("behaviour", "00"), ("manifest.json", "behave differently", "--ship"), "anders gedragen"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_does_not_fit_is_refused(name: str, folder: Path, tmp_path: Path, call: Call) -> None:
    damage, told, dutch = REFUSALS[name]
    damage(folder)
    words = ["compare", "mix-1", *TINY, "--posterior", folder, "--out", tmp_path / "run"]
    refused(call(*words), "posterior", "--prior", *told)
    refused(call(*words, "--lang", "nl"), "posterior", "--prior", dutch)
    assert not (tmp_path / "run").exists()
    with pytest.raises(InputProblem, match="--prior"):  # the shipped one, from Python: no silent prior
        prepare(replace(SETTINGS, prior=False))
    assert call("run", "mix-1", "--firms", "120", "--until", "2018", "--prior").status == 0


def test_every_verb_with_draws_refuses(folder: Path, call: Call) -> None:
    edited("behaviour", "00")(folder)
    refused(call("run", "mix-1", "--firms", "120", "--posterior", folder), "behave differently")
    refused(call("explain", "--mix", "mix-1", "--firm", "1", "--firms", "120", "--posterior", folder), "behave")
    for verb in (["compare", "mix-1"], ["run", "mix-1"], ["explain", "--mix", "mix-1", "--firm", "1"]):
        refused(call(*verb, "--firms", "120", "--prior", "--posterior", folder), "--prior and --posterior")
        refused(call(*verb, "--firms", "120", "--prior", "--posterior", folder, "--lang", "nl"), "niet allebei")


def test_wrong_settings_are_refused(folder: Path) -> None:
    with pytest.raises(InputProblem, match="prior: found 1"):
        replace(SETTINGS, prior=1).check()  # type: ignore[arg-type]
    with pytest.raises(InputProblem, match="--prior and --posterior"):
        replace(SETTINGS, prior=True, posterior=str(folder)).check()


def test_a_changed_prior_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = registry()
    changed = known | {NAMES[0]: replace(known[NAMES[0]], high=known[NAMES[0]].high * 2)}
    assert priors_fingerprint(NAMES[1:]) == load_posterior_hash(NAMES[1:], changed, monkeypatch)
    assert priors_fingerprint(NAMES) != load_posterior_hash(NAMES, changed, monkeypatch)


def load_posterior_hash(names: tuple[str, ...], known: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    import experiments.fingerprints

    with monkeypatch.context() as patch:
        patch.setattr(experiments.fingerprints, "registry", lambda: known)
        return priors_fingerprint(names)


# results are bound to it


def test_verify_notices_another_posterior(drawn: Path, folder: Path, call: Call) -> None:
    assert call("verify", drawn).status == 0
    kept = json.loads((drawn / "manifest.json").read_text(encoding="utf-8"))
    assert kept["fingerprints"]["posterior"] == read_posterior(folder).fingerprint
    assert kept["settings"]["prior"] is False and kept["settings"]["posterior"] == str(folder)
    write_posterior(folder, NAMES, quantiles(1), PARTS)
    refused(call("verify", drawn), "posterior", "drawn_parameters")
    refused(call("verify", drawn, "--lang", "nl"), "posterior")
    shutil.rmtree(folder)
    refused(call("verify", drawn), "no posterior")


def test_a_run_is_not_resumed_with_another_posterior(folder: Path, tmp_path: Path) -> None:
    chosen = replace(SETTINGS, prior=False)
    claim_folder(tmp_path / "run", manifest_of(prepare(chosen)))
    claim_folder(tmp_path / "run", manifest_of(prepare(chosen)))
    write_posterior(folder, NAMES, quantiles(1), PARTS)
    for other in (chosen, replace(chosen, prior=True)):
        with pytest.raises(InputProblem, match="--out"):
            claim_folder(tmp_path / "run", manifest_of(prepare(other)))


def test_prior_and_posterior_differ_and_are_told_apart(folder: Path) -> None:
    prior, posterior = (manifest_of(prepare(replace(SETTINGS, prior=flag))) for flag in (True, False))
    assert "posterior" not in prior["fingerprints"]
    assert prior["fingerprints"]["drawn_parameters"] != posterior["fingerprints"]["drawn_parameters"]


def test_manifests_from_before_the_posterior_are_read(tmp_path: Path, call: Call) -> None:
    run = tmp_path / "run"
    words = ["compare", "mix-1", *TINY, "--prior", "--no-figures", "--quiet", "--out", run]
    assert call(*words).status == 0
    content = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert content["format"] == 3 and content["settings"]["prior"] is True
    del content["settings"]["prior"], content["settings"]["posterior"], content["seal"]
    (run / "manifest.json").write_text(json.dumps(content | {"format": 1}), encoding="utf-8")
    assert settings_of(read_manifest(run), run) == replace(SETTINGS, prior=True)
    assert load_comparison(run).manifest["settings"]["prior"] is True
    assert call("verify", run).status == 0


@pytest.mark.parametrize("prior", [True, False], ids=["prior", "posterior"])
def test_the_lines_under_a_result_make_it_again(
    prior: bool, folder: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(folder, tmp_path / "my posterior")
    given = ["--prior"] if prior else ["--posterior", "my posterior"]
    assert call("compare", "mix-1", *TINY, *given, "--no-figures", "--quiet", "--out", "first").status == 0
    first = load_comparison(Path("first"))
    line, script = command_line(first), python_lines(first)
    assert ("--prior" in line, "prior=True" in script) == (prior, prior)
    assert ("--posterior" in line, "posterior='my posterior'" in script) == (not prior, not prior)
    assert call(*shlex.split(line)[1:], "--no-figures", "--quiet", "--out", "second").status == 0
    exec(script.replace("seed=", "figures=False, out='third', seed="), {})
    assert data_of(Path("first")) == data_of(Path("second")) == data_of(Path("third"))
    hashes = [read_manifest(Path(name))["fingerprints"] for name in ("first", "second", "third")]
    assert hashes[0] == hashes[1] == hashes[2]
    assert verify(Path("second")) == []


# what is said


CALIBRATED = {"en": "calibrated ranges (posterior)", "nl": "gekalibreerde bandbreedtes (posterior)"}
UNCALIBRATED = {"en": "uncalibrated ranges (prior)", "nl": "niet-gekalibreerde bandbreedtes (prior)"}


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("prior", [True, False], ids=["prior", "posterior"])
def test_results_say_what_was_drawn_from(lang: str, prior: bool, folder: Path, tmp_path: Path, call: Call) -> None:
    given = ["--prior"] if prior else ["--posterior", str(folder)]
    said, other = (UNCALIBRATED, CALIBRATED) if prior else (CALIBRATED, UNCALIBRATED)
    table = call("compare", "mix-1", *TINY, *given, "--no-figures", "--out", tmp_path / "run", "--lang", lang).out
    page = (tmp_path / "run" / "index.html").read_text(encoding="utf-8")
    one = call("run", "mix-1", "--firms", "120", "--until", "2018", *given, "--lang", lang).out
    life = call(
        "explain", "--mix", "mix-1", "--firm", "53583", "--firms", "120", "--until", "2018", *given, "--lang", lang
    ).out
    for text in (table, page, one, life):
        assert said[lang] in text and other[lang] not in text
    comparison = load_comparison(tmp_path / "run")
    sure = {"en": ("have not been calibrated", "are calibrated on"), "nl": ("niet zijn gekalibreerd", "zijn gekal")}
    assert sure[lang][0 if prior else 1] in conclusion(comparison, lang)[-1].text
    assert comparison_json(comparison)["parameters"] == ("prior" if prior else "posterior")


def test_json_of_run_and_explain_says_it(folder: Path, call: Call) -> None:
    for given, said in ((["--prior"], "prior"), (["--posterior", str(folder)], "posterior")):
        one = call("run", "mix-1", "--firms", "120", "--until", "2018", *given, "--json").out
        life = call(
            "explain", "--mix", "mix-1", "--firm", "53583", "--firms", "120", "--until", "2018", *given, "--json"
        ).out
        assert json.loads(one)["parameters"] == json.loads(life)["parameters"] == said
