"""Rule 3: why a firm would want to: calculative, normative and social motives (P-G6, S-065)."""

from simulation.compiled import rule
from simulation.elementary import logistic


@rule
def oblige_motive(in_force: float, announced: float, legal_duty: float, deterred: float, announcement: float) -> float:
    """Pull of law on what a firm wants: the duty in itself plus the feared sanction; part acts once announced.

    (S-080, S-083, P-G1, P-G4.)
    """
    foreseen = announcement * max(0.0, announced - in_force)
    return (in_force + foreseen) * (legal_duty + (1.0 - legal_duty) * deterred)


@rule
def condition_motive(contracts: float, follow_up: float, support_assessed: float) -> float:
    """Contracts and support at stake count as far as somebody looks (S-034, S-035, S-067, S-100)."""
    return 1.0 - (1.0 - contracts * follow_up) * (1.0 - support_assessed)


@rule
def entice_motive(subsidy_share: float, subsidised: float, offer_weight: float) -> float:
    """Money on offer attracts, money received fully (S-055, S-068, S-195)."""
    return subsidy_share * (offer_weight + (1.0 - offer_weight) * subsidised)


@rule
def cost_motive(cost_share: float, half: float, relief: float, shock: float) -> float:
    """Weight of the cost of the next step in turnover, in [0, 1); heavier in a crisis (S-095, S-111)."""
    cost = cost_share * (1.0 - relief) * (1.0 + shock)
    return cost / (cost + half)


@rule
def rival_disadvantage(uncovered: float, cost: float) -> float:
    """Rivals outside the law make its cost weigh more (S-092)."""
    return uncovered * cost


@rule
def normative_motive(own_norm: float, awareness: float) -> float:
    """Own norm works as far as the firm knows what the norms ask (S-061, P-G6)."""
    return own_norm * awareness


@rule
def social_motive(
    peers: float, asked: float, visibility: float, expectation: float, peer_share: float, customer_share: float
) -> float:
    """Sector peers (P-G7), customers who ask (P-C5), consumers and investors (P-C13), weights sum to one."""
    public_share = 1.0 - peer_share - customer_share
    return peer_share * peers + customer_share * asked + public_share * visibility * expectation


@rule
def supported_commitment(
    intercept: float,
    normative: float,
    social: float,
    calculative: float,
    normative_weight: float,
    social_weight: float,
    calculative_weight: float,
) -> float:
    """Commitment that the motives together support, in (0, 1)."""
    return logistic(
        intercept + normative_weight * normative + social_weight * social + calculative_weight * calculative
    )
