"""What `pathways` found: when law comes, what strategies bring, and when they fall short of goals."""

from collections.abc import Mapping
from typing import Any, Literal

from experiments.result_parts import (
    Count,
    Direction,
    Form,
    Group,
    Indicator,
    MixId,
    Named,
    Quarter,
    Share,
    Some,
    Source,
    Spread,
    Year,
)
from experiments.study import Result
from simulation.vocabulary import GradeName


class PathwaysGoal(Form):
    """A goal, from the year in which the path to it begins."""

    name: Named
    indicator: Indicator
    group: Group
    direction: Direction
    level: float
    begins: int
    year: int
    grade: GradeName
    sources: list[str]
    note: Named


class DateRange(Form):
    """Range 5–95 of a date over draws, and the share of draws in which it does not come before the last year ends."""

    p05: Quarter | Literal["never"]
    p50: Quarter | Literal["never"]
    p95: Quarter | Literal["never"]
    never: Share


class EuLawDates(Form):
    """The steps of EU law."""

    proposal: DateRange
    adoption: DateRange
    in_force: DateRange


class RuleFired(Form):
    """Share of draws in which a rule of the strategy fires, in all and by quarter; looks: when it may fire."""

    name: Named
    looks: list[Quarter]
    fires: float
    quarters: dict[Quarter, Share]


class DelayLost(Form):
    """Which laws a delay moves, and what is lost by it."""

    laws: list[str]
    lost: dict[str, dict[Group, Spread]]


class Adapting(Form):
    """Adapting to EU law that takes over from national law; `cost_eur_where`: of the draws in which that happens."""

    draws: Share
    count: Count
    firms_twice: dict[Group, Spread]
    firms_booked: dict[Group, Spread]
    cost_eur: dict[Group, Spread]
    cost_eur_where: dict[Group, Spread]

    @property
    def has_range(self) -> bool:
        """Whether firms adapt twice in so many draws that a range 5–95 leaves a draw beyond each end."""
        return self.count * 0.05 >= 1.0


class TippingRange(Form):
    """From which year the mix is no longer on course: shares of draws by year, and the range 5–95."""

    years: dict[Year, Share]
    never: Share
    not_defined: Share
    p05: int | Literal["never"] | None
    p50: int | Literal["never"] | None
    p95: int | Literal["never"] | None


class LawInForce(Form):
    """Share of draws with due-diligence law in force at the end of a year, and in each quarter."""

    national: dict[Year, Share]
    european: dict[Year, Share]
    national_by_quarter: dict[Quarter, Share]
    european_by_quarter: dict[Quarter, Share]


class StrategyFound(Form):
    """A strategy; `gain`: by measure and group, less the baseline; `delay` null where no law of it can be delayed.

    national_law: share of the draws in which a national law is ever in force.
    """

    eu_law: EuLawDates
    in_force: LawInForce
    national_law: Share
    rules: dict[str, RuleFired]
    gain: dict[str, dict[Group, Spread]]
    delay: DelayLost | None
    adapting: Adapting
    tipping: dict[str, TippingRange]


class PathwaysResult(Result):
    """The whole answer; `counted`: first and last year that effects are summed over.

    all_firms: whether every firm that trades abroad was simulated; failures: reason by point that failed. Frames:
    `effects`, `tipping`, `in_force` and `draws` (a row per strategy and draw).
    """

    kind: Literal["pathways"] = "pathways"
    baseline: MixId
    draws: Some
    firms: Some
    all_firms: bool
    parameters: Source
    decided: Quarter
    delay_quarters: Count
    yardstick: Literal["linear", "logistic"]
    counted: list[int]
    goals: dict[str, PathwaysGoal]
    strategies: dict[MixId, StrategyFound]
    failures: dict[str, str]

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 held no names of mixes and rules, and law in force by year only."""
        del manifest
        strategies: dict[str, Any] = {}
        for mix, found in content["strategies"].items():
            rules = {
                rule: row | {"name": {"en": rule, "nl": rule}, "looks": list(row["quarters"])}
                for rule, row in found["rules"].items()
            }
            ends = {
                f"{kind}_by_quarter": {f"{year}Q4": share for year, share in found["in_force"][kind].items()}
                for kind in ("national", "european")
            }
            most = max(found["in_force"]["national"].values(), default=0.0)
            strategies[mix] = found | {"rules": rules, "in_force": found["in_force"] | ends, "national_law": most}
        return content | {"kind": "pathways", "all_firms": False, "strategies": strategies}
