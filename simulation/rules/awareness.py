"""Rule 2: awareness and knowledge of the norms and of one's own risks (direct effect A, S-211)."""

from simulation.compiled import rule


@rule
def awareness_gain(
    information: float,
    membership: float,
    condition: float,
    transparency: float,
    announcement: float,
    peers: float,
    by_information: float,
    by_initiative: float,
    by_condition: float,
    by_transparency: float,
    by_announcement: float,
    by_peers: float,
) -> float:
    """Quarterly gain: information, initiatives, conditions, transparency law, announced law, peers.

    S-216 names the first four; an announced law informs too (S-080), and peers do (P-G7). Arguments
    without `by_` are exposures in [0, 1] after the response of the firm's stage; with `by_` strengths.
    """
    return (
        information * by_information
        + membership * by_initiative
        + condition * by_condition
        + transparency * by_transparency
        + announcement * by_announcement
        + peers * by_peers
    )


@rule
def next_awareness(awareness: float, gain: float, fade: float) -> float:
    """Awareness fills up towards one and fades without refreshment (P-G11: weaker in the long run)."""
    return awareness + min(gain, 1.0) * (1.0 - awareness) - fade * awareness
