"""Answers to parliament on a comparison whose every number is known: the right number, mix, sign, column and verdict.

Elsewhere the numbers of answers are asked again by the query that they carry; a wrong query gives the same wrong number
twice. Here each is worked out by hand from the levels and changes below.
"""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from made_up import BASELINE, CHANGES, FIRST, LAGGARDS, LEVELS, SECOND, YEARS, made_up

from experiments.comparison import Comparison
from experiments.pathways.result import DelayLost, PathwaysResult, StrategyFound
from experiments.result_parts import Spread
from experiments.robustness.result import PairCompared, RobustnessResult, WorldTried
from experiments.study import named
from results.questions import GivenStudies, PermittedAnswer, answer, answers
from results.questions.half import half_name
from scenarios.library import load_future
from scenarios.scope import FirmCount

MILLION = 1e6


def constant(value: float) -> tuple[float, float, float]:
    return (value, value, value)


KNOWN = LEVELS | {
    ("firms", "goal90"): constant(700.0),
    ("firms", "all"): constant(400_000.0),
    ("firms", "small"): constant(50_000.0),
    ("firms", "micro"): constant(300_000.0),
    ("basic_practice", "goal90"): (0.2, 0.3, 0.4),
    ("basic_practice", "all"): (0.01, 0.02, 0.04),
    ("burden_yearly_eur", "small"): (20 * MILLION, 30 * MILLION, 50 * MILLION),
    ("burden_one_off_eur", "small"): (1 * MILLION, 2 * MILLION, 4 * MILLION),
    ("indirect_burden_eur", "small"): (5 * MILLION, 10 * MILLION, 20 * MILLION),
    ("burden_yearly_eur", "micro"): (15 * MILLION, 30 * MILLION, 60 * MILLION),
    ("indirect_burden_eur", "micro"): (3 * MILLION, 6 * MILLION, 12 * MILLION),
    ("government_cost_supervision_eur", "all"): (1 * MILLION, 2 * MILLION, 3 * MILLION),
    ("instrument_users_lost", "all"): (0.02, 0.05, 0.09),
    ("instrument_users_lost", "goal90"): (0.10, 0.15, 0.20),
    ("instrument_users_lost", "small"): (0.30, 0.40, 0.50),
    ("disengagement", "goal90"): (0.02, 0.05, 0.09),
    ("disengagement", "all"): (0.11, 0.16, 0.21),
    ("disengagement", "large"): (0.31, 0.41, 0.51),
    ("awareness", "goal90"): (0.7, 0.8, 0.9),
    ("commitment", "goal90"): (0.3, 0.4, 0.5),
    ("stage_laggard", "goal90"): (0.1, 0.2, 0.3),
    ("chain_risk_index", "goal90"): (0.2, 0.3, 0.4),
    ("coverage_child_labour", "goal90"): (0.11, 0.21, 0.31),
    ("coverage_working_conditions", "goal90"): (0.3, 0.4, 0.5),
    ("coverage_living_wage", "goal90"): (0.5, 0.6, 0.7),
    ("coverage_environment", "goal90"): (0.7, 0.8, 0.9),
}
MORE: dict[str, Any] = {
    FIRST: CHANGES[FIRST]
    | {
        ("basic_practice", "goal90"): (0.02, 0.05, 0.10),
        ("basic_practice", "all"): (0.001, 0.002, 0.005),
        ("burden_yearly_eur", "small"): (1 * MILLION, 2 * MILLION, 4 * MILLION),
        ("burden_one_off_eur", "small"): (0.5 * MILLION, 1 * MILLION, 2 * MILLION),
        ("indirect_burden_eur", "small"): (1 * MILLION, 1.5 * MILLION, 3 * MILLION),
        ("instrument_users_lost", "all"): (0.01, 0.02, 0.03),
        ("disengagement", "goal90"): (-0.03, -0.02, -0.01),
        ("chain_risk_index", "goal90"): (-0.03, -0.02, 0.01),
        ("coverage_child_labour", "goal90"): (0.02, 0.04, 0.06),
    },
    SECOND: CHANGES[SECOND]
    | {
        ("basic_practice", "goal90"): (-0.03, -0.01, 0.02),
        ("basic_practice", "all"): (-0.002, -0.001, 0.0005),
        ("instrument_users_lost", "all"): (-0.01, 0.02, 0.03),
        ("disengagement", "goal90"): (0.01, 0.02, 0.03),
        ("chain_risk_index", "goal90"): (-0.05, -0.03, -0.01),
        ("coverage_child_labour", "goal90"): (-0.03, -0.02, -0.01),
    },
}
#: A law costs most in 2023, when it is new.
ONE_OFF = {("burden_one_off_eur", "small"): (0.5, 3.0, 2.0, 1.0)}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("made-up-questions") / "run"
    return made_up(folder, levels=KNOWN, changes=MORE, by_year=ONE_OFF)


def said(found: PermittedAnswer) -> str:
    return " ".join(sentence.text for sentence in found.sentences)


def lines(found: PermittedAnswer) -> list[list[str]]:
    assert found.table is not None
    return [found.table.heads, *found.table.lines]


def test_numbers_of_firms_are_shares_of_700_and_of_400_thousand(known: Comparison) -> None:
    """5 points of 700 firms are 35; 0.2 points of 400,000 are 800; of 400 laggards 10 points are 40."""
    found = answer("how-many-firms", known, "en")
    text = said(found)
    assert "basic level in 2025: Mix 1 +35 (+14 to +70), Mix 2 −7 (−21 to +14)." in text
    assert "Of them started as laggards: Mix 1 +40 (+20 to +80), Mix 2 −8 (−20 to +4)." in text
    assert "of the 700 firms of the 90% goal do so: Existing policy 210 (140 to 280), Mix 1 245 (210 to 294)" in text
    assert "so many thousand more do so: Mix 1 +0.8 (+0.4 to +2.0), Mix 2 −0.4 (−0.8 to +0.2)." in text
    assert lines(found)[1:] == [
        ["Existing policy", "210 (140 to 280)", "", "", "8.0 (4.0 to 16.0)"],
        ["Mix 1", "245 (210 to 294)", "+35 (+14 to +70)", "+40 (+20 to +80)", "8.8 (6.0 to 16.4)"],
        ["Mix 2", "203 (154 to 259)", "−7 (−21 to +14)", "−8 (−20 to +4)", "7.6 (4.2 to 15.2)"],
    ]


def test_what_small_firms_spend_is_a_firm_and_together(known: Comparison) -> None:
    """2 + 1 + 1.5 million over 50,000 firms are 90 euro, 30 of which for customers; in 2023 three times the one-off."""
    found = answer("small-firms", known, "en")
    text = said(found)
    assert (
        "Mix 1 +90 (+50 to +180) euro a firm, of which +30 (+20 to +60) for customers, +4.5 (+2.5 to +9.0) million "
        "euro together, Mix 2 0 (0 to 0) euro a firm"
    ) in text
    assert "the yearly cost of small firms in 2025 is, in euro per 100,000 euro: Existing policy 20 (10 to 50)" in text
    assert "in the dearest year: Existing policy 120 (60 to 240) euro in 2023, Mix 1 180 (" in text
    assert lines(found)[1] == [
        "Existing policy",
        "840 (520 to 1,480)",
        "200 (100 to 400)",
        "120 (60 to 240)",
        "20 (10 to 40)",
    ]
    assert lines(found)[2][1:3] == ["930 (700 to 1,530)", "230 (160 to 420)"]


def test_supervision_and_what_half_of_it_changes(
    known: Comparison, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half the inspectors: 2 posts less, practice 3 points lower, the gap 1 point larger, 1 point of 700 firms less."""
    half = half_name(SECOND)
    changes = {
        half: {
            ("supervisor_fte", "all"): (1.0, 2.0, 5.0),
            ("practice", "goal90"): (-0.01, 0.06, 0.14),
            ("paper_gap", "goal90"): (0.015, 0.03, 0.06),
            ("basic_practice", "goal90"): (-0.05, -0.02, 0.01),
        }
    }
    study = made_up(tmp_path_factory.mktemp("half") / "run", levels=KNOWN, changes=MORE | changes, more=(half,))

    def halved(_comparison: Comparison, _study: Comparison | None) -> list[str]:
        return [SECOND]

    monkeypatch.setattr("results.questions.inspectors.halved_in", halved)
    found = answer("inspectors", known, "en", GivenStudies(half_inspectors=study))
    text = said(found)
    assert "Existing policy 15 (12 to 19), at 2.0 (1.0 to 3.0) million euro a year" in text
    # the changes of both runs fall over the draws, so that the ends of a difference are differences of ends
    assert (
        "Mix 2 posts −2 (−2 to −1), practice −3.0 (−3.0 to −1.0), paper gap +1.0 (+0.5 to +2.0), firms −7 (−14 to −7)."
    ) in text
    assert lines(found)[1][3:] == ["", "", ""] and lines(found)[2][3:] == ["", "", ""]
    assert lines(found)[3] == [
        "Mix 2",
        "19 (18 to 22)",
        "2.0 (1.0 to 3.0)",
        "−2 (−2 to −1)",
        "−3.0 (−3.0 to −1.0)",
        "−7 (−14 to −7)",
    ]


def test_whether_firms_stay_away_is_said_only_where_the_whole_range_lies_on_one_side(known: Comparison) -> None:
    found = answer("scared-off", known, "en")
    text = said(found)
    assert "existing policy: yes in Mix 1; not to be told (the range includes zero) in Mix 2." in text
    assert "stay away: Existing policy 5.0% (2.0 to 9.0)" in text
    assert "in percentage points: Mix 1 +2.0 (+1.0 to +3.0), Mix 2 +2.0 (−1.0 to +3.0)." in text
    assert lines(found)[:2] == [
        ["mix", "all firms", "firms of the 90% goal", "small firms"],
        ["Existing policy", "5.0% (2.0 to 9.0)", "15% (10 to 20)", "40% (30 to 50)"],
    ]


def test_whether_suppliers_are_left_is_told_both_ways(known: Comparison) -> None:
    found = answer("leaving-countries", known, "en")
    text = said(found)
    assert "than under existing policy: no in Mix 1; yes in Mix 2." in text
    assert "Existing policy 5.0% (2.0 to 9.0), Mix 1 3.0% (1.0 to 6.0)" in text
    assert lines(found)[:2] == [
        ["mix", "firms of the 90% goal", "all firms", "large firms"],
        ["Existing policy", "5.0% (2.0 to 9.0)", "16% (11 to 21)", "41% (31 to 51)"],
    ]


def test_child_labour_tells_effort_and_conditions_that_improve_only_for_certain(known: Comparison) -> None:
    """The index of risk falls in the whole range under mix 2 alone."""
    found = answer("child-labour", known, "en")
    text = said(found)
    assert "Existing policy 21% (11 to 31)" in text
    assert "in percentage points: Mix 1 +4.0 (+2.0 to +6.0), Mix 2 −2.0 (−3.0 to −1.0)." in text
    assert "what full due diligence asks: Existing policy 40% (30 to 52)" in text
    assert "to: no clear difference in Mix 1; somewhat better conditions in Mix 2." in text
    assert lines(found)[:2] == [
        ["mix", "child labour", "working conditions and forced labour", "living wage and union rights", "environment"],
        ["Existing policy", "21% (11 to 31)", "40% (30 to 50)", "60% (50 to 70)", "80% (70 to 90)"],
    ]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was counted, without the simulated observation that reading the real facts takes."""
    facts = {"endorsement-2017": 0.30, "endorsement-2019": 0.35, "all-six-2019": 12.0}
    found = [SimpleNamespace(id=name, value=value) for name, value in facts.items()]
    monkeypatch.setattr("results.questions.traced_facts.load_facts", lambda: found)


@pytest.mark.usefixtures("counted")
def test_why_the_goal_was_missed_counts_points_a_year(known: Comparison) -> None:
    """30% in 2017 and 35% in 2019 are 2.5 points a year; from 35% to 90% in the four years to 2023 13.75."""
    found = answer("goal-missed", known, "en")
    text = said(found)
    assert "30% of the large firms endorsed the guidelines in public in 2017 and 35% in 2019, and 12 firms" in text
    assert "rose by 2.5 percentage points a year" in text and "taken 13.8 points a year" in text
    assert "In the model, existing policy comes to 42% (31 to 64) in 2023" in text
    assert (
        "Knowing is not the bottleneck there: awareness is 80% (70 to 90), while the will to act is 40% (30 to 50) and "
        "20% (10 to 30) of the firms are still laggards."
    ) in text
    assert lines(found)[:2] == [
        ["mix", "endorsement", "awareness", "commitment", "practice", "share of laggards"],
        ["Existing policy", "42% (31 to 64)", "80% (70 to 90)", "40% (30 to 50)", "40% (30 to 52)", "20% (10 to 30)"],
    ]


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(("lang", "name"), [("nl", "Bestaand beleid"), ("en", "Existing policy")])
def test_existing_policy_has_no_capital_inside_a_sentence(known: Comparison, lang: str, name: str) -> None:
    """A name in a list of numbers keeps it: `Bestaand beleid 20 (10 tot 50), Mix 1 …`."""
    for one in answers(known, lang):
        assert not re.findall(rf"\w {name}", said(one)), (one.key, said(one))
    assert f"model{' komt' if lang == 'nl' else ','} {name.lower()} " in said(answer("goal-missed", known, lang))


@pytest.mark.usefixtures("counted")
def test_knowing_is_a_bottleneck_where_fewer_know_than_will(tmp_path: Any) -> None:
    levels = KNOWN | {("awareness", "goal90"): (0.2, 0.3, 0.4)}
    text = said(answer("goal-missed", made_up(tmp_path / "run", levels=levels), "en"))
    assert "Awareness there is 30% (20 to 40), the will to act 40% (30 to 50)" in text


def test_pairs_are_too_close_where_neither_is_above_in_95_percent(tmp_path: Any) -> None:
    """Mix 1 is above existing policy in all 21 draws and mix 2, which goes down, in none; the third changes nothing.

    Mix 3 is above in the 20 draws of 21 in which its change, which falls, is above zero: 95.2%. Mix 4 in 19: 90%.
    """
    third, fourth, same = "mix-3", "mix-0", "cabinet-2020"
    practice = "practice", "goal90"
    changes = {
        FIRST: {practice: (0.01, 0.04, 0.08)},
        SECOND: {practice: (-0.08, -0.04, -0.01)},
        third: {practice: (0.0001, 0.2, 0.4)},  # the lowest of 21 lies a tenth of the way below
        fourth: {practice: (-0.0001, 0.2, 0.4)},
    }
    run = made_up(tmp_path / "run", levels=KNOWN, changes=changes, more=(third, fourth, same))
    found = answer("assumptions", run, "en")
    text = said(found)
    close = text.split("in 95% of the draws: ")[1].rstrip(".").split(", ")
    beside = {pair.removesuffix(" and existing policy") for pair in close if pair.endswith(" and existing policy")}
    assert len(beside) == 2 and "Mix 0" in beside, text  # the fourth, and the one that changes nothing
    assert found.table is not None and "higher by the size that matters in 2025" in found.table.caption


def test_chances_of_every_pair_stand_in_the_table(known: Comparison) -> None:
    """Two points of practice or more in 17 and 16 of the 21 draws, and so on."""
    found = answer("assumptions", known, "en")
    text = said(found)
    assert "than under existing policy in so many of the draws: Mix 1 100%, Mix 2 100%" in text
    assert "Too close" not in text  # each is above the one before it in every draw
    assert [line[0] for line in lines(found)[1:]] == [
        "Mix 1 above existing policy",
        "Mix 2 above existing policy",
        "Mix 2 above Mix 1",
    ]
    assert lines(found)[1][1:] == ["81%", "76%", "76%", "100%"]


def test_shares_of_other_worlds_stand_in_their_own_places(known: Comparison) -> None:
    title = named(load_future("ex-ante-2020").name)
    world = WorldTried(name="usual", kind="base", title=title, future="ex-ante-2020", variants={})
    own: dict[str, Any] = {"objective": "practice", "equal": 0.0, "lowest_world": "usual", "highest_world": "usual"}
    pairs = [
        PairCompared(mix=FIRST, other=BASELINE, better=0.62, low=0.55, high=0.71, lowest=0.31, highest=0.93, **own),
        PairCompared(mix=BASELINE, other=FIRST, better=0.38, low=0.29, high=0.45, lowest=0.07, highest=0.69, **own),
    ]
    worlds = RobustnessResult.model_construct(
        pairs=pairs,
        world_settings=[world] * 3,
        world_kinds=["futures"],
        cases=63,
        draws=21,
        year=2025,
        mixes=[BASELINE, FIRST],
        baseline=BASELINE,
        future="ex-ante-2020",
        firms=100,
        all_firms=False,
        seed=1,
        parameters="prior",
        model=None,
    )
    text = said(answer("assumptions", known, "en", GivenStudies(robustness=worlds)))
    assert (
        "practise more in Mix 1 than in existing policy in 2025 in 62% of 63 cases (range 55 to 71%); in the worst of "
        "3 worlds in 31%, in the best in 93%."
    ) in text


def spread(p05: float, p50: float, p95: float) -> Spread:
    return Spread(p05=p05, p50=p50, p95=p95, mean=p50)


def test_what_waiting_loses_and_saves_are_not_confused(known: Comparison) -> None:
    lost = {
        "practice_firm_years": {"goal90": spread(23.0, 60.0, 100.0), "all": spread(167.0, 607.0, 1124.0)},
        "burden_eur": {"goal90": spread(2e6, 16e6, 86e6), "all": spread(26e6, 111e6, 473e6)},
        "government_cost_eur": {"all": spread(-1.2e6, 4.3e6, 8.3e6)},
    }
    delays = {FIRST: None, SECOND: DelayLost(laws=["broad-law"], lost=lost)}
    pathways = PathwaysResult.model_construct(
        baseline=BASELINE,
        future="ex-ante-2020",
        future_name=named(load_future("ex-ante-2020").name),
        draws=21,
        firms=100,
        seed=1,
        parameters="prior",
        model=None,
        counted=[2021, 2025],
        delay_quarters=4,
        strategies={mix: StrategyFound.model_construct(delay=delay) for mix, delay in delays.items()},
    )
    found = answer("year-of-waiting", known, "en", GivenStudies(pathways=pathways))
    text = said(found)
    assert (
        "a year later, Mix 2 has 60 (23 to 100) firm-years less practice by firms of the 90% goal from 2021 to 2025. "
        "Against that, all firms together spend 111 (26 to 473) million euro less, and the government 4.3 (−1.2 to "
        "8.3) million euro less."
    ) in text
    assert "Mix 1 has no law of its own with a date that can be delayed" in text
    assert lines(found)[1:] == [
        ["Mix 2", "60 (23 to 100)", "607 (167 to 1,124)", "111 (26 to 473)", "4.3 (−1.2 to 8.3)"]
    ]


def test_counts_under_a_law_stand_with_their_law_and_in_their_column(
    known: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    totals = {
        "csddd-2024": FirmCount(310.0, 420.0, 530.0),
        "csddd-omnibus": FirmCount(110.0, 220.0, 330.0),
        "csrd-2022": FirmCount(3_100.0, 4_200.0, 5_300.0),
        "csrd-omnibus": FirmCount(1_100.0, 2_200.0, 3_300.0),
    }
    outside = {"csddd-omnibus": FirmCount(10.0, 20.0, 30.0)}
    counts = {law: SimpleNamespace(total=total, outside=outside.get(law)) for law, total in totals.items()}
    for place in ("law_scope", "traced_facts"):
        monkeypatch.setattr(f"results.questions.{place}.scope_count", counts.__getitem__)
    found = answer("scope-after-omnibus", known, "en")
    first, second, more, unknown, *_rest = [sentence.text for sentence in found.sentences]
    assert "420 (310 to 530) fall under" in first and "and 220 (110 to 330) under" in first
    assert "4,200 (3,100 to 5,300) fall under" in second and "and 2,200 (1,100 to 3,300) under" in second
    assert ": 10 to 30 under" in more and more.endswith("that cannot be established.")
    assert unknown.startswith("How many firms that do not trade abroad") and "cannot be established" in unknown
    assert [line[1:] for line in lines(found)] == [
        ["low", "central", "high", "without foreign trade"],
        ["310", "420", "530", "cannot be established"],
        ["110", "220", "330", "10 to 30"],
        ["3,100", "4,200", "5,300", "cannot be established"],
        ["1,100", "2,200", "3,300", "cannot be established"],
    ]


def test_the_years_and_groups_here_are_those_of_the_made_up_run() -> None:
    assert YEARS[1] == 2023 and LAGGARDS == "goal90_started_laggard"
