"""A firm of the plain Mesa model: attributes on the agent, one method per rule.

The rules, their order and their sources are those of `simulation.quarter.phase_b_firms`; here they are written as a
Mesa user would write them.
"""

from typing import Any

import mesa

from benchmarks.plain_requirements import publish, weigh_requirements
from benchmarks.plain_rules import (
    AWARENESS,
    COMMITMENT,
    COST,
    EMBEDDING,
    EXPOSURE,
    INSTRUMENTS,
    MATURITY,
    MOTIVES,
    REQUIREMENTS,
    SUPERVISION,
)
from simulation.quarter.phase_b_statements import REPORTING_QUARTER
from simulation.randomness import Purpose, luck_of
from simulation.vocabulary import Regime, Tactic

OBLIGE, CONDITION, ENTICE = int(Tactic.OBLIGE), int(Tactic.CONDITION), int(Tactic.ENTICE)
FACILITATE, INFORM = int(Tactic.FACILITATE), int(Tactic.INFORM)
DECISION, INSTRUMENT_LUCK = int(Purpose.DECISION), int(Purpose.INSTRUMENTS)

TRAITS = (
    "firm_id", "sector", "size", "weight", "turnover", "per_turnover", "visibility", "sales_central", "sales_other",
    "rivals", "supplier_share", "theme_risk", "exposure", "goal90", "small", "size_score", "employees", "scope_bits",
    "uses",
)  # fmt: skip
STATE = (
    "norm", "capability", "abiding", "candour", "publishing", "full_cost", "awareness",
    "commitment", "supported_year", "endorses", "practice", "statement", "reported", "coverage", "practice_mean",
    "reported_mean", "perceived", "learning", "help", "skill", "mended", "mended_report", "subsidised", "visited",
    "sanctioned", "member", "member_quarters", "engaged", "using", "stage", "candidate", "waiting_help",
    "waiting_subsidy", "waiting_seat", "cost_share", "year_one_off", "year_yearly", "year_indirect",
)  # fmt: skip


class PlainFirm(mesa.Agent):
    """A firm; `start` holds its traits and its state at the start of 2012."""

    def __init__(self, model: Any, start: dict[str, Any]) -> None:
        super().__init__(model)
        for name in (*TRAITS, *STATE):
            setattr(self, name, start[name])
        self.full_cost_share = self.full_cost / self.turnover
        self.rung: dict[int, int] = {}  # on the ladder of each law
        self.inspection_class: dict[int, int] = {}
        # what it asks of its suppliers, and as far as laws do not spare small ones; what it was asked a quarter ago
        self.asks = self.asks_freely = self.asked = 0.0
        self.complies = self.chain_duty = self.chain_duty_freely = 0.0
        self.customers: list[PlainFirm] = []
        self.suppliers: list[Any] = []

    def luck(self, purpose: int) -> tuple[float, ...]:
        """Four numbers between 0 and 1, the same as in the compiled model (which makes them, quickly)."""
        model = self.model
        return luck_of(model.seed, model.replication, self.firm_id, model.quarter, purpose)

    def step(self) -> None:
        """Phase (b)."""
        self.look_around()
        self.meet_instruments()
        self.meet_laws()
        self.learn()
        self.weigh_motives()
        self.commit()
        self.ask_for_support()
        weigh_requirements(self)
        self.embed()
        if self.model.quarter % 4 == REPORTING_QUARTER:
            publish(self)
        self.cover_themes()
        self.pay()
        self.mature()

    def set_out_clauses(self) -> None:
        """What its contracts ask of its suppliers, from the quarter before."""
        p, own = self.model.p, self.reported[2]
        met = self.complies * p.clause_by_law
        self.asks = REQUIREMENTS.clause(own, met * self.chain_duty, self.asked, p.clause_passed_on)
        self.asks_freely = REQUIREMENTS.clause(own, met * self.chain_duty_freely, self.asked, p.clause_passed_on)

    def look_around(self) -> None:
        model = self.model
        sector = model.sectors[self.sector]
        self.peers, self.sector_cost, self.deterrence = sector.peers, sector.cost, sector.deterrence
        self.response = model.response[self.stage]
        p, spared = model.p, self.employees < model.spared_below
        demands = [customer.asks_freely if spared else customer.asks for customer in self.customers]
        others = int(p.customers_least + p.customers_by_size * self.size_score) if demands else 0
        self.asked = REQUIREMENTS.asked_by_customers(
            max(demands, default=0.0), p.customers_reached * (model.asking_freely if spared else model.asking), others
        )
        self.chances = self.luck(DECISION)

    def meet_instruments(self) -> None:
        model, p, dial = self.model, self.model.p, self.model.dial
        used = [group for g, group in enumerate(model.groups) if self.using >> g & 1]
        self.informing = max((group.informing for group in used), default=0.0)
        self.advising = max((group.advising for group in used), default=0.0)
        self.assessed = max((group.assessing for group in used), default=0.0)
        self.monitored = max((group.monitoring for group in used), default=0.0)
        self.endorsement_required = max((group.endorsement for group in used), default=0.0)
        self.strictness = max((group.strictness for group in used), default=0.0)
        self.condition_contact = max(self.informing, self.advising)
        self.information = EXPOSURE.information_dose(
            dial["letters_goal_firms"] * self.goal90,
            dial["passive_contacts"] + self.informing / 4.0,
            dial["personal_contacts"] + self.help + self.advising / 4.0,
            p.letter_effect, p.passive_effect, p.contact_effect,
        )  # fmt: skip
        self.contracts = EXPOSURE.contract_stake(
            self.sales_central, self.sales_other, dial["procurement_share"],
            dial["procurement_other_government"], p.contract_half,
        )  # fmt: skip

    def meet_laws(self) -> None:
        p = self.model.p
        self.announced = self.in_force = self.severity = self.expected = 0.0
        self.checklist = self.dynamic = self.civil = self.report_duty = self.foreseen_report = 0.0
        self.nationally = self.eu_wide = self.new_laws = self.adapting = 0.0
        self.chain_duty = self.chain_duty_freely = 0.0
        self.duty, self.foreseen_duty, self.theme_duty = [0.0] * 6, [0.0] * 6, [0.0] * 4
        for law in self.model.laws:
            if not self.scope_bits >> law.scope & 1:
                continue
            real = law.ramp * law.due_diligence
            in_force, foreseen = real * law.breadth, max(0.0, law.announced - law.ramp)
            self.report_duty = max(self.report_duty, law.ramp * law.reporting * law.breadth)
            self.foreseen_report = max(self.foreseen_report, foreseen * law.reporting * law.breadth)
            self.chain_duty = max(self.chain_duty, real * law.depth)
            if law.spared_below <= 0.0:
                self.chain_duty_freely = max(self.chain_duty_freely, real * law.depth)
            self.new_laws += law.new
            self.adapting = max(self.adapting, law.adapt)
            self.announced = max(self.announced, law.announced * law.due_diligence * law.breadth)
            self.in_force = max(self.in_force, in_force)
            self.expected = max(self.expected, law.ramp * min(1.0, law.inspections / 100.0))
            heavy = EXPOSURE.sanction_severity(
                law.fine_share, law.fine_eur * self.per_turnover, law.order, law.publication, law.criminal, law.civil,
                law.exclusion, self.visibility, self.sales_central + self.sales_other, p.severity_half,
            )  # fmt: skip
            self.severity = max(self.severity, heavy)
            self.checklist = max(self.checklist, real * law.checklist)
            self.dynamic = max(self.dynamic, real if law.regime == Regime.DYNAMIC else 0.0)
            self.civil = max(self.civil, real * law.civil)
            self.nationally = max(self.nationally, real)
            self.eu_wide = max(self.eu_wide, real * law.eu_wide)
            level, ahead = in_force * p.floor_level, foreseen * law.due_diligence * law.breadth * p.floor_level
            self.duty = [max(had, level * asked) for had, asked in zip(self.duty, law.steps, strict=True)]
            self.foreseen_duty = [max(f, ahead * asked) for f, asked in zip(self.foreseen_duty, law.steps, strict=True)]
            self.theme_duty = [max(d, real * t) for d, t in zip(self.theme_duty, law.themes, strict=True)]
        self.themes_asked = sum(self.theme_duty)
        self.uncovered = EXPOSURE.uncovered_rivals(self.rivals[1], self.rivals[2], self.nationally, self.eu_wide)

    def learn(self) -> None:
        p, edge, response = self.model.p, self.model.edge, self.response
        gain = AWARENESS.awareness_gain(
            response[INFORM] * self.information, response[FACILITATE] * self.member,
            response[CONDITION] * max(self.condition_contact, self.assessed, self.contracts), self.report_duty,
            response[OBLIGE] * self.announced, self.peers, edge["inform", "awareness"],
            edge["initiative", "awareness"] * p.awareness_by_initiative,
            edge["condition", "awareness"] * p.awareness_by_condition,
            edge["transparency", "awareness"] * p.awareness_by_transparency,
            p.awareness_by_announcement, p.awareness_by_peers,
        )  # fmt: skip
        self.awareness = AWARENESS.next_awareness(self.awareness, gain, p.awareness_fade)
        self.perceived = SUPERVISION.next_perceived(
            self.perceived, p.expected_trust * self.expected, self.deterrence * max(self.in_force, self.report_duty),
            self.sanctioned, self.visited, p.perception_speed, p.general_deterrence, p.own_sanction_effect,
            p.own_visit_effect,
        )  # fmt: skip
        self.deterred = REQUIREMENTS.deterrence(self.perceived, self.severity, p.deterrence_half)

    def weigh_motives(self) -> None:
        model, p, dial, response = self.model, self.model.p, self.model.dial, self.response
        offered = dial["subsidy_share"] if dial["subsidy_budget"] > 0.0 else 0.0
        law = MOTIVES.oblige_motive(self.in_force, self.announced, p.legal_duty, self.deterred, p.announcement_share)
        condition = MOTIVES.condition_motive(
            self.contracts, dial["procurement_follow_up"], p.support_stake * (self.assessed + self.monitored) / 2.0
        )
        money = MOTIVES.entice_motive(offered, self.subsidised, p.offer_weight)
        gains = (
            response[OBLIGE] * law
            + response[CONDITION] * model.edge["condition", "embedding"] * condition
            + response[ENTICE] * model.edge["incentive", "embedding"] * money
        )
        relief = COST.relief(p.help_relief * self.help, dial["initiative_cost_share"] * self.member, self.subsidised)
        share = self.full_cost_share * (1.0 - p.learning_discount * self.learning)
        weight = MOTIVES.cost_motive(share, p.cost_half, relief, model.shock)
        rivals = p.rival_weight * MOTIVES.rival_disadvantage(self.uncovered, weight)
        public = min(1.0, model.expectation + p.benchmark_effect * dial["benchmark"] * self.goal90)
        self.supported = MOTIVES.supported_commitment(
            p.motive_intercept,
            MOTIVES.normative_motive(self.norm, self.awareness),
            MOTIVES.social_motive(
                self.peers, self.asked, self.visibility, public, p.peer_share, p.customer_share
            ),
            gains - (p.cost_weight * weight + rivals),
            p.normative_weight, p.social_weight, p.calculative_weight,
        )  # fmt: skip
        self.supported_year[model.quarter % 4] = self.supported

    def commit(self) -> None:
        model, p = self.model, self.model.p
        by_initiative = (
            model.edge["initiative", "commitment"] * p.commitment_by_initiative * model.dial["initiative_standard"]
        )
        self.commitment = COMMITMENT.next_commitment(
            self.commitment, self.supported, self.response[FACILITATE] * self.member, by_initiative,
            p.commitment_speed,
        )  # fmt: skip
        chance = COMMITMENT.endorsement_chance(
            self.awareness, self.commitment, self.visibility, model.dial["letters_goal_firms"] * self.goal90,
            p.endorsement_by_condition * self.endorsement_required, p.endorsement_rate, p.endorsement_by_letter,
            p.endorsement_public_share,
        )  # fmt: skip
        self.endorses = COMMITMENT.next_endorsement(
            self.endorses, chance, p.endorsement_withdrawal, self.commitment, self.chances[0]
        )

    def ask_for_support(self) -> None:
        model, p, dial = self.model, self.model.p, self.model.dial
        _, seat_luck, help_luck, money_luck = self.chances
        known = max(self.in_force, self.announced)
        has_seats = model.sectors[self.sector].seats > 0.0
        wants = False
        if self.member:
            # the yearly assessment
            failed = dial["initiative_monitoring"] * (1.0 - self.meets_bar) if self.member_quarters % 4 == 3 else 0.0
            leaves = seat_luck < INSTRUMENTS.leave_chance(self.commitment, p.leave_rate, failed, p.expel_rate)
            self.member = 1.0 if has_seats and not leaves else 0.0
            self.member_quarters = self.member_quarters + 1.0 if self.member else 0.0
        elif has_seats:
            wants = self.waiting_seat > 0 or seat_luck < INSTRUMENTS.join_chance(
                self.commitment, self.asked, known, self.response[FACILITATE], p.join_rate, p.join_by_law
            )
        request = INSTRUMENTS.request
        self.request_seat, self.waiting_seat = request(wants, self.waiting_seat, 0.0, p.wait_priority)
        wants = dial["office_advisers"] > 0.0 and (
            self.waiting_help > 0
            or help_luck < INSTRUMENTS.help_chance(
                self.awareness, known, self.small, p.help_rate, p.help_without_duty, p.help_small
            )
        )  # fmt: skip
        first = self.small * dial["office_small_first"]
        self.request_help, self.waiting_help = request(wants, self.waiting_help, first, p.wait_priority)
        enticed = self.response[ENTICE] * model.edge["incentive", "embedding"]
        wants = dial["subsidy_budget"] > 0.0 and (
            self.waiting_subsidy > 0
            or money_luck < INSTRUMENTS.subsidy_chance(self.commitment, enticed, p.subsidy_rate)
        )
        self.request_subsidy, self.waiting_subsidy = request(wants, self.waiting_subsidy, 0.0, p.wait_priority)
        if self.uses:
            self.use_instruments()

    def use_instruments(self) -> None:
        p = self.model.p
        leave_luck, return_luck, _, _ = self.luck(INSTRUMENT_LUCK)
        if self.using:
            if leave_luck < INSTRUMENTS.stay_away_chance(self.strictness, self.commitment, p.stay_away_rate):
                self.using = 0
        elif return_luck < INSTRUMENTS.return_chance(self.commitment, p.return_rate):
            self.using = self.uses

    def embed(self) -> None:
        """Practice of the six steps, up to what it is able to do."""
        model, p = self.model, self.model.p
        money = self.response[ENTICE] * model.edge["incentive", "embedding"] * p.speed_by_subsidy * self.subsidised
        self.pace = p.practice_speed * self.ability * (1.0 + money)
        self.growth, step_before = 0.0, 1.0
        for step in model.steps_in_order:
            step_before = self.take_step(step, step_before)
        self.practice_mean = sum(self.practice) / 6.0

    def take_step(self, step: Any, step_before: float) -> float:
        """One due-diligence step; returns how far it was practised before."""
        p, k = self.model.p, step.number
        lawful = max(self.duty[k] * self.complies, self.foreseen_duty[k] * self.foresees)
        floor = real = self.real * self.model.edge["law", "embedding"] * lawful
        if step.in_contracts:
            floor = max(floor, self.condition_floor)
        if step.is_first:
            floor = max(floor, self.initiative_floor, self.clause_floor)
        own = EMBEDDING.voluntary_aim(self.commitment, step.position, p.step_difficulty)
        raised = EMBEDDING.raised_aim(own, floor, self.in_force, p.floor_ratchet)
        lack = EMBEDDING.lack_of_ability(self.ability, p.ability_enough)
        aim = min(raised, EMBEDDING.reach(lack, step.position, p.reach_first_step))
        pace = self.pace * (1.0 + step.early * self.joined) * (1.0 if floor >= aim else step_before)
        if self.mended > 1.0 and real > 0.0:
            pace = max(pace, p.cure_pace)  # a finding has a deadline
        before = self.practice[k]
        self.practice[k] = after = EMBEDDING.next_practice(before, aim, pace, p.practice_fade)
        self.growth += max(0.0, after - before) / 6.0
        return before

    def cover_themes(self) -> None:
        p = self.model.p
        open_risk = [risk * (1.0 - c) for risk, c in zip(self.theme_risk, self.coverage, strict=True)]
        gravest = open_risk.index(max(open_risk))
        forced = self.complies * self.in_force
        free = EMBEDDING.left_for_free_choice(forced, self.themes_asked, p.tunnel_crowding) * self.practice_mean
        lawful = self.model.edge["law", "embedding"] * self.complies * self.real
        self.coverage = [
            EMBEDDING.next_coverage(
                covered, free if h == gravest else 0.0, lawful * duty, p.coverage_speed, p.coverage_fade
            )
            for h, (covered, duty) in enumerate(zip(self.coverage, self.theme_duty, strict=True))
        ]

    def pay(self) -> None:
        p, done, base = self.model.p, self.practice_mean, self.full_cost
        self.learning = COST.next_learning(self.learning, done, p.learning_speed)
        shared = COST.relief(p.help_relief * self.help, self.model.dial["initiative_cost_share"] * self.member, 0.0)
        relief = COST.relief(shared, 0.0, self.subsidised)
        grown = self.growth + p.adaptation_share * self.adapting * done
        once = COST.one_off_cost(base, grown, p.one_off_ratio, self.learning, p.learning_discount, relief)
        self.year_one_off += once + base * p.taking_note_share * self.new_laws
        yearly = COST.yearly_cost(base, done, self.learning, p.learning_discount, shared)
        yearly += COST.paper_cost(base, self.reported_mean, p.paper_cost_share)
        self.year_yearly += yearly
        self.cost_share = 4.0 * yearly * self.per_turnover
        spared = 1.0 if self.in_force <= 0.0 else 0.0
        self.year_indirect += COST.passed_down_cost(base, self.asked, p.pass_down_share, spared)
        self.help *= 1.0 - p.help_fade

    def mature(self) -> None:
        p, practice = self.model.p, self.practice
        seen = MATURITY.observed_stage(
            practice[0], practice[1], practice[2], practice[3], sum(self.supported_year) / 4.0, p.policy_level,
            p.leader_level, p.laggard_level,
        )  # fmt: skip
        self.stage = MATURITY.next_stage(self.stage, self.candidate, seen)
        self.candidate = seen
