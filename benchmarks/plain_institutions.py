"""Laws with their supervisors, sector initiatives and suppliers of the plain Mesa model."""

from typing import Any

import mesa

from benchmarks.plain_firm import PlainFirm
from benchmarks.plain_rules import CHAIN, EXPOSURE, REQUIREMENTS, SUPERVISION
from simulation.vocabulary import Regime


def share_out(asked: list[float], capacity: float) -> list[float]:
    """Chance per class of priority, the highest class first."""
    chance, left = [0.0] * len(asked), capacity
    for c in range(len(asked) - 1, 0, -1):
        chance[c] = 1.0 if asked[c] <= left else left / asked[c]
        left = max(0.0, left - asked[c])
    return chance


def grant_of(firm: PlainFirm) -> tuple[float, float]:
    """Grant to a firm that is served (EUR), and the part of its one-off cost that it asked for."""
    p = firm.model.p
    wanted = firm.full_cost * p.one_off_ratio * firm.model.dial["subsidy_share"]
    return min(p.subsidy_maximum, wanted), wanted


class PlainLaw(mesa.Agent):
    """A law and its supervisor."""

    def __init__(self, model: Any, slot: int, luck: int) -> None:
        super().__init__(model)
        laws = model.schedule.laws
        self.slot, self.purpose, self.regime = slot, luck, Regime(int(laws.regime[slot]))
        self.steps, self.themes = laws.steps[slot].tolist(), laws.themes[slot].tolist()
        self.breadth = EXPOSURE.breadth_of_law(sum(self.themes), model.p.thematic_breadth)
        self.due_diligence = 1.0 if sum(self.steps[:3]) > 0.0 else 0.0
        for name in (
            "reporting", "fine_share", "fine_eur", "order", "publication", "criminal", "eu_wide", "checklist",
            "exclusion", "depth", "spared_below",
        ):  # fmt: skip
            setattr(self, name, float(getattr(laws, name)[slot]))
        self.civil = float(laws.civil_liability[slot])

    def open(self, dial: dict[str, float], before: dict[str, float]) -> bool:
        """Take over this quarter's dials; whether firms see the law at all."""
        name = f"law_{self.slot}_"
        self.announced, self.ramp, self.scope = (
            dial[name + "announced"],
            dial[name + "in_force"],
            int(dial[name + "scope"]),
        )
        self.inspections, self.adapt = dial[name + "inspections"], dial[name + "adapt"]
        self.new = 1.0 if self.ramp > 0.0 and before[name + "in_force"] <= 0.0 else 0.0
        self.acts = self.ramp > 0.0 and (self.inspections > 0.0 or self.civil > 0.0)
        return self.announced > 0.0 and self.scope >= 0

    def count_scope(self, firms: list[PlainFirm]) -> None:
        self.firms_in_scope, self.asked = 0.0, [0.0] * 4
        if not self.acts:
            return
        for firm in firms:
            firm.inspection_class[self.slot] = 0
            if firm.scope_bits >> self.scope & 1:
                firm.inspection_class[self.slot] = c = self.priority(firm)
                self.firms_in_scope += firm.weight
                self.model.sectors[firm.sector].supervised += firm.weight
                self.asked[c] += firm.weight

    def priority(self, firm: PlainFirm) -> int:
        """Complaints and suits first, then grave risk, then the rest, by regime."""
        p = self.model.p
        complaint = SUPERVISION.complaint_chance(
            firm.exposure,
            firm.practice_mean * sum(firm.coverage) / 4.0,
            firm.visibility,
            self.civil,
            p.complaint_rate,
            p.complaint_unseen,
        )
        mended = firm.mended if self.due_diligence else firm.mended_report
        if firm.luck(self.purpose)[0] < complaint or (firm.rung.get(self.slot, 0) > 0 and not mended):
            return 3  # a finding is looked at again until it is mended
        if self.inspections > 0.0:
            if self.regime in (Regime.RISK_BASED, Regime.DYNAMIC):
                return 2 if firm.exposure > p.risk_priority_exposure else 1
            if self.regime == Regime.COMPLY_OR_EXPLAIN:
                return 1
        return 0

    def ration(self) -> None:
        if not self.acts:
            return
        p, model = self.model.p, self.model
        per_quarter = self.inspections / 400.0 * self.firms_in_scope
        self.chance = share_out(self.asked, self.asked[3] if self.regime == Regime.CIVIL_COURT else per_quarter)
        posts = per_quarter * 4.0 / p.inspections_per_inspector
        model.posts += posts / 4.0
        model.spent["supervision"] += posts / 4.0 * p.inspector_cost

    def visit(self, firms: list[PlainFirm]) -> None:
        if self.acts:
            for firm in firms:
                c = firm.inspection_class[self.slot]
                if c and firm.luck(self.purpose)[1] < self.chance[c]:
                    self.inspect(firm)

    def inspect(self, firm: PlainFirm) -> None:
        """What is seen beside what is asked decides the rung of the ladder."""
        p = self.model.p
        firm.visited = 1.0
        duties = firm.duty if self.due_diligence else [firm.report_duty * p.content_level] * 6
        on_paper = self.checklist or self.regime == Regime.COMPLY_OR_EXPLAIN or not self.due_diligence
        shown = firm.practice
        if on_paper:  # who meets a duty, in whatever way, has its papers in order
            filed = firm.complies * self.due_diligence
            shown = [max(said, duty * filed) for said, duty in zip(firm.reported, duties, strict=True)]
        seen = sum(min(duty, level) for duty, level in zip(duties, shown, strict=True))
        if not SUPERVISION.is_violation(seen, sum(duties), p.violation_tolerance):
            firm.rung[self.slot] = 0
            return
        firm.rung[self.slot] = rung = SUPERVISION.next_ladder(firm.rung.get(self.slot, 0))
        # what was looked at is mended before the deadline, in practice where practice was looked at
        cured = REQUIREMENTS.cure_chance(firm.severity, p.cure_without_sanction, p.cure_with_sanction)
        if firm.luck(self.purpose)[2] < cured:
            if self.due_diligence:
                firm.mended = max(firm.mended, 1.0 if on_paper else 2.0)
            else:
                firm.mended_report = 1.0
        if rung >= p.sanction_rung and self.regime != Regime.COMPLY_OR_EXPLAIN:
            firm.sanctioned = 1.0
            self.model.sectors[firm.sector].sanctions += firm.weight


class PlainSector(mesa.Agent):
    """A sector: what its firms can see of each other, and its initiative."""

    def __init__(self, model: Any, name: str) -> None:
        super().__init__(model)
        self.name, self.supervised, self.sanctions = name, 0.0, 0.0

    def clear(self) -> None:
        self.weight = self.visible = self.costs = self.members = self.turnover = 0.0
        self.asking = self.asking_freely = 0.0

    def add(self, firm: PlainFirm) -> None:
        self.weight += firm.weight
        self.visible += firm.weight * (firm.endorses + firm.reported_mean) / 2.0
        self.costs += firm.weight * firm.cost_share
        self.members += firm.weight * firm.member
        self.turnover += firm.weight * firm.turnover
        self.asking += firm.weight * firm.turnover * firm.asks
        self.asking_freely += firm.weight * firm.turnover * firm.asks_freely

    def open(self, dial: dict[str, float]) -> None:
        self.seats, self.asked = dial[f"initiative_share_{self.name}"], [0.0] * 4
        self.peers = self.visible / self.weight if self.weight > 0.0 else 0.0
        self.cost = self.costs / self.weight if self.weight > 0.0 else 0.0
        self.deterrence = self.sanctions / self.supervised if self.supervised > 0.0 else 0.0
        self.supervised = self.sanctions = 0.0

    def ration(self) -> None:
        self.chance = share_out(self.asked, max(0.0, self.seats * self.weight - self.members))


class PlainSupplier(mesa.Agent):
    """The suppliers of one product sector in one region."""

    def __init__(self, model: Any, severity: list[float], condition: list[float], bought: float) -> None:
        super().__init__(model)
        self.severity, self.condition, self.condition_start = severity, condition, list(condition)
        self.purchases_start, self.purchases, self.demand = bought, 0.0, [0.0] * 4
        p = model.p
        pull = p.condition_response * min(1.0, p.dutch_share + p.eu_share)
        # conditions if every buyer in the EU practised in full
        self.reachable = [(pull + p.condition_relapse * c) / (pull + p.condition_relapse) for c in condition]

    def step(self) -> None:
        """Phase (d)."""
        p = self.model.p
        bought, before = self.purchases, self.purchases_start
        dutch = p.dutch_share * (bought / before if before > 0.0 else 0.0)
        self.outside_share = 1.0 - dutch
        european = min(p.eu_share, self.outside_share) * p.eu_practice * self.model.european
        self.condition = [
            CHAIN.next_condition(
                now,
                start,
                dutch * (demand / bought if bought > 0.0 else 0.0),
                european,
                p.condition_response,
                p.condition_relapse,
            )
            for now, start, demand in zip(self.condition, self.condition_start, self.demand, strict=True)
        ]
        self.purchases, self.demand = 0.0, [0.0] * 4
