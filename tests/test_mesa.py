"""The Mesa driver: the same bits as the compiled driver, and a good citizen of Mesa."""

import gc
import weakref
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from mesa import DataCollector, batch_run

from scenarios.compile import compile_schedule
from scenarios.library import load_future, load_mix
from scenarios.run_dates import run_dates
from scenarios.scope import scope_bits
from simulation.driver import QUARTER
from simulation.mesa.agents import Firm, Supplier
from simulation.mesa.institutions import Government, SectorInitiative, Supervisor, SupportOffice
from simulation.mesa.model import ResponsibleBusinessModel
from simulation.parameters import prior_draw
from simulation.population import load_population, load_suppliers
from simulation.problems import InputProblem
from simulation.run import Run, policy_of
from simulation.schedule import Schedule
from simulation.start import fixed_traits
from simulation.vocabulary import quarter_index

FIRMS, SEED, DRAW = 200, 7, 3


@lru_cache
def scheduled(mix: str) -> Schedule:
    future, content = load_future("ex-ante-2020"), load_mix(mix)
    return compile_schedule(content, future, run_dates(future, content, 0.3, 0.1, 0.1))


def model_of(mix: str = "mix-2", seed: int = SEED, **more: Any) -> ResponsibleBusinessModel:
    population, schedule = load_population(FIRMS), scheduled(mix)
    return ResponsibleBusinessModel(
        schedule,
        population,
        load_suppliers(),
        prior_draw(SEED, DRAW),
        scope_bits(schedule.scopes, population),
        seed=seed,
        replication=DRAW,
        **more,
    )


def compiled_run(mix: str) -> tuple[Run, Any]:
    population, schedule, parameters = load_population(FIRMS), scheduled(mix), prior_draw(SEED, DRAW)
    bits, reference = scope_bits(schedule.scopes, population), float(parameters["size_reference"][0])
    traits = fixed_traits(population, load_suppliers(), bits, reference)
    policy = policy_of(schedule, parameters)
    run = Run.start(traits, FIRMS, load_suppliers(), parameters, policy, SEED, DRAW)
    run.look_back()
    return run, policy


def assert_same_bits(model: ResponsibleBusinessModel, run: Run) -> None:
    for kept in ("blocks", "works", "suppliers", "quarter", "shared"):
        mesa_s, compiled_s = getattr(model.draw.world, kept), getattr(run.world, kept)
        # `inside` is what is left of the last law or instrument that was looked at, of one firm or of its block
        for name in set(compiled_s.dtype.names) - {"inside"}:
            assert mesa_s[name].tobytes() == compiled_s[name].tobytes(), name
    assert np.array_equal(model.draw.record.dense(), run.record.dense())
    assert np.array_equal(model.draw.accounts, run.accounts)


@pytest.mark.parametrize("mix", ["mix-1", "mix-2"])
def test_mesa_gives_the_bits_of_the_compiled_driver(mix: str) -> None:
    model, (run, policy) = model_of(mix), compiled_run(mix)
    branch = quarter_index(2020, 4)
    model.fast_forward(2019)  # to the eve of the branch, without agents; then firm by firm across it
    run.advance(policy, branch)
    model.run_until(2020.75)
    assert_same_bits(model, run)
    model.draw.mark_start()
    run.mark_start()
    model.run_until(2025.5)
    run.advance(policy, quarter_index(2025, 3))
    assert_same_bits(model, run)
    if mix == "mix-2":
        assert run.world.shared["scope_weight"].sum() > 0  # a supervisor was at work
        assert run.world.blocks["ladder"].sum() > 0


def test_mesa_from_the_first_quarter() -> None:
    model, (run, policy) = model_of(), compiled_run("mix-2")
    for _ in range(5):
        model.step()
    run.advance(policy, 5)
    assert (model.steps, model.time, model.quarter, model.year) == (5, 5.0, 5, 2013.25)
    assert_same_bits(model, run)


def test_the_order_of_firms_does_not_matter() -> None:
    model, other = model_of(), model_of()
    model.fast_forward(2022)
    other.fast_forward(2022)
    assert not other._made
    other.firms.shuffle(inplace=True)
    model.run_until(2022.5)
    other.run_until(2022.5)
    assert model.draw.world.blocks.tobytes() == other.draw.world.blocks.tobytes()


def test_agents_are_made_when_asked_for() -> None:
    model = model_of()
    model.fast_forward(2036)
    assert not model._made and not model.running
    assert len(model.firms) == FIRMS and len(model.agents) == len(model.agents_by_type[Firm]) + sum(
        len(agents) for kind, agents in model.agents_by_type.items() if kind is not Firm
    )
    assert {Supplier, SupportOffice, SectorInitiative, Supervisor, Government} < set(model.agents_by_type)


def test_two_models_share_no_state() -> None:
    one, other = model_of(), model_of()
    before = other.draw.world.blocks.tobytes()
    for firm in one.firms:
        firm.awareness, firm.practice = 0.5, np.ones(6)
    one.run_until(2013)
    assert other.draw.world.blocks.tobytes() == before
    assert other.quarter == 0 and other.steps == 0 and not other._made
    other.run_until(2012.5)
    other.run_until(2012.25)  # passed already
    assert other.quarter == 2


def test_models_are_garbage_collected() -> None:
    kept = []
    for _ in range(3):
        model = model_of()
        model.step()
        kept.append(weakref.ref(model))
        kept.append(weakref.ref(next(iter(model.firms))))
        del model
    gc.collect()
    assert [reference() for reference in kept] == [None] * 6


def test_agent_set_and_properties() -> None:
    model = model_of()
    model.fast_forward(2021)
    firms = model.agents_by_type[Firm]
    blocks = model.draw.world.blocks
    assert firms.get("awareness") == list(blocks["awareness"].reshape(-1)[:FIRMS])
    leaders = firms.select(lambda firm: firm.stage == 2)
    assert len(leaders) == int((blocks["stage"].reshape(-1)[:FIRMS] == 2).sum())
    assert firms.agg("weight", sum) == pytest.approx(load_population(FIRMS).weight.sum())
    assert {firm.sector_name for firm in firms.groupby("sector").groups[5]} == {"finance"}
    firms.set("commitment", 0.25)
    assert set(blocks["commitment"].reshape(-1)[:FIRMS]) == {0.25}
    firm = list(firms)[150]  # the second block
    firm.practice[2] = 0.125
    assert blocks["practice"][1, 2, 22] == 0.125 and firm.practice[2] == 0.125
    with pytest.raises(AttributeError, match="fixed trait"):
        firm.weight = 2.0
    firms.do("step")
    supplier = next(iter(model.agents_by_type[Supplier]))
    assert supplier.severity.shape == (4,) and supplier.outside_share <= 1.0


def test_allocators_and_government_show_what_they_did() -> None:
    model = model_of()
    model.fast_forward(2024.25)
    model.step()
    supervisors = {one.law: one for one in model.agents_by_type[Supervisor]}
    assert max(one.firms_in_scope for one in supervisors.values()) > 0
    assert any(one.inspections > 0 for one in supervisors.values())
    assert any(one.members > 0 for one in model.agents_by_type[SectorInitiative])
    assert next(iter(model.agents_by_type[SupportOffice])).advisers > 0
    assert 0 < model.government.published_endorsement < 1 and model.government.variant == 0
    assert model.government.accounts["supervision"] > 0


def test_data_collector() -> None:
    model = model_of()
    collector = DataCollector(
        model_reporters={"year": "year", "awareness": lambda m: m.firms.agg("awareness", np.mean)},
        agenttype_reporters={Firm: {"stage": "stage"}},
    )
    for _ in range(2):
        model.step()
        collector.collect(model)
    assert list(collector.get_model_vars_dataframe()["year"]) == [2012.25, 2012.5]
    assert len(collector.get_agenttype_vars_dataframe(Firm)) == 2 * FIRMS


class Sleeper(Firm):
    """A firm of the first ten that forgets what it knew."""

    def step(self) -> None:
        super().step()
        if self.index < 10:
            self.awareness = 0.0


def test_overriding_step() -> None:
    plain, changed = model_of(), model_of(firm_class=Sleeper)
    plain.run_until(2012.25)
    changed.run_until(2012.25)
    a, b = (m.draw.world.blocks["awareness"].reshape(-1)[:FIRMS] for m in (plain, changed))
    assert not b[:10].any() and a[:10].all() and np.array_equal(a[10:], b[10:])
    assert len(changed.agents_by_type[Sleeper]) == FIRMS
    with pytest.raises(InputProblem, match="Sleeper"):
        changed.fast_forward(2013)


def test_a_supervisor_may_get_other_capacity() -> None:
    few, many = model_of(), model_of()
    few.fast_forward(2024)
    many.fast_forward(2024)
    for one in many.agents_by_type[Supervisor]:
        one.step = lambda one=one: setattr(one, "inspections", 400.0)
    few.run_until(2024.25)
    many.run_until(2024.25)
    assert many.draw.world.blocks["visited"].sum() > few.draw.world.blocks["visited"].sum()


def test_years_outside_are_refused() -> None:
    model = model_of()
    for year in (2011, 2037):
        with pytest.raises(InputProblem):
            model.run_until(year)
    model.fast_forward(2036)
    with pytest.raises(InputProblem, match="2035"):
        model.step()


def test_walks_the_printed_table() -> None:
    model, seen = model_of(), []
    perform = model.perform
    model.perform = lambda stage: (seen.append(stage), perform(stage))[1]
    for _ in range(4):
        model.step()
    by_agents = {"decide", "supply"}
    assert seen[-11:] == [stage.name for stage in QUARTER if stage.name not in by_agents]


def test_a_batch_of_mesa_repeats_the_seeds_given_and_without_any_is_refused() -> None:
    population, schedule = load_population(FIRMS), scheduled("mix-2")
    known = {
        "schedule": [schedule],
        "population": [population],
        "suppliers": [load_suppliers()],
        "parameters": [prior_draw(SEED, DRAW)],
        "scope_bits": [scope_bits(schedule.scopes, population)],
    }

    class Watched(ResponsibleBusinessModel):
        """Tells what was drawn for additions of one's own."""

        def __init__(self, seed: int = SEED, **settings: Any) -> None:
            super().__init__(seed=seed, **settings)
            self.datacollector = DataCollector({"drawn": lambda model: model.drawn})
            self.drawn = self.random.random()

        def step(self) -> None:
            self.datacollector.collect(self)

    def drawn(**more: Any) -> list[float]:
        rows = batch_run(Watched, known, max_steps=1, display_progress=False, **more)
        return [row["drawn"] for row in rows]

    assert drawn(rng=[SEED, 8]) == [
        Watched(seed=seed, **{name: value[0] for name, value in known.items()}).drawn for seed in (SEED, 8)
    ]
    with pytest.raises(TypeError):  # batch_run then hands over None, which no run could repeat
        drawn()
