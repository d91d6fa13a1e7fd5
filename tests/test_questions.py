"""The questions of parliaments: each has an answer with its range, or says what must be run first."""

import re
from dataclasses import replace

import numpy as np
import pytest

from calibration.grade import compute_grade
from experiments.compare import run_comparison
from experiments.pathways.result import DelayLost, PathwaysResult, StrategyFound
from experiments.result_parts import Spread
from experiments.robustness.question import RobustnessQuestion
from experiments.robustness.run import run_robustness
from experiments.settings import CompareSettings
from experiments.study import named
from results.compare.reproduce import command_line
from results.compare.worlds import clause, timing_of, world_name
from results.number_format import chance, decimal
from results.queries import firms_gained
from results.questions import GivenStudies, answer, answers, half_inspectors, questions
from results.questions.asking import Said, Voice, said_again
from results.questions.half import half_name, halved_in
from results.questions.traced_facts import SameOrder
from results.words import short_names
from scenarios.library import load_future, load_mix, vary_mix
from simulation.problems import InputProblem

LANGUAGES = ("en", "nl")
SMALL = CompareSettings(mixes=("mix-2", "mix-3"), draws=4, firms=300, first_year=2021, last_year=2026, prior=True)
KEYS = [key for key, _question in questions("en")]
#: A range: `31% (12 to 55)`, `+4 (−1 to +9)`.
RANGE = re.compile(r"[+−]?\d[\d.,]*%? \([+−]?\d[\d.,]* (to|tot) [+−]?\d[\d.,]*\)")


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return run_comparison(SMALL, tmp_path_factory.mktemp("questions") / "run", workers=1)


@pytest.fixture(scope="module")
def divided(tmp_path_factory):
    """A comparison that is given by world: whether EU law has come by 2030."""
    settings = replace(SMALL, draws=12, firms=100, first_year=2028, last_year=2030, worlds="eu_law")
    return run_comparison(settings, tmp_path_factory.mktemp("divided") / "run", workers=1)


@pytest.fixture(scope="module")
def half(comparison, tmp_path_factory):
    """The same comparison with half the inspectors, as a page would run it: from files."""
    folder = tmp_path_factory.mktemp("half")
    files = []
    for mix in half_inspectors(comparison):
        files.append(folder / f"{mix.id}.yaml")
        files[-1].write_text(mix.as_yaml(), encoding="utf-8")
    settings = replace(SMALL, mixes=tuple(str(file) for file in files))
    return run_comparison(settings, folder / "run", workers=1)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """One mix compared with nothing, in years that end before the goal's."""
    settings = CompareSettings(
        mixes=(), baseline="mix-1", draws=2, firms=300, first_year=2016, last_year=2018, prior=True
    )
    return run_comparison(settings, tmp_path_factory.mktemp("alone") / "run", workers=1)


@pytest.fixture(scope="module")
def other_baseline(tmp_path_factory):
    """Another baseline, a mix of the user's own, and years that begin after the goal's."""
    folder = tmp_path_factory.mktemp("other")
    mine = vary_mix(load_mix("mix-2"), {"broad-law.inspections_per_100_firms": 40}, "mine")
    (folder / "mine.yaml").write_text(mine.as_yaml(), encoding="utf-8")
    mixes = ("mix-2-eu", str(folder / "mine.yaml"))
    settings = replace(SMALL, mixes=mixes, baseline="mix-2", draws=2, first_year=2025, last_year=2026)
    made = run_comparison(settings, folder / "run", workers=1)
    (folder / "mine.yaml").unlink()  # a finished run keeps what it needs
    return made


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A comparison with an evidence grade of its own: the shipped one may wait for a next posterior."""
    settings = CompareSettings(draws=3, firms=300, first_year=2030, last_year=2030)
    own = compute_grade(draws=8, firms=150, mixes=settings.mixes, variant_draws=2)
    with pytest.MonkeyPatch.context() as patch:
        for place in ("results.grade.rows.load_grade", "results.queries.load_grade"):
            patch.setattr(place, lambda folder=None: own)
        yield run_comparison(settings, tmp_path_factory.mktemp("graded") / "run", workers=1)


@pytest.fixture(scope="module")
def worlds():
    """A small robustness analysis of one of the two mixes."""
    settings = replace(SMALL, mixes=("mix-2",), draws=2, firms=150, last_year=2030)
    return run_robustness(RobustnessQuestion(settings, kinds=("futures",)), workers=1)


def spreads(p05, p50, p95):
    return Spread(p05=p05, p50=p50, p95=p95, mean=p50)


WAITING = {
    "mix-2": DelayLost(
        laws=["broad-law"],
        lost={
            "practice_firm_years": {"goal90": spreads(23.2, 59.9, 100.1), "all": spreads(167.0, 607.0, 1124.0)},
            "burden_eur": {"goal90": spreads(2e6, 16e6, 86e6), "all": spreads(26.7e6, 110.8e6, 473.5e6)},
            "government_cost_eur": {"all": spreads(-1.2e6, 4.3e6, 8.3e6)},
        },
    ),
    "mix-3": None,
}
#: Only what an answer about waiting reads.
PATHWAYS = PathwaysResult.model_construct(
    baseline="reference-2020",
    future="ex-ante-2020",
    future_name=named(load_future("ex-ante-2020").name),
    draws=4,
    firms=300,
    seed=1,
    parameters="prior",
    counted=[2021, 2026],
    delay_quarters=4,
    strategies={mix: StrategyFound.model_construct(delay=delay) for mix, delay in WAITING.items()},
)


def is_traced(found, comparison, studies, lang):
    """Every number of an answer is asked again and is written the same; no other number stands in the text."""
    names = sorted(short_names(comparison, lang).values(), key=len, reverse=True)
    for sentence in found.sentences:
        rest = sentence.text
        for asked in sentence.query:
            assert isinstance(asked, Said)
            assert said_again(asked, comparison, studies, lang) == asked.text, f"{asked.query} in: {sentence.text}"
            assert str(asked.query)
            assert asked.text in rest
        rest = re.sub("|".join(map(re.escape, names)), "", rest)
        rest = re.sub(r"[“‘][^”’]*[”’]", "", rest)  # names of laws and futures
        rest = re.sub(r"\b[SPKN]-[A-Z]?\d+", "", rest)
        allowed = {asked.text.strip("+%<>") for asked in sentence.query}
        # years, the goal, sizes of small firms, the unit, a clear order and the words "range 5-95"
        known = {*map(str, range(2012, 2036)), "90", "10", "49", "5", "95", "100,000", "100.000"}
        for number in re.findall(r"(?<![\w.])−?\d[\d.,]*(?<![.,])", rest):
            assert number in allowed | known, f"{number} in: {sentence.text}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_is_answered_or_says_what_it_needs(comparison, lang):
    found = answers(comparison, lang)
    assert [(one.key, one.question) for one in found] == questions(lang)
    for one in found:
        assert one.sentences, one.key
        assert one.cannot, one.key
        assert one.sources and one.command.startswith("smartmix "), one.key
        if not one.needs and one.key != "scope-after-omnibus":
            assert one.command == command_line(comparison)
        assert one.table is None or all(len(line) == len(one.table.heads) for line in one.table.lines), one.key
        is_traced(one, comparison, GivenStudies(), lang)
    assert {one.key for one in found if one.needs} == {"year-of-waiting", "inspectors", "assumptions"}


def test_numbers_come_with_their_range(comparison):
    for one in answers(comparison, "en"):
        if one.key not in ("year-of-waiting", "assumptions"):
            assert any(RANGE.search(sentence.text) for sentence in one.sentences), one.key
        if one.table and one.key not in ("scope-after-omnibus", "assumptions"):  # columns for the ends; chances
            assert all(RANGE.search(cell) or cell in ("", "n/a") for line in one.table.lines for cell in line[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_are_given_by_world(divided, lang):
    for one in answers(divided, lang):
        is_traced(one, divided, GivenStudies(), lang)
    found = answer("how-many-firms", divided, lang)
    first, *_middle, last = found.sentences
    for view in divided.worlds.values():
        assert f"{clause(view, lang)} ({chance(view.world.chance, lang)}" in first.text
    assert last == timing_of(divided, divided.division.rule, lang, Voice)
    assert found.table.heads[0] == ("world" if lang == "en" else "wereld")
    titles = [world_name(view, lang) for view in divided.worlds.values()]
    assert [line[0] for line in found.table.lines] == [title for title in titles for _mix in divided.mixes]
    outside = answer("scope-after-omnibus", divided, lang)  # what a law asks is the same in every world
    assert outside.table.heads[0] not in ("world", "wereld")
    assert not any(asked.world for sentence in outside.sentences for asked in sentence.query)


def test_numbers_of_a_world_are_those_of_its_draws(divided):
    came = np.array(
        [text != "" and text < "2031" for text in divided.dates.query("mix == 'reference-2020'").eu_in_force]
    )
    gained = firms_gained(divided, "mix-2", "basic_practice", "goal90", 2030)[came]
    (first, *_rest) = answer("how-many-firms", divided, "en").sentences
    middle, low, high = (decimal(float(np.quantile(gained, q)), "en", signed=True) for q in (0.5, 0.05, 0.95))
    assert f"Mix 2 {middle} ({low} to {high}), Mix 3" in first.text


def test_questions_are_in_both_languages():
    assert [key for key, _text in questions("nl")] == KEYS
    assert all(nl != en for (_k, en), (_l, nl) in zip(questions("en"), questions("nl"), strict=True))
    assert len(KEYS) == 10


def test_child_labour_begins_with_what_cannot_be_said(comparison, alone):
    for run in (comparison, alone):
        first, *rest = answer("child-labour", run, "en").sentences
        assert "cannot be attributed" in first.text and "S-105" in first.text
        (index,) = [sentence for sentence in rest if "index" in sentence.text]
        assert not index.query and not re.search(r"\d", re.sub("Mix \\d", "", index.text))
    assert "victims" in " ".join(answer("child-labour", comparison, "en").cannot)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_half_the_inspectors_is_read_draw_by_draw(comparison, half, lang):
    assert [mix.id for mix in half_inspectors(comparison)] == [half_name("mix-2"), half_name("mix-3")]
    studies = GivenStudies(half_inspectors=half)
    found = answer("inspectors", comparison, lang, studies)
    assert not found.needs and len(found.sentences) == 2  # posts, and what changes with half
    is_traced(found, comparison, studies, lang)
    assert "-half-inspectors.yaml" in found.command and "--prior" in found.command
    # its own run as the study of another comparison would compare different draws
    assert halved_in(comparison, comparison) == []
    assert answer("inspectors", comparison, "en", GivenStudies(half_inspectors=comparison)).needs


def test_half_the_inspections_and_nothing_else(comparison):
    (mix, _other) = half_inspectors(comparison)
    law, full = mix.instruments["broad-law"], load_mix("mix-2").instruments["broad-law"]
    assert law.inspections_per_100_firms == 5.0  # the law file has ten
    assert law.model_copy(update={"inspections_per_100_firms": None}) == full


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_of_waiting_from_a_pathways_result(comparison, lang):
    studies = GivenStudies(pathways=PATHWAYS)
    found = answer("year-of-waiting", comparison, lang, studies)
    assert not found.needs and found.table and len(found.table.lines) == 1
    assert ("60 (23 to 100)" if lang == "en" else "60 (23 tot 100)") in found.sentences[0].text
    is_traced(found, comparison, studies, lang)
    assert found.command.startswith("smartmix pathways mix-2 mix-3 --baseline reference-2020")


def test_what_waiting_needs_names_the_mixes_with_a_dated_law(comparison, alone):
    found = answer("year-of-waiting", comparison, "en")
    assert found.needs and found.command.startswith("smartmix pathways mix-2 mix-3 ")
    routes = answer("year-of-waiting", alone, "en")
    assert routes.needs and routes.command.startswith("smartmix pathways --baseline mix-1 ")
    assert "--until" not in routes.command  # effects count from 2021 on, and that run ends in 2018


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_baseline_alone_and_years_before_the_goal(alone, lang):
    found = {one.key: one for one in answers(alone, lang)}
    assert list(found) == KEYS
    for one in found.values():
        assert one.sentences
        is_traced(one, alone, GivenStudies(), lang)
    goal = found["goal-missed"]
    assert goal.needs and "--from 2016 --until 2023" in goal.command


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_baseline_and_years_after_the_goal(other_baseline, lang):
    found = {one.key: one for one in answers(other_baseline, lang)}
    for one in found.values():
        is_traced(one, other_baseline, GivenStudies(), lang)
    assert "--from 2023 --until 2026" in found["goal-missed"].command
    assert found["assumptions"].needs
    assert [mix.id for mix in half_inspectors(other_baseline)] == [half_name("mix-2-eu"), half_name("mine")]
    assert half_inspectors(other_baseline)[1].instruments["broad-law"].inspections_per_100_firms == 20.0
    assert found["year-of-waiting"].command.startswith("smartmix pathways mix-2-eu mine.yaml --baseline mix-2 ")
    assert found["small-firms"].command.startswith("smartmix compare mix-2-eu mine.yaml --baseline mix-2 ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_order_with_an_evidence_grade(graded, lang):
    found = answer("assumptions", graded, lang)
    assert not found.needs and found.command.startswith("smartmix compare ")
    counts = [asked.query.count for one in found.sentences for asked in one.query if isinstance(asked.query, SameOrder)]
    assert counts == ["same", "looked_at"] * 4
    is_traced(found, graded, GivenStudies(), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_order_in_other_worlds(comparison, worlds, lang):
    studies = GivenStudies(robustness=worlds)
    found = answer("assumptions", comparison, lang, studies)
    assert not found.needs and found.command.startswith("smartmix robustness mix-2 --baseline ")
    assert "--draws 2 --firms 150" in found.command and found.command.endswith(" --worlds futures")
    is_traced(found, comparison, studies, lang)


def test_counts_after_omnibus_do_not_rise(comparison):
    table = answer("scope-after-omnibus", comparison, "en").table
    central = [int(line[2].replace(",", "")) for line in table.lines]
    assert central[1] <= central[0] and central[3] <= central[2]
    assert "cannot be established" in table.lines[2][4]


def test_an_unknown_question_is_refused(comparison):
    with pytest.raises(InputProblem, match="unknown question"):
        answer("how-many-firm", comparison, "en")
