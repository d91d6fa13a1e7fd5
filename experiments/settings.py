"""What a comparison is asked to do, checked before any simulating."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from experiments import defaults
from experiments.own_rules.model import identity, load_own
from experiments.posterior import folder_of, read_posterior
from experiments.worlds.rule import NOT_DIVIDED, division_rule
from scenarios.library import load_future, load_mix
from simulation.parameters import held
from simulation.population import load_population
from simulation.problems import InputProblem, nearest
from simulation.structure import STRUCTURAL_TABLES, tables
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR

LARGEST_SEED = 2**63 - 1
#: A draw has the luck of the replication of its number, which is written in 31 bits.
MOST_DRAWS = 2**31


@dataclass(frozen=True)
class CompareSettings:
    """A comparison of mixes on the same draws.

    mixes: ids or files, the baseline apart; draws: parameter draws (draw d has replication d); firms: agents
    or "full"; first_year, last_year: years reported (every run starts in 2012); variants: structural
    variants by table; parameters: values that replace drawn ones; prior: draw from the uncalibrated ranges
    instead of the posterior; posterior: folder of a posterior, '' for the shipped one; model: a Python file with
    rules of one's own (slow), '' for the shipped rules. Never fill `model` from a plan or a run folder: it is code.
    worlds: the event by which results are given, `none` for all draws together, '' where the rule decides
    (`experiments/worlds/rule.yaml`); matters: by objective a size that matters in place of the shipped one.
    """

    mixes: tuple[str, ...] = defaults.MIXES
    baseline: str = defaults.BASELINE
    future: str = defaults.FUTURE
    draws: int = defaults.DRAWS
    firms: int | str = defaults.FIRMS
    first_year: int = defaults.FIRST_YEAR_SHOWN
    last_year: int = defaults.LAST_YEAR_SHOWN
    seed: int = defaults.SEED
    variants: dict[str, str] = field(default_factory=dict[str, str])
    parameters: dict[str, float] = field(default_factory=dict[str, float])
    prior: bool = defaults.PRIOR
    posterior: str = ""
    model: str = ""
    worlds: str = ""
    matters: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def drawn_from(self) -> Literal["posterior", "prior"]:
        """Where parameters are drawn from."""
        return "prior" if self.prior else "posterior"

    def all_mixes(self) -> tuple[str, ...]:
        """The baseline first, then the others, each once."""
        return tuple(dict.fromkeys((self.baseline, *self.mixes)))

    @property
    def own_rules(self) -> dict[str, dict[str, str]]:
        """`{"model": {"file", "sha256"}}` for results that rules of the user's own made; else nothing."""
        return {"model": identity(self.model)} if self.model else {}

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for the manifest; a file of rules by name and hash, and only where there is one."""
        content = asdict(self)
        content.pop("model")
        for name in ("worlds", "matters"):  # how results are read, not how they are made: said only where asked for
            if not content[name]:
                content.pop(name)
        return content | self.own_rules

    def check(self) -> None:
        """Raise InputProblem for the first setting that cannot be run."""
        for name in ("draws", "first_year", "last_year", "seed"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int):
                raise InputProblem("{name}: found {found}; allowed: a whole number", name=name, found=value)
        if self.draws < 1:
            raise InputProblem("--draws: found {found}; allowed: 1 or more", found=self.draws)
        if self.draws > MOST_DRAWS:
            raise InputProblem(
                "--draws: found {found}; allowed: {low} to {high}", found=self.draws, low=1, high=MOST_DRAWS
            )
        if not FIRST_YEAR <= self.first_year <= self.last_year <= LAST_YEAR:
            raise InputProblem(
                "--from and --until: found {first} and {last}; allowed: years from {low} to {high}, the first not "
                "after the last",
                first=self.first_year,
                last=self.last_year,
                low=FIRST_YEAR,
                high=LAST_YEAR,
            )
        if not 0 <= self.seed <= LARGEST_SEED:
            raise InputProblem("--seed: found {found}; allowed: 0 to {high}", found=self.seed, high=LARGEST_SEED)
        names: dict[str, str] = {}
        for given in self.all_mixes():
            mix = load_mix(given)
            if mix.id in names:
                raise InputProblem("two mixes are named '{found}': {a} and {b}", found=mix.id, a=names[mix.id], b=given)
            names[mix.id] = given
        load_future(self.future)
        load_population(self.firms)  # type: ignore[arg-type] - any other word is refused there
        self._check_parameters()
        self._check_structure()
        self._check_reading()
        if self.model:
            load_own(self.model)

    def _check_reading(self) -> None:
        allowed = [*division_rule().events, NOT_DIVIDED]
        if self.worlds and self.worlds not in allowed:
            raise InputProblem(
                "--worlds: unknown value '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
                found=self.worlds,
                nearest=nearest(self.worlds, allowed),
                allowed=", ".join(allowed),
            )

    def _check_structure(self) -> None:
        for table, variant in self.variants.items():
            if table not in STRUCTURAL_TABLES:
                raise InputProblem(
                    "unknown structural table '{found}'; did you mean '{nearest}'?",
                    found=table,
                    nearest=nearest(table, list(STRUCTURAL_TABLES)),
                )
            if variant not in tables(table)["variants"]:
                raise InputProblem(
                    "unknown structural variant '{found}' of {table}; allowed: {allowed}",
                    found=variant,
                    table=table,
                    allowed=", ".join(tables(table)["variants"]),
                )

    def _check_parameters(self) -> None:
        held(self.parameters)
        if not isinstance(self.prior, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InputProblem("{name}: found {found}; allowed: True or False", name="prior", found=self.prior)
        if self.prior and self.posterior:
            raise InputProblem("--prior and --posterior: give one of the two, not both")
        if not self.prior:  # whether it fits the rules takes a run, and is asked when the draws are made
            read_posterior(folder_of(self.posterior))
