"""Rule 1: what of each instrument reaches a firm, by scope, phase and use."""

from simulation.compiled import rule


@rule
def share_of_half(amount: float, half: float) -> float:
    """Saturating weight in [0, 1): `half` is the amount at which it is one half."""
    return amount / (amount + half)


@rule
def information_dose(
    letters: float, passive: float, personal: float, letter_effect: float, passive_effect: float, contact_effect: float
) -> float:
    """Pull of information on awareness: personal contact clearly, brochures hardly (P-B14, P-G11, S-024)."""
    return letters * letter_effect + passive * passive_effect + personal * contact_effect


@rule
def sanction_severity(
    fine_share: float,
    fine_cap: float,
    order: float,
    publication: float,
    criminal: float,
    civil: float,
    exclusion: float,
    visibility: float,
    sales_to_government: float,
    half: float,
) -> float:
    """How heavy the worst sanction weighs, in [0, 1].

    The highest fine counts as a share of turnover (P-A4, P-B7, P-C2), whichever cap is higher; an order under penalty
    weighs like a fine at `half`, publication as far as the firm is visible (P-C20), civil liability like a fine at
    `half` (P-C6), exclusion from tenders by the sales that are lost (N-A51); criminal liability doubles.
    """
    fine = max(fine_share, fine_cap)
    weight = fine + exclusion * sales_to_government + half * (order + publication * visibility + civil)
    return share_of_half(weight * (1.0 + criminal), half)


@rule
def contract_stake(
    sales_central: float, sales_other: float, procurement_share: float, other_government: float, half: float
) -> float:
    """Weight of government contracts under conditions in a firm's turnover (S-171, S-173)."""
    sales = sales_central * procurement_share + sales_other * other_government
    return share_of_half(sales, half)


@rule
def breadth_of_law(themes_covered: float, thematic_breadth: float) -> float:
    """How much of a step a law on some themes asks: all of it with four themes (S-090, S-197)."""
    return thematic_breadth + (1.0 - thematic_breadth) * themes_covered / 4.0


@rule
def uncovered_rivals(rivals_eu: float, rivals_world: float, national: float, eu_wide: float) -> float:
    """Share of named rivals not under the laws that bind this firm (S-091, S-092, S-093)."""
    return max(national, eu_wide) * rivals_world + national * (1.0 - eu_wide) * rivals_eu
