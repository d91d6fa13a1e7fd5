"""What `optimise` found: the mixes that no other mix beats on every objective."""

from collections.abc import Mapping
from typing import Any, Literal

from experiments.objectives import judged_on_before
from experiments.result_parts import Count, Form, JudgedOn, MixId, Share, Some, Source
from experiments.study import Result, sampled_of


class Reached(Form):
    """An objective of a candidate: mean and range 5–95 over points, and the range of its difference with the base."""

    mean: float
    p05: float
    p95: float
    difference_p05: float | None
    difference_p95: float | None


class FoundCandidate(Form):
    """A mix that was tried, 0 the base.

    mix: its file in `mixes/`, null where it is not on the front; points: at which all objectives are defined;
    allowed: whether it keeps the limits; on_front: no allowed one beats it; chance_on_front: of that, when the
    points are drawn again.
    """

    number: Count
    mix: MixId | None
    dials: dict[str, Any]
    objectives: dict[str, Reached | None]
    points: Count
    allowed: bool
    on_front: bool
    chance_on_front: Share


class OptimiseResult(Result):
    """The whole answer; the first of `objectives` orders the front, the best first.

    all_firms: whether every firm that trades abroad was simulated. Frames: `candidates` in the order in which they
    were tried, `front`, and `draws` (a row per candidate and draw).
    """

    kind: Literal["optimise"] = "optimise"
    base: MixId
    draws: Some
    firms: Some
    all_firms: bool
    parameters: Source
    year: int
    objectives: dict[str, JudgedOn]
    limits: dict[str, float]
    method: str
    tried: Some
    failed: Count
    front: list[FoundCandidate]
    base_candidate: FoundCandidate

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 named its objectives only, held the folder, and left firms and parameters to the manifest."""
        objectives = judged_on_before(manifest)

        def within(candidate: dict[str, Any]) -> bool:
            reached = {name: candidate["objectives"][name] for name in content["limits"]}
            return bool(candidate["points"]) and all(
                each["mean"] <= content["limits"][name]
                if objectives[name]["direction"] == "less"
                else each["mean"] >= content["limits"][name]
                for name, each in reached.items()
            )

        front = [each | {"allowed": True, "on_front": True} for each in content["front"]]
        base = content["base_candidate"]
        base |= {"allowed": within(base), "on_front": base["mix"] is not None}
        kept = {name: value for name, value in content.items() if name != "folder"}
        kept |= sampled_of(manifest)
        return kept | {"kind": "optimise", "objectives": objectives, "front": front, "base_candidate": base}
