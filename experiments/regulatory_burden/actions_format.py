"""The format of a file of actions: what each duty takes in hours, tariffs and money, graded and sourced."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import FORMAT, Amount, Identifier, Strict, Text
from scenarios.law_format import LawKind
from simulation.vocabulary import GradeName

type Duty = Literal["taking_note", "information", "substantive"]
type Frequency = Literal["one_off", "yearly"]
type SizeName = Literal["large", "medium", "small", "micro"]
type Unit = Literal["share", "euro_an_hour", "euro_a_year", "share_of_turnover", "years_of_cost", "hours", "euro"]

SIZES: tuple[SizeName, ...] = ("large", "medium", "small", "micro")


class Number(Strict):
    """One number with its range, grade and sources (source ids, or a document of the user's own).

    low and high: the ends of the axis low / middle / high. Without them an assumed number is taken the file's
    `assumed_range` lower and higher, and one that is measured or estimated has no range.
    """

    value: Amount
    low: Amount | None = None
    high: Amount | None = None
    grade: GradeName
    sources: list[str] = Field(default_factory=list[str])
    note: Text | None = None


class YearlyCost(Strict):
    """What full compliance costs a firm of one size class a year: euro, or a share of its turnover.

    at_most: no firm pays more than firms of that size class, whose cost is given in euro.
    """

    euro: Number | None = None
    share_of_turnover: Number | None = None
    at_most: SizeName | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.euro is None) == (self.share_of_turnover is None):
            raise PydanticCustomError("one_of", "exactly one", {"first": "euro", "second": "share_of_turnover"})
        return self

    @property
    def number(self) -> Number:
        """The one that is given."""
        given = self.euro or self.share_of_turnover
        assert given is not None
        return given


class Published(Strict):
    """Published costs in money, which name no hours.

    own_time: the share of it that is time of the firm's own people, from which hours are worked back with
    `tariff`; the rest is out-of-pocket. It moves no cost, only its division.
    """

    tariff: Identifier
    own_time: Number
    yearly: Annotated[dict[SizeName, YearlyCost], Field(min_length=1)]


class Effort(Strict):
    """What an action takes of a firm of one size class, each time: hours, euro out-of-pocket, or both."""

    hours: Number | None = None
    out_of_pocket_eur: Number | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.hours is None and self.out_of_pocket_eur is None:
            raise PydanticCustomError("no_dial", "nothing", {"allowed": ["hours", "out_of_pocket_eur"]})
        return self


class Action(Strict):
    """Something that a duty makes a firm do.

    kinds, broad, laws: which laws ask it (kind of law; broad or thematic; these ids only). An information duty
    is asked only by laws with a reporting duty, a substantive one by laws with steps other than communicating.
    times: how often a year (or in all, when one-off). scales_with: `themes` = times the share of the four themes
    that the law covers; `steps_and_themes` = that, times its share of the five steps that are not communicating.
    Either `sizes` with a `tariff` (hours), or `part` of a `published` yearly cost.
    """

    name: Text
    duty: Duty
    frequency: Frequency
    times: Amount = 1.0
    kinds: Annotated[list[LawKind], Field(min_length=1)] = Field(
        default_factory=lambda: ["due_diligence", "transparency"]
    )
    broad: bool | None = None
    laws: list[Identifier] | None = None
    scales_with: Literal["nothing", "themes", "steps_and_themes"] = "nothing"
    tariff: Identifier | None = None
    sizes: Annotated[dict[SizeName, Effort], Field(min_length=1)] | None = None
    published: Identifier | None = None
    part: Number | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        for first, second in (("sizes", "published"), ("tariff", "part")):
            if (getattr(self, first) is None) == (getattr(self, second) is None):
                raise PydanticCustomError("one_of", "exactly one", {"first": first, "second": second})
        if (self.sizes is None) != (self.tariff is None):
            raise PydanticCustomError("one_of", "exactly one", {"first": "tariff", "second": "part"})
        return self


class Actions(Strict):
    """A file of actions, complete: `extends` has been worked out.

    assumed_range: share by which an assumed number without its own range is taken lower and higher. learning:
    share of yearly cost that experience takes away (K-4, P-C21).
    """

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    name: Text
    assumed_range: Number
    learning: Number
    tariffs: Annotated[dict[Identifier, Number], Field(min_length=1)]
    published: dict[Identifier, Published] = Field(default_factory=dict[str, Published])
    actions: Annotated[dict[Identifier, Action], Field(min_length=1)]

    @property
    def measured(self) -> bool:
        """Whether every cost is hours x tariff or money with a source: else the table is indicative only."""
        given = [*self.actions.values()]
        if any(action.sizes is None for action in given):
            return False
        used = [self.tariffs[action.tariff or ""] for action in given]
        for action in given:
            for effort in (action.sizes or {}).values():
                used += [number for number in (effort.hours, effort.out_of_pocket_eur) if number is not None]
        return all(number.grade != "assumed" for number in used)

    def numbers(self) -> list[tuple[str, Unit, Number]]:
        """Every number with the key under which it stands and its unit."""
        found: list[tuple[str, Unit, Number]] = [
            ("assumed_range", "share", self.assumed_range),
            ("learning", "share", self.learning),
        ]
        for name, number in self.tariffs.items():
            found.append((f"tariffs.{name}", "euro_an_hour", number))
        for name, item in self.published.items():
            found.append((f"published.{name}.own_time", "share", item.own_time))
            for size, cost in item.yearly.items():
                unit: Unit = "euro_a_year" if cost.euro is not None else "share_of_turnover"
                found.append((f"published.{name}.yearly.{size}", unit, cost.number))
        for name, action in self.actions.items():
            if action.part is not None:
                found.append((f"actions.{name}.part", "years_of_cost", action.part))
            for size, effort in (action.sizes or {}).items():
                key = f"actions.{name}.sizes.{size}"
                if effort.hours is not None:
                    found.append((f"{key}.hours", "hours", effort.hours))
                if effort.out_of_pocket_eur is not None:
                    found.append((f"{key}.out_of_pocket_eur", "euro", effort.out_of_pocket_eur))
        return found
