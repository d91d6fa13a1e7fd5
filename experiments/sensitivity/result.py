"""The answer of `sensitivity`, as it is stored and published."""

from typing import Literal

from experiments.result_parts import Answer, Form, Group, Indicator, MixId, Some, Source


class InputForm(Form):
    """Something that varies, and the group under which it is reported."""

    name: str
    group: str
    kind: str


class IndexForm(Form):
    """A sensitivity index with its range 5–95; null where it cannot be told."""

    input: str
    measure: str
    value: float | None
    p05: float | None
    p95: float | None


class DoubtForm(Form):
    """What the sample is too small for (docs/sensitivity.md lists the codes)."""

    code: str
    input: str | None
    number: float | None


class OutputForm(Form):
    """A number that is explained: its level, or its difference with `baseline`."""

    mix: MixId
    baseline: MixId | None
    indicator: Indicator
    group: Group
    year: int
    indices: list[IndexForm]
    doubts: list[DoubtForm]


class SensitivityForm(Answer):
    """The whole answer of `smartmix sensitivity --json`."""

    method: Literal["shapley", "sobol", "morris", "pawn", "delta"]
    firms: int | str
    #: draws, base sample or trajectories, as the method counts
    size: Some
    runs: Some
    parameters: Source
    inputs: list[InputForm]
    outputs: list[OutputForm]
