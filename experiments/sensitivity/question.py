"""What `sensitivity` is asked: mixes, a method, what varies, and the outputs that are explained."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from experiments import defaults
from experiments.points import Wanted
from experiments.sensitivity.design import DESIGNED, Design, runs_of
from experiments.sensitivity.factors import Factor, grouped, lever_factors, parameter_factors
from experiments.sensitivity.model import Model
from experiments.sensitivity.result import OTHERS, Method
from experiments.sensitivity.shapley import MOST_DRAWS
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

#: Base sample by method when no number is given; Sobol needs a power of 2.
DEFAULT_SIZE: dict[Method, int] = {"morris": 20, "sobol": 256, "pawn": 1000, "delta": 1000, "shapley": 500}


@dataclass(frozen=True)
class SensitivityQuestion:
    """What a user asks: see docs/sensitivity.md. `settings.mixes` are explained, from the first to the last of years.

    size: as the method counts, None for its default; baseline: the mix that is subtracted, '' for levels; parameters,
    levers, together: as texts (`sensitivity.factors`); years: reported.
    """

    settings: CompareSettings
    method: Method = "shapley"
    size: int | None = None
    baseline: str = ""
    parameters: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    by: str = "parameter"
    together: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ("practice",)
    groups: tuple[str, ...] = ("goal90",)
    years: tuple[int, ...] = (defaults.OBJECTIVES_YEAR,)

    @property
    def work(self) -> int:
        """Runs to come. Raises InputProblem."""
        return runs_of(self.plan[0])

    @property
    def runs(self) -> int:
        """Runs of all mixes together. Raises InputProblem."""
        return self.work * len(self.plan[1].mixes)

    def mixes(self) -> list[Mix]:
        """The mixes to run, the baseline first if there is one. Raises InputProblem for what cannot be run."""
        return self.plan[1].mixes

    def asked(self) -> dict[str, Any]:
        """All fields but the settings."""
        return {key: value for key, value in asdict(self).items() if key != "settings"}

    @cached_property
    def plan(self) -> tuple[Design, Model]:
        """The design and the model, everything checked that can be before simulating. Raises InputProblem."""
        size = DEFAULT_SIZE.get(self.method, 1) if self.size is None else self.size
        factors = self._factors()
        asked = self._asked_names(factors)
        named = [factor for factor in factors if factor.name in asked]
        group_of = dict(zip([f.name for f in named], grouped(named, self.by, self.together), strict=True))
        design = Design(
            self.method,
            tuple(f.name for f in factors),
            tuple(group_of.get(f.name, OTHERS) for f in factors),
            size,
            self.settings.seed,
            left_out=(OTHERS,) if len(named) < len(factors) else (),
        )
        design.check()
        if self.method == "shapley" and size > MOST_DRAWS:
            raise InputProblem(
                "--draws: found {found}; method shapley takes {most} or fewer", found=size, most=MOST_DRAWS
            )
        self.settings.check()
        wanted = Wanted(tuple(sorted(set(self.years))), self.groups, self.indicators)
        wanted.check()
        model = Model(self.settings, self.baseline, tuple(factors), wanted)
        if self.baseline and len(model.mixes) < 2:
            raise InputProblem(
                "--baseline: found {found}, which is the only mix; give another mix to compare it with",
                found=self.baseline,
            )
        return design, model

    def _factors(self) -> list[Factor]:
        """What varies. Designs vary what was asked; draws vary every uncertain parameter."""
        model = Model(self.settings, "", (), Wanted((), (), ()))
        levers = lever_factors(self.levers, [mix for mix in model.mixes if mix.id != self.baseline])
        only_levers = bool(self.levers) and not self.parameters
        chosen = [] if only_levers else parameter_factors(self.parameters)
        if self.method in DESIGNED:
            drawn = [factor.name for factor in chosen if factor.kind == "parameter"]
            if drawn and not self.settings.prior:
                raise InputProblem(
                    "method {method} needs inputs that do not depend on one another, and draws from the posterior do: "
                    "use --method shapley, or --prior, or give ranges, as in --parameter {name}=LOW..HIGH",
                    method=self.method,
                    name=drawn[0],
                )
            return [*chosen, *levers]
        known, every = {factor.name: factor for factor in chosen}, parameter_factors(())
        return [
            *(known.get(factor.name, factor) for factor in every),
            *(factor for factor in chosen if factor.name not in {f.name for f in every}),
            *levers,
        ]

    def _asked_names(self, factors: Sequence[Factor]) -> set[str]:
        if not self.parameters and not self.levers:
            return {factor.name for factor in factors}
        return {text.partition("=")[0] for text in (*self.parameters, *self.levers)}


def sensitivity_question(
    settings: CompareSettings,
    mixes: Sequence[str] = (),
    method: str = "shapley",
    draws: int | None = None,
    baseline: str = "",
    parameters: Sequence[str] = (),
    levers: Sequence[str] = (),
    by: str = "parameter",
    together: Sequence[str] = (),
    indicators: Sequence[str] = ("practice",),
    groups: Sequence[str] = ("goal90",),
    years: Iterable[int] = (defaults.OBJECTIVES_YEAR,),
) -> SensitivityQuestion:
    """The question, of mix-2 where no mix is given. Raises InputProblem where there is no year."""
    chosen, reported = tuple(mixes) or ("mix-2",), tuple(years)
    if not reported:
        raise InputProblem("{option}: a value is missing", option="--years")
    word: Method = method  # type: ignore[assignment] - another word is refused where the design is checked
    size = DEFAULT_SIZE.get(word, 1) if draws is None else draws
    planned = replace(
        settings,
        mixes=chosen,
        baseline=baseline or chosen[0],
        draws=max(1, size),
        first_year=min(reported),
        last_year=max(reported),
    )
    return SensitivityQuestion(
        planned,
        word,
        draws,
        baseline,
        tuple(parameters),
        tuple(levers),
        by,
        tuple(together),
        tuple(indicators),
        tuple(groups),
        reported,
    )
