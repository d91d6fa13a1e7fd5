"""What studies sum up of cases that somebody made up: the front, conditions, elements, doubts, measurements, dates."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.discover import cases
from experiments.discover.cases import answers_of, conditions_of
from experiments.discover.question import choices
from experiments.discover.result import FailingWhen
from experiments.discover.runs import level_taken
from experiments.information.inputs import groups_of, inputs_of
from experiments.information.measurements import Measurement, Part, measured
from experiments.information.net_benefit import net_benefit, net_benefits
from experiments.optimise import summing as optimise
from experiments.optimise.question import optimise_question
from experiments.optimise.result import OptimiseResult
from experiments.optimise.search import Tried
from experiments.points import Answers, Point, Wanted
from experiments.robustness.worlds import PossibleWorld, worlds_for
from experiments.sensitivity.design import Design
from experiments.sensitivity.doubts import doubts
from experiments.sensitivity.factors import Factor, dials_at, grouped, overrides_at
from experiments.sensitivity.indices import Index
from experiments.sensitivity.summing import summed_up
from experiments.settings import CompareSettings
from experiments.synergy.by_world import worlds_of
from experiments.synergy.data import OwnGroup
from experiments.synergy.grouping import by_user, joined, merged
from scenarios.library import load_mix
from simulation.parameters import registry

# optimise: four draws of the base and of five candidates

PLAN = """
format: 1
base: mix-2
dials: {support-office.advisers: {range: [0, 40]}}
objectives: [practice, government_cost]
limits: {government_cost: 30.0}
"""
BASE = np.array([[0.2, 10.0], [0.3, 20.0], [0.4, 30.0], [0.5, 40.0]])
#: Better and a little dearer; the same again; too dear; cheap, with a draw that is not defined; failed.
BETTER = np.array([[0.5, 14.0], [0.5, 23.0], [0.5, 32.0], [0.5, 41.0]])
DEAR = np.array([[0.9, 60.0]] * 4)
CHEAP = np.array([[0.1, 1.0], [np.nan, 1.0], [0.1, 1.0], [0.1, 1.0]])


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> OptimiseResult:
    file = tmp_path_factory.mktemp("plan") / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    question = optimise_question(CompareSettings(draws=4, firms=100, prior=True, future="no-eu-law"), file)
    tried = [
        Tried({}, BASE),
        *(
            Tried({"support-office.advisers": n}, values)
            for n, values in ((20.0, BETTER), (20.0, BETTER), (40.0, DEAR))
        ),
        Tried({"support-office.advisers": 0.0}, CHEAP),
        Tried({"support-office.advisers": 1.0}, np.full((4, 2), np.nan), "it failed"),
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(optimise, "load_population", lambda firms: SimpleNamespace(firm_id=range(firms)))
        return optimise.summed_up(question, tried)


def test_the_front_goes_from_the_best_on_the_first_objective(searched: OptimiseResult) -> None:
    assert [each.number for each in searched.front] == [1, 0, 4]
    assert [each.mix for each in searched.front] == ["found-0001", "found-0000", "found-0004"]
    assert (searched.tried, searched.failed, searched.base_candidate.number) == (6, 1, 0)
    table = searched.frames()["candidates"].set_index("number")
    assert table["on_front"].tolist() == [True, True, False, False, True, False]
    assert table["allowed"].tolist() == [True, True, True, False, True, False]
    assert table["points"].tolist() == [4, 4, 4, 4, 3, 0]
    assert searched.frames()["front"]["number"].tolist() == [1, 0, 4]
    assert len(searched.frames()["draws"]) == 24 and table.loc[5, "failure"] == "it failed"


def test_a_candidate_has_its_level_and_its_difference_draw_by_draw(searched: OptimiseResult) -> None:
    """Practice rises by 0.3, 0.2, 0.1 and 0 and cost by 4 to 1, the other way round than the levels."""
    practice, cost = searched.front[0].objectives.values()
    assert practice is not None and cost is not None
    assert [practice.mean, practice.p05, practice.p95] == pytest.approx([0.5, 0.5, 0.5])
    assert [practice.difference_p05, practice.difference_p95] == pytest.approx([0.015, 0.285])
    assert [cost.mean, cost.p05, cost.p95] == pytest.approx([27.5, 15.35, 39.65])
    assert [cost.difference_p05, cost.difference_p95] == pytest.approx([1.15, 3.85])
    cheap = searched.front[2].objectives["practice"]  # of the three draws in which it is defined
    assert cheap is not None
    assert [cheap.mean, cheap.difference_p05, cheap.difference_p95] == pytest.approx([0.1, -0.39, -0.12])


# discover


def parameters_at(**others: float) -> dict[str, list[float]]:
    return {name: [others.get(name, each.low)] for name, each in registry().items()}


def world(name: str, kind: Any, future: str) -> PossibleWorld:
    usual = worlds_for(CompareSettings(future="no-eu-law"), (), {})[0].variants
    return PossibleWorld(name, kind, future, usual)


WORLDS = [world("base", "base", "no-eu-law"), world("dry", "shock", "as-happened"), world("base", "base", "no-eu-law")]


def test_conditions_are_what_varies_over_the_cases() -> None:
    points = [Point(parameters_at(contact_effect=value), n) for n, value in enumerate((0.1, 0.3, 0.2))]
    x = conditions_of(points, WORLDS)
    assert {str(name): list(column) for name, column in x.items()} == {
        "contact_effect": [0.1, 0.3, 0.2],
        "future": ["no-eu-law", "as-happened", "no-eu-law"],
        "shock": ["none", "dry", "none"],
    }


def test_cases_are_differences_with_the_baseline_each_in_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first and third case share a world, in which the second of its two runs failed."""

    def made_up(jobs: Any, wanted: Wanted, *_others: Any) -> list[Answers]:
        assert [[point.replication for point in job.points] for job in jobs] == [[0, 2], [1]]
        values = [np.array([[0.2, 0.5], [0.4, 0.9]]), np.array([[0.3, 0.1]])]
        failures = [{1: "lost"}, {}]
        return [
            Answers(("a", "b"), wanted, v[:, :, None, None, None], f) for v, f in zip(values, failures, strict=True)
        ]

    monkeypatch.setattr(cases, "run_jobs", made_up)
    points = [Point(parameters_at(), n) for n in range(3)]
    mixes: Any = [load_mix("mix-1"), load_mix("mix-2")]
    for baseline, expected in (("mix-1", [0.3, -0.2, 0.5]), ("", [0.5, 0.1, 0.9])):
        when = FailingWhen(indicator="practice", group="goal90", year=2025, below=0.3, baseline=baseline)
        values, failures = answers_of(CompareSettings(), mixes, points, WORLDS, when, 1, None)
        assert values.tolist() == pytest.approx(expected) and failures == {2: "lost"}


def test_a_level_is_missed_beyond_it_and_gives_way_to_the_middle() -> None:
    below, above = (
        FailingWhen(indicator="practice", group="all", year=2025, **{way: 0.3}) for way in ("below", "above")
    )
    values = np.array([0.2, 0.3, 0.4])
    assert below.fails(values).tolist() == [True, False, False] and above.fails(values).tolist() == [False, False, True]
    fewest = choices()["fewest"]
    some = np.concatenate([np.full(fewest - 1, 0.5), np.linspace(0.0, 0.29, 60)])
    question: Any = SimpleNamespace(failing_when=below, middle_allowed=True)
    when, aside = level_taken(question, some)
    assert aside is not None and (aside.level, aside.failing) == (0.3, 60)
    assert (when.below, when.above) == (pytest.approx(float(np.median(some))), None)
    assert level_taken(question, np.append(some, 0.6)) == (below, None)
    assert level_taken(SimpleNamespace(failing_when=below, middle_allowed=False), some) == (below, None)  # type: ignore[arg-type]


# synergy


def test_parts_come_together_at_the_place_of_the_first() -> None:
    assert merged([["a"], ["b"], ["c"]], "c", "a") == [["a", "c"], ["b"]]
    assert merged([["a", "c"], ["b"]], "c", "a") == [["a", "c"], ["b"]]
    keys = {"a": "k", "b": None, "c": "k"}
    parts: Any = [(None, [name]) for name in "abc"]
    assert joined(parts, lambda group: keys[group[0]]) == [("k", ["a", "c"]), (None, ["b"])]
    own = OwnGroup.model_construct(name=None, of=["b"])
    assert by_user({"mine": own}, [["a", "b"], ["c"]]) == [("group:mine", ["a", "b"]), (None, ["c"])]


def test_elements_are_told_apart_in_the_world_that_existing_policy_meets() -> None:
    """Of 41 draws one failed; in 15 of the others EU law comes, and there all elements change 2 points, else 30."""
    came = np.array([1.0] * 15 + [0.0] * 25 + [np.nan])
    total = np.where(came == 1.0, 0.02, 0.30)[:, None]
    runs: Any = SimpleNamespace(
        found=SimpleNamespace(eu_law=np.column_stack([came, np.ones(41)])),
        effects=SimpleNamespace(total=total, shapley={"law": total * 0.75, "office": total * 0.25}),
        question=SimpleNamespace(indicators=("practice",)),
        elements=SimpleNamespace(ids=("law", "office")),
        column=lambda _name, _group: 0,
    )
    found = worlds_of(runs)
    assert found is not None
    with_law, without = found
    assert (with_law.key, with_law.draws, with_law.chance) == ("eu_law", 15, 0.375)
    assert (without.key, without.draws, without.chance) == ("no_eu_law", 25, 0.625)
    assert with_law.indicators["practice"].total.mean == pytest.approx(0.02)
    assert without.indicators["practice"].shares["law"].mean == pytest.approx(0.225)
    runs.effects.total = np.full((41, 1), 0.3)
    assert worlds_of(runs) is None


# sensitivity

SHARES = Design("shapley", ("a", "b"), ("a", "b"), 40)
VARIES = np.linspace(0.0, 1.0, 40)[:, None]


def share(name: str, value: float, low: float, high: float, measure: str = "shapley") -> Index:
    return Index(0, name, measure, value, low, high)


EXPLAINED = share("all", 0.5, 0.5, 0.5, "explained")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([share("a", 0.5, 0.4, 0.59), share("b", 0.3, 0.25, 0.39)], {}),
        ([share("a", 0.5, 0.39, 0.6), share("b", 0.3, 0.25, 0.35)], {"wide": ("a", 0.21)}),
        ([share("b", 0.3, 0.25, 0.41), share("a", 0.5, 0.4, 0.55)], {"order": ("b", 0.0)}),
        ([share("a", -0.3, -0.4, -0.1), share("b", -0.1, -0.3, -0.2)], {"negative": ("b", -0.1), "order": ("a", 0.0)}),
        ([share("a", -0.01, -0.02, -0.01)], {}),  # rounding of zero
        ([share("a", -0.1, -0.15, 0.01)], {}),  # its range holds zero
        ([share("a", 1.03, 1.01, 1.1)], {"above": ("a", 1.03)}),
        ([share("a", 1.03, 0.99, 1.1)], {}),  # its range holds 1
        (
            [share("all", 0.5, 0.5, 0.5, "explained"), share("luck", 0.15, 0.1, 0.2, "share")],
            {"unresolved": ("", 0.35)},
        ),
        ([EXPLAINED, share("luck", 0.21, 0.1, 0.3, "share")], {}),
    ],
)
def test_doubts_begin_at_their_bounds(found: list[Index], said: dict[str, Any]) -> None:
    got = {each.code: (each.input, pytest.approx(each.number)) for each in doubts(SHARES, found, VARIES)}
    assert got == said


def test_what_chance_gives_is_held_against_the_largest() -> None:
    design = Design("pawn", ("a", "b"), ("a", "b"), 40)
    found = [share("a", 0.3, 0.2, 0.35, "pawn"), share("b", 0.1, 0.05, 0.15, "pawn")]
    for high, codes in ((0.30, {"chance"}), (0.29, set[str]())):
        chance = share("chance", 0.2, 0.1, high, "pawn")
        assert {each.code for each in doubts(design, [*found, chance], VARIES)} == codes


def test_a_lever_takes_its_values_at_the_quantiles() -> None:
    choice = Factor("law.regime", "choice", choices=("low", "2", "true"))
    assert [choice.at(u) for u in (0.0, 0.34, 0.99, 1.0)] == ["low", 2, True, True]
    whole = Factor("office.advisers", "lever", 2.0, 5.0, is_whole=True)
    assert [whole.at(u) for u in (0.0, 0.24, 0.26, 0.99, 1.0)] == [2, 2, 3, 5, 5]
    rising = Factor("contact_effect", "range", 1.0, 100.0, is_log=True)
    assert [rising.at(u) for u in (0.0, 0.5, 1.0)] == pytest.approx([1.0, 10.0, 100.0])
    point = np.array([1.0, 0.0, 0.5])
    assert dials_at([choice, whole, rising], point) == {"law.regime": True, "office.advisers": 2}
    assert overrides_at([choice, whole, rising], point) == {"contact_effect": pytest.approx(10.0)}
    assert grouped([choice, Factor("contact_effect", "parameter")], "grade", ()) == (
        "law.regime",
        registry()["contact_effect"].grade,
    )


def test_each_output_keeps_its_own_indices_and_runs() -> None:
    def output(year: int) -> Any:
        asked = {"mix": "mix-1", "baseline": None, "indicator": "practice", "group": "all", "year": year}
        return SimpleNamespace(**asked, label=f"practice {year}")

    settings = CompareSettings(firms=100, prior=True, future="no-eu-law")
    factors = [Factor("contact_effect", "parameter"), Factor("letter_effect", "parameter")]
    names = tuple(factor.name for factor in factors)
    runs: Any = SimpleNamespace(
        design=Design("shapley", names, ("one", "two"), 20),
        model=SimpleNamespace(settings=settings, mixes=[load_mix("mix-1")], factors=factors),
        x=np.array([[0.1, 0.2, 7.0], [0.3, 0.4, 8.0]]),
        y=np.array([[1.0, 2.0], [3.0, 4.0]]),
        outputs=[output(2029), output(2030)],
        indices=[Index(1, "one", "shapley", 0.5, 0.4, 0.6), Index(0, "two", "shapley", 1 / 3, np.nan, 0.9)],
        doubts=doubts(SHARES, [], np.ones((40, 2)))[1:],
    )
    found = summed_up(runs)
    first, second = found.outputs
    assert (first.year, second.year, found.size, found.runs) == (2029, 2030, 20, 2)
    assert [(i.input, i.value, i.p05, i.p95) for i in first.indices] == [("two", 0.333333, None, 0.9)]
    assert [(i.input, i.value, i.p05, i.p95) for i in second.indices] == [("one", 0.5, 0.4, 0.6)]
    assert ([d.code for d in first.doubts], [d.code for d in second.doubts]) == ([], ["constant"])
    assert [(i.name, i.group) for i in found.inputs] == [("contact_effect", "one"), ("letter_effect", "two")]
    table = found.frames()["runs"]
    assert table.to_dict("list") == {
        "run": [0, 1],
        "contact_effect": [0.1, 0.3],
        "letter_effect": [0.2, 0.4],
        "luck": [7, 8],
        "practice 2029": [1.0, 3.0],
        "practice 2030": [2.0, 4.0],
    }
    row = found.frames()["indices"].iloc[0]
    assert [row[part] for part in ("year", "input", "value", "p05", "p95")] == [2030, "one", 0.5, 0.4, 0.6]


# information

TRADE = net_benefit()


def answers(values: Any, wanted: Wanted) -> Answers:
    """values: (points, mixes, years, indicators), of one group."""
    return Answers(("base", "mix-1"), wanted, np.asarray(values, float)[:, :, :, None, :])


def test_inputs_vary_and_are_logarithms_where_their_prior_is() -> None:
    kinds = {kind: next(n for n, p in registry().items() if p.kind == kind) for kind in ("uniform", "loguniform")}
    points = [Point(parameters_at(**{kinds["uniform"]: v, kinds["loguniform"]: v}), 0) for v in (1.0, 10.0)]
    found = inputs_of(points)
    assert {name: values.tolist() for name, values in found.items()} == {
        kinds["uniform"]: [1.0, 10.0],
        kinds["loguniform"]: pytest.approx([0.0, np.log(10.0)]),
    }
    assert groups_of(found, {"both": [*kinds.values(), "letter_effect"], "none": ["letter_effect"]}) == {
        "both": tuple(kinds.values())
    }


def test_a_net_benefit_is_what_firms_are_worth_less_all_costs_in_the_mean_year() -> None:
    """At 100 euro: 0.5 of 200 firms less 30 of each cost, and 0.6 of 300 less 50."""
    last = TRADE.mean_from + 1
    assert TRADE.years(last) == (last - 1, last) and TRADE.years(last - 2) == (last - 2,)
    columns = (TRADE.counted, "firms", *TRADE.costs)
    rows = [[0.5, 200.0, *([30.0] * len(TRADE.costs))], [0.6, 300.0, *([50.0] * len(TRADE.costs))]]
    given = answers([[rows, rows]], Wanted(TRADE.years(last), (TRADE.group,), columns))
    each = [100 * 0.5 * 200 - 30 * len(TRADE.costs), 100 * 0.6 * 300 - 50 * len(TRADE.costs)]
    assert net_benefits(given, "mix-1", last, 100.0).tolist() == pytest.approx([sum(each) / 2])


def test_errors_of_a_measurement_follow_from_its_sample() -> None:
    """Shares of 0.3 under mix 1 and 0.2 under the base, in a sample of 100 firms, half of them on each side."""
    n = 4000
    wanted = Wanted((2025,), ("all",), ("practice",))
    given = answers(np.broadcast_to(np.array([[[[0.2]], [[0.3]]]]), (n, 2, 1, 1)), wanted)
    where = {"indicator": "practice", "group": "all", "year": 2025, "sample": 100}
    mix: Any = {"mix": "mix-1"}
    parts = [
        Part(**where, mix=mix),
        Part(**where, mix=mix, minus={"mix": "mix-2"}),  # type: ignore[arg-type]
        Part(**where, spread=0.5, error=0.1),
    ]
    given = Answers(("base", "mix-1", "mix-2"), wanted, np.concatenate([given.values, given.values[:, :1]], axis=1))
    points = [Point(parameters_at(), 0)] * n
    made = measured({"m": Measurement.model_construct(parts=parts)}, given, points, "base", 1)["m"]
    assert made.mean(axis=0) == pytest.approx([0.3, 0.1, 0.2], abs=0.006)
    spreads = [np.sqrt(0.21 / 100), np.sqrt((0.21 + 0.16) / 50), np.sqrt(0.25 / 100 + 0.01)]
    assert made.std(axis=0) == pytest.approx(spreads, rel=0.05)


def test_a_parameter_is_measured_on_the_scale_on_which_it_is_uncertain() -> None:
    name = next(name for name, each in registry().items() if each.kind == "uniform")
    points = [Point(parameters_at(**{name: 4.0}), 0)] * 4000
    parts = [Part(parameter=name, error=0.1, relative=relative) for relative in (True, False)]
    made = measured({"m": Measurement.model_construct(parts=parts)}, None, points, "base", 1)["m"]  # type: ignore[arg-type]
    assert made.mean(axis=0) == pytest.approx([4.0, 4.0], abs=0.03)
    assert made.std(axis=0) == pytest.approx([0.4, 0.1], rel=0.05)
