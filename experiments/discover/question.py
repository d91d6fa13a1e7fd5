"""What `discover` is asked: when a mix fails, in which worlds, and how dense the box has to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from experiments.discover.result import FailingWhen
from experiments.objectives import DEFAULT_YEAR, load_objectives
from experiments.points import Wanted
from experiments.robustness.worlds import Shock, load_shocks, worlds_for
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.domains import indicator_domain, within
from simulation.indicator_rows import ROWS
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR

#: The objective that is asked about when none is named: the only public goal with a level.
DEFAULT_OBJECTIVE = "endorsement_2023"
DEFAULT_WORLDS = ("futures", "variants")


@cache
def choices() -> dict[str, Any]:
    """The numbers of `discover.yaml`."""
    return read_yaml(Path(__file__).parent / "discover.yaml")


@dataclass(frozen=True)
class DiscoverQuestion:
    """A mix (the one of `settings`), when it fails, what is drawn besides parameters, and the density of the box.

    middle_allowed: nobody named an objective or a level; where the goal does not divide the cases, the middle of the
    cases is taken instead.
    """

    settings: CompareSettings
    failing_when: FailingWhen
    kinds: tuple[str, ...] = DEFAULT_WORLDS
    shocks: Mapping[str, Shock] = field(default_factory=dict[str, Shock])
    density: float = field(default_factory=lambda: choices()["density"])
    middle_allowed: bool = False

    @property
    def work(self) -> int:
        """Cases to run."""
        return self.settings.draws

    @property
    def runs(self) -> int:
        """Runs of one mix, of all mixes together."""
        return self.settings.draws * len(self.mixes())

    def mixes(self) -> list[Mix]:
        """The mix asked about last, before it the one beside it, if any. Raises InputProblem for what cannot be run."""
        when, settings = self.failing_when, self.settings
        Wanted((when.year,), (when.group,), (when.indicator,)).check()
        if not FIRST_YEAR <= when.year <= LAST_YEAR:
            raise InputProblem(
                "--year: found {found}; allowed: {low} to {high}", found=when.year, low=FIRST_YEAR, high=LAST_YEAR
            )
        if (when.below is None) == (when.above is None):
            raise InputProblem("give either --below or --above: the level at which the mix fails")
        self._check_level()
        settings.check()
        if not 0 < self.density <= 1:
            raise InputProblem("--density: found {found}; allowed: above 0, at most 1", found=self.density)
        fewest = choices()["fewest"]
        if settings.draws < 2 * fewest:
            raise InputProblem("--draws: found {found}; allowed: {low} or more", found=settings.draws, low=2 * fewest)
        worlds_for(settings, self.kinds, self.shocks)
        asked = load_mix(settings.mixes[0])
        # starting stages are fixed where a mix parts from another one, so that those groups need a baseline too
        beside = when.baseline or (settings.baseline if "started" in when.group else "")
        found = load_mix(beside) if beside else asked
        if when.baseline and found.id == asked.id:
            raise InputProblem(
                "--baseline: found {found}; allowed: another mix than the one asked about", found=found.id
            )
        return [asked] if found.id == asked.id else [found, asked]

    def _check_level(self) -> None:
        """Refuse a level that the indicator, or its difference with another mix, cannot reach."""
        when = self.failing_when
        own = indicator_domain(when.indicator, ROWS[when.indicator].unit)
        allowed = replace(own, low=-own.high) if when.baseline else own
        for option, level in (("--below", when.below), ("--above", when.above)):
            if level is not None:
                within(allowed, option, level)

    def asked(self) -> dict[str, Any]:
        """The mix, when it fails, worlds, density, shocks and the numbers of `discover.yaml` as plain values."""
        used = self.shocks if "shocks" in self.kinds else {}
        return {
            "mix": load_mix(self.settings.mixes[0]).id,
            "failing_when": self.failing_when.model_dump(mode="json"),
            "worlds": list(self.kinds),
            "density": self.density,
            "choices": choices(),
            "shocks": {name: shock.model_dump(mode="json") for name, shock in used.items()},
        } | ({"middle_allowed": True} if self.middle_allowed else {})


def discover_question(
    settings: CompareSettings,
    mix: str,
    when: FailingWhen | None = None,
    future_named: bool = False,
    worlds: Iterable[str] | None = None,
    shocks: Path | None = None,
    density: float | None = None,
) -> DiscoverQuestion:
    """The question from what a user gives; None takes the default. Raises InputProblem.

    when: None where nobody said it. future_named: whether the future of the settings was named: then it is
    kept, and not drawn.
    """
    return DiscoverQuestion(
        replace(settings, mixes=(mix,)),
        when or _failing_when(),
        _kinds(settings.future, future_named, worlds),
        load_shocks(shocks),
        choices()["density"] if density is None else density,
        middle_allowed=when is None,
    )


def _kinds(future: str, future_named: bool, worlds: Iterable[str] | None) -> tuple[str, ...]:
    if worlds is None:
        return tuple(kind for kind in DEFAULT_WORLDS if not (future_named and kind == "futures"))
    kinds = tuple(kind for kind in worlds if kind != "none")
    if future_named and "futures" in kinds:
        raise InputProblem(
            "--future {found} and --worlds futures: give one of the two; with futures each case draws its own",
            found=future,
        )
    return kinds


def failing_when(
    objective: str | None = None,
    indicator: str | None = None,
    group: str | None = None,
    year: int | None = None,
    below: float | None = None,
    above: float | None = None,
    baseline: str | None = None,
) -> FailingWhen | None:
    """When the mix fails: an objective of objectives.yaml with its goal, or an indicator with a level.

    None where nothing is said. Raises InputProblem for an unknown objective, or where no level is given and nobody set
    a goal.
    """
    given = (objective, indicator, group, year, below, above, baseline)
    return None if all(each is None for each in given) else _failing_when(*given)


def _failing_when(
    objective: str | None = None,
    indicator: str | None = None,
    group: str | None = None,
    year: int | None = None,
    below: float | None = None,
    above: float | None = None,
    baseline: str | None = None,
) -> FailingWhen:
    low, high = (None if level is None else float(level) for level in (below, above))
    if indicator is not None:
        if objective is not None:
            raise InputProblem("give either --objective or --indicator, not both")
        return FailingWhen(
            indicator=indicator,
            group=group or "goal90",
            year=DEFAULT_YEAR if year is None else year,
            below=low,
            above=high,
            baseline=baseline or "",
        )
    known, name = load_objectives(), objective or DEFAULT_OBJECTIVE
    if name not in known:
        raise InputProblem(
            "--objective: unknown objective '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
            found=name,
            nearest=nearest(name, list(known)),
            allowed=", ".join(known),
        )
    chosen = known[name]
    if low is None and high is None and not baseline:
        low, high = (chosen.goal_level, None) if chosen.direction == "more" else (None, chosen.goal_level)
        if low is None and high is None:
            raise InputProblem(
                "--objective {name}: nobody set a goal for it; give the level at which the mix fails with {option}",
                name=name,
                option="--below" if chosen.direction == "more" else "--above",
            )
    return FailingWhen(
        indicator=chosen.indicator,
        group=group or chosen.group,
        year=(chosen.year or DEFAULT_YEAR) if year is None else year,
        below=low,
        above=high,
        baseline=baseline or "",
    )
