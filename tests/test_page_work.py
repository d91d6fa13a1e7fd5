"""Comparisons on the page: in steps of draws, the same as a comparison made at once."""

import numpy as np
import pytest

from experiments.compare import run_comparison
from results.compare.paragraph import MOST_WORDS, paragraph
from results.queries import ask
from results.traced import Asked
from simulation.problems import InputProblem
from smartmix.page.serving.jobs import Job
from smartmix.page.serving.limits import page_draws, page_firms
from smartmix.page.serving.work import Request, compute

SMALL = {"firms": 100, "draws": 60, "first_year": 2019, "last_year": 2022, "steps": (20, 30)}


@pytest.fixture(scope="module")
def seen():
    """Everything that a job published, in order."""
    shown = []

    class Watched(Job):
        def publish(self, partial):
            shown.append((partial.draws, self.done))
            super().publish(partial)

    job = Watched("k")
    return shown, compute(Request(("mix-1",), **SMALL), job)


def test_steps_are_shown_and_the_last_holds_all_draws(seen) -> None:
    shown, last = seen
    assert [draws for draws, _done in shown] == [20, 30]
    assert [done for _draws, done in shown] == [20, 30]
    assert last.draws == 60


def test_steps_change_nothing_in_the_result(seen, tmp_path) -> None:
    _shown, last = seen
    at_once = run_comparison(Request(("mix-1",), **SMALL).settings(tmp_path), tmp_path / "run")
    for frame in ("levels", "differences"):
        a, b = getattr(last.comparison.summary, frame), getattr(at_once.summary, frame)
        np.testing.assert_array_equal(a[["p05", "p50", "p95", "mean"]], b[["p05", "p50", "p95", "mean"]])
        for year in (2019, 2022):
            cell = "mix-1", "practice", "goal90", year, frame
            assert last.comparison.summary.value(*cell) == at_once.summary.value(*cell)
    chance = "mix-1", "practice", at_once.summary.baseline
    assert last.comparison.summary.chance_higher(*chance) == at_once.summary.chance_higher(*chance)
    assert last.comparison.manifest["fingerprints"] == at_once.manifest["fingerprints"]


def test_equal_requests_and_no_others_have_one_key() -> None:
    same = Request(("mix-1",), **SMALL)
    assert same.key == Request(("mix-1",), **SMALL).key
    others = [
        Request(("mix-2",), **SMALL),
        Request(("mix-1",), **{**SMALL, "draws": 61}),
        Request(("mix-1",), future="no-eu-law", **SMALL),
        Request(("mix-1",), baseline="mix-0", **SMALL),
        Request(("mix-1",), own=(("mix-1", "x"),), **SMALL),
    ]
    assert len({same.key, *(other.key for other in others)}) == len(others) + 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_paragraph_is_short_and_every_number_is_asked(seen, lang) -> None:
    comparison = seen[1].comparison
    found = paragraph(comparison, lang)
    assert len(found.text.split()) <= MOST_WORDS
    assert comparison.folder.name in found.text
    assert "5–95" in found.text
    assert all(isinstance(asked, Asked) and asked.text in found.text for asked in found.query)
    assert all(ask(comparison, asked.query) is not None for asked in found.query)


@pytest.mark.parametrize("text", ["", "many", "3", "1e9", "-1"])
def test_settings_of_the_server_are_checked(monkeypatch, text) -> None:
    monkeypatch.setenv("SMARTMIX_PAGE_FIRMS", text)
    monkeypatch.setenv("SMARTMIX_PAGE_DRAWS", text.replace("3", "0"))
    for read in (page_firms, page_draws):
        with pytest.raises(InputProblem):
            read()
