"""How particles are weighed, multiplied and moved: small cases worked out by hand, without a simulation."""

from typing import Any

import numpy as np
import pytest

from calibration.distance import lengths, robust_scale, scaled_statistics
from calibration.moves import Moves, Particles, Sizes, StepKind
from calibration.tempering import Generation, Tempering, TemperingPlan, multiplied, next_power, weights_of

PLAN = TemperingPlan(particles=10, batch=5, effective=0.5, steps=3, pooled=2, generations=9, seed=1, first_number=1_000)


def test_no_two_candidates_of_a_run_share_their_luck() -> None:
    """The first generation begins three steps of ten particles above the first number."""
    assert PLAN.numbers(1, 0).tolist() == list(range(1_030, 1_040))
    every = np.concatenate([PLAN.numbers(generation, step) for generation in range(1, 5) for step in range(3)])
    assert len(np.unique(every)) == len(every) == 120


def test_sizes_of_steps_follow_their_own_share_and_grow_with_care() -> None:
    """A share of 23.4% changes nothing; half of it halves; twice it grows by 1.6; no leap forgets all."""
    same = Sizes(1.5, 0.4).led([0.234, 0.9, 0.234])
    assert (same.walk, same.leap) == pytest.approx((1.5, 0.4))
    moved = Sizes(1.5, 0.4).led([0.468, 0.9, 0.117])
    assert (moved.walk, moved.leap) == pytest.approx((2.4, 0.2))
    far = Sizes(1.5, 0.9).led([0.01, 0.9, 0.468])
    assert (far.walk, far.leap) == pytest.approx((0.75, 0.95))


def test_a_walk_and_a_leap_go_as_far_as_said_and_weigh_the_prior() -> None:
    """One parameter; the particles' own normal has mean 1 and standard deviation 2."""
    moves = Moves(np.array([1.0]), np.array([[2.0]]), np.array([[0.5]]), Sizes(1.5, 0.6))
    here, normal = np.array([[1.0], [3.0]]), np.array([[1.0], [0.0]])
    there, ratio = moves.proposed(StepKind.WALK, here, normal)
    assert there.ravel() == pytest.approx([4.0, 3.0])  # 1 + 2 x 1.5; no step
    assert ratio == pytest.approx([0.5 - 8.0, 0.0])
    there, ratio = moves.proposed(StepKind.LEAP, here, normal)
    assert there.ravel() == pytest.approx([2.2, 2.6])  # 1 + 0.6 x 2; 1 + 0.8 x 2
    # halves of squares: prior 1/2 to 2.42 and 4.5 to 3.38; own normal 0 to 0.18 and 0.5 to 0.32
    assert ratio == pytest.approx([0.5 - 2.42 + 0.18, 4.5 - 3.38 + 0.32 - 0.5])


def particles() -> Particles:
    """Two particles of one parameter in two worlds."""
    numbers = np.array([[1, 1, 1], [2, 2, 2]])
    return Particles(np.array([[0.5], [0.5]]), numbers, np.full((2, 2), 100.0), np.zeros((2, 3)))


def test_each_world_keeps_new_luck_by_itself() -> None:
    """The first world shows what is likelier in both particles, the second what is far less likely."""

    def surprise(_quantiles: Any, numbers: Any) -> Any:
        assert numbers[:, 0].tolist() == [1, 2]  # what is not calibrated stays
        return np.column_stack([np.zeros(2), np.full(2, 1e6)])

    some, moves = particles(), Moves(np.zeros(1), np.eye(1), np.eye(1), Sizes())
    some.step(StepKind.RENEW, moves, surprise, 1.0, np.array([71, 72]), np.random.default_rng(1))
    assert some.numbers.tolist() == [[1, 71, 1], [2, 72, 2]]
    assert some.surprises.tolist() == [[0.0, 100.0], [0.0, 100.0]]
    assert some.taken.tolist() == [[0.0, 0.5, 0.0]] * 2


def test_worlds_do_not_keep_or_lose_their_luck_together() -> None:
    """Half as likely in both worlds: each keeps half of its new luck, and a half of the particles both alike."""
    n = 2_000
    some = Particles(np.full((n, 1), 0.5), np.zeros((n, 3), np.int64), np.zeros((n, 2)), np.zeros((n, 3)))
    moves = Moves(np.zeros(1), np.eye(1), np.eye(1), Sizes())
    some.step(
        StepKind.RENEW,
        moves,
        lambda q, _n: np.full((len(q), 2), np.log(2.0)),
        1.0,
        np.ones(n),
        np.random.default_rng(1),
    )
    first, second = (some.surprises > 0.0).T
    assert [first.mean(), second.mean(), (first == second).mean()] == pytest.approx([0.5, 0.5, 0.5], abs=0.05)


@pytest.mark.parametrize("kind", [StepKind.WALK, StepKind.LEAP])
def test_parameters_move_where_all_worlds_together_are_likelier(kind: StepKind) -> None:
    """The first particle would go where it is likelier in one world and still less likely in all; it stays."""

    def surprise(_quantiles: Any, numbers: Any) -> Any:
        assert numbers[:, 1:].tolist() == [[1, 1], [2, 2]]  # luck of the worlds is kept
        return np.array([[0.0, 1e6], [0.0, 10.0]])

    some, moves = particles(), Moves(np.zeros(1), np.eye(1), np.eye(1), Sizes())
    some.step(kind, moves, surprise, 1.0, np.array([71, 72]), np.random.default_rng(1))
    assert some.quantiles[0, 0] == 0.5 != some.quantiles[1, 0]
    assert some.numbers[:, 0].tolist() == [1, 72 if kind is StepKind.LEAP else 2]
    assert some.surprises.tolist() == [[100.0, 100.0], [0.0, 10.0]]
    assert some.taken[:, kind].tolist() == [0.0, 1.0]


def test_what_is_likelier_weighs_more_and_is_taken_more_often() -> None:
    surprises = np.log([1.0, 2.0, 4.0])
    assert weights_of(surprises, 1.0) == pytest.approx(np.array([4, 2, 1]) / 7)
    assert weights_of(surprises, 0.5) == pytest.approx(np.array([2, 2**0.5, 1]) / (3 + 2**0.5))
    assert multiplied(np.array([0.5, 0.25, 0.25]), 4).tolist() == [0, 0, 1, 2]
    assert multiplied(np.array([0.0, 1.0]), 3).tolist() == [1, 1, 1]


def test_fewer_than_there_are_come_from_the_whole_list() -> None:
    sixty = multiplied(np.full(100, 0.01), 60)
    assert len(set(sixty.tolist())) == 60
    assert np.histogram(sixty, bins=4, range=(0, 100))[0].tolist() == [15, 15, 15, 15]


def test_a_power_rises_from_where_it_was() -> None:
    surprises = np.linspace(0.0, 50.0, 1000)
    rise = next_power(surprises, 0.3, 300.0) - 0.3
    assert rise == pytest.approx(next_power(surprises, 0.0, 300.0))
    assert 1.0 / (weights_of(surprises, rise) ** 2).sum() == pytest.approx(300.0)


def generation(power: float, first: float) -> Generation:
    quantiles = np.array([[first], [first], [0.9]])
    return Generation(quantiles, np.zeros((3, 2)), np.zeros((3, 1)), power, 30, np.array([0.1, 0.8, 0.3]))


def test_the_answer_is_pooled_from_generations_at_the_whole_likelihood() -> None:
    found = Tempering(tuple(generation(power, first) for power, first in ((0.4, 0.1), (1.0, 0.2), (1.0, 0.3))), 2)
    assert not found.is_finished  # the first of those that would be pooled is the one that reached it
    more = Tempering((*found.generations, generation(1.0, 0.4)), 2)
    assert more.is_finished and more.simulations() == 120
    assert more.posterior().draws.ravel().tolist() == [0.3, 0.3, 0.9, 0.4, 0.4, 0.9]
    assert more.generations[0].acceptance() == pytest.approx(0.2)  # of moves of parameters, not of luck
    assert more.generations[0].distinct() == 2


def test_scales_are_robust_and_what_never_varies_does_not_count() -> None:
    """Median 2 and deviations 2, 1, 0, 1 and 98; of four alike and one apart the standard deviation."""
    statistics = np.array([[0.0, 5.0, 1.0], [1.0, 5.0, 1.0], [2.0, 5.0, 1.0], [3.0, 5.0, 1.0], [100.0, 5.0, 6.0]])
    centre, scale = robust_scale(statistics)
    assert centre.tolist() == [2.0, 5.0, 1.0]
    assert scale == pytest.approx([1.0, 0.0, 2.0])
    away = scaled_statistics(statistics).between(np.array([[5.0, 99.0, 9.0], [2.0, 5.0, 1.0]]), np.array([2, 5, 1.0]))
    assert away == pytest.approx([5.0, 0.0])  # 3 and 8 / 2
    assert lengths(np.array([[3.0, 4.0]])) == pytest.approx([5.0])
