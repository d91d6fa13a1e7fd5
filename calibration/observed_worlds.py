"""The worlds in which a candidate is observed: the Netherlands, and laws elsewhere as analogue experiments.

Each world has its own firms, its own start (the luck of START differs by replication) and its own mix;
only the rules and their parameters are shared. `worlds/worlds.yaml` describes them (`format: 1`).
"""

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from scenarios.compile import compile_schedule
from scenarios.library import list_mixes, load_future, load_mix
from scenarios.quarters import index_of
from scenarios.run_dates import RunDates
from scenarios.scope import scope_bits
from simulation.parameters import central_values
from simulation.population import Population, Suppliers, columns_of, load_population, load_suppliers
from simulation.problems import InputProblem
from simulation.run import Run, policy_of
from simulation.safe_yaml import read_yaml
from simulation.schedule import Schedule
from simulation.start import fixed_traits
from simulation.vocabulary import SECTORS

FORMAT = 1
FOLDER = Path(__file__).parent / "worlds"
#: Laws elsewhere and the past of the Netherlands: no EU law was in force before 2024.
FUTURE = "no-eu-law"


@dataclass(frozen=True)
class Seen:
    """What is observed of a world's firms at one moment: columns over its N firms.

    endorses, awareness, practice_mean, statement, reported_mean: (N,); practice, reported, duty: (6, N), the last
    what laws in force ask of each step; a firm without a statement (0) reports nothing;
    complies: (N,) 1 where it meets the duties of law, in practice or on paper; mended: 0 where no finding was mended.
    """

    endorses: Any
    awareness: Any
    practice_mean: Any
    statement: Any
    reported_mean: Any
    practice: Any
    reported: Any
    duty: Any
    complies: Any
    mended: Any


@dataclass(frozen=True)
class ObservedWorld:
    """One world, ready to run for many candidates: nothing in it changes.

    `moments` holds name and quarter (since 2012) in the order of time; `offset` names the observation
    parameter that shifts the motives here, None at home.
    """

    name: str
    population: Population
    suppliers: Suppliers
    traits: Any
    schedule: Schedule
    moments: tuple[tuple[str, int], ...]
    offset: str | None

    def observe(self, parameters: Any, seed: int, replication: int, shift: float = 0.0) -> dict[str, Seen]:
        """Run one candidate until the last moment; what was seen, by moment.

        parameters: (1,) PARAMETERS; shift: added to the intercept of the motives in this country.
        """
        if shift:
            parameters = parameters.copy()
            parameters["motive_intercept"] += shift
        policy = policy_of(self.schedule, parameters)
        firms = len(self.population)
        run = Run.start(self.traits, firms, self.suppliers, parameters, policy, seed, replication)
        run.look_back()
        seen: dict[str, Seen] = {}
        for name, quarter in self.moments:
            run.advance(policy, quarter + 1)
            columns = {field.name: run.world.column(field.name, firms).copy() for field in fields(Seen)}
            seen[name] = Seen(**columns)
        return seen


@cache
def observed_worlds() -> dict[str, ObservedWorld]:
    """The shipped worlds by name. Raises InputProblem for a file that cannot be read as such."""
    file = FOLDER / "worlds.yaml"
    content = read_yaml(file)
    if content.get("format", 0) > FORMAT:
        raise InputProblem(
            "{file}: format {found} is newer than this version reads ({allowed})",
            file=file,
            found=content["format"],
            allowed=FORMAT,
        )
    return {name: _world(name, entry) for name, entry in content["worlds"].items()}


def _world(name: str, entry: dict[str, Any]) -> ObservedWorld:
    mix = load_mix(entry["mix"] if entry["mix"] in list_mixes() else FOLDER / entry["mix"])
    schedule = compile_schedule(mix, load_future(FUTURE), RunDates())
    population, suppliers = _firms(entry["firms"]), load_suppliers()
    size_reference = float(central_values()["size_reference"][0])  # a fixed number of the registry
    traits = fixed_traits(population, suppliers, scope_bits(schedule.scopes, population), size_reference)
    moments = tuple((moment, index_of(quarter)) for moment, quarter in entry["moments"].items())
    return ObservedWorld(name, population, suppliers, traits, schedule, moments, entry.get("offset"))


def _firms(test: dict[str, Any]) -> Population:
    """A sample of the whole population, or the firms that pass the test."""
    if "sample" in test:
        return load_population(test["sample"])
    everyone = load_population("full")
    inside = everyone.employees >= test.get("employees", 0)
    inside &= everyone.turnover_eur >= test.get("turnover_eur", 0)
    if "sectors" in test:
        inside &= np.isin(everyone.sector, [SECTORS.index(sector) for sector in test["sectors"]])
    for trait in ("listed", "public_interest"):
        if test.get(trait):
            inside &= getattr(everyone, trait) > 0
    if test.get("imports"):
        inside &= everyone.import_share > 0
    rows = np.flatnonzero(inside)
    whole, rest = divmod(test["count"], len(rows))
    # evenly over the list, so that no sector or size is left out
    last = rows[np.linspace(0, len(rows) - 1, rest).astype(np.int64)]
    rows, turn = np.concatenate([np.tile(rows, whole), last]), np.arange(test["count"]) // len(rows)
    columns: dict[str, Any] = {key: values[rows] for key, values in columns_of(everyone)}
    columns["firm_id"] = everyone.firm_id[rows] + turn * len(everyone)  # the same firm again has luck of its own
    columns["weight"] = np.ones(len(rows))
    columns["customers"] = np.full((len(rows), everyone.customers.shape[1]), -1)  # demands of others stay outside
    return replace(everyone, **columns)
