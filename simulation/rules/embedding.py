"""Rule 5: practice of the six steps, what is reported of them, and over which themes (direct effect C)."""

from simulation.compiled import rule


@rule
def capability(
    base: float,
    learning: float,
    help_received: float,
    membership: float,
    by_learning: float,
    by_help: float,
    by_initiative: float,
) -> float:
    """Ability to take a next step: size, knowledge, support (S-095, S-097, S-191), in [base, 1]."""
    return min(1.0, base + by_learning * learning + by_help * help_received + by_initiative * membership)


@rule
def unforced_answer(mean: float, abiding: float) -> float:
    """Answer to a duty without further motive; `abiding` is even over firms, so few stay out in the end (P-C6, P-C9).

    The answer is `mean` on average, and less where the most willing reach full compliance.
    """
    return min(1.0, 2.0 * mean * abiding)


@rule
def compliance(supported: float, unforced: float) -> float:
    """Degree in which a firm does what the law asks: in part of itself (P-C6), the rest as motives support."""
    return unforced + (1.0 - unforced) * supported


@rule
def real_share(
    commitment: float,
    ability: float,
    checklist: float,
    dynamic: float,
    base: float,
    by_commitment: float,
    by_checklist: float,
    by_dynamic: float,
) -> float:
    """Share of an answer to pressure that is practice and not paper (S-086, S-087, S-103, Q13)."""
    share = base + by_commitment * commitment * ability - by_checklist * checklist + by_dynamic * dynamic
    return min(1.0, max(0.0, share))


@rule
def voluntary_aim(commitment: float, step: float, difficulty: float) -> float:
    """What a firm aims at of its own accord; later steps are harder, least for the fully committed (S-031).

    `step` runs from 0 (the first) to 1 (the last).
    """
    return commitment * (1.0 - difficulty * step * (1.0 - commitment))


@rule
def raised_aim(aim: float, floor: float, in_force: float, ratchet: float) -> float:
    """The floor of law holds for all; those above it raise their own bar a little (S-062, S-084, S-198)."""
    above = aim + ratchet * in_force * aim * (1.0 - aim)
    return max(above, floor)


@rule
def next_practice(practice: float, aim: float, pace: float, fade: float) -> float:
    """Grow towards the aim at `pace` (share of the gap per quarter); slide back slowly (S-031, S-036)."""
    gap = aim - practice
    return practice + gap * (min(1.0, pace) if gap > 0.0 else fade)


@rule
def next_reported(reported: float, practice: float, disclosure: float, demanded: float, report_speed: float) -> float:
    """Reports follow practice as far as a firm discloses, and what is demanded of it on paper (S-033, S-104)."""
    aim = max(disclosure * practice, demanded)
    return reported + report_speed * (aim - reported)


@rule
def disclosure_share(
    visibility: float, endorses: float, transparency: float, base: float, by_visibility: float, by_endorsement: float
) -> float:
    """Share of practice that is reported: visible, endorsing and obliged firms tell more (S-033, S-085)."""
    seen, said = by_visibility * visibility, by_endorsement * endorses
    untold = (1.0 - base) * (1.0 - seen) * (1.0 - said) * (1.0 - transparency)
    return 1.0 - untold


@rule
def next_coverage(coverage: float, free_effort: float, lawful_effort: float, speed: float, fade: float) -> float:
    """Effort reaches more of a theme, by free choice or by law, and is lost slowly (S-088, S-112, S-197)."""
    return coverage + speed * min(1.0, free_effort + lawful_effort) * (1.0 - coverage) - fade * coverage


@rule
def left_for_free_choice(compliance_: float, themes_asked: float, crowding: float) -> float:
    """Effort left for themes outside a law on some themes only: tunnel vision (S-088, Q9)."""
    return 1.0 - crowding * compliance_ * (1.0 - themes_asked / 4.0) * (1.0 if themes_asked > 0.0 else 0.0)
