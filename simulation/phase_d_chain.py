"""Phase (d): what buyers' practice weighs at their suppliers, who leaves, and how conditions move."""

from simulation.compiled import loop, rule
from simulation.dials import LEVERAGE
from simulation.phase_b_firms import mean_practice
from simulation.randomness import Purpose, uniforms
from simulation.rules import chain


@loop
def buy(firms, traits, suppliers, quarter, parameters, start, end):
    """Weighted purchases and demand of firms `start` to `end` at their suppliers; some leave."""
    now, p = quarter[0], parameters[0]
    for i in range(start, end):
        firm, fixed_traits = firms[i], traits[i]
        if fixed_traits.supplier_share[0] <= 0.0:
            continue
        done = mean_practice(firm)
        leverage = now.dial[LEVERAGE] * firm.member
        pressure = firm.in_force * max(firm.severity * firm.perceived, done)
        if pressure > 0.0:
            leave(firm, fixed_traits, suppliers, now, p, pressure, leverage, done)
        joint = done * (1.0 + p.joint_leverage * leverage)
        for s in range(3):
            if firm.engaged[s]:
                volume = fixed_traits.weight * fixed_traits.turnover * fixed_traits.supplier_share[s]
                supplier = suppliers[fixed_traits.supplier[s]]
                supplier.purchases += int(volume)
                for h in range(4):
                    supplier.demand[h] += int(volume * joint * firm.coverage[h])


@rule
def leave(firm, traits, suppliers, now, p, pressure, leverage, done):
    """Buyers under pressure with weak leverage may leave a supplier with grave risks for good (P-C22, K-7)."""
    lucks = uniforms(now.seed, now.replication, traits.firm_id, now.quarter, Purpose.CHAIN)
    for s in range(3):
        severity = suppliers[traits.supplier[s]].severity
        gravest = max(max(severity[0], severity[1]), max(severity[2], severity[3]))
        if lucks[s] < chain.disengagement_chance(gravest, pressure, leverage, done, p.disengagement_rate):
            firm.engaged[s] = 0


@loop
def supply(suppliers, quarter, parameters, start, end):
    """Suppliers `start` to `end`, from frozen buyers: shares of sales (summing to one) and conditions."""
    now, p = quarter[0], parameters[0]
    for s in range(start, end):
        supplier = suppliers[s]
        before, bought = float(supplier.purchases_start), float(supplier.purchases)
        dutch = p.dutch_share * (bought / before if before > 0.0 else 0.0)
        supplier.outside_share = 1.0 - dutch
        # only EU-wide demand reaches the outside pool (section 3)
        european = min(p.eu_share, supplier.outside_share) * p.eu_practice * now.european
        for h in range(4):
            weighted = supplier.demand[h] / bought if bought > 0.0 else 0.0
            supplier.condition[h] = chain.next_condition(
                supplier.condition[h], supplier.condition_start[h], dutch * weighted, european, p.condition_response,
                p.condition_relapse,
            )  # fmt: skip
            supplier.demand[h] = 0
        supplier.purchases = 0
