"""How much work a calibration does: the numbers of `settings.yaml`, and those that the user gave instead."""

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from experiments import bounds
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml

FORMAT = 1
FILE = Path(__file__).parent / "settings.yaml"
#: The parts that say how the method is checked; they do not decide the posterior.
_OF_CHECK = {"pseudo_observations", "read_candidates", "repeats", "repeat_particles"}


@dataclass(frozen=True)
class CalibrationSettings:
    """What a calibration is asked to do; `settings.yaml` says what each number means and why it is so."""

    trajectories: int
    levels: int
    kept_from: float
    simulations: int
    bank_batch: int
    nearest: int
    distance: str
    particles: int
    generations: int
    batch: int
    effective: float
    steps: int
    pooled: int
    draws: int
    pseudo_observations: int
    read_candidates: int
    repeats: int
    repeat_particles: int
    seed: int

    def check(self) -> None:
        """Raise InputProblem for numbers that cannot be done together."""
        limits = {
            "simulations": (self.simulations, 200, bounds.SIMULATIONS),
            "particles": (self.particles, 60, min(self.simulations, self.nearest * 10)),
            "draws": (self.draws, 10, bounds.DRAWS),
            "steps": (self.steps, 1, bounds.STEPS),
            "generations": (self.generations, 1, bounds.GENERATIONS),
            "trajectories": (self.trajectories, 2, bounds.TRAJECTORIES),
            "pseudo-observations": (self.pseudo_observations, 1, bounds.PSEUDO_OBSERVATIONS),
            "repeats": (self.repeats, 0, self.pseudo_observations),  # each repeats one of them
        }
        for name, (found, low, high) in limits.items():
            if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:  # pyright: ignore[reportUnnecessaryIsInstance]
                raise InputProblem(
                    "--{name}: found {found}; allowed: {low} to {high}", name=name, found=found, low=low, high=high
                )

    def check_particles(self, unknowns: int) -> None:
        """Raise InputProblem where there are no more particles than unknowns that the screening kept."""
        if self.particles <= unknowns:
            raise InputProblem(
                "--{name}: found {found}; allowed: {low} to {high}",
                name="particles",
                found=self.particles,
                low=unknowns + 1,
                high=min(self.simulations, self.nearest * 10),
            )

    def as_dict(self) -> dict[str, Any]:
        """What decides the posterior, for the manifest."""
        return {key: value for key, value in asdict(self).items() if key not in _OF_CHECK}


@cache
def _shipped() -> dict[str, Any]:
    content = read_yaml(FILE)
    if content.pop("format", 0) > FORMAT:
        raise InputProblem("{file}: format is newer than this version reads ({allowed})", file=FILE, allowed=FORMAT)
    return content


def calibration_settings(**given: Any) -> CalibrationSettings:
    """The shipped settings, with those given that are not None. Raises InputProblem.

    With fewer simulations than usual fewer of them are near: `nearest` shrinks along, and so does `read_candidates`.
    """
    chosen = _shipped() | {key: value for key, value in given.items() if value is not None}
    if "nearest" not in given and isinstance(chosen["simulations"], int):
        share = chosen["simulations"] / _shipped()["simulations"]
        fewest = min(100, chosen["simulations"] // 2)  # a local regression needs some
        chosen["nearest"] = max(min(chosen["nearest"], int(chosen["nearest"] * share)), fewest)
        chosen["read_candidates"] = max(20, int(chosen["read_candidates"] * min(1.0, share)))
    settings = CalibrationSettings(**chosen)
    settings.check()
    return settings
