"""Saying and writing: whether a firm publishes a statement, and what it says of each step.

Statements move with the reporting year. Without any law they may say more than is done: by visibility, by what the
public expects, and by endorsement (S-033, S-086, P-C15).
"""

from simulation.compiled import rule


@rule
def statement_chance(
    visibility: float,
    endorses: float,
    duty: float,
    foreseen: float,
    asked: float,
    base: float,
    by_visibility: float,
    by_endorsement: float,
) -> float:
    """Share of firms like this one that publish a statement about due diligence.

    A duty that is met publishes (P-C16: 56 of 56 in the first year); one that is foreseen nearly as well (N-A21);
    visible firms, firms that endorse and firms whose customers ask do more often (S-033, S-016, P-A13).
    """
    silent = (1.0 - base) * (1.0 - by_visibility * visibility) * (1.0 - by_endorsement * endorses)
    return 1.0 - silent * (1.0 - duty) * (1.0 - foreseen) * (1.0 - asked)


@rule
def next_statement(statement: float, publishes: float, luck: float, speed: float) -> float:
    """Who is to publish begins with a chance of `speed` a year, and goes on as long as it has reason (P-C6, P-C16)."""
    begins = 1.0 if luck < speed else 0.0
    return publishes * max(statement, begins)


@rule
def told_share(visibility: float, endorses: float, base: float, by_visibility: float, by_endorsement: float) -> float:
    """Share of practice that a statement tells of: visible and endorsing firms tell more (S-033)."""
    return 1.0 - (1.0 - base) * (1.0 - by_visibility * visibility) * (1.0 - by_endorsement * endorses)


@rule
def gloss(
    visibility: float, expectation: float, endorses: float, by_expectation: float, by_endorsement: float
) -> float:
    """Share of what is not done that a statement claims all the same (S-033, S-086, P-C15).

    Seen firms from which much is expected do so, and firms that promised in public.
    """
    return 1.0 - (1.0 - by_expectation * visibility * expectation) * (1.0 - by_endorsement * endorses)


@rule
def own_content(practice: float, told: float, glossed: float) -> float:
    """What a firm writes of a step of its own accord: what it does as far as told, and a gloss on the rest."""
    return told * practice + glossed * (1.0 - practice)


@rule
def next_content(content: float, aim: float, speed: float) -> float:
    """Content moves once a reporting year, by a share of the gap (P-C7: slowly in the first year of a duty)."""
    return content + speed * (aim - content)
