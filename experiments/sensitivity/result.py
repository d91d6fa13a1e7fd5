"""What `sensitivity` found: for each output, how much of its spread comes from each input and from luck."""

from collections.abc import Mapping
from typing import Any, Literal

from experiments.result_parts import Form, Group, Indicator, MixId, Some, Source
from experiments.study import Result

type Method = Literal["morris", "sobol", "pawn", "delta", "shapley"]
#: What stands among inputs and is none that a user varies: luck; an input without effect, for what chance gives; and
#: parameters that vary in the draws but were not asked for.
LUCK, CHANCE, OTHERS = "luck", "chance", "other parameters"
#: The measure that orders inputs, by method.
MAIN: dict[Method, str] = {"morris": "mu_star", "sobol": "ST", "pawn": "pawn", "delta": "delta", "shapley": "shapley"}


class SensitivityInput(Form):
    """Something that varies, and the group under which it is reported; kind: `sensitivity.factors.Factor` says."""

    name: str
    group: str
    kind: str


class SensitivityIndex(Form):
    """A sensitivity index with its range 5–95; null where it cannot be told."""

    input: str
    measure: str
    value: float | None
    p05: float | None
    p95: float | None


class SensitivityDoubt(Form):
    """What the sample is too small for (docs/sensitivity.md lists the codes)."""

    code: str
    input: str | None
    number: float | None


class SensitivityOutput(Form):
    """A number that is explained: its level, or its difference with `baseline`."""

    mix: MixId
    baseline: MixId | None
    indicator: Indicator
    group: Group
    year: int
    indices: list[SensitivityIndex]
    doubts: list[SensitivityDoubt]


class SensitivityResult(Result):
    """The whole answer; size: draws, base sample or trajectories, as the method counts.

    Frames: `indices` (a row per output, input and measure) and `runs` (a row per run: where in its range each input
    stood, luck, and the outputs).
    """

    kind: Literal["sensitivity"] = "sensitivity"
    method: Method
    firms: int | str
    size: Some
    runs: Some
    parameters: Source
    inputs: list[SensitivityInput]
    outputs: list[SensitivityOutput]

    @property
    def last_year(self) -> int:
        """The last year of which there are outputs."""
        return max(output.year for output in self.outputs)

    def ordered(self, output: SensitivityOutput) -> list[SensitivityIndex]:
        """Main indices of an output, the largest first; luck, chance and the explained part left out."""
        found = [i for i in output.indices if i.measure == MAIN[self.method] and i.input not in (LUCK, CHANCE)]
        return sorted(found, key=lambda index: -(index.value or 0.0))

    def luck_of(self, output: SensitivityOutput) -> SensitivityIndex | None:
        """The share of luck."""
        wanted = "ST" if self.method == "sobol" else "share"
        return next((i for i in output.indices if (i.input, i.measure) == (LUCK, wanted)), None)

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 did not say its kind."""
        del manifest
        return content | {"kind": "sensitivity"}
