"""What to run for a sensitivity analysis: points in the unit cube, and the luck of each.

Luck is the last column, a whole number per run (its replication). Sobol: luck is one more input of the design, so
that runs which differ in one input share their luck, and the share of luck is estimated like any other. Morris: the
runs of a trajectory share their luck, so that a difference is an effect. Given data: every run has luck of its own.
For the last two some runs are made again with other luck: `repeats`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from SALib.sample import latin as _latin
from SALib.sample import sobol as _sobol
from SALib.sample.morris import sample as _morris

from experiments.sensitivity.result import LUCK, Method
from simulation.problems import InputProblem

METHODS: tuple[Method, ...] = ("morris", "sobol", "pawn", "delta", "shapley")
#: Methods that need inputs which do not depend on one another, and runs of their own.
DESIGNED: tuple[Method, ...] = ("morris", "sobol")
#: Methods that cannot speak of several inputs together.
SINGLE: tuple[Method, ...] = ("pawn", "delta")
#: Levels of Morris' grid, as its authors advise.
LEVELS = 4
#: One run in this many is made again with other luck where the design does not hold luck; at least FEWEST_REPEATS.
REPEATED, FEWEST_REPEATS = 4, 20


@dataclass(frozen=True)
class Design:
    """What to analyse: the method, D inputs, the group of each (its own name: alone), and how much.

    size: base sample of Sobol (a power of 2), trajectories of Morris, draws of the others; has_luck: the model has
    luck; resamples: of the bootstrap; orders: of players in sampled Shapley effects; left_out: groups that vary but
    are not reported.
    """

    method: Method
    names: tuple[str, ...]
    groups: tuple[str, ...]
    size: int
    seed: int = 1
    has_luck: bool = True
    resamples: int = 200
    orders: int = 32
    left_out: tuple[str, ...] = ()

    @property
    def players(self) -> tuple[str, ...]:
        """Names of the groups, in the order of their first input."""
        return tuple(dict.fromkeys(self.groups))

    @property
    def key(self) -> int:
        """A seed for SALib, which takes 0 for "no seed"."""
        return 1 + self.seed % (2**31 - 2)

    def problem(self) -> dict[str, Any]:
        """Inputs as SALib wants them, in the unit cube; for Sobol luck is one more. Names are places, as SALib
        refuses some names."""
        groups = [str(self.players.index(group)) for group in self.groups]
        if self.method == "sobol" and self.has_luck:
            groups.append(LUCK)
        names = [f"x{n}" for n in range(len(groups))]
        grouped = len(set(groups)) < len(groups)
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)} | (
            {"groups": groups} if grouped else {}
        )

    def check(self) -> None:
        """Raise InputProblem for what the method cannot do."""
        if self.method not in METHODS:
            raise InputProblem(
                "--method: found '{found}'; allowed: {allowed}", found=self.method, allowed=", ".join(METHODS)
            )
        least = {"morris": 4, "sobol": 8}.get(self.method, FEWEST_REPEATS)
        if self.size < least:
            raise InputProblem(
                "--draws: found {found}; method {method} needs {least} or more",
                found=self.size,
                method=self.method,
                least=least,
            )
        if self.method == "sobol" and self.size & (self.size - 1):
            below = 1 << (self.size.bit_length() - 1)
            raise InputProblem(
                "--draws: found {found}; method sobol needs a power of 2, such as {below} or {above}",
                found=self.size,
                below=below,
                above=2 * below,
            )
        if self.method in SINGLE and any(
            self.groups.count(group) > 1 for group in self.players if group not in self.left_out
        ):
            raise InputProblem(
                "method {method} knows single parameters only; for groups use shapley, sobol or morris",
                method=self.method,
            )
        compared = [player for player in self.players if player not in self.left_out or self.method == "shapley"]
        if len(compared) < 2:
            raise InputProblem("at least 2 parameters, levers or groups are needed, found {found}", found=len(compared))


def points_of(design: Design, given: Any = None) -> Any:
    """(runs, D) points in the unit cube, or (runs, D + 1) with luck; the repeats last.

    given: (size, D) for methods on given data: draws that exist, which may be correlated; a Latin hypercube
    otherwise.
    """
    design.check()
    problem = design.problem()
    if design.method == "sobol":
        x = _sobol.sample(problem, design.size, calc_second_order=False, seed=design.key)
        if design.has_luck:  # equal numbers stay equal, and a larger sample has the same first ones
            _values, first, place = np.unique(x[:, -1], return_index=True, return_inverse=True)
            x[:, -1] = np.argsort(np.argsort(first))[place]
        return x
    if design.method == "morris":
        x = _morris(problem, design.size, num_levels=LEVELS, seed=design.key)
        luck = np.repeat(np.arange(design.size), len(x) // design.size)
        first = np.arange(0, len(x), len(x) // design.size)
    else:
        x = _latin.sample(problem, design.size, seed=design.key) if given is None else np.asarray(given)
        luck, first = np.arange(len(x)), np.arange(repeats(design))
    if not design.has_luck:
        return x
    again = np.column_stack([x[first], design.size + np.arange(len(first))])
    return np.vstack([np.column_stack([x, luck]), again])


def repeats(design: Design) -> int:
    """Runs made again with other luck."""
    if not design.has_luck or design.method == "sobol":
        return 0
    if design.method == "morris":
        return design.size
    return min(design.size, max(FEWEST_REPEATS, design.size // REPEATED))


def runs_of(design: Design) -> int:
    """Number of runs that the design asks."""
    players = len(design.players)
    if design.method == "sobol":
        return design.size * (players + 2 + design.has_luck)
    if design.method == "morris":
        return design.size * (players + 1) + repeats(design)
    return design.size + repeats(design)
