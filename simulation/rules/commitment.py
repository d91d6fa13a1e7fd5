"""Rule 4: commitment (direct effect B, S-212) and public endorsement (S-016)."""

from simulation.compiled import rule


@rule
def next_commitment(commitment: float, supported: float, agreement: float, by_initiative: float, speed: float) -> float:
    """Commitment moves towards what motives support; formal agreements add to it (S-217)."""
    aim = supported + agreement * by_initiative * (1.0 - supported)
    return commitment + speed * (aim - commitment)


@rule
def endorsement_chance(
    awareness: float,
    commitment: float,
    visibility: float,
    approached: float,
    required: float,
    rate: float,
    approach_effect: float,
    public_share: float,
) -> float:
    """Chance in a quarter that a firm endorses in public.

    Grows with knowledge, commitment and visibility; letters invite it (S-024), some government
    instruments require it (S-175). Unclear value of public commitment holds others back (P-B3).
    """
    inclination = commitment * commitment * awareness * (1.0 - public_share + public_share * visibility)
    return min(1.0, inclination * (rate + approach_effect * approached) + required)


@rule
def next_endorsement(endorses: float, chance: float, withdrawal: float, commitment: float, luck: float) -> float:
    """Endorse or withdraw by one draw: `luck` < chance to begin, < withdrawal x (1 - commitment) to stop."""
    begins = 1.0 if luck < chance else 0.0
    stays = 0.0 if luck < withdrawal * (1.0 - commitment) else 1.0
    return stays if endorses > 0.0 else begins
