"""What `discover` found: the box of conditions in which a mix fails, and how sure it is."""

from collections.abc import Mapping
from typing import Any, Literal

from experiments.result_parts import Count, Failure, Form, Group, Indicator, MixId, Named, Share, Some, Source
from experiments.study import Result, named
from scenarios.library import list_futures, load_future
from simulation.parameters import registry
from simulation.population import load_population
from simulation.structure import STRUCTURAL_TABLES, tables


class FailingWhen(Form):
    """A mix fails when a number of its run lies below, or above, a level.

    baseline: when given, the number is the difference with this mix on the same draw.
    """

    indicator: Indicator
    group: Group
    year: int
    below: float | None = None
    above: float | None = None
    baseline: str = ""

    @property
    def level(self) -> float:
        """The level, above or below which it fails."""
        return self.below if self.below is not None else self.above if self.above is not None else float("nan")

    def fails(self, values: Any) -> Any:
        """(cases,) bool; undefined values do not fail and are left out before."""
        return values < self.level if self.below is not None else values > self.level

    def at(self, level: float) -> "FailingWhen":
        """The same at another level."""
        return self.model_copy(update={"below" if self.below is not None else "above": level})


class GoalSetAside(Form):
    """The goal that holds where nobody names a level, and so many of the cases that it divides nothing."""

    level: float
    failing: Count


class BoxLimit(Form):
    """A limit of a box: a condition at or above ("low"), at or below ("high") a value, or among these ("in")."""

    condition: str
    side: Literal["low", "high", "in"]
    value: float | None
    among: list[str] | None


class LimitShown(BoxLimit):
    """With how sure it is.

    quasi_p: chance that chance alone gives it; returns, range: how often and where it returns in halves of the cases;
    tried: lowest and highest value of the cases, and kept: the share of them that keeps it (null in older results).
    """

    quasi_p: float | None
    returns: float | None
    range: list[float] | None
    tried: list[float] | None
    kept: Share | None


class BoxPassed(Form):
    """coverage: share of all failing cases inside; density: share of the cases inside that fail; elsewhere: outside."""

    coverage: float | None
    density: float | None
    elsewhere: float | None
    cases: Count
    failing: Count
    limits: list[BoxLimit]


class BoxShown(BoxPassed):
    """The box that is shown."""

    limits: list[LimitShown]  # type: ignore[assignment] - a list of a narrower form


class LimitReturned(Form):
    """A limit that some halves found and the box does not have."""

    condition: str
    side: Literal["low", "high", "in"]
    returns: Share


class OnUnseenCases(Form):
    """Range 5–95 on cases that the search had not seen; null where unknown."""

    coverage: list[float] | None
    density: list[float] | None


class DiscoverResult(Result):
    """The whole answer.

    goal_set_aside: null where the level asked for is the one taken, else `failing_when` has the middle of the cases;
    stable: a limit that returns in fewer of the halves is unsure; conditions: names of the parameters that vary;
    categories: names of the values of the other conditions. Frames: `cases` (a row per draw: every condition, the
    number `value`, and whether it `fails`) and `boxes` (the boxes that the search passed).
    """

    kind: Literal["discover"] = "discover"
    mix: MixId
    failing_when: FailingWhen
    goal_set_aside: GoalSetAside | None
    draws: Some
    firms: Some
    all_firms: bool
    parameters: Source
    world_kinds: list[Literal["futures", "variants", "shocks"]]
    cases: Some
    failing: Count
    density_asked: Share
    density_reached: bool
    stable: Share
    conditions: dict[str, Named]
    categories: dict[str, dict[str, Named]]
    box: BoxShown
    left_out: OnUnseenCases
    halves: Count
    other_conditions: list[LimitReturned]
    boxes: list[BoxPassed]
    failures: list[Failure]

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 had limits as a text of one language, and left firms, worlds and names to the manifest."""
        settings = manifest["settings"]
        asked = settings["asked"]
        limits = [
            {key: value for key, value in limit.items() if key != "text"} | {"tried": None, "kept": None}
            for limit in content["box"]["limits"]
        ]
        shocks = {name: Named.model_validate(shock["name"]) for name, shock in asked["shocks"].items()}
        conditions, categories = names_of_conditions(shocks)
        return content | {
            "kind": "discover",
            "goal_set_aside": None,
            "firms": len(load_population(settings["firms"]).firm_id),
            "all_firms": settings["firms"] == "full",
            "world_kinds": asked["worlds"],
            "stable": asked["choices"]["stable"],
            "conditions": {name: text.model_dump() for name, text in conditions.items()},
            "categories": {
                name: {value: text.model_dump() for value, text in values.items()}
                for name, values in categories.items()
            },
            "box": content["box"] | {"limits": limits},
        }


def names_of_conditions(shocks: Mapping[str, Named]) -> tuple[dict[str, Named], dict[str, dict[str, Named]]]:
    """The names of all parameters, and by condition those of the shipped futures, of structural variants and shocks."""
    parameters = {name: named(parameter) for name, parameter in registry().items()}
    worlds = {"future": {name: named(load_future(name).name) for name in list_futures()}, "shock": dict(shocks)}
    variants = {
        table: {name: Named(en=row["en"], nl=row["nl"]) for name, row in tables(table)["variants"].items()}  # type: ignore[attr-defined]
        for table in STRUCTURAL_TABLES
    }
    return parameters, worlds | variants
