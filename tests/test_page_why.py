"""What the pages Why and One firm compute, without a browser."""

import threading
from typing import Any

import pytest

from experiments.life import life_of_firm
from results.life.picture import life_picture
from simulation.problems import InputProblem
from smartmix.page.firm.charts import event_lines, life_option, reasons_table
from smartmix.page.firm.player import counts_table, frames_of
from smartmix.page.firm.runs import STAGES, MixInDraw, submit_lives, submit_stages
from smartmix.page.serving.jobs import Job, JobDesk
from smartmix.page.why.charts import matrix_option, regret_option, tornado_option, waterfall_option
from smartmix.page.why.shipped import shipped_robustness, shipped_synergy
from smartmix.page.why.studies import StudyOnPage, about_seconds, submit

FIRMS = 120


@pytest.fixture(scope="module")
def desk() -> Any:
    made = JobDesk()
    yield made
    made.close()


def ended(job: Job) -> Any:
    """The result of a job, once it is there."""
    while not job.is_over:
        job.wait(0.05)
    assert job.state == "done", job.problem
    return job.result


def study(kind: Any, **others: Any) -> StudyOnPage:
    """A study on few firms."""
    given: dict[str, Any] = {
        "mix": "mix-0",
        "mixes": ("mix-0", "mix-1"),
        "baseline": "reference-2020",
        "future": "no-eu-law",
        "indicator": "practice",
        "group": "goal90",
        "firms": FIRMS,
    }
    return StudyOnPage(kind, **(given | others))


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTMIX_PAGE_DRAWS", "4")


@pytest.mark.usefixtures("few_draws")
def test_sensitivity_is_computed_once_and_drawn(desk: JobDesk) -> None:
    asked = study("sensitivity")
    job = submit(desk, "a", asked)
    result = ended(job)
    assert job.done == job.total
    assert submit(desk, "b", asked) is job
    option = tornado_option(result, result.outputs[0], "en", "what it shows")
    assert len(option["yAxis"]["data"]) == len(option["series"][0]["data"])
    assert asked.draws == 20 and "--by theme" in asked.command() and "--draws" not in asked.command()


@pytest.mark.usefixtures("few_draws")
def test_synergy_and_robustness_are_computed_and_drawn(desk: JobDesk) -> None:
    asked = study("synergy")
    found = ended(submit(desk, "a", asked))
    option = waterfall_option(found, "practice", "nl", "")
    assert len(option["yAxis"]["data"]) == len(found.elements) + 2
    if len(found.elements) > 1:
        cells = matrix_option(found, "practice", "nl", "")["series"][0]["data"]
        assert len(cells) == len(found.elements) * (len(found.elements) - 1) / 2
    asked = study("robustness")
    result = ended(submit(desk, "a", asked))
    option = regret_option(result, "practice", {mix: mix for mix in result.mixes}, "")
    assert option["yAxis"]["data"] == ["reference-2020", "mix-0", "mix-1"]
    assert about_seconds(asked) % 5 == 0


@pytest.mark.parametrize("kind", ["sensitivity", "synergy", "robustness"])
def test_a_study_stops_when_asked(desk: JobDesk, kind: str) -> None:
    """Raising Cancelled from the progress of each analysis ends all its threads."""
    asked = study(kind, seed=77, mixes=("mix-1", "mix-2"), mix="mix-1")
    before = threading.active_count()
    job = submit(desk, "a", asked)
    while job.done == 0 and not job.is_over:
        job.wait(0.02)
    desk.cancel("a", job)
    while not job.is_over:
        threading.Event().wait(0.05)
    assert job.state == "cancelled" and job.done < job.total
    assert threading.active_count() <= before + 2


def test_a_study_that_cannot_run_says_why() -> None:
    with pytest.raises(InputProblem):
        about_seconds(study("robustness", mixes=("reference-2020",), mix="reference-2020"))


def test_keys_tell_studies_apart() -> None:
    assert study("synergy").key == study("synergy", mixes=("mix-0",)).key  # other mixes do not matter to it
    assert study("synergy").key != study("synergy", mix="mix-1").key
    assert study("sensitivity").key != study("sensitivity", group="small").key
    assert study("robustness").key == study("robustness", indicator="reported").key


def test_shipped_results_are_shown_only_where_they_fit() -> None:
    usual = {"mix": "mix-2", "future": "ex-ante-2020", "mixes": ("mix-0", "mix-1", "mix-2", "mix-3")}
    assert shipped_synergy(study("synergy", **usual)).mix == "mix-2"
    assert shipped_robustness(study("robustness", **usual)).mixes[0] == "reference-2020"
    assert shipped_synergy(study("synergy", **usual | {"future": "no-eu-law"})) is None
    assert shipped_synergy(study("synergy", **usual | {"baseline": "actual-policy"})) is None
    assert shipped_robustness(study("robustness", **usual | {"mixes": ("mix-1", "mix-2")})) is None


@pytest.fixture(scope="module")
def world() -> MixInDraw:
    return MixInDraw("mix-2", "reference-2020", "ex-ante-2020", 1, FIRMS)


@pytest.fixture(scope="module")
def stages(desk: JobDesk, world: MixInDraw) -> Any:
    return ended(submit_stages(desk, "a", world))


def test_firms_are_found_by_trait_and_start_alike_in_every_mix(desk: JobDesk, stages: Any) -> None:
    firms = stages.found("laggard", "", "large")
    assert firms and all(stages.stages[stages.start][stages.row(firm)] == STAGES.index("laggard") for firm in firms)
    assert stages.found() and stages.row(10**8) is None
    other = ended(submit_stages(desk, "a", MixInDraw("mix-0", "reference-2020", "ex-ante-2020", 1, FIRMS)))
    shared = min(stages.start, other.start) + 1
    assert (stages.stages[:shared] == other.stages[:shared]).all()


def test_frames_and_counts_agree(stages: Any) -> None:
    frames, rows = frames_of(stages)
    assert {len(frame) for frame in frames} == {len(rows)} == {int(stages.goal90.sum())}
    last = [frames[-1].count(str(code)) for code in range(len(STAGES))]
    assert [int(cell) for cell in counts_table(stages, "en").lines[-1][1:]] == last


def test_a_life_on_the_page_is_that_of_explain(desk: JobDesk, world: MixInDraw, stages: Any) -> None:
    firm = stages.found("laggard")[0]
    found = ended(submit_lives(desk, "a", world, firm, ("mix-2", "reference-2020")))
    life, other = found.lives
    assert life == life_of_firm(world.settings(2017), "mix-2", 1, firm)
    assert life.quarters[0] == other.quarters[0] or life.quarters[0].did == other.quarters[0].did  # the same luck
    picture = life_picture(life, "en")
    assert len(picture.table.lines) == len(life.quarters) == len(reasons_table(life, "Mix", "nl").lines)
    assert len(event_lines(life, "nl")) == sum(len(quarter.events) for quarter in life.quarters)
    option = life_option(life, "nl", picture.description, 1234.0)
    assert option["yAxis"][1]["max"] == 2000.0
    row = stages.row(firm)
    told = [STAGES.index(quarter.stage) for quarter in life.quarters]
    assert told == stages.stages[-len(told) :, row].tolist()
