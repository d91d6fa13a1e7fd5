"""Everything that the page lets other processes do can be sent there, and what they make can be sent back."""

import pickle
from typing import Any

import pytest

from results.questions import answers, questions
from scenarios.library import load_mix
from smartmix.page.build.effect import fate_of_changes
from smartmix.page.compare.drawn import FIGURES, drawings, matrices
from smartmix.page.dials.mix_changes import built
from smartmix.page.firm.runs import MixInDraw, submit_lives, submit_stages
from smartmix.page.law.dates import dates_of_laws
from smartmix.page.parts.document_files import memo_bytes, report_bytes
from smartmix.page.question.studies import needed
from smartmix.page.serving.jobs import Job, JobDesk
from smartmix.page.serving.work import Request, submit
from smartmix.page.why.studies import KINDS, StudyOnPage
from smartmix.page.why.studies import submit as submit_study

SMALL = Request(("mix-1", "mix-2"), draws=4, firms=100, steps=())


def elsewhere(job: Job, function: Any, *arguments: Any) -> Any:
    """A call as it arrives in another process, and its answer as it comes back."""
    sent, given = pickle.loads(pickle.dumps((function, arguments)))
    return pickle.loads(pickle.dumps(sent(job, *given)))


@pytest.fixture(scope="module")
def desk():
    made = JobDesk(elsewhere=elsewhere, beside=elsewhere)
    yield made
    made.close()


@pytest.fixture(scope="module")
def comparison(desk):
    return made(submit(desk, "a", SMALL)).comparison


def made(job: Job) -> Any:
    while not job.is_over:
        job.wait(0.02)
    assert job.state == "done", job.problem
    return job.result


def test_figures_rows_and_answers(desk, comparison) -> None:
    for name in FIGURES:
        assert all("<svg" in drawn for drawn in desk.beside(drawings, comparison, name, "nl"))
    assert all("<table" in matrix for _title, matrix in desk.beside(matrices, comparison, "en"))
    assert len(desk.beside(answers, comparison, "nl", None)) == len(questions("nl"))


def test_documents(desk, comparison) -> None:
    report = desk.submit("a", "report", lambda job: job.apart(report_bytes, comparison, "docx", "nl"))
    memo = desk.submit("a", "memo", lambda job: job.apart(memo_bytes, comparison, None, "docx", "en"))
    assert made(report).startswith(b"PK") and made(memo).startswith(b"PK")


def test_firms(desk) -> None:
    world = MixInDraw("mix-2", "reference-2020", "no-eu-law", 0, firms=100)
    found = made(submit_stages(desk, "a", world))
    firm = found.found()[0]
    assert made(submit_lives(desk, "a", world, firm, ("mix-2", "mix-1"))).lives[0].firm_id == firm


@pytest.mark.parametrize("kind", KINDS)
def test_studies(desk, monkeypatch, kind) -> None:
    monkeypatch.setenv("SMARTMIX_PAGE_DRAWS", "2")
    study = StudyOnPage(
        kind, "mix-1", ("mix-1", "mix-2"), "reference-2020", "no-eu-law", "practice", "goal90", firms=100
    )
    assert made(submit_study(desk, "a", study)) is not None


def test_what_a_question_needs(desk, comparison) -> None:
    waiting = needed("year-of-waiting", comparison, SMALL)
    assert waiting is not None and made(waiting.submit(desk, "a")) is not None


def test_dates_and_what_becomes_of_changes(desk) -> None:
    chosen = dict[str, str]()
    laws = desk.submit(
        "a", "dates", lambda job: job.apart(dates_of_laws, ("csddd-2024",), "mix-1", "as-happened", chosen, 1)
    )
    assert made(laws)[0].law == "csddd-2024"
    start, changes = load_mix("mix-2"), {"support-office.advisers": "40"}
    asked = start, built(start, changes), changes, "no-eu-law", 1, 2026
    assert made(desk.submit("a", "fate", lambda job: job.apart(fate_of_changes, *asked))).apart is not None
