"""The three studies of the page Why, at a size that answers within a minute: what to run, its key, how long it takes.

The full size is what the verbs `sensitivity`, `synergy` and `robustness` take by default; the page shows that command.
Nothing of the web framework is used here.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from experiments.files import content_id
from experiments.objectives import DEFAULT_YEAR
from experiments.settings import CompareSettings
from simulation.indicator_rows import SHARES
from smartmix.page.serving.jobs import Cancelled, Job, JobDesk
from smartmix.page.serving.work import Request, own_file

type Kind = Literal["sensitivity", "synergy", "robustness"]

KINDS: tuple[Kind, ...] = ("sensitivity", "synergy", "robustness")
#: The firms of the 90% goal, of which the studies ask, stand one to one in a sample of this size (docs/population.md).
FIRMS = 1400
#: Draws on the page; the command lines that it shows leave them out, and so take the full size.
DRAWS: dict[Kind, int] = {"sensitivity": 200, "synergy": 30, "robustness": 20}
#: Seconds of one thread for a run at this size, and of analysis after the runs, as measured (an idle machine).
_RUN: dict[Kind, float] = {"sensitivity": 0.02, "synergy": 0.006, "robustness": 0.008}
_AFTER: dict[Kind, float] = {"sensitivity": 3.0, "synergy": 1.0, "robustness": 1.0}


@dataclass(frozen=True)
class StudyOnPage:
    """One study of one comparison. `mix` is the mix explained; robustness looks at all of `mixes`.

    own: mixes of the user's own by id, as YAML text.
    """

    kind: Kind
    mix: str
    mixes: tuple[str, ...]
    baseline: str
    future: str
    indicator: str
    group: str
    year: int = DEFAULT_YEAR
    firms: int = field(default_factory=lambda: min(FIRMS, Request(()).firms))
    seed: int = 1
    own: tuple[tuple[str, str], ...] = ()

    def place(self, mix: str) -> str:
        """The id of a shipped mix, the file of one of the user's own."""
        return next((own_file(mix, text) for own, text in self.own if own == mix), mix)

    def called(self, mix: str) -> str:
        """A mix in commands: the user's own as the file that the page gives."""
        return f"{mix}.yaml" if mix in dict(self.own) else mix

    @property
    def draws(self) -> int:
        """Draws, fewer where the server computes small; never too few for the method."""
        from experiments.sensitivity.design import FEWEST_REPEATS  # noqa: PLC0415

        least = FEWEST_REPEATS if self.kind == "sensitivity" else 2
        return max(least, min(DRAWS[self.kind], Request(()).draws))

    @property
    def key(self) -> str:
        """Equal for studies that give the same result."""
        own = {
            "sensitivity": [self.mix, self.indicator, self.group],
            "synergy": [self.mix, self.indicators],
            "robustness": list(self.mixes),
        }[self.kind]
        same = [self.baseline, self.future, self.year, self.firms, self.seed, self.draws]
        return f"{self.kind}-" + content_id({"own": own, "same": same, "files": [list(pair) for pair in self.own]})

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators of a synergy: those that it takes by default, and the one on screen where it can."""
        from experiments.synergy.data import synergy_data  # noqa: PLC0415

        more = [self.indicator] if self.indicator in SHARES else []
        return list(dict.fromkeys((*more, *synergy_data().default_indicators)))

    @cached_property
    def plan(self) -> "Plan":
        """What to run, checked. Raises InputProblem."""
        return {"sensitivity": _sensitivity, "synergy": _synergy, "robustness": _robustness}[self.kind](self)

    def command(self) -> str:
        """The same study from the command line, at full size."""
        usual = f"--future {self.future} --seed {self.seed}"
        match self.kind:
            case "sensitivity":
                subtracted = f" --baseline {self.baseline}" if self.mix != self.baseline else ""
                return (
                    f"smartmix sensitivity {self.called(self.mix)}{subtracted} --by theme --indicator {self.indicator} "
                    f"--group {self.group} --years {self.year} {usual}"
                )
            case "synergy":
                asked = f"--indicators {','.join(self.indicators)} --year {self.year}"
                return f"smartmix synergy {self.called(self.mix)} --baseline {self.baseline} {asked} {usual}"
            case "robustness":
                mixes = " ".join(self.called(mix) for mix in self.mixes if mix != self.baseline)
                return f"smartmix robustness {mixes} --baseline {self.baseline} --year {self.year} {usual}"

    def python(self) -> str:
        """The same study in Python, at full size."""
        usual, mix = f"future={self.future!r}, seed={self.seed}", self.called(self.mix)
        match self.kind:
            case "sensitivity":
                subtracted = f"baseline={self.baseline!r}, " if self.mix != self.baseline else ""
                call = (
                    f"sm.sensitivity({mix!r}, {subtracted}by='theme', indicators=[{self.indicator!r}], "
                    f"groups=[{self.group!r}], years=[{self.year}], {usual})\nresult.frames()['indices']"
                )
            case "synergy":
                call = (
                    f"sm.synergy({mix!r}, baseline={self.baseline!r}, indicators={self.indicators!r}, "
                    f"year={self.year}, {usual})\nresult.frames()['shares']"
                )
            case "robustness":
                mixes = ", ".join(repr(self.called(mix)) for mix in self.mixes if mix != self.baseline)
                call = f"sm.robustness({mixes}, baseline={self.baseline!r}, year={self.year}, {usual})\nresult.frames()"
        return f"import smartmix as sm\n\nresult = {call}"


@dataclass(frozen=True)
class Plan:
    """What a study runs: units of progress, single runs, and the work itself."""

    units: int
    runs: int
    work: Callable[[Callable[[int], None]], Any]


def about_seconds(study: StudyOnPage) -> int:
    """How long a study takes when nothing else runs, in steps of five seconds."""
    seconds = study.plan.runs * _RUN[study.kind] / (os.cpu_count() or 1) + _AFTER[study.kind]
    return max(5, 5 * round(seconds / 5))


def submit(desk: JobDesk, person: str, study: StudyOnPage) -> Job:
    """The job of a study; the same study is the same job. Raises InputProblem."""
    sent = replace(study)  # without its plan, which stays here
    return desk.submit(person, study.key, lambda job: job.apart(_run, sent), study.plan.units)


def _run(job: Job, study: StudyOnPage) -> Any:
    try:
        return study.plan.work(job.advance)
    except KeyboardInterrupt as stopped:  # how an analysis says that one of its threads was told to stop
        raise Cancelled from stopped


def _sensitivity(study: StudyOnPage) -> Plan:
    from experiments.sensitivity.question import sensitivity_question  # noqa: PLC0415
    from experiments.sensitivity.run import run_sensitivity  # noqa: PLC0415

    asked = sensitivity_question(
        CompareSettings(firms=study.firms, seed=study.seed, future=study.future),
        (study.place(study.mix),),
        draws=study.draws,
        baseline=study.baseline if study.mix != study.baseline else "",
        by="theme",
        indicators=(study.indicator,),
        groups=(study.group,),
        years=(study.year,),
    )
    return Plan(asked.work, asked.runs, lambda advance: run_sensitivity(asked, None, advance))


def _synergy(study: StudyOnPage) -> Plan:
    from experiments.synergy.question import synergy_question  # noqa: PLC0415
    from experiments.synergy.run import run_synergy  # noqa: PLC0415

    settings = CompareSettings(
        draws=study.draws, firms=study.firms, seed=study.seed, baseline=study.baseline, future=study.future
    )
    asked = synergy_question(study.place(study.mix), settings, study.indicators, study.year)
    asked.mixes()
    return Plan(asked.work, asked.runs, lambda advance: run_synergy(asked, None, advance))


def _robustness(study: StudyOnPage) -> Plan:
    from experiments.robustness.question import robustness_question  # noqa: PLC0415
    from experiments.robustness.run import run_robustness  # noqa: PLC0415
    from smartmix.comparing import settings_from  # noqa: PLC0415

    settings = settings_from(
        mixes=tuple(study.place(mix) for mix in study.mixes),
        draws=study.draws,
        firms=study.firms,
        seed=study.seed,
        baseline=study.baseline,
        future=study.future,
    )
    asked = robustness_question(settings, year=study.year)
    asked.mixes()  # what cannot be run is refused now
    return Plan(asked.work, asked.runs, lambda advance: run_robustness(asked, None, advance))
