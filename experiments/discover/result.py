"""The answer of `discover`, as it is stored and published."""

from typing import Literal

from experiments.result_parts import Answer, Count, Failure, Form, Group, Indicator, MixId, Share, Some, Source


class FailingWhenForm(Form):
    """When the mix fails; baseline '' for the level itself, else the difference with that mix."""

    indicator: Indicator
    group: Group
    year: int
    below: float | None
    above: float | None
    baseline: str


class LimitForm(Form):
    """A limit of a box: a condition below or above a value, or among these."""

    condition: str
    side: Literal["low", "high", "in"]
    value: float | None
    among: list[str] | None


class LimitShownForm(LimitForm):
    """With words, the chance that chance alone gives it, and how often and where it returns in halves of the cases."""

    text: str
    quasi_p: float | None
    returns: float | None
    range: list[float] | None


class BoxForm(Form):
    """coverage: share of all failing cases inside; density: share of the cases inside that fail; elsewhere: outside."""

    coverage: float | None
    density: float | None
    elsewhere: float | None
    cases: Count
    failing: Count
    limits: list[LimitForm]


class BoxShownForm(BoxForm):
    """The box that is shown."""

    limits: list[LimitShownForm]  # type: ignore[assignment] - a list of a narrower form


class ReturnForm(Form):
    """A limit that some halves found and the box does not have."""

    condition: str
    side: Literal["low", "high", "in"]
    returns: Share


class LeftOutForm(Form):
    """Range 5–95 on cases that the search had not seen; null where unknown."""

    coverage: list[float] | None
    density: list[float] | None


class DiscoverForm(Answer):
    """The whole answer of `smartmix discover --json`; texts are in the language asked for."""

    mix: MixId
    failing_when: FailingWhenForm
    draws: Some
    parameters: Source
    cases: Some
    failing: Count
    density_asked: Share
    density_reached: bool
    box: BoxShownForm
    left_out: LeftOutForm
    halves: Count
    other_conditions: list[ReturnForm]
    boxes: list[BoxForm]
    failures: list[Failure]
