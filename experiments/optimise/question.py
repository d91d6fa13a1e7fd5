"""What `optimise` is asked: settings of the runs, a plan with its base mix, and the objectives that it names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.objectives import DEFAULT_YEAR, Objective, load_objectives, objectives_wanted
from experiments.optimise.plan import OptimisePlan, load_plan
from experiments.own_rules.model import load_own
from experiments.points import Wanted
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix
from simulation.problems import InputProblem


@dataclass(frozen=True)
class OptimiseQuestion:
    """A mix whose dials are turned, and the objectives of the plan, read in `year` where they name none."""

    settings: CompareSettings
    plan: OptimisePlan
    base: Mix
    objectives: Mapping[str, Objective]
    year: int = DEFAULT_YEAR

    @property
    def work(self) -> int:
        """Points that will be run at most: all for the base, and all for each batch of candidates."""
        return self.settings.draws * (1 + -(-self.plan.evaluations // self.plan.batch))

    @property
    def runs(self) -> int:
        """Runs of one mix: the base and each candidate on every point."""
        return self.settings.draws * (1 + self.plan.evaluations)

    @property
    def wanted(self) -> Wanted:
        """What to keep of each run. Raises InputProblem for a year that is not simulated."""
        return objectives_wanted(self.objectives, self.year)

    def mixes(self) -> list[Mix]:
        """The base. Raises InputProblem for what cannot be run."""
        replace(self.settings, mixes=()).check()
        if self.settings.model:  # a candidate has an id of its own, and would be without the instrument
            load_own(self.settings.model).refuse_named("optimise")
        self.wanted.check()
        return [self.base]

    def asked(self) -> dict[str, Any]:
        """Plan, year and objectives as plain values."""
        objectives = {name: each.model_dump() for name, each in self.objectives.items()}
        return {"plan": self.plan.model_dump(), "year": self.year, "objectives": objectives}


def optimise_question(
    settings: CompareSettings,
    plan: Path | None = None,
    evaluations: int | None = None,
    year: int = DEFAULT_YEAR,
    objectives: Path | None = None,
) -> OptimiseQuestion:
    """The question, with the plan and objectives in files, or those that ship. Raises InputProblem."""
    known = load_objectives(objectives)
    found, base = load_plan(plan, known)
    if evaluations is not None:
        if evaluations < 1:
            raise InputProblem(
                "{option}: found {found}; allowed: {low} or more", option="--evaluations", found=evaluations, low=1
            )
        found = found.model_copy(update={"evaluations": evaluations})
    chosen = {name: known[name] for name in found.objectives}
    return OptimiseQuestion(replace(settings, mixes=()), found, base, chosen, year)
