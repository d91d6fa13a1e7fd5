"""Rule 5: practice of the six steps, what is reported of them, and over which themes (direct effect C)."""

from simulation.compiled import rule


@rule
def ability(base: float, learning: float, skill: float, by_learning: float) -> float:
    """Ability to practise, in [base, 1]: size and knowledge, experience, and skill from help (S-095, S-097, S-191)."""
    return 1.0 - (1.0 - base) * (1.0 - by_learning * learning) * (1.0 - skill)


@rule
def next_skill(
    skill: float, helped: float, joined: float, granted: float, small: float, extra: float, fade: float
) -> float:
    """Skill that help, initiatives and grants leave behind, most in small firms; it fades slowly (S-191, P-B14, P-G11).

    `helped`, `joined` and `granted` are exposures times their strengths, in share per quarter.
    """
    gained = min(1.0, (helped + joined + granted) * (1.0 + extra * small))
    return skill + gained * (1.0 - skill) - fade * skill


@rule
def lack_of_ability(ability_: float, enough: float) -> float:
    """How far an ability falls short of `enough`, from which on everything can be reached: a share (S-095)."""
    return max(0.0, 1.0 - ability_ / enough)


@rule
def reach(lack: float, step: float, first: float) -> float:
    """The highest level of a step that a lack of ability allows: late steps ask more than early ones (S-031, S-095).

    `step` runs from 0 (the first) to 1 (the last); `first` is how much a lack of ability weighs in the first step; in
    the last it weighs fully.
    """
    return 1.0 - lack * (first + (1.0 - first) * step)


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
def next_coverage(coverage: float, free_effort: float, lawful_effort: float, speed: float, fade: float) -> float:
    """Effort reaches more of a theme, by free choice or by law, and is lost slowly (S-088, S-112, S-197)."""
    return coverage + speed * min(1.0, free_effort + lawful_effort) * (1.0 - coverage) - fade * coverage


@rule
def left_for_free_choice(compliance_: float, themes_asked: float, crowding: float) -> float:
    """Effort left for themes outside a law on some themes only: tunnel vision (S-088, Q9)."""
    return 1.0 - crowding * compliance_ * (1.0 - themes_asked / 4.0) * (1.0 if themes_asked > 0.0 else 0.0)
