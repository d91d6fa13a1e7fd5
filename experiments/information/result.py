"""The answer of `information`, as it is stored and published."""

from experiments.result_parts import Answer, Count, Form, MixId, Share, Some


class EstimateForm(Form):
    """A number with its range 5–95."""

    value: float
    p05: float
    p95: float


class PerfectForm(Form):
    """Knowing everything but luck; `changes`: chance that another mix is then best."""

    gain: EstimateForm
    uncorrected: float
    differs: bool
    changes: EstimateForm


class WorthForm(PerfectForm):
    """Knowing something: with its bias by permutation, the level above which it differs from nothing, and checks."""

    bias: float
    threshold: float
    validated: float
    best_chosen: Share
    best_chosen_without: Share


class ChoiceForm(Form):
    """The choice by one objective, or by the user's weights."""

    best: MixId
    points: Some
    luck_share: Share
    chances_best: dict[MixId, Share]
    perfect: PerfectForm
    parameters: dict[str, WorthForm]
    groups: dict[str, WorthForm]
    measurements: dict[str, WorthForm]
    best_measurement: str | None
    words: list[str]


class InformationForm(Answer):
    """The whole answer of `smartmix information --json`; `words` are in the language asked for.

    left_out: objectives that could not be judged, and in how many points every mix has a value of them.
    """

    mixes: list[MixId]
    draws: Some
    replications: Some
    year: int
    weights: dict[str, float]
    failed: Count
    left_out: dict[str, Count]
    choices: dict[str, ChoiceForm]
