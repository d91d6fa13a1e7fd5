"""What `information` found: an estimate with its range for knowing everything, and for knowing something."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import PrivateAttr

from experiments.objectives import judged_on_before
from experiments.result_parts import Count, Form, JudgedOn, MixId, Named, Share, Some, Source
from experiments.study import Result, sampled_of

#: Name of the choice by the user's weights, beside the objectives; in steps (see objectives.yaml).
WEIGHTED = "weighted"


class Estimate(Form):
    """A number with its range 5–95."""

    value: float
    p05: float
    p95: float


class KnowingAll(Form):
    """Knowing everything but luck.

    gain: corrected for the luck that is left, never below 0; uncorrected: before that; differs: whether the range
    before clipping lies above 0; changes: chance that another mix is then best, corrected alike.
    """

    gain: Estimate
    uncorrected: float
    differs: bool
    changes: Estimate


class Worth(Form):
    """Knowing something. gain = uncorrected - bias, never below 0; bias: mean over permutations.

    differs: uncorrected lies above `threshold`, the 95th percentile over permutations of the largest in its family,
    so that among all of a family one in twenty times something that is worth nothing is called different. changes:
    chance that the choice becomes another one, less its bias; validated: gain of choices from predictions for points
    left out (may be negative; too low on average, as a gain without correction is too high); best_chosen: share of
    points in which such a choice is the best mix, beside that of the choice made without.
    """

    gain: Estimate
    uncorrected: float
    bias: float
    threshold: float
    differs: bool
    changes: Estimate
    validated: float
    best_chosen: Share
    best_chosen_without: Share


class ChoiceFound(Form):
    """What information is worth for one choice, in the unit of its objective (of weights: in steps).

    best: on average; points: how many count; luck_share: share of the variance of outcome differences at a point that
    is luck of its replications, of the two best mixes; chances_best: share of the points in which each mix is best,
    not corrected. Parameters, groups and measurements are empty when the same mix is best in every point: then
    nothing can change the choice. best_measurement: worth most, among those that differ from their bias.
    """

    best: MixId
    points: Some
    luck_share: Share
    chances_best: dict[MixId, Share]
    perfect: KnowingAll
    parameters: dict[str, Worth]
    groups: dict[str, Worth]
    measurements: dict[str, Worth]
    best_measurement: str | None


class InformationResult(Result):
    """The whole answer; choices by objective, that by the user's weights (WEIGHTED) first.

    failed: runs; left_out: objectives that could not be judged, and in how many points every mix has a value of them.
    Frames: `information` (a row per choice and thing to know) and `draws` (a row per choice and draw: what each mix
    reaches, the mean over replications).
    """

    kind: Literal["information"] = "information"
    mixes: list[MixId]
    draws: Some
    firms: Some
    all_firms: bool
    parameters: Source
    replications: Some
    year: int
    weights: dict[str, float]
    objectives: dict[str, JudgedOn]
    measurement_names: dict[str, Named]
    failed: Count
    left_out: dict[str, Count]
    choices: dict[str, ChoiceFound]

    #: Parameters and groups that its table shows per choice; no part of what was found.
    _top: int = PrivateAttr(default=5)

    @property
    def top(self) -> int:
        """Parameters and groups that its table shows per choice."""
        return self._top

    def showing(self, top: int) -> "InformationResult":
        """Itself, with so many parameters and groups per choice in its table."""
        self._top = top
        return self

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 held sentences in the language of the reader, and no names of objectives and measurements."""
        measurements = manifest["settings"]["asked"]["measurements"]
        choices = {
            name: {key: value for key, value in choice.items() if key != "words"}
            for name, choice in content["choices"].items()
        }
        return (
            content
            | sampled_of(manifest)
            | {
                "kind": "information",
                "objectives": judged_on_before(manifest),
                "measurement_names": {name: each["name"] for name, each in measurements.items()},
                "choices": choices,
            }
        )
