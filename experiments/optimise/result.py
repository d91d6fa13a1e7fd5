"""The answer of `optimise`, as it is stored and published."""

from typing import Any

from experiments.result_parts import Answer, Count, Direction, Form, MixId, Share, Some


class ReachedForm(Form):
    """An objective of a candidate: mean and range 5–95 over points, and the range of its difference with the base."""

    mean: float
    p05: float
    p95: float
    difference_p05: float | None
    difference_p95: float | None


class CandidateForm(Form):
    """A mix that was tried; `mix`: its file in `mixes/`, null where it is not on the front."""

    number: Count
    mix: MixId | None
    dials: dict[str, Any]
    objectives: dict[str, ReachedForm | None]
    points: Count
    chance_on_front: Share


class OptimiseForm(Answer):
    """The whole answer of `smartmix optimise --json`; the first of `objectives` orders the front."""

    base: MixId
    draws: Some
    year: int
    objectives: dict[str, Direction]
    limits: dict[str, float]
    method: str
    tried: Some
    failed: Count
    folder: str | None
    front: list[CandidateForm]
    base_candidate: CandidateForm
