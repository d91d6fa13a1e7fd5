"""Uploads are checked apart: what is right comes back whole, and nothing ends or stalls the server."""

import time
from contextlib import nullcontext
from pathlib import Path

import pytest
from scenario_mixes import OWN

from scenarios.library import load_mix
from simulation.problems import InputProblem
from smartmix.page.dials import upload
from smartmix.page.dials.mix_changes import yaml_of
from smartmix.page.dials.own_mixes import read_upload
from smartmix.page.serving.jobs import Cancelled


def test_a_mix_comes_back_as_it_is() -> None:
    text = yaml_of(load_mix("ser-route-2").model_copy(update={"id": "own"}))
    assert upload.read_apart(text) == read_upload(text)


def test_no_module_beside_what_was_uploaded_stands_in_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("smartmix", "simulation"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('not this one')\n", encoding="utf-8")
    monkeypatch.setattr(upload.tempfile, "TemporaryDirectory", lambda **_given: nullcontext(str(tmp_path)))
    text = yaml_of(load_mix("mix-1").model_copy(update={"id": "own"}))
    assert upload.read_apart(text) == read_upload(text)


def test_what_is_wrong_is_said_as_before() -> None:
    for text in (OWN + "instrumets: {}", "a: " + "[" * 50, "- 1", OWN.replace("reference-2020", "../secret.yaml")):
        with pytest.raises(InputProblem) as apart:
            upload.read_apart(text)
        with pytest.raises(InputProblem) as here:
            read_upload(text)
        assert str(apart.value) == str(here.value)


@pytest.mark.parametrize("child", ["import time; time.sleep(60)", "import os; os.abort()", "print('[' * 60)", "1 / 0"])
def test_a_check_that_ends_or_never_ends_is_a_refusal(monkeypatch, child) -> None:
    monkeypatch.setattr(upload, "_CHILD", child)
    monkeypatch.setattr(upload, "LONGEST", 2.0)
    started = time.monotonic()
    with pytest.raises(InputProblem, match="came to no end"):
        upload.read_apart(OWN)
    assert time.monotonic() - started < 30


def test_time_and_memory_are_bound(monkeypatch) -> None:
    limits = "from smartmix.page.dials import upload; upload.PROCESSOR = 1; upload._limit()\n"
    for more in ("while True: pass", "b'x' * (upload.MEMORY + 1)"):
        monkeypatch.setattr(upload, "_CHILD", limits + more)
        with pytest.raises(InputProblem, match="came to no end"):
            upload.read_apart(OWN)


def test_it_stops_with_its_job(monkeypatch) -> None:
    def cancelled() -> None:
        raise Cancelled

    monkeypatch.setattr(upload, "_CHILD", "import time; time.sleep(60)")
    with pytest.raises(Cancelled):
        upload.read_apart(OWN, cancelled)
