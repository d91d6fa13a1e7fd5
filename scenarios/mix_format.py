"""The format of a policy mix and of its rules, after `extends` has been worked out."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import LAW_FORMAT, Fingerprinted, Identifier, Judgement, Once, Sources, Strict, Text
from scenarios.instrument_format import Instrument
from scenarios.quarters import Quarter, index_of

#: Instruments of a mix, its rules, instruments that one rule changes, and looks of one rule. The shipped mixes stay far
#: below; more are a mistake, or meant to keep a processor busy.
MOST_INSTRUMENTS = 100
MOST_RULES = 20
MOST_CHANGES = 20
MOST_LOOKS_OF_RULE = 24

EU_STATES = ("none", "proposed", "adopted", "in_force")


def _read_threshold(value: object) -> object:
    """A state of EU law after `none`, or a share."""
    share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if not share and value not in EU_STATES[1:]:
        raise PydanticCustomError("threshold_value", "neither a state nor a share")
    return value


Threshold = Annotated[str | float, BeforeValidator(_read_threshold)]


class When(Strict):
    """What a government can know and when it looks.

    observe: the state of EU law, or the published share of the goal's firms that endorse.
    """

    observe: Literal["eu_state", "endorsement"]
    below: Threshold | None = None
    at_least: Threshold | None = None
    by: Quarter | None = None
    evaluate: Annotated[list[Quarter], Field(min_length=1, max_length=MOST_LOOKS_OF_RULE)] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for first, second in (("below", "at_least"), ("by", "evaluate")):
            if (getattr(self, first) is None) == (getattr(self, second) is None):
                raise PydanticCustomError("one_of", "exactly one", {"first": first, "second": second})
        if isinstance(self.threshold, str) != (self.observe == "eu_state"):
            raise PydanticCustomError("threshold", "wrong kind of threshold", {"observe": self.observe})
        moments = [index_of(name) for name in self.quarters]
        if moments != sorted(set(moments)):
            raise PydanticCustomError("moments", "quarters must rise", {})
        return self

    @property
    def threshold(self) -> str | float:
        """The state or share that the observation is held against."""
        value = self.below if self.below is not None else self.at_least
        return value if value is not None else 0.0

    @property
    def quarters(self) -> list[str]:
        """The quarters in which the government looks, in order."""
        return list(self.evaluate) if self.evaluate is not None else [self.by or ""]


class Then(Strict):
    """What changes when a rule fires: instruments removed, changed (by field) or added.

    Dates may be relative to the firing: `+8` is eight quarters later.
    """

    remove: Once[Identifier] = Field(default_factory=list[Identifier])
    instruments: Annotated[dict[Identifier, dict[str, Any]], Field(max_length=MOST_CHANGES)] = Field(
        default_factory=dict[str, dict[str, Any]]
    )


class Rule(Strict):
    """If what the government observes meets the condition, it changes the mix, once."""

    name: Text
    sources: Sources
    when: When
    then: Then


class Mix(Fingerprinted):
    """A policy mix, complete: `extends` has been worked out."""

    format: Annotated[int, Field(ge=1, le=LAW_FORMAT)]
    id: Identifier
    name: Text
    description: Text
    sources: Sources
    instruments: Annotated[dict[Identifier, Instrument], Field(max_length=MOST_INSTRUMENTS)] = Field(
        default_factory=dict[str, Instrument]
    )
    rules: Annotated[dict[Identifier, Rule], Field(max_length=MOST_RULES)] = Field(default_factory=dict[str, Rule])
    support_in_society: Judgement | None = None
    legal_soundness: Judgement | None = None
    feasibility: Judgement | None = None
    #: the mixes that this one extends, nearest first
    lineage: list[str] = Field(default_factory=list[str])

    def __hash__(self) -> int:
        """Of the content."""
        return hash(self.fingerprint)
