"""What the page asks to be computed is what was chosen there, and a result is found again by all that decides it."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from smartmix.page.firm.runs import MixInDraw
from smartmix.page.parts.choices import request_of
from smartmix.page.parts.remembered import remembered
from smartmix.page.question import studies as asked_of
from smartmix.page.serving import work
from smartmix.page.serving.address import Address
from smartmix.page.serving.jobs import Job
from smartmix.page.serving.work import Request
from smartmix.page.why.page import study_of
from smartmix.page.why.studies import StudyOnPage

REQUEST = Request(
    ("mix-1", "mix-2"), "mix-0", "no-eu-law", draws=60, firms=130, seed=7, first_year=2018, last_year=2035
)

# the same result, and no other


@pytest.mark.parametrize(
    "other",
    [
        {"mixes": ("mix-2", "mix-1")},
        {"baseline": "reference-2020"},
        {"future": "as-happened"},
        {"draws": 61},
        {"firms": 131},
        {"seed": 8},
        {"first_year": 2017},
        {"last_year": 2034},
        {"own": (("mix-1", "text"),)},
    ],
)
def test_a_comparison_is_found_again_only_by_all_that_decides_it(other: Any) -> None:
    assert replace(REQUEST, **other).key != REQUEST.key == replace(REQUEST, steps=()).key
    assert replace(REQUEST, baseline="mix-1").key != replace(REQUEST, baseline="mix-2").key


STUDY = StudyOnPage(
    "robustness",
    "mix-2",
    ("mix-1", "mix-2"),
    "mix-0",
    "no-eu-law",
    "practice",
    "goal90",
    2026,
    130,
    7,
    (("a", "text"),),
)


@pytest.mark.parametrize(
    "other",
    [{"baseline": "mix-1"}, {"future": "as-happened"}, {"year": 2030}, {"firms": 131}, {"seed": 8}, {"own": ()}],
)
@pytest.mark.parametrize("kind", ["sensitivity", "synergy", "robustness"])
def test_a_study_is_found_again_only_by_all_that_decides_it(kind: Any, other: Any) -> None:
    study = replace(STUDY, kind=kind)
    assert replace(study, **other).key != study.key


def test_what_a_study_is_about_is_in_its_name() -> None:
    sensitivity, synergy = replace(STUDY, kind="sensitivity"), replace(STUDY, kind="synergy")
    assert replace(sensitivity, indicator="reported").key != sensitivity.key
    assert replace(sensitivity, mix="mix-1").key != sensitivity.key
    assert replace(synergy, indicator="reported").key != synergy.key
    assert replace(synergy, mix="mix-1").key != synergy.key
    assert replace(STUDY, mixes=("mix-1",)).key != STUDY.key


@pytest.mark.parametrize(
    "other",
    [{"mix": "mix-1"}, {"baseline": "mix-1"}, {"future": "as-happened"}, {"draw": 4}, {"firms": 131}, {"seed": 8}],
)
def test_a_firms_run_is_found_again_only_by_all_that_decides_it(other: Any) -> None:
    run = MixInDraw("mix-2", "mix-0", "no-eu-law", 3, 130, 7)
    assert replace(run, **other).key_of("life", 9) != run.key_of("life", 9) != run.key_of("life", 8)
    found = run.settings(2018)
    assert (found.mixes, found.baseline, found.future, found.draws) == (("mix-2",), "mix-0", "no-eu-law", 4)
    assert (found.firms, found.seed, found.first_year) == (130, 7, 2018)


def test_what_is_remembered_is_of_one_comparison_year_and_world() -> None:
    one: Any = SimpleNamespace(folder="a", year=2030, world=None)
    made = [
        remembered(each, key, lambda n=n: n)
        for n, (each, key) in enumerate(
            [
                (one, ("by hand", "en")),
                (one, ("by hand", "en")),
                (one, ("by hand", "nl")),
                (SimpleNamespace(folder="a", year=2035, world=None), ("by hand", "en")),
                (SimpleNamespace(folder="b", year=2030, world=None), ("by hand", "en")),
                (SimpleNamespace(folder="a", year=2030, world=SimpleNamespace(key="w")), ("by hand", "en")),
            ]
        )
    ]
    assert made == [0, 0, 2, 3, 4, 5]


# what is computed


def test_a_comparison_is_computed_with_what_was_asked(tmp_path: Any) -> None:
    found = replace(REQUEST, own=(("mix-2", "text of mine"),)).settings(tmp_path)
    assert found.mixes == ("mix-1", str(tmp_path / "mix-2.yaml")) and found.baseline == "mix-0"
    assert (tmp_path / "mix-2.yaml").read_text(encoding="utf-8") == "text of mine"
    assert (found.future, found.draws, found.firms, found.seed) == ("no-eu-law", 60, 130, 7)
    assert (found.first_year, found.last_year, found.prior) == (2018, 2035, False)
    assert replace(REQUEST, baseline="mix-1").settings(tmp_path).mixes == ("mix-2",)


def test_an_address_asks_for_the_whole_time_only_beyond_2030() -> None:
    for year, last in (("2024", 2030), ("2030", 2030), ("2031", 2035), ("2036", 2030)):
        assert request_of(Address("/", {"year": year})).last_year == last
    found = request_of(
        Address("/", {"mixes": "mix-3,none,mix-1", "baseline": "mix-0", "future": "no-eu-law", "seed": "7"})
    )
    assert (found.mixes, found.baseline, found.future, found.seed) == (("mix-3", "mix-1"), "mix-0", "no-eu-law", 7)
    assert request_of(Address("/", {"mixes": "actual-policy"})).future == "as-happened"


def test_only_whole_blocks_are_taken_over(tmp_path: Any) -> None:
    """Of 60 draws the last 10 are a block that more draws fill up: they are computed again with the rest of it."""
    old, new = tmp_path / "old", tmp_path / "new"
    for block in range(3):
        for place in (work.block_path(old, "mix-1", block), old / work.note_name(block)):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"{place.name} {block}", encoding="utf-8")
    assert work._take_over(old, 60, new, ["mix-1"], 200) == 50
    taken = [work.block_path(new, "mix-1", block).is_file() for block in range(3)]
    assert taken == [True, True, False]
    assert work.block_path(new, "mix-1", 1).read_bytes() == work.block_path(old, "mix-1", 1).read_bytes()


def test_steps_grow_to_the_draws_that_were_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, int | None, int]] = []

    def shown(job: Job, request: Request, before: Any) -> Any:
        made.append((request.draws, before and before.draws, job.done))
        return SimpleNamespace(draws=request.draws)

    monkeypatch.setattr(work, "_shown", shown)
    monkeypatch.setattr(work, "PAUSE", 0.0)
    found = work.compute(replace(REQUEST, draws=60), Job("k"))
    assert made == [(20, None, 0), (50, 20, 0), (60, 50, 50)] and found.draws == 60


# what a question needs


class Desk:
    def __init__(self) -> None:
        self.jobs: dict[str, Any] = {}

    def find(self, key: str) -> Any:
        return self.jobs.get(key)

    def submit(self, person: str, key: str, run: Any, total: int) -> Any:
        self.jobs[key] = SimpleNamespace(key=key, person=person, run=run, total=total, result=None)
        return self.jobs[key]


def test_half_the_inspectors_are_run_as_the_comparison_was(monkeypatch: pytest.MonkeyPatch) -> None:
    halved = [SimpleNamespace(id="half", as_yaml=lambda: "half of it")]
    monkeypatch.setattr(asked_of, "half_inspectors", lambda _comparison: halved)
    monkeypatch.setattr(asked_of, "compute", lambda request, job: (request, job))
    desk: Any = Desk()
    wanted = asked_of.needed("inspectors", None, REQUEST)  # type: ignore[arg-type]
    assert wanted is not None
    job = wanted.submit(desk, "me")
    request, _job = job.run("a job")
    assert request == replace(REQUEST, mixes=("half",), own=(("half", "half of it"),), steps=())
    assert (job.key, job.total, job.person) == (request.key, 60, "me") and wanted.key == job.key
    halved.clear()
    assert asked_of.needed("inspectors", None, REQUEST) is None  # type: ignore[arg-type]


def test_waiting_is_asked_of_mixes_that_can_wait_on_a_few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("results.questions.waiting.can_wait", lambda _comparison: ["mix-2"])
    desk: Any = Desk()
    ran: list[Any] = []
    monkeypatch.setattr(asked_of, "_run_pathways", lambda _job, asked: ran.append(asked))
    for draws, taken in ((200, 20), (4, 4)):
        wanted = asked_of.needed("year-of-waiting", None, replace(REQUEST, draws=draws))  # type: ignore[arg-type]
        assert wanted is not None
        wanted.submit(desk, "me").run(Job("k"))
        asked, s = ran[-1], ran[-1].settings
        assert (asked.plan.strategies, s.baseline, s.future, s.draws) == (["mix-2"], "mix-0", "no-eu-law", taken)
        assert (s.firms, s.seed, s.last_year) == (130, 7, 2035)
    assert len(desk.jobs) == 2
    for other in ({"seed": 8}, {"firms": 131}, {"future": "as-happened"}, {"baseline": "mix-1"}, {"last_year": 2030}):
        again = asked_of.needed("year-of-waiting", None, replace(REQUEST, draws=4, **other))  # type: ignore[arg-type]
        assert again is not None and again.key not in desk.jobs, other


def test_other_worlds_are_tried_for_the_mixes_that_were_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_of, "others", lambda _comparison: ["mix-1", "mix-2"])
    found: list[StudyOnPage] = []
    monkeypatch.setattr(asked_of, "submit_study", lambda _desk, _person, study: found.append(study))
    wanted = asked_of.needed("assumptions", None, replace(REQUEST, own=(("mix-2", "mine"),)))  # type: ignore[arg-type]
    assert wanted is not None
    wanted.submit(Desk(), "me")  # type: ignore[arg-type]
    (study,) = found
    assert (study.kind, study.mixes, study.baseline) == ("robustness", ("mix-1", "mix-2"), "mix-0")
    assert (study.future, study.seed, study.own, study.key) == ("no-eu-law", 7, (("mix-2", "mine"),), wanted.key)
    assert asked_of.needed("goal-missed", None, REQUEST) is None  # type: ignore[arg-type]


def test_what_was_computed_goes_to_the_question_that_needs_it() -> None:
    desk: Any = Desk()
    for key in ("waiting", "half", "worlds"):
        desk.submit("me", key, None, 1).result = SimpleNamespace(comparison=f"comparison of {key}")
    names = {"year-of-waiting": "waiting", "inspectors": "half", "assumptions": "worlds"}
    found = asked_of.studies(desk, names)
    assert (found.pathways, found.robustness) == (desk.jobs["waiting"].result, desk.jobs["worlds"].result)
    assert found.half_inspectors == "comparison of half"
    desk.jobs["half"].result = None
    assert asked_of.studies(desk, names).half_inspectors is None


def test_why_explains_the_mix_that_was_chosen_with_the_luck_of_the_comparison() -> None:
    def asked(**values: str) -> StudyOnPage:
        view: Any = SimpleNamespace(address=Address("/why", values), lang="en")
        return study_of(view, "synergy")

    found = asked(
        mixes="mix-1,mix-3,mix-0", baseline="mix-0", mix="mix-3", seed="7", indicator="paper_gap", group="small"
    )
    assert (found.mix, found.mixes, found.baseline, found.seed) == ("mix-3", ("mix-1", "mix-3"), "mix-0", 7)
    assert (found.indicator, found.group) == ("paper_gap", "small")
    assert asked(indicator="government_cost_eur", group="small").group == "all"
    assert (asked().mix, asked(mixes="mix-1,mix-3").mix) == ("mix-2", "mix-1")


# dials
