"""What `pathways` is asked: settings of the runs, a plan, and the shape of the needed path."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.own_rules.model import load_own
from experiments.pathways.plan import DELAYS, PathwaysPlan, load_plan
from experiments.pathways.tipping import YARDSTICKS, Yardstick
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem, nearest
from simulation.vocabulary import FIRST_YEAR


@dataclass(frozen=True)
class PathwaysQuestion:
    """Strategies to follow, goals, a delay and a yardstick; `settings.mixes` are the strategies."""

    settings: CompareSettings
    plan: PathwaysPlan
    yardstick: Yardstick = "linear"

    @property
    def work(self) -> int:
        """Points that will be run at most: all of them, and those with adapting made free."""
        return self.settings.draws * (1 + min(1, len(self.plan.strategies)))

    @property
    def runs(self) -> int:
        """Runs of one mix: the baseline, each strategy, its delayed twin, and once more where adapting is free."""
        return self.settings.draws * (1 + 3 * len(self.plan.strategies))

    def mixes(self) -> list[Mix]:
        """The baseline and the strategies. Raises InputProblem for what cannot be run."""
        replace(self.settings, mixes=tuple(self.plan.strategies)).check()
        if self.settings.model:  # the delayed twin of a strategy would be without the instrument
            load_own(self.settings.model).refuse_named("pathways")
        decided = FIRST_YEAR + self.plan.decided_at // 4
        if self.settings.last_year <= decided:
            raise InputProblem(
                "--until: found {found}; allowed: a year after the choice is made ({year})",
                found=self.settings.last_year,
                year=decided,
            )
        return [load_mix(self.settings.baseline), *(load_mix(name) for name in self.plan.strategies)]

    def asked(self) -> dict[str, Any]:
        """The plan, the yardstick and the baseline as plain values."""
        baseline = load_mix(self.settings.baseline).id
        return self.plan.model_dump(mode="json") | {"yardstick": self.yardstick, "baseline": baseline}


def pathways_question(
    settings: CompareSettings,
    strategies: tuple[str, ...] = (),
    plan: Path | None = None,
    delay: int | None = None,
    yardstick: str | None = None,
) -> PathwaysQuestion:
    """The question, with what the user gives over the plan in a file, or the one that ships. Raises InputProblem."""
    if delay is not None and delay not in DELAYS:
        raise InputProblem(
            "--delay: found {found}; allowed: {low} to {high} quarters", found=delay, low=DELAYS[0], high=DELAYS[-1]
        )
    changes: dict[str, Any] = {"strategies": list(strategies)} if strategies else {}
    asked = load_plan(plan).model_copy(update=changes | ({} if delay is None else {"delay": delay}))
    return PathwaysQuestion(replace(settings, mixes=tuple(asked.strategies)), asked, yardstick_of(yardstick))


def yardstick_of(given: str | None) -> Yardstick:
    """linear unless asked otherwise. Raises InputProblem."""
    for known in YARDSTICKS:
        if given in (None, known):
            return known
    raise InputProblem(
        "--yardstick: found '{found}'; allowed: {allowed}; did you mean '{nearest}'?",
        found=given,
        allowed=", ".join(YARDSTICKS),
        nearest=nearest(str(given), list(YARDSTICKS)),
    )
