"""Phase (d): what buyers' practice weighs at their suppliers, who leaves, and how conditions move."""

import numpy as np

from simulation.columns import Firms, Parameters, Quarter, Records, SupplierRecord, Traits, Work
from simulation.compiled import loop, rule, span
from simulation.dials import Dial
from simulation.randomness import Purpose, uniforms
from simulation.rules import chain
from simulation.state import BLOCK
from simulation.vocabulary import Theme


@loop
def buy(
    blocks: Records[Firms],
    works: Records[Work],
    trait_blocks: Records[Traits],
    suppliers: Records[SupplierRecord],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """Weighted purchases and demand of firms `start` to `end` at their suppliers; some leave.

    Who asks for a seat in an initiative waits for `buy_later`, since a seat lends leverage from this quarter on.
    """
    now, p = quarter[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            pressure = work.in_force[i] * max(work.severity[i] * firms.perceived[i], firms.practice_mean[i])
            if firms.request_seat[i]:
                firms.pressure[i] = pressure
            else:
                buy_in(firms, traits, suppliers, now, p, pressure, i)


@loop
def buy_later(
    blocks: Records[Firms],
    trait_blocks: Records[Traits],
    suppliers: Records[SupplierRecord],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """As `buy`, for the firms that asked for a seat."""
    now, p = quarter[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, traits = blocks[block], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            if firms.request_seat[i]:
                buy_in(firms, traits, suppliers, now, p, firms.pressure[i], i)


@rule
def buy_in(
    firms: Firms,
    traits: Traits,
    suppliers: Records[SupplierRecord],
    now: Quarter,
    p: Parameters,
    pressure: float,
    i: int,
) -> None:
    """Purchases and demand of one firm."""
    done = firms.practice_mean[i]
    leverage = now.dial[Dial.INITIATIVE_LEVERAGE] * firms.member[i]
    if pressure > 0.0:
        leave(firms, traits, suppliers, now, p, pressure, leverage, done, i)
    joint = done * (1.0 + p.joint_leverage * leverage)
    spent = traits.weight[i] * traits.turnover[i]
    for s in range(3):
        share = traits.supplier_share[s, i] * firms.engaged[s, i]
        if share > 0.0:
            supplier, volume = suppliers[traits.supplier[s, i]], spent * share
            supplier.purchases += np.int64(volume)
            for h in range(4):
                supplier.demand[h] += np.int64(volume * joint * firms.coverage[h, i])


@rule
def leave(
    firms: Firms,
    traits: Traits,
    suppliers: Records[SupplierRecord],
    now: Quarter,
    p: Parameters,
    pressure: float,
    leverage: float,
    done: float,
    i: int,
) -> None:
    """Buyers under pressure with weak leverage may leave a supplier with grave risks for good (P-C22, K-7)."""
    lucks = uniforms(now.seed, now.replication, traits.firm_id[i], now.quarter, Purpose.CHAIN)
    for s in range(3):
        severity = suppliers[traits.supplier[s, i]].severity
        gravest = max(
            severity[Theme.CHILD_LABOUR],
            severity[Theme.WORKING_CONDITIONS],
            severity[Theme.LIVING_WAGE],
            severity[Theme.ENVIRONMENT],
        )
        if lucks[s] < chain.disengagement_chance(gravest, pressure, leverage, done, p.disengagement_rate):
            firms.engaged[s, i] = 0.0


@loop
def supply(
    suppliers: Records[SupplierRecord], quarter: Records[Quarter], parameters: Records[Parameters], start: int, end: int
) -> None:
    """Suppliers `start` to `end`, from frozen buyers: shares of sales (summing to one) and conditions."""
    now, p = quarter[0], parameters[0]
    for s in range(start, end):
        supplier = suppliers[s]
        before, bought = float(supplier.purchases_start), float(supplier.purchases)
        dutch = p.dutch_share * (bought / before if before > 0.0 else 0.0)
        supplier.outside_share = 1.0 - dutch
        # a law of the whole EU, and nothing else, moves what is sold elsewhere (docs/model.md, phase (d))
        european = min(p.eu_share, supplier.outside_share) * p.eu_practice * now.european
        for h in range(4):
            weighted = supplier.demand[h] / bought if bought > 0.0 else 0.0
            supplier.condition[h] = chain.next_condition(
                supplier.condition[h],
                supplier.condition_start[h],
                dutch * weighted,
                european,
                p.condition_response,
                p.condition_relapse,
            )
            supplier.demand[h] = 0
            # with every buyer in the EU at full practice, conditions would settle here
            pull = p.condition_response * min(1.0, p.dutch_share + p.eu_share)
            start_ = supplier.condition_start[h]
            supplier.reachable[h] = (pull + p.condition_relapse * start_) / (pull + p.condition_relapse)
        supplier.purchases = 0
