"""What `robustness` found: levels, regret, goals, chances and the Pareto front over many worlds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from experiments.result_parts import Count, Failure, Form, JudgedOn, MixId, Named, Share, Some, Source
from experiments.robustness.worlds import Shock, worlds_for
from experiments.settings import CompareSettings
from experiments.study import Result, named
from scenarios.library import list_futures, load_future
from simulation.population import load_population
from simulation.structure import tables

ObjectiveName = str
KindOfWorld = Literal["base", "future", "variant", "shock"]


class RobustnessObjective(JudgedOn):
    """With the goal that was set (null: nobody set one) and by whom; step: what a weight is for."""

    goal: float | None
    goal_sources: list[str]
    step: float
    step_words: Named


class LevelReached(Form):
    """Range 5–95 over all cases (draws times worlds) in which it is defined."""

    mix: MixId
    objective: ObjectiveName
    p05: float | None
    p50: float | None
    p95: float | None
    cases: Count


class RegretFound(Form):
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
    lowest: float | None
    lowest_world: str
    highest: float | None
    highest_world: str


class GoalMet(_Extremes):
    """Share of cases in which the goal is met, its interval, and the worlds where it is least and most often."""

    mix: MixId
    objective: ObjectiveName
    goal: float
    share: float | None
    low: float | None
    high: float | None


class PairCompared(_Extremes):
    """Share of cases in which one mix is better than the other, and in which they are equal."""

    mix: MixId
    other: MixId
    objective: ObjectiveName
    better: float | None
    low: float | None
    high: float | None
    equal: float | None


class FrontShare(_Extremes):
    """Share of cases in which no other mix is better on every objective of the front."""

    mix: MixId
    share: float | None
    low: float | None
    high: float | None


class LevelInWorld(Form):
    """Range 5–95 over the draws of one world, and the middle regret there."""

    world: str
    kind: KindOfWorld
    mix: MixId
    objective: ObjectiveName
    p05: float | None
    p50: float | None
    p95: float | None
    regret_p50: float | None


class PlaceInOrder(_Extremes):
    """By the user's weights, in steps above the baseline; best: share of cases in which no mix scores higher."""

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


class PairInOrder(Form):
    """Share of cases in which one mix scores higher than the other by the user's weights."""

    mix: MixId
    other: MixId
    better: float | None
    low: float | None
    high: float | None
    equal: float | None


class WorldTried(Form):
    """A world: its future, and the structural variants by table where they are not the usual ones.

    title: the name of what differs: the future, the variant or the shock; of the usual world, its future.
    """

    name: str
    kind: KindOfWorld
    title: Named
    future: str
    variants: dict[str, str]


class RobustnessResult(Result):
    """The whole answer; shares are of what was tried, not chances of what will come.

    mixes: the baseline first; cases: of a mix, draws times worlds; regret_quantile: the share of cases in which
    `upper` of a regret is not exceeded; front: the objectives of the Pareto front that were asked (`pareto` is empty
    for fewer than two); worlds: rows by world, empty in a result that ships; order and order_pairs: null without
    weights. Frames: `levels`, `regret`, `goals`, `pairs`, `pareto`, `worlds`, `cases` (a row per world, draw and
    mix), with weights also `order` and `order_pairs`.
    """

    kind: Literal["robustness"] = "robustness"
    baseline: MixId
    mixes: list[MixId]
    draws: Some
    firms: Some
    all_firms: bool
    parameters: Source
    year: int
    cases: Some
    world_kinds: list[Literal["futures", "variants", "shocks"]]
    world_settings: list[WorldTried]
    worlds: list[LevelInWorld]
    objectives: dict[ObjectiveName, RobustnessObjective]
    weights: dict[ObjectiveName, float] | None
    regret_quantile: Share
    front: list[ObjectiveName]
    levels: list[LevelReached]
    regret: list[RegretFound]
    goals: list[GoalMet]
    pairs: list[PairCompared]
    pareto: list[FrontShare]
    order: list[PlaceInOrder] | None
    order_pairs: list[PairInOrder] | None
    failures: list[Failure]

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 named no firms, worlds and objectives, and once no `world_settings`; its manifest tells them."""
        settings = manifest["settings"]
        asked = settings["asked"]
        objectives = {
            name: given
            | {part: asked["objectives"][name][part] for part in ("name", "step", "step_words")}
            | {"goal_sources": (asked["objectives"][name]["goal"] or {"sources": []})["sources"]}
            for name, given in content["objectives"].items()
        }
        shocks = {name: shock["name"] for name, shock in asked["shocks"].items()}
        worlds = [
            world | {"title": shocks.get(world["name"]) or _title(world)}
            for world in content.get("world_settings") or _worlds(settings)
        ]
        if len(worlds) * content["draws"] != content["cases"]:  # other worlds than this version has
            raise KeyError("world_settings")
        known = {
            "kind": "robustness",
            "firms": len(load_population(settings["firms"]).firm_id),
            "all_firms": settings["firms"] == "full",
            "world_kinds": asked["worlds"],
            "world_settings": worlds,
            "objectives": objectives,
            "regret_quantile": asked["choices"]["regret_quantile"],
            "front": [name for name in asked["choices"]["pareto"] if name in objectives],
        }
        return {"worlds": [], "order": None, "order_pairs": None} | content | known


def _worlds(settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The worlds that the settings of a manifest ask for, without their titles."""
    asked, own = settings["asked"], {name: value for name, value in settings.items() if name not in ("asked", "model")}
    shocks = {name: Shock.model_validate(given) for name, given in asked["shocks"].items()}
    return [
        {"name": world.name, "kind": world.kind, "future": world.future, "variants": dict(world.variants)}
        for world in worlds_for(CompareSettings(**own), asked["worlds"], shocks)
    ]


def _title(world: Mapping[str, Any]) -> dict[str, str]:
    return title_of(world["name"], world["kind"], world["future"]).model_dump()


def title_of(name: str, kind: str, future: str) -> Named:
    """The name of a world that is no shock; of a future in a file that is gone, what it was called by."""
    if kind != "variant":
        known = future in list_futures() or Path(future).is_file()
        return named(load_future(future).name) if known else Named(en=future, nl=future)
    table, variant = name.split(":", 1)
    found = tables(table)["variants"][variant]
    return Named(en=found["en"], nl=found["nl"])
