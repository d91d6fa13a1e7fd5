"""Requirements: whatever asks something of a firm asks a level, with a chance that somebody looks and a consequence.

Law, assessed initiatives, strict conditions, procurement and customers' clauses work alike. Who meets a requirement
reaches the level asked, in practice or on paper; who does not stays where it was: a floor, not a product of shares.
"""

from simulation.compiled import rule
from simulation.rules.exposure import share_of_half


@rule
def deterrence(perceived: float, severity: float, half: float) -> float:
    """Weight of an expected sanction, in [0, 1): the chance that somebody looks and acts, times how heavy it is.

    Looking without a sanction and a sanction that nobody imposes both weigh nothing (P-G1, P-G4).
    """
    return share_of_half(perceived * severity, half)


@rule
def compliance_chance(unforced: float, supported: float, deterred: float) -> float:
    """Share of firms like this one that meet a duty: of themselves (P-C6, P-C9), for their own motives, or for fear.

    Three reasons that work apart from each other; each alone is enough.
    """
    return 1.0 - (1.0 - unforced) * (1.0 - supported) * (1.0 - deterred)


@rule
def meets(readiness: float, chance: float) -> float:
    """1 for a firm whose lasting readiness, even over firms in [0, 1), lies below the chance; else 0.

    The same firms comply first under every policy, so a stronger policy adds firms and drops none.
    """
    return 1.0 if readiness < chance else 0.0


@rule
def real_chance(
    commitment: float,
    ability: float,
    checklist: float,
    dynamic: float,
    base: float,
    by_commitment: float,
    by_checklist: float,
    by_dynamic: float,
) -> float:
    """Share of firms like this one that meet a requirement in practice and not on paper (S-086, S-087, S-103, Q13)."""
    share = base + by_commitment * commitment * ability - by_checklist * checklist + by_dynamic * dynamic
    return min(1.0, max(0.0, share))


@rule
def cure_chance(severity: float, without: float, with_sanction: float) -> float:
    """Share of firms with a finding that mend it before the deadline: most where a sanction follows (N-B1, P-C20)."""
    return without + (with_sanction - without) * severity


@rule
def bar_of_years(standard: float, quarters: float, years: float) -> float:
    """The bar of an initiative rises with the years of membership to its standard (S-097, S-098)."""
    return standard * min(1.0, 0.25 * (quarters + 1.0) / years)


@rule
def clause(own: float, lawful: float, asked: float, passed_on: float) -> float:
    """What a firm asks of its suppliers in contracts: of its own accord, for its law, or passing on (P-A13, K-7)."""
    return max(own, lawful, passed_on * asked)


@rule
def asked_by_customers(largest: float, others: float, count: int) -> float:
    """What a firm is asked, in [0, 1]: by its main customers, or by at least one of `count` others (P-A13, K-5).

    `others` is what customers at large ask on average.
    """
    unasked = 1.0
    for _ in range(count):
        unasked = unasked * (1.0 - others)
    return max(largest, 1.0 - unasked)
