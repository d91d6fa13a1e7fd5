"""Groups and indicators counted again from single firms, in plain NumPy: sizes, sectors, scopes and memberships."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from experiments.prepare import prepare
from experiments.runner import start_run
from experiments.settings import CompareSettings
from simulation.dials import DIALS
from simulation.indicator_rows import of_kind
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.vocabulary import FIRST_YEAR, SECTORS, Size, Stage

YEAR = 2026
#: The broad law in the whole EU, so that rivals there are under it too.
SETTINGS = CompareSettings(
    mixes=("mix-2-eu",), draws=1, firms=700, prior=True, future="no-eu-law", first_year=YEAR, last_year=YEAR, seed=3
)


@dataclass(frozen=True)
class Counted:
    """The world at the end of the year, its firms, what each paid in the year, and the model's own table.

    paid: EUR per firm by column; sector_cost: (14,) mean cost as share of turnover at the end of the third quarter;
    table: (groups, indicators).
    """

    run: Any
    people: Any
    initiatives: Any
    paid: dict[str, Any]
    sector_cost: Any
    table: Any

    def of(self, name: str) -> Any:
        """A column over all firms: (N,) or (k, N)."""
        return self.run.world.column(name, self.run.firms)

    def parameter(self, name: str) -> float:
        return float(self.run.parameters[name][0])

    def dial(self, name: str) -> float:
        return float(self.run.world.quarter["dial"][0][DIALS.index(name)])

    def found(self, group: str, indicator: str) -> float:
        return float(self.table[GROUPS.index(group), INDICATORS.index(indicator)])


@pytest.fixture(scope="module")
def counted() -> Counted:
    experiment = prepare(SETTINGS)
    run, branch = start_run(experiment, "mix-2-eu", 0), experiment.branches[0]
    run.look_back()
    policy, people = experiment.policy("mix-2-eu", 0), experiment.population
    run.advance(policy, branch)
    run.mark_start()
    year = 4 * (YEAR - FIRST_YEAR)
    run.advance(policy, year)
    paid = {name: np.zeros(run.firms) for name in ("cost_one_off", "cost_yearly", "cost_indirect")}
    sector_cost = np.zeros(len(SECTORS))
    for quarter in range(year, year + 4):
        if quarter == year + 3:  # what firms see of their sector in the fourth quarter
            share, weight = run.world.column("cost_share", run.firms), np.asarray(people.weight)
            for sector in range(len(SECTORS)):
                mine = people.sector == sector
                sector_cost[sector] = np.average(share[mine], weights=weight[mine])
        run.advance(policy, quarter + 1)
        for name in paid:
            paid[name] += run.world.column(name, run.firms)
    initiatives = experiment.initiatives(0)["mix-2-eu"]
    table = indicator_table(run.record, run.accounts, initiatives, [YEAR - FIRST_YEAR], branch)[0]
    return Counted(run, people, initiatives, paid, sector_cost, table)


def groups_by_hand(counted: Counted) -> dict[str, Any]:
    """(N,) bool of every group of the contract."""
    people = counted.people
    goal, everyone = np.asarray(people.goal90) > 0, np.ones(len(people.firm_id), bool)
    started, scope = counted.of("started"), (counted.of("in_force") > 0) | (counted.of("report_duty") > 0)
    with_initiative = np.asarray(counted.initiatives)[people.sector] > 0
    found = {"all": everyone, "goal90": goal, "in_scope": scope, "out_of_scope": ~scope}
    found |= {size.name.lower(): np.asarray(people.size) == size for size in Size}
    found |= {f"sector:{name}": people.sector == place for place, name in enumerate(SECTORS)}
    found |= {"with_initiative": with_initiative, "without_initiative": ~with_initiative}
    for stage in Stage:
        found[f"started_{stage.name.lower()}"] = started == stage
        found[f"goal90_started_{stage.name.lower()}"] = goal & (started == stage)
    return found


def chain_by_hand(counted: Counted) -> dict[str, Any]:
    """Per firm: risk, improvement and reachable improvement at its suppliers of 2012, links, and links that it left."""
    people, suppliers = counted.people, counted.run.world.suppliers
    share, severity = np.asarray(people.supplier_share), suppliers["severity"][people.supplier]  # (N, 3), (N, 3, 4)
    now, began = (suppliers[name][people.supplier] for name in ("condition", "condition_start"))
    p, best = counted.parameter, suppliers["condition_start"][people.supplier]
    pull = p("condition_response") * min(1.0, p("dutch_share") + p("eu_share"))
    for _ in range(20_000):  # until it settles: every buyer in the EU at full practice
        best = best + pull * (1.0 - best) - p("condition_relapse") * (best - began)
    weigh = lambda values: (share[:, :, None] * severity * values).sum(axis=(1, 2)) / 4.0  # noqa: E731
    linked = share > 0
    return {
        "risk": weigh(1.0 - now),
        "improved": weigh(now - began),
        "reachable": weigh(best - began),
        "links": linked.sum(axis=1),
        "left": (linked * (1.0 - counted.of("engaged").T)).sum(axis=1),
    }


def means_by_hand(counted: Counted) -> dict[str, Any]:
    """Per firm what every indicator that is a mean over firms averages."""
    of, p, people = counted.of, counted.parameter, counted.people
    practice, reported, coverage, stage = of("practice"), of("reported"), of("coverage"), of("stage")
    risk = (
        np.asarray(people.supplier_share)[:, :, None] * counted.run.world.suppliers["severity"][people.supplier]
    ).sum(1)
    severe = risk.sum(axis=1)
    reached = (risk.T * coverage).sum(axis=0)
    covered = np.where(severe > 0, reached / np.where(severe > 0, severe, 1.0), coverage.mean(axis=0))
    applied = (practice[2] + practice[3]) / 2
    five = np.min([practice[0], practice[1], applied, practice[4], practice[5]], axis=0)
    complaints = counted.dial("initiative_complaints") * of("member")
    closed = (1 - practice[5]) * (1 - p("ncp_remedy") * counted.dial("ncp"))
    closed *= (1 - p("complaints_remedy") * complaints) * (1 - p("civil_remedy") * of("civil"))
    burden = counted.paid["cost_yearly"] / np.asarray(people.turnover_eur)
    rivals = counted.sector_cost[people.sector]
    return {
        "endorsement": of("endorses"),
        "stage_laggard": stage == Stage.LAGGARD,
        "stage_peloton": stage == Stage.PELOTON,
        "stage_leader": stage == Stage.LEADER,
        "basic_practice": practice[[0, 1, 2, 4]].min(axis=0) >= p("basic_level"),
        "practice": practice.mean(axis=0),
        "all_six_steps": practice.min(axis=0) >= p("all_steps_level"),
        "reported": reported.mean(axis=0),
        "paper_gap": np.maximum(0.0, reported - practice).mean(axis=0),
        "awareness": of("awareness"),
        "commitment": of("commitment"),
        "embedding": practice[0] * covered,
        "coverage_child_labour": coverage[0],
        "coverage_working_conditions": coverage[1],
        "coverage_living_wage": coverage[2],
        "coverage_environment": coverage[3],
        "chain_risk_index": chain_by_hand(counted)["risk"],
        "remedy_access": 1 - closed,
        "statement": of("statement"),
        "five_elements": five >= p("five_elements_level"),
        "burden_share_turnover": burden,
        "playing_field_nl": burden - rivals,
        "playing_field_eu": burden - p("eu_rival_cost") * rivals,  # the law holds in the whole EU
        "playing_field_world": burden,
    }


def test_every_group_holds_the_firms_that_its_name_says(counted: Counted) -> None:
    groups, weight = groups_by_hand(counted), np.asarray(counted.people.weight)
    assert set(groups) == set(GROUPS)
    for name, mine in groups.items():
        assert counted.found(name, "firms") == pytest.approx(weight[mine].sum(), abs=1e-3), name
    micro, large = (groups[name] for name in ("micro", "large"))
    assert counted.people.employees[micro].max() < 10 and counted.people.employees[large].min() >= 250


def test_means_are_weighted_means_of_the_groups_own_firms(counted: Counted) -> None:
    weight, by_hand = np.asarray(counted.people.weight), means_by_hand(counted)
    assert set(by_hand) == set(of_kind("mean"))
    for name, mine in groups_by_hand(counted).items():
        for indicator, values in by_hand.items():
            found = counted.found(name, indicator)
            if not mine.any():
                assert np.isnan(found), (name, indicator)
                continue
            expected = np.average(np.asarray(values, float)[mine], weights=weight[mine])
            assert found == pytest.approx(expected, rel=1e-6, abs=2e-6), (name, indicator)
    assert 0.0 < counted.found("all", "five_elements") < counted.found("all", "statement") < 1.0


def test_totals_are_sums_of_what_single_firms_paid(counted: Counted) -> None:
    weight, paid = np.asarray(counted.people.weight), counted.paid
    by_hand = {
        "burden_one_off_eur": paid["cost_one_off"],
        "burden_yearly_eur": paid["cost_yearly"],
        "indirect_burden_eur": paid["cost_indirect"],
    }
    assert set(by_hand) == set(of_kind("total"))
    for name, mine in groups_by_hand(counted).items():
        for indicator, values in by_hand.items():
            if mine.any():
                expected = (weight * values)[mine].sum()
                assert counted.found(name, indicator) == pytest.approx(expected, rel=1e-6, abs=2.0), (name, indicator)


def test_ratios_divide_sums_of_the_groups_own_firms(counted: Counted) -> None:
    weight, chain = np.asarray(counted.people.weight), chain_by_hand(counted)
    uses = np.asarray(counted.people.instrument_use) > 0
    by_hand = {
        "chain_improvement": (chain["improved"], chain["reachable"]),
        "disengagement": (chain["left"], chain["links"]),
        "instrument_users_lost": (uses & (counted.of("using") == 0), uses),
    }
    assert set(by_hand) == set(of_kind("ratio"))
    for name, mine in groups_by_hand(counted).items():
        for indicator, (top, bottom) in by_hand.items():
            below = (weight * bottom)[mine].sum()
            if below > 0:
                expected = (weight * top)[mine].sum() / below
                assert counted.found(name, indicator) == pytest.approx(expected, rel=1e-4, abs=2e-6), (name, indicator)


def test_reach_counts_the_firms_that_an_instrument_touches(counted: Counted) -> None:
    of, people = counted.of, counted.people
    conditions = np.max([of(name) for name in ("condition_contact", "assessed", "monitored")], axis=0)
    by_hand = {
        "information": of("information"),
        "support_office": of("help"),
        "financial_incentives": of("subsidised"),
        "sector_initiatives": of("member"),
        "instrument_conditions": conditions,
        "procurement": of("contracts"),
        "due_diligence_law": of("in_force"),
        "transparency_duty": of("report_duty"),
    }
    assert {f"reach_{name}_firms" for name in by_hand} == {n for n in of_kind("reach") if n.endswith("_firms")}
    weight, turnover = np.asarray(people.weight), np.asarray(people.weight * people.turnover_eur)
    for name, mine in groups_by_hand(counted).items():
        if mine.any():
            for instrument, values in by_hand.items():
                touched = mine & (values > 0)
                assert counted.found(name, f"reach_{instrument}_firms") == pytest.approx(
                    weight[touched].sum(), abs=1e-3
                )
                share = turnover[touched].sum() / turnover[mine].sum()
                assert counted.found(name, f"reach_{instrument}_market_share") == pytest.approx(share, abs=1e-6)
