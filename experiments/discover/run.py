"""Scenario discovery: under which conditions does a mix fail its goal?"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.discover.box import Box, Half, choose, halves, peeled, quasi_p
from experiments.discover.cases import FailingWhen, answers_of, conditions_of, worlds_of_draws
from experiments.kept import Kept
from experiments.manifest import analysis_manifest
from experiments.points import drawn_points
from experiments.robustness.worlds import Shock
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml

__all__ = ["Discovery", "FailingWhen", "check", "choices", "discover", "discover_manifest", "refuse_too_few"]


@cache
def choices() -> dict[str, Any]:
    """The numbers of `discover.yaml`."""
    return read_yaml(Path(__file__).parent / "discover.yaml")


@dataclass(frozen=True)
class Discovery:
    """What was found.

    x: a row per case, a column per condition; values (cases,); box: the box shown, with `quasi_p` by limit;
    boxes: the whole way there; halves: what random halves of the cases found; reached: whether a box has the
    density asked for. failures: draws that failed or are undefined, left out.
    """

    settings: CompareSettings
    mix: str
    failing_when: FailingWhen
    kinds: tuple[str, ...]
    density: float
    x: pd.DataFrame
    values: Any
    fails: Any
    boxes: tuple[Box, ...]
    box: Box
    reached: bool
    quasi_p: Mapping[Any, float]
    halves: tuple[Half, ...]
    failures: Mapping[int, str] = field(default_factory=dict[int, str])
    shocks: Mapping[str, Shock] = field(default_factory=dict[str, Shock])
    folder: Path | None = None

    def returns(self, name: str, side: str) -> float:
        """Share of the halves in which a limit on this side of a condition returned."""
        hits = [any((limit.name, limit.side) == (name, side) for limit in half.found.limits) for half in self.halves]
        return float(np.mean(hits)) if hits else float("nan")

    def all_returns(self) -> dict[tuple[str, str], float]:
        """Every limit that some half found, with how often, the most frequent first."""
        found = {(limit.name, limit.side) for half in self.halves for limit in half.found.limits}
        return dict(sorted(((key, self.returns(*key)) for key in found), key=lambda row: (-row[1], row[0])))

    def value_range(self, name: str, side: str) -> tuple[float, float] | None:
        """Range 5-95 over the halves of where a limit lies; None where fewer than two found it."""
        every = [limit for half in self.halves for limit in half.found.limits]
        values = [limit.value for limit in every if (limit.name, limit.side) == (name, side)]
        return (float(np.quantile(values, 0.05)), float(np.quantile(values, 0.95))) if len(values) > 1 else None

    def left_out_range(self, what: str) -> tuple[float, float] | None:
        """Range 5-95 of `coverage` or `density` on cases that the search had not seen; None where unknown."""
        found = [getattr(half.left_out, what) for half in self.halves if half.left_out.cases]
        return (float(np.quantile(found, 0.05)), float(np.quantile(found, 0.95))) if len(found) > 1 else None


def check(settings: CompareSettings, mix: str, failing_when: FailingWhen, density: float) -> list[Mix]:
    """The mixes to run (the baseline first where there is one). Raises InputProblem before any simulating."""
    failing_when.check()
    settings.check()
    if not 0 < density <= 1:
        raise InputProblem("--density: found {found}; allowed: above 0, at most 1", found=density)
    fewest = choices()["fewest"]
    if settings.draws < 2 * fewest:
        raise InputProblem("--draws: found {found}; allowed: {low} or more", found=settings.draws, low=2 * fewest)
    asked = load_mix(mix)
    # starting stages are fixed where a mix parts from another one, so that those groups need a baseline too
    beside = failing_when.baseline or (settings.baseline if "started" in failing_when.group else "")
    found = load_mix(beside) if beside else asked
    if failing_when.baseline and found.id == asked.id:
        raise InputProblem("--baseline: found {found}; allowed: another mix than the one asked about", found=found.id)
    return [asked] if found.id == asked.id else [found, asked]


def discover_manifest(
    settings: CompareSettings,
    mix: str,
    failing_when: FailingWhen,
    kinds: tuple[str, ...],
    shocks: Mapping[str, Shock],
    density: float,
) -> dict[str, Any]:
    """All that decides the result. Raises InputProblem as `check`."""
    mixes = check(settings, mix, failing_when, density)
    used = shocks if "shocks" in kinds else {}
    asked = {
        "mix": mixes[-1].id,
        "failing_when": asdict(failing_when),
        "worlds": list(kinds),
        "density": density,
        "choices": choices(),
        "shocks": {name: shock.model_dump(mode="json") for name, shock in used.items()},
    }
    return analysis_manifest("discover", settings, mixes, asked)


def discover(
    settings: CompareSettings,
    mix: str,
    failing_when: FailingWhen,
    kinds: tuple[str, ...] = ("futures", "variants"),
    shocks: Mapping[str, Shock] | None = None,
    density: float | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    stage: Callable[[str], None] | None = None,
    kept: Kept | None = None,
) -> Discovery:
    """Run the mix on draws in drawn worlds, and find the box of conditions in which it fails.

    Cases that are in `kept` are not run again. Raises InputProblem for what cannot be run and when too few cases
    fail or do not; KeyboardInterrupt.
    """
    wished = choices()["density"] if density is None else density
    mixes = check(settings, mix, failing_when, wished)
    worlds = worlds_of_draws(settings, kinds, shocks or {})
    points = [
        replace(point, parameters=world.parameters(point.parameters))
        for point, world in zip(drawn_points(settings, range(settings.draws)), worlds, strict=True)
    ]
    values, failures = answers_of(settings, mixes, points, worlds, failing_when, workers, progress, kept)
    defined = np.flatnonzero(~np.isnan(values))
    failures |= {int(draw): "undefined" for draw in np.flatnonzero(np.isnan(values)) if int(draw) not in failures}
    x = conditions_of([points[n] for n in defined], [worlds[n] for n in defined])
    values = values[defined]
    fails = failing_when.fails(values)
    refuse_too_few(values, fails)
    if stage:
        stage("search")
    boxes = peeled(x, fails, choices())
    box, reached = choose(boxes, wished)
    if stage:
        stage("halves")
    repeated = halves(x, fails, choices(), wished, settings.seed)
    return Discovery(
        settings,
        mixes[-1].id,
        failing_when,
        kinds,
        wished,
        x,
        values,
        fails,
        tuple(boxes),
        box,
        reached,
        quasi_p(box.limits, x, fails),
        tuple(repeated),
        failures,
        (shocks or {}) if "shocks" in kinds else {},
    )


def refuse_too_few(values: Any, fails: Any) -> None:
    """Raise InputProblem, saying what the cases gave, when too few of them fail or too few do not."""
    fewest, failing = choices()["fewest"], int(fails.sum())
    if min(failing, len(fails) - failing) < fewest:
        low, high = (float(q) for q in np.quantile(values, (0.05, 0.95))) if len(values) else (np.nan, np.nan)
        raise InputProblem(
            "{failing} of {total} cases fail: no conditions can be found unless {fewest} fail and {fewest} do not; the "
            "range 5-95 of the cases is {low} to {high}: give a level inside it, or more --draws",
            failing=failing,
            total=len(fails),
            fewest=fewest,
            low=f"{low:.4g}",
            high=f"{high:.4g}",
        )
