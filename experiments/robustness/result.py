"""The answer of `robustness`, as it is stored and published."""

from typing import Literal

from experiments.result_parts import Answer, Count, Direction, Failure, Form, Group, Indicator, MixId, Some, Source

ObjectiveName = str


class ObjectiveForm(Form):
    """What is looked at, and the level that was set as a goal (null: nobody set one)."""

    indicator: Indicator
    group: Group
    years: list[int]
    direction: Direction
    goal: float | None


class LevelForm(Form):
    """Range 5–95 over all cases (draws times worlds) in which it is defined."""

    mix: MixId
    objective: ObjectiveName
    p05: float | None
    p50: float | None
    p95: float | None
    cases: Count


class RegretForm(Form):
    """What is lost against the best mix in the same case: middle, upper end with its interval, and most."""

    mix: MixId
    objective: ObjectiveName
    p50: float | None
    upper: float | None
    upper_low: float | None
    upper_high: float | None
    max: float | None
    max_world: str
    cases: Count


class _Extremes(Form):
    low: float | None
    high: float | None
    lowest: float | None
    lowest_world: str
    highest: float | None
    highest_world: str


class GoalForm(_Extremes):
    """Share of cases in which the goal is met, its interval, and the worlds where it is least and most often."""

    mix: MixId
    objective: ObjectiveName
    goal: float
    share: float | None


class PairForm(_Extremes):
    """Share of cases in which one mix is better than the other, and in which they are equal."""

    mix: MixId
    other: MixId
    objective: ObjectiveName
    better: float | None
    equal: float | None


class ParetoForm(_Extremes):
    """Share of cases in which no other mix is better on every objective of the front."""

    mix: MixId
    share: float | None


class InWorldForm(Form):
    """Range 5–95 over the draws of one world, and the middle regret there."""

    world: str
    kind: Literal["base", "future", "variant", "shock"]
    mix: MixId
    objective: ObjectiveName
    p05: float | None
    p50: float | None
    p95: float | None
    regret_p50: float | None


class OrderForm(_Extremes):
    """By the user's weights, in steps above the baseline; best: share of cases in which no mix scores higher."""

    low: float | None = None
    high: float | None = None
    mix: MixId
    mean: float | None
    mean_low: float | None
    mean_high: float | None
    p05: float | None
    p50: float | None
    p95: float | None
    best: float | None
    best_low: float | None
    best_high: float | None
    regret_upper: float | None


class OrderPairForm(Form):
    """Share of cases in which one mix scores higher than the other by the user's weights."""

    mix: MixId
    other: MixId
    better: float | None
    low: float | None
    high: float | None
    equal: float | None


class WorldForm(Form):
    """A world that was tried: its future, and the structural variants by table where they are not the usual ones."""

    name: str
    kind: Literal["base", "future", "variant", "shock"]
    future: str
    variants: dict[str, str]


class RobustnessForm(Answer):
    """The whole answer of `smartmix robustness --json`; shares are of what was tried, not chances of what will come.

    order and order_pairs are there only with weights.
    """

    baseline: MixId
    mixes: list[MixId]
    draws: Some
    parameters: Source
    year: int
    cases: Some
    world_settings: list[WorldForm]
    worlds: list[InWorldForm]
    objectives: dict[ObjectiveName, ObjectiveForm]
    weights: dict[ObjectiveName, float] | None
    levels: list[LevelForm]
    regret: list[RegretForm]
    goals: list[GoalForm]
    pairs: list[PairForm]
    pareto: list[ParetoForm]
    order: list[OrderForm] | None = None
    order_pairs: list[OrderPairForm] | None = None
    failures: list[Failure]
