"""What the page asks to be computed is what was chosen there, and a result is found again by all that decides it."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from scenarios.dial_fields import Field
from scenarios.library import load_mix
from simulation.problems import InputProblem
from smartmix.page.build import controls, files, policy
from smartmix.page.dials.mix_changes import built
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


class Place:
    """What stands where an element of the page would."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def clear(self) -> None:
        pass


VIEW: Any = SimpleNamespace(lang="en", words=lambda text: text)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Dials and choices by their label, as they would be drawn."""
    found: dict[str, Any] = {}

    def dial(label: str, value: Any, changed: Any, **more: Any) -> None:
        found[label] = SimpleNamespace(value=value, changed=changed, **more)

    def select(label: str, options: Any, value: Any, changed: Any) -> None:
        found[label] = SimpleNamespace(options=options, value=value, changed=changed)

    for module in (policy, controls):
        monkeypatch.setattr(module, "dial", dial)
        monkeypatch.setattr(module, "select", select)
        for name in ("box", "text"):
            monkeypatch.setattr(module, name, lambda *_words, **_more: Place())
    monkeypatch.setattr(policy, "button", lambda label, does: found.update({label: does}))
    monkeypatch.setattr(policy, "aside", lambda *_words: None)
    return found


def test_the_eight_dials_turn_what_their_words_say(made: dict[str, Any]) -> None:
    turned: list[Any] = []
    mix = load_mix("mix-2")
    policy.PolicyDials(VIEW, mix, lambda: mix, turned.append).place()
    by_number = {label[:1]: dial for label, dial in made.items() if label[:1].isdigit()}
    assert {number: each.value for number, each in by_number.items() if number in "34568"} == {
        "3": pytest.approx(dial_of(mix, "inspections_per_100_firms")),
        "4": policy.dials.advisers(mix),
        "5": pytest.approx(policy.dials.budget(mix) / 1e6),
        "6": pytest.approx(policy.dials.members(mix) * 100, abs=0.01),
        "8": pytest.approx(policy.dials.effort(mix) * 100),
    }
    for number, value in (
        ("1", 500.0),
        ("2", "2026Q1"),
        ("3", 12.0),
        ("4", 33.0),
        ("5", 34.0),
        ("6", 20.0),
        ("8", 50.0),
    ):
        by_number[number].changed(value)
    after = mix
    for turns in turned:
        after = built(after, dict(turns))
    phase = dials_law(after).scope[-1]
    assert (phase.employees, phase.strictly_more, after.instruments["broad-law"].in_force) == (500.0, True, "2026Q1")  # type: ignore[union-attr]
    assert dial_of(after, "inspections_per_100_firms") == 12.0
    assert (policy.dials.advisers(after), policy.dials.budget(after)) == (33.0, pytest.approx(34e6))
    assert (policy.dials.members(after), policy.dials.effort(after)) == (pytest.approx(0.2), 0.5)
    assert (by_number["7"].value, list(by_number["7"].options)) == (
        policy.dials.conditions(mix),
        [*policy.dials.CONDITIONS],
    )
    others = [source for source in policy.dials.CONDITIONS if source != policy.dials.conditions(mix)]
    for source in others:
        by_number["7"].changed(source)
        assert (
            policy.dials.conditions(built(mix, {name: value for name, value in turned[-1] if value is not None}))
            == source
        )


def dials_law(mix: Any) -> Any:
    return policy.dials.law_in(mix, "broad-law")[1]


def dial_of(mix: Any, name: str) -> Any:
    return getattr(dials_law(mix), name)


def test_a_law_begins_in_no_year_before_it_is_announced() -> None:
    assert list(policy._starts("2023Q1", "2021Q4", "en"))[:3] == ["2022Q1", "2023Q1", "2024Q1"]
    assert list(policy._starts("2023Q1", "2022Q1", "en"))[:2] == ["2022Q1", "2023Q1"]
    assert list(policy._starts("2023Q3", None, "en"))[:2] == ["2023Q3", "2021Q1"]
    found = policy._starts("2023Q3", None, "en")
    assert (found["2023Q3"], found["2024Q1"], list(found)[-2:]) == ("2023 Q3", "2024", ["2035Q1", "never"])


def test_a_count_of_firms_has_its_range_where_readings_differ() -> None:
    def told(low: float, middle: float, high: float) -> str:
        total: Any = SimpleNamespace(low=low, central=middle, high=high)
        return policy._firms(SimpleNamespace(total=total), "en")  # type: ignore[arg-type]

    assert told(1000.0, 1000.0, 1200.0) == "1,000 (1,000 to 1,200)"
    assert (told(1200.2, 1200.1, 1199.9), told(900.0, 1000.0, 1200.0)) == ("1,200", "1,000 (900 to 1,200)")


@pytest.mark.parametrize(
    ("field", "shown", "typed", "written"),
    [
        (Field("share_followed_up", "share", 0.13, high=1.0, top=1.0), (13.0, 0.0, 100.0, 100.0, 1.0), 25.0, "0.25"),
        (
            Field("schemes.fbk.budget_eur_per_year", "money", 7.5e6, high=1e9, top=2e7),
            (7.5, 0.0, 1000.0, 20.0, 0.2),
            9.0,
            "9000000",
        ),
        (Field("scope.0.employees", "number", 250.0, high=1e6, top=5e3), (250.0, 0.0, 1e6, 5e3, 50.0), 500.0, "500"),
    ],
)
def test_a_dial_is_shown_and_written_in_its_unit(
    made: dict[str, Any], field: Field, shown: tuple[float, ...], typed: float, written: str
) -> None:
    changed: list[Any] = []
    controls.control(VIEW, "thing", field, lambda *words: changed.append(words))
    (dial,) = made.values()
    assert (dial.value, dial.low, dial.high, dial.top, dial.step) == pytest.approx(shown)
    dial.changed(typed)
    dial.changed(None)
    assert changed == [(f"thing.{field.path}", written), (f"thing.{field.path}", "none")]


def test_a_whole_number_and_a_choice_are_written_as_chosen(made: dict[str, Any]) -> None:
    changed: list[Any] = []
    for field in (
        Field("order", "whole", 2, low=1, high=60),
        Field("in_force", "start", "2023Q1"),
        Field("level", "choice", "national", options=("national", "EU")),
    ):
        controls.control(VIEW, "thing", field, lambda *words: changed.append(words))
    whole, start, level = made.values()
    assert (whole.value, whole.low, whole.high, whole.top, whole.may_be_empty) == (2, 1, 60, 40, True)
    assert list(start.options)[:4] == ["none", "never", "drawn", "2012Q1"] and list(start.options)[-1] == "2035Q4"
    assert start.value == "2023Q1" and list(level.options) == ["national", "EU"]
    whole.changed(3.0)
    start.changed("2024Q2")
    level.changed("EU")
    assert changed == [("thing.order", "3"), ("thing.in_force", "2024Q2"), ("thing.level", "EU")]
    needed = controls.quarters("en", Field("in_force", "quarter", "2023Q1"))
    assert list(needed)[:1] == ["2012Q1"]  # what has to begin once cannot be without a date


# keeping


def test_a_mix_takes_the_place_only_of_the_one_that_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    mix: Any = SimpleNamespace(id="mine", name=SimpleNamespace(en="Mine"))
    kept: list[Any] = []
    shelf = SimpleNamespace(
        of=lambda owner: [SimpleNamespace(file=SimpleNamespace(stem="mine"))] if owner == "me" else [],
        keep=lambda owner, mix: kept.append((owner, mix)),
    )
    monkeypatch.setattr(files, "STORE", shelf)

    def keep(owner: str, **values: str) -> None:
        files.keep(SimpleNamespace(owner=owner, lang="en", address=Address("/build", values)), mix)  # type: ignore[arg-type]

    with pytest.raises(InputProblem, match="the name Mine already"):
        keep("me")
    with pytest.raises(InputProblem, match="the name Mine already"):
        keep("me", mine="another")
    keep("me", mine="mine")
    keep("you")
    assert kept == [("me", mix), ("you", mix)]


def test_a_kept_mix_is_opened_with_its_start_and_its_dials(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"lang": "nl", "future": "no-eu-law", "group": "small", "from": "mix-1", "set": "a:1", "own": "x"}
    view: Any = SimpleNamespace(address=Address("/build", values))
    kept: Any = SimpleNamespace(key="kept-1", mix=SimpleNamespace(id="mine"))
    monkeypatch.setattr(files, "parts_of", lambda _kept: ("mix-2", "Mine", {"support-office.advisers": "3"}))
    found = files.open_url(view, kept)
    assert found == (
        "/build?lang=nl&future=no-eu-law&group=small&from=mix-2&name=Mine&set=support-office.advisers:3&mine=mine"
    )
    monkeypatch.setattr(files, "parts_of", lambda _kept: None)
    assert files.open_url(view, kept) == "/build?lang=nl&future=no-eu-law&group=small&from=kept-1"
