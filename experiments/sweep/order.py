"""What a block of a sweep is given to be run: all that decides it, and (but for own rules) nothing of one machine."""

from dataclasses import dataclass
from typing import Any

from experiments.sweep.plan_format import Scalar
from experiments.sweep.plan_levers import applies
from scenarios.future_format import Future
from scenarios.mix_format import Mix


@dataclass(frozen=True)
class SweptWorld:
    """A case of the world: its point, its replication (luck and dates), parameters (1,) PARAMETERS, levers of it."""

    point: int
    replication: int
    parameters: Any
    levers: dict[str, Scalar]


@dataclass(frozen=True)
class MixCase:
    """A mix of the plan (by its place) with the values of levers that are crossed."""

    mix: int
    levers: dict[str, Scalar]


@dataclass(frozen=True)
class BlockOrder:
    """All that a block needs to be run, anywhere; `ids[world][case]` name its runs, `content` names the block."""

    number: int
    content: str
    ids: list[list[str]]
    worlds: list[SweptWorld]
    cases: list[MixCase]
    baseline: Mix
    mixes: tuple[Mix, ...]
    future: Future
    variants: dict[str, str]
    firms: int | str
    seed: int
    years: tuple[int, ...]
    groups: tuple[str, ...]
    indicators: tuple[str, ...]
    #: lever path to whether its values are numbers
    levers: dict[str, bool]
    #: a file of rules on this machine, '' for the shipped ones; such an order is never sent to another machine
    model: str = ""

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.worlds) * len(self.cases)

    def levers_of(self, world: SweptWorld, case: MixCase) -> dict[str, Scalar]:
        """The levers set in a run, in the plan's order; those whose instrument the mix lacks are absent."""
        mix = self.mixes[case.mix]
        ranged = {path: value for path, value in world.levers.items() if applies(path, mix)}
        both = case.levers | ranged
        return {path: both[path] for path in self.levers if path in both}
