"""What the published forms of several verbs have in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Some = Annotated[int, Field(ge=1)]
Year = Annotated[str, Field(pattern=r"^20[0-9]{2}$")]
Quarter = Annotated[str, Field(pattern=r"^20[0-9]{2}Q[1-4]$")]
Source = Literal["posterior", "prior"]
Direction = Literal["more", "less"]
Group = str
Indicator = str
MixId = str


class Form(BaseModel):
    """Nothing beside what is named, and no number that is not finite."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Rules(Form):
    """The file with rules of the user's own that made the result."""

    file: str
    sha256: str


class Answer(Form):
    """What every answer says first. `model`: rules of the user's own, absent where the shipped ones were used."""

    format: Literal[1]
    future: str
    seed: Count
    model: Rules | None = None


class Named(Form):
    """A name in both languages."""

    en: str
    nl: str

    def of(self, lang: str) -> str:
        """The name in a language."""
        return self.nl if lang == "nl" else self.en


class JudgedOn(Form):
    """An objective that mixes are judged on: an indicator of a group, its mean over years, and which way is better."""

    name: Named
    indicator: Indicator
    group: Group
    years: list[int]
    direction: Direction

    @property
    def sign(self) -> float:
        """+1 where more is better, -1 where less is better."""
        return 1.0 if self.direction == "more" else -1.0


class Spread(Form):
    """Mean and range 5–95 over draws; null where undefined."""

    p05: float | None
    p50: float | None
    p95: float | None
    mean: float | None


class SpreadOfDefined(Spread):
    """With the share of the draws in which it is defined."""

    defined: Share


class Failure(Form):
    """A run that failed: in which draw (and world), and why."""

    draw: Count
    failure: str
    world: str | None = None
