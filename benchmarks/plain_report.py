"""What a firm of the plain Mesa model adds to the year's sums, by the names of `simulation.quarter.record.SUMS`."""

from typing import Any

from benchmarks.plain_rules import CHAIN


def report(firm: Any) -> dict[str, float]:
    """Stocks at the end of the year and flows of the year, per firm (not yet weighted)."""
    practice, reported, coverage = firm.practice, firm.reported, firm.coverage
    model, p = firm.model, firm.model.p
    severe = sum(firm.theme_risk)
    reached = sum(risk * covered for risk, covered in zip(firm.theme_risk, coverage, strict=True))
    links = [s for s in range(3) if firm.supplier_share[s] > 0.0]
    burden, rivals = firm.year_yearly * firm.per_turnover, firm.sector_cost
    return {
        "firms": 1.0,
        "endorsement": firm.endorses,
        "stage_laggard": firm.stage == 0,
        "stage_peloton": firm.stage == 1,
        "stage_leader": firm.stage == 2,
        "basic_practice": min(practice[0], practice[1], practice[2], practice[4]) >= p.basic_level,
        "practice": firm.practice_mean,
        "all_six_steps": min(practice) >= p.all_steps_level,
        "reported": firm.reported_mean,
        "paper_gap": sum(max(0.0, r - d) for r, d in zip(reported, practice, strict=True)) / 6.0,
        "awareness": firm.awareness,
        "commitment": firm.commitment,
        "embedding": practice[0] * (reached / severe if severe > 0.0 else sum(coverage) / 4.0),
        "coverage_child_labour": coverage[0],
        "coverage_working_conditions": coverage[1],
        "coverage_living_wage": coverage[2],
        "coverage_environment": coverage[3],
        "chain_risk_index": sum(chain_risk(firm, s) for s in links) / 4.0,
        "chain_improved": sum(improvement(firm, s, firm.suppliers[s].condition) for s in links) / 4.0,
        "chain_reachable": sum(improvement(firm, s, firm.suppliers[s].reachable) for s in links) / 4.0,
        "statement": firm.statement,
        "five_elements": min(practice[0], practice[1], (practice[2] + practice[3]) / 2.0, practice[4], practice[5])
        >= p.five_elements_level,
        "remedy_access": CHAIN.remedy_access(
            practice[5],
            model.dial["ncp"],
            model.dial["initiative_complaints"] * firm.member,
            firm.civil,
            p.ncp_remedy,
            p.complaints_remedy,
            p.civil_remedy,
        ),
        "disengagement": sum(1.0 - firm.engaged[s] for s in links),
        "links": len(links),
        "burden_one_off_eur": firm.year_one_off,
        "burden_yearly_eur": firm.year_yearly,
        "burden_share_turnover": burden,
        "indirect_burden_eur": firm.year_indirect,
        "users_lost": bool(firm.uses) and not firm.using,
        "users": bool(firm.uses),
        "playing_field_nl": burden - rivals,
        "playing_field_eu": burden - p.eu_rival_cost * model.european * rivals,
        "playing_field_world": burden,
        "turnover_eur": firm.turnover,
    }


def chain_risk(firm: Any, s: int) -> float:
    """Risk left at one supplier, by severity and share of purchases, also where the firm has left."""
    supplier = firm.suppliers[s]
    left = sum(severity * (1.0 - c) for severity, c in zip(supplier.severity, supplier.condition, strict=True))
    return firm.supplier_share[s] * left


def improvement(firm: Any, s: int, conditions: list[float]) -> float:
    """How far these conditions at one supplier lie above those of 2012, by severity and share of purchases."""
    supplier = firm.suppliers[s]
    rows = zip(supplier.severity, conditions, supplier.condition_start, strict=True)
    return firm.supplier_share[s] * sum(severity * (now - start) for severity, now, start in rows)
