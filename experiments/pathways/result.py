"""The answer of `pathways`, as it is stored and published."""

from typing import Literal

from experiments.result_parts import (
    Answer,
    Count,
    Direction,
    Form,
    Grade,
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


class GoalForm(Form):
    """A goal, from the year in which the path to it begins."""

    name: Named
    indicator: Indicator
    group: Group
    direction: Direction
    level: float
    begins: int
    year: int
    grade: Grade
    sources: list[str]
    note: Named


class DateForm(Form):
    """Range 5–95 of a date over draws, and the share of draws in which it does not come before the last year ends."""

    p05: Quarter | Literal["never"]
    p50: Quarter | Literal["never"]
    p95: Quarter | Literal["never"]
    never: Share


class EuLawForm(Form):
    """The steps of EU law."""

    proposal: DateForm
    adoption: DateForm
    in_force: DateForm


class RuleForm(Form):
    """Share of draws in which a rule of the strategy fires, in all and by quarter."""

    fires: float
    quarters: dict[Quarter, Share]


class DelayForm(Form):
    """Which laws a delay moves, and what is lost by it."""

    laws: list[str]
    lost: dict[str, dict[Group, Spread]]


class AdaptingForm(Form):
    """Adapting to EU law that takes over from national law; `cost_eur_where`: of the draws in which that happens."""

    draws: Share
    count: Count
    firms_twice: dict[Group, Spread]
    firms_booked: dict[Group, Spread]
    cost_eur: dict[Group, Spread]
    cost_eur_where: dict[Group, Spread]


class TippingForm(Form):
    """From which year the mix is no longer on course: shares of draws by year, and the range 5–95."""

    years: dict[Year, Share]
    never: Share
    not_defined: Share
    p05: int | Literal["never"] | None
    p50: int | Literal["never"] | None
    p95: int | Literal["never"] | None


class InForceForm(Form):
    """Share of draws with due-diligence law in force at the end of a year."""

    national: dict[Year, Share]
    european: dict[Year, Share]


class StrategyForm(Form):
    """A strategy; `gain`: by measure and group, less the baseline; `delay` null where no law of it can be delayed."""

    eu_law: EuLawForm
    in_force: InForceForm
    rules: dict[str, RuleForm]
    gain: dict[str, dict[Group, Spread]]
    delay: DelayForm | None
    adapting: AdaptingForm
    tipping: dict[str, TippingForm]


class PathwaysForm(Answer):
    """The whole answer of `smartmix pathways --json`; `counted`: first and last year that effects are summed over."""

    baseline: MixId
    draws: Some
    firms: Some
    parameters: Source
    decided: Quarter
    delay_quarters: Count
    yardstick: str
    counted: list[int]
    goals: dict[str, GoalForm]
    strategies: dict[MixId, StrategyForm]
    #: reason by point
    failures: dict[str, str]
