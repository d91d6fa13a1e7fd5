"""Rule 6: use of government instruments, membership of initiatives, asking for help and money."""

from simulation.compiled import rule


@rule
def strictness(assessing: float, monitoring: float, no_knock_out: float, relief: float) -> float:
    """How strict conditions feel; less so when they improve rather than exclude (S-101)."""
    return (assessing + monitoring) / 2.0 * (1.0 - relief * no_knock_out)


@rule
def stay_away_chance(strict: float, commitment: float, rate: float) -> float:
    """Chance in a quarter that strict conditions scare a user off (S-101, P-B14, Q11)."""
    return rate * strict * (1.0 - commitment)


@rule
def return_chance(commitment: float, rate: float) -> float:
    """Chance that a firm that stayed away comes back (P-B14: conditions are accepted once they seem fair)."""
    return rate * commitment


@rule
def request(wants: bool, waiting: int, priority: float, patience: float) -> tuple[int, int]:
    """Class of a request (0 none, 1 to 3 by priority and by having waited) and the quarters waited so far."""
    if not wants:
        return 0, 0
    late = 1 if waiting >= patience else 0
    return 1 + late + (1 if priority > 0.0 else 0), min(waiting + 1, 9)


@rule
def join_chance(commitment: float, asked: float, duty: float, response: float, rate: float, law_effect: float) -> float:
    """Chance that a firm asks for a seat in its sector's initiative (S-066, S-070, S-098, Q8: law behind it)."""
    return rate * response * min(1.0, commitment + asked + law_effect * duty)


@rule
def leave_chance(commitment: float, rate: float, failed: float, expel_rate: float) -> float:
    """Chance that a member leaves: of its own accord, or because it failed an assessment (P-B13, S-098)."""
    return 1.0 - (1.0 - rate * (1.0 - commitment)) * (1.0 - expel_rate * failed)


@rule
def help_chance(
    awareness: float, duty: float, small: float, rate: float, without_duty: float, small_effect: float
) -> float:
    """Chance that a firm turns to the support office: duty and smallness raise it (S-124, S-191, S-060)."""
    return rate * awareness * (without_duty + (1.0 - without_duty) * duty) * (1.0 + small_effect * small)


@rule
def subsidy_chance(commitment: float, response: float, rate: float) -> float:
    """Chance that a firm applies for money (S-068)."""
    return rate * response * commitment
