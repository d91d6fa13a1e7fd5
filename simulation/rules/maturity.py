"""Maturity: which group a firm belongs to (S-011, S-012, S-013)."""

from simulation.compiled import rule


@rule
def observed_stage(
    step1: float,
    step2: float,
    step3: float,
    step4: float,
    supported_year: float,
    policy_level: float,
    leader_level: float,
    laggard_level: float,
) -> int:
    """0 laggard, 1 peloton, 2 leader, by this quarter's state.

    Leader: a policy, and a plan that is applied and tested (steps 2 to 4). Laggard: no policy, and the
    four-quarter mean of the commitment that its motives support below `laggard_level`.
    """
    policy = step1 >= policy_level
    leads = policy and min(step2, step3, step4) >= leader_level
    lags = not policy and supported_year < laggard_level
    return 2 if leads else (0 if lags else 1)


@rule
def next_stage(stage: int, candidate: int, observed: int) -> int:
    """A stage changes after two quarters in a row."""
    return observed if observed == candidate else stage
