"""The supervisor: whom it visits, what it finds, what firms come to expect."""

from simulation.compiled import rule


@rule
def complaint_chance(
    exposure: float, effective_practice: float, visibility: float, civil: float, rate: float, unseen: float
) -> float:
    """Chance in a quarter of a complaint or suit against a firm: harm that is seen (P-B7, P-C3, P-C6)."""
    return rate * exposure * (1.0 - effective_practice) * (unseen + (1.0 - unseen) * visibility) * (1.0 + civil)


@rule
def is_violation(seen: float, asked: float, tolerance: float) -> bool:
    """Whether what the inspector sees falls short of what the law asks, beyond tolerance."""
    return seen < asked * tolerance


@rule
def next_ladder(ladder: int) -> int:
    """Warning, order under penalty, publication, fine (P-C19, P-C20): one rung per violation found."""
    return min(ladder + 1, 4)


@rule
def next_perceived(
    perceived: float,
    expected: float,
    sector_rate: float,
    own_sanction: float,
    own_visit: float,
    speed: float,
    general: float,
    own: float,
    visit: float,
) -> float:
    """Belief about the chance of a sanction, pulled by announced capacity, sanctions on peers and own luck.

    Sanctions on others in the sector deter (P-G1, P-G2); own visits teach more to small firms (P-G3).
    """
    signal = min(1.0, expected + general * sector_rate)
    learned = perceived + speed * (signal - perceived)
    return min(1.0, learned + (own * own_sanction + visit * own_visit) * (1.0 - learned))
