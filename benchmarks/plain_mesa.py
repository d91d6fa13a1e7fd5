"""A plain, idiomatic Mesa model of the same rules: attributes on agents, Python loops, `math.exp`.

It exists to be measured against and to be read: nothing in it is slow on purpose, and a test holds its
indicators to those of the compiled driver. Sums are ordinary floats. It starts from the same population,
parameters and start state, and meets the same luck.
"""

from types import SimpleNamespace
from typing import Any

import mesa

from benchmarks.plain_firm import STATE, TRAITS, PlainFirm
from benchmarks.plain_institutions import PlainLaw, PlainSector, PlainSupplier, grant_of, share_out
from benchmarks.plain_report import report
from benchmarks.plain_rules import CHAIN, INSTRUMENTS
from simulation.dials import DIALS, ConditionDial
from simulation.randomness import Purpose, luck_of
from simulation.run import policy_of
from simulation.schedule import Schedule
from simulation.start import fixed_traits, start_world
from simulation.state import GOVERNMENT_ACCOUNTS, column
from simulation.structure import EFFECTS
from simulation.structure import INSTRUMENTS as INSTRUMENT_KINDS
from simulation.vocabulary import FIRST_YEAR, INSTRUMENT_GROUPS, SECTORS, names


class PlainModel(mesa.Model):
    """The same arguments as `simulation.mesa.model.ResponsibleBusinessModel`."""

    def __init__(
        self,
        schedule: Schedule,
        population: Any,
        suppliers: Any,
        parameters: Any,
        scope_bits: Any,
        *,
        seed: int = 1,
        replication: int = 0,
    ) -> None:
        super().__init__(rng=seed)
        self.seed, self.replication, self.quarter = seed, replication, 0
        self.p = p = SimpleNamespace(**{name: float(parameters[name][0]) for name in parameters.dtype.names})
        self.schedule, policy = schedule, policy_of(schedule, parameters)
        self.tables = [[dict(zip(DIALS, row, strict=True)) for row in table] for table in schedule.table.tolist()]
        self.response = policy.response.tolist()
        self.edge = {
            (kind, effect): float(policy.edges[i, e])
            for i, kind in enumerate(INSTRUMENT_KINDS)
            for e, effect in enumerate(EFFECTS)
        }
        self.all_laws = [PlainLaw(self, slot, int(policy.luck[slot])) for slot in range(len(schedule.laws.identifiers))]
        self.laws: list[PlainLaw] = []
        self.sectors = [PlainSector(self, name) for name in SECTORS]
        self.years: list[dict[str, float]] = []
        self.spent = dict.fromkeys(GOVERNMENT_ACCOUNTS, 0.0)
        self.posts, self.published, self.publish_in, self.measured = 0.0, 1.0, -1, 0.0
        self.variant, self.fired = 0, set[int]()
        traits = fixed_traits(population, suppliers, scope_bits, p.size_reference)
        world = start_world(traits, len(population), suppliers, parameters, seed, replication, policy)
        self.populate(traits, world, len(population))

    def populate(self, traits: Any, world: Any, count: int) -> None:
        """Make suppliers and firms from the state at the start of 2012, and let firms know each other."""
        severities, conditions = world.suppliers["severity"].tolist(), world.suppliers["condition"].tolist()
        starts = world.suppliers["purchases_start"].tolist()
        self.supplier_agents = [PlainSupplier(self, *row) for row in zip(severities, conditions, starts, strict=True)]
        columns = {name: column(traits, name, count).T.tolist() for name in (*TRAITS, "customers", "supplier")}
        columns |= {name: column(world.blocks, name, count).T.tolist() for name in STATE}
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        self.firms = [PlainFirm(self, row) for row in rows]
        for firm, row in zip(self.firms, rows, strict=True):
            firm.customers = [self.firms[c] for c in row["customers"] if c >= 0]
            firm.suppliers = [self.supplier_agents[s] for s in row["supplier"]]

    def step(self) -> None:
        """One quarter: phases (a) to (e)."""
        self.look_back()
        self.open_quarter()
        self.agents_by_type[PlainFirm].do("step")
        self.count_demand()
        self.ration()
        self.serve()
        self.buy()
        self.agents_by_type[PlainSupplier].do("step")
        self.count_reach()
        if self.quarter % 4 == 3:
            self.record_year()
        self.govern()
        if self.quarter % 4 == 3:
            self.close_accounts()
        self.quarter += 1

    # (a)

    def look_back(self) -> None:
        for sector in self.sectors:
            sector.clear()
        for firm in self.firms:
            firm.set_out_clauses()
            self.sectors[firm.sector].add(firm)

    def open_quarter(self) -> None:
        p = self.p
        self.dial = dial = self.tables[self.variant][self.quarter]
        before = self.tables[self.variant][max(self.quarter - 1, 0)]
        self.laws = [law for law in self.all_laws if law.open(dial, before)]
        self.european = max((law.ramp * law.eu_wide * law.due_diligence for law in self.laws), default=0.0)
        self.spared_below = max((law.spared_below for law in self.laws), default=0.0)
        spent = sum(sector.turnover for sector in self.sectors)
        self.asking = sum(sector.asking for sector in self.sectors) / spent if spent > 0.0 else 0.0
        freely = sum(sector.asking_freely for sector in self.sectors)
        self.asking_freely = freely / spent if spent > 0.0 else 0.0
        for sector in self.sectors:
            sector.open(dial)
        self.groups = [
            SimpleNamespace(**{task: dial[f"condition_{group}_{task}"] for task in names(ConditionDial)})
            for group in INSTRUMENT_GROUPS
        ]
        for group in self.groups:
            group.strictness = INSTRUMENTS.strictness(
                group.assessing, group.monitoring, group.no_knock_out, p.no_knock_out_relief
            )
        years = self.quarter / 4.0
        grown = 1.0 - 1.0 / (1.0 + p.voluntary_growth * years)
        self.expectation = p.expectation_start + (p.voluntary_ceiling - p.expectation_start) * grown
        self.shock = p.shock_depth if p.shock_start <= FIRST_YEAR + years < p.shock_end else 0.0
        # steps 1 to 3 are the first ones (S-031); contracts ask for 1 to 3 and the report (S-171)
        self.steps_in_order = [
            SimpleNamespace(
                number=k,
                position=k / 5.0,
                in_contracts=k in (0, 1, 2, 4),
                is_first=k < 3,
                early=p.speed_by_initiative if k < 3 else 0.0,
            )
            for k in range(6)
        ]

    # (c)

    def count_demand(self) -> None:
        self.asked_help, self.asked_money = [0.0] * 4, [0.0] * 4
        for firm in self.firms:
            firm.subsidised = firm.visited = firm.sanctioned = 0.0
            self.asked_help[firm.request_help] += firm.weight
            self.sectors[firm.sector].asked[firm.request_seat] += firm.weight
            if firm.request_subsidy:
                self.asked_money[firm.request_subsidy] += firm.weight * grant_of(firm)[0]
        for law in self.laws:
            law.count_scope(self.firms)

    def ration(self) -> None:
        dial = self.dial
        self.help_chance = share_out(self.asked_help, dial["office_advisers"] * self.p.help_cases_per_adviser)
        self.money_chance = share_out(self.asked_money, dial["subsidy_budget"])
        for sector in self.sectors:
            sector.ration()
        for law in self.laws:
            law.ration()

    def serve(self) -> None:
        for firm in self.firms:
            if firm.request_help or firm.request_subsidy or firm.request_seat:
                self.grant(firm)
        for law in self.laws:
            law.visit(self.firms)

    def grant(self, firm: PlainFirm) -> None:
        help_luck, money_luck, seat_luck, _ = firm.luck(int(Purpose.ALLOCATION))
        if firm.request_help and help_luck < self.help_chance[firm.request_help]:
            firm.help, firm.waiting_help = 1.0, 0
        if firm.request_subsidy and money_luck < self.money_chance[firm.request_subsidy]:
            paid, wanted = grant_of(firm)
            firm.subsidised = self.dial["subsidy_share"] * paid / wanted if wanted > 0.0 else 0.0
            firm.waiting_subsidy = 0
            self.spent["subsidies"] += firm.weight * paid * self.p.subsidy_outlay
        if firm.request_seat and seat_luck < self.sectors[firm.sector].chance[firm.request_seat]:
            firm.member, firm.waiting_seat = 1.0, 0

    # (d)

    def buy(self) -> None:
        p, joint_leverage = self.p, self.dial["initiative_leverage"]
        for firm in self.firms:
            done, leverage = firm.practice_mean, joint_leverage * firm.member
            pressure = firm.in_force * max(firm.severity * firm.perceived, done)
            if pressure > 0.0:
                lucks = firm.luck(int(Purpose.CHAIN))
                for s, supplier in enumerate(firm.suppliers):
                    chance = CHAIN.disengagement_chance(
                        max(supplier.severity), pressure, leverage, done, p.disengagement_rate
                    )
                    if lucks[s] < chance:
                        firm.engaged[s] = 0.0
            joint = done * (1.0 + p.joint_leverage * leverage)
            for share, engaged, supplier in zip(firm.supplier_share, firm.engaged, firm.suppliers, strict=True):
                if share * engaged > 0.0:
                    volume = firm.weight * firm.turnover * share
                    supplier.purchases += volume
                    supplier.demand = [
                        had + volume * joint * covered
                        for had, covered in zip(supplier.demand, firm.coverage, strict=True)
                    ]

    # (e)

    def count_reach(self) -> None:
        p, dial, spent = self.p, self.dial, self.spent
        contacts = dial["passive_contacts"] * p.passive_cost + dial["personal_contacts"] * p.contact_cost
        followed = dial["procurement_share"] * dial["procurement_follow_up"] * p.procurement_cost / 4.0
        self.goal_firms = self.goal_endorsing = 0.0
        for firm in self.firms:
            letters = dial["letters_goal_firms"] * p.letter_cost * firm.goal90
            spent["information"] += firm.weight * (contacts + letters)
            spent["conditions"] += firm.weight * (firm.assessed + firm.monitored) / 2.0 * p.condition_cost / 4.0
            spent["procurement"] += firm.weight * followed if firm.sales_central > 0.0 else 0.0
            self.goal_firms += firm.weight * firm.goal90
            self.goal_endorsing += firm.weight * firm.goal90 * firm.endorses

    def govern(self) -> None:
        p, dial, spent = self.p, self.dial, self.spent
        spent["information"] += p.benchmark_cost / 4.0 if dial["benchmark"] > 0.0 else 0.0
        spent["support_office"] += dial["office_advisers"] * p.adviser_cost / 4.0
        spent["initiatives"] += sum(sector.seats > 0.0 for sector in self.sectors) * p.initiative_cost / 4.0
        spent["diplomacy"] += (dial["eu_effort"] * p.eu_effort_cost + dial["ncp"] * p.ncp_cost) / 4.0
        year = FIRST_YEAR + self.quarter // 4
        if self.quarter % 4 == 3 and year >= p.first_measurement and year % 2 == 1 and self.goal_firms > 0:
            lucks = luck_of(self.seed, self.replication, 0, self.quarter, int(Purpose.MONITORING))
            error = p.monitoring_error * (sum(lucks) - 2.0) * 3.0**0.5
            self.measured = min(1.0, max(0.0, self.goal_endorsing / self.goal_firms + error))
            self.publish_in = self.quarter + int(p.monitoring_lag)
        if self.publish_in == self.quarter:
            self.published, self.publish_in = self.measured, -1
        for rule, evaluations in enumerate(self.schedule.rule_evaluations.tolist()):
            if rule not in self.fired and self.quarter in evaluations:
                is_low = self.published < self.schedule.rule_threshold[rule]
                if is_low == (self.schedule.rule_below[rule] > 0.0):
                    self.fired.add(rule)
                    stride = int(self.schedule.rule_stride[rule])
                    self.variant += (evaluations.index(self.quarter) + 1) * stride

    def close_accounts(self) -> None:
        self.years[-1] |= {**self.spent, "posts": self.posts}
        self.spent, self.posts = dict.fromkeys(self.spent, 0.0), 0.0

    def record_year(self) -> None:
        """Sums over firms, by the names of `simulation.quarter.record.SUMS`."""
        totals: dict[str, float] = {}
        for firm in self.firms:
            for name, value in report(firm).items():
                totals[name] = totals.get(name, 0.0) + firm.weight * value
            firm.year_one_off = firm.year_yearly = firm.year_indirect = 0.0
        self.years.append(totals)
