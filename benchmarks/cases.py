"""What is measured: mix-2 (a broad due-diligence law with inspections) in the default future, whole years."""

from functools import cache
from typing import Any

from scenarios.compile import compile_schedule
from scenarios.library import load_future, load_mix
from scenarios.run_dates import run_dates
from scenarios.scope import scope_bits
from simulation.ahead import compile_ahead
from simulation.parameters import central_values
from simulation.population import load_population, load_suppliers
from simulation.run import Run, policy_of
from simulation.start import fixed_traits

MIX, SEED = "mix-2", 1


@cache
def schedule() -> Any:
    future, mix = load_future("ex-ante-2020"), load_mix(MIX)
    return compile_schedule(mix, future, run_dates(future, mix, 0.5, 0.1, 0.1))


def arguments(firms: Any) -> tuple[Any, ...]:
    """What both Mesa models are made from."""
    population = load_population(firms)
    bits = scope_bits(schedule().scopes, population)
    return schedule(), population, load_suppliers(), central_values(), bits


class Case:
    """All that draws share: traits of so many firms, and the policy."""

    def __init__(self, firms: Any) -> None:
        compile_ahead()  # as every study does
        laid_out, population, self.suppliers, self.parameters, bits = arguments(firms)
        self.firms = len(population)
        reference = float(self.parameters["size_reference"][0])
        self.traits = fixed_traits(population, self.suppliers, bits, reference)
        self.policy = policy_of(laid_out, self.parameters)

    def start(self, draw: int = 0) -> Run:
        """A run at the start of 2012."""
        return Run.start(self.traits, self.firms, self.suppliers, self.parameters, self.policy, SEED, draw)
