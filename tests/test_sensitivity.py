"""Sensitivity: indices of functions whose indices are known."""

from math import pi

import numpy as np
import pytest

from experiments.sensitivity import process
from experiments.sensitivity.design import Design, points_of, runs_of
from experiments.sensitivity.doubts import doubts as doubts_of
from experiments.sensitivity.factors import Factor
from experiments.sensitivity.indices import BOUNDS, Index, pawn_median
from experiments.sensitivity.runs import analyse
from experiments.sensitivity.shapley import shapley_effects
from experiments.shapley import shapley_values
from simulation.problems import InputProblem


def ishigami(x):
    """a = 7, b = 0.1 on (-pi, pi)^3: Ishigami and Homma 1990."""
    z = (2 * x[:, :3] - 1) * pi
    return (np.sin(z[:, 0]) + 7 * np.sin(z[:, 1]) ** 2 + 0.1 * z[:, 2] ** 4 * np.sin(z[:, 0]))[:, None]


#: Closed forms: variances of x1, x2 and of x1 with x3.
V1, V2 = (1 + 0.1 * pi**4 / 5) ** 2 / 2, 49 / 8
V13 = 0.01 * pi**8 * 8 / 225
TOTAL = V1 + V2 + V13
FIRST, FULL = [V1 / TOTAL, V2 / TOTAL, 0.0], [(V1 + V13) / TOTAL, V2 / TOTAL, V13 / TOTAL]
SHARES = [(V1 + V13 / 2) / TOTAL, V2 / TOTAL, V13 / 2 / TOTAL]

G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def sobol_g(x):
    return np.prod((np.abs(4 * x[:, : len(G)] - 2) + G) / (1 + G), axis=1)[:, None]


def noise_of(luck, sd):
    return sd * np.array([np.random.default_rng(int(n)).normal() for n in luck])[:, None]


def asked_of(method, count, size, **others):
    names = tuple(f"p{n}" for n in range(count))
    return Design(method, names, **{"groups": names, "size": size, "has_luck": False} | others)


def of(found, measure):
    return [i.value for i in found if i.measure == measure and i.input not in ("luck", "chance")]


def test_sobol_of_ishigami():
    found, doubts, runs = analyse(asked_of("sobol", 3, 4096), ishigami, ["y"])
    assert runs == 4096 * 5 == runs_of(asked_of("sobol", 3, 4096))
    assert of(found, "S1") == pytest.approx(FIRST, abs=0.03)
    assert of(found, "ST") == pytest.approx(FULL, abs=0.03)
    exact = dict(zip(["S1", "ST"], [FIRST, FULL], strict=True))
    inside = [i.low <= exact[i.measure][int(i.input[1])] <= i.high for i in found]
    assert sum(inside) >= 5 and all(i.low <= i.value <= i.high for i in found)
    assert not [d for d in doubts if d.code != "order"]


def test_sobol_of_g():
    parts = 1 / (3 * (1 + G) ** 2)
    total = np.prod(1 + parts) - 1
    found, _doubts, _runs = analyse(asked_of("sobol", 6, 4096), sobol_g, ["y"])
    assert of(found, "S1") == pytest.approx(list(parts / total), abs=0.02)
    assert of(found, "ST") == pytest.approx(list(parts * np.prod(1 + parts) / (1 + parts) / total), abs=0.02)


def test_forty_inputs_of_sobol_are_nearly_independent_at_1024_base_points():
    names = tuple(f"x{n}" for n in range(40))
    most = {}
    for size in (256, 1024):
        base = points_of(Design("sobol", names, names, size))[:: len(names) + 3, : len(names)]
        most[size] = np.abs(np.triu(np.corrcoef(base.T), 1)).max()
    assert len(base) == 1024 and most[1024] < 0.1 and most[256] > 0.3  # as docs/sensitivity.md says


def test_groups_and_luck_in_sobol():
    """Luck is an input like others: its share is known, and it takes away from the others in proportion."""
    sd = np.sqrt(TOTAL / 3)  # luck is a quarter of all variance
    asked = asked_of("sobol", 3, 2048, groups=("a", "b", "a"), has_luck=True)
    found, _d, runs = analyse(asked, lambda x: ishigami(x) + noise_of(x[:, -1], sd), ["y"])
    assert runs == 2048 * 5
    by = {(i.input, i.measure): i.value for i in found}
    assert by["luck", "ST"] == pytest.approx(0.25, abs=0.03) and by["luck", "S1"] == pytest.approx(0.25, abs=0.05)
    assert by["a", "S1"] == pytest.approx(0.75 * (V1 + V13) / TOTAL, abs=0.05)
    assert by["b", "ST"] == pytest.approx(0.75 * V2 / TOTAL, abs=0.03)


def test_morris_of_a_linear_function():
    """Elementary effects of a linear function are its slopes, without spread; luck does not blur them."""
    slopes = np.array([3.0, -2.0, 0.0])
    found, _d, runs = analyse(
        asked_of("morris", 3, 30, has_luck=True),
        lambda x: (x[:, :3] @ slopes)[:, None] + noise_of(x[:, -1], 0.5),
        ["y"],
    )
    assert runs == 30 * 5
    assert of(found, "mu_star") == pytest.approx([3, 2, 0], abs=1e-9) and of(found, "mu") == pytest.approx(list(slopes))
    assert of(found, "sigma") == pytest.approx([0, 0, 0], abs=1e-9)


@pytest.mark.parametrize("method", ["pawn", "delta"])
def test_given_data_methods_order_inputs(method):
    found, doubts, _runs = analyse(
        asked_of(method, 3, 300, resamples=40), lambda x: (3 * x[:, 0] + x[:, 1] + 0 * x[:, 2])[:, None], ["y"]
    )
    value, chance = of(found, method), next(i for i in found if i.input == "chance")
    assert value[0] > value[1] > chance.high and max(value[2:]) < 1.5 * chance.high
    assert all(i.low <= i.value <= i.high for i in found)
    assert not [d for d in doubts if d.code == "chance"]


def test_own_pawn_is_that_of_salib():
    from SALib.analyze import pawn

    generator = np.random.default_rng(3)
    x, y = generator.random((150, 2)), generator.integers(0, 12, 150) / 4.0
    y = y + x[:, 0]
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}
    assert [pawn_median(c, y) for c in x.T] == pytest.approx(pawn.analyze(problem, x, y, S=10)["median"], abs=1e-12)


def test_shapley_of_ishigami():
    found, _d, _runs = analyse(asked_of("shapley", 3, 400), ishigami, ["y"])
    assert of(found, "shapley") == pytest.approx(SHARES, abs=0.05)
    assert of(found, "explained") == pytest.approx([1.0], abs=0.03)


def test_shapley_of_correlated_inputs():
    """A linear function of Gaussian inputs, two of them without effect, one of these standing in for another."""
    covariance, slopes, sd = np.eye(5), np.array([1.0, 0.8, 1.2, 0.0, 0.0]), 0.7
    covariance[0, 1] = covariance[1, 0] = 0.7
    covariance[2, 3] = covariance[3, 2] = 0.8
    variance = slopes @ covariance @ slopes + sd**2

    def explained(coalition):
        chosen = sorted(coalition)
        shared = covariance[chosen] @ slopes
        return float(shared @ np.linalg.solve(covariance[np.ix_(chosen, chosen)], shared)) / variance if chosen else 0.0

    exact = list(shapley_values(list(range(5)), explained).values())
    generator = np.random.default_rng(5)
    x = generator.normal(size=(300, 5)) @ np.linalg.cholesky(covariance).T
    y = (x @ slopes + sd * generator.normal(size=300))[:, None]
    found = shapley_effects(x, y, [[n] for n in range(5)])
    assert found.is_exact and found.shares[0] == pytest.approx(exact, abs=0.05)
    low, high = np.quantile(found.resampled(200, 1)[:, 0], [0.01, 0.99], axis=0)
    assert (low < np.array(exact) + 0.01).all() and (high > np.array(exact) - 0.01).all()
    groups = shapley_effects(x, y, [[0, 1], [2, 3], [4]])
    alone = found.shares[0]  # what inputs share stays within these groups
    assert groups.shares[0] == pytest.approx([alone[0] + alone[1], alone[2] + alone[3], alone[4]], abs=0.03)


def test_sampled_shapley_agrees_with_exact_and_finds_products():
    generator = np.random.default_rng(7)
    x = generator.random((200, 12))
    f = 2 * (x[:, 0] - 0.5) + 4 * (x[:, 1] - 0.5) * (x[:, 2] - 0.5)
    y = (f + 0.15 * generator.normal(size=200))[:, None]
    parts = np.array([4 / 12, 16 / 144, 0.15**2])
    single = shapley_effects(x, y, [[n] for n in range(12)], orders=16)
    assert not single.is_exact
    shares = parts / parts.sum()
    assert single.shares[0, :3] == pytest.approx([shares[0], shares[1] / 2, shares[1] / 2], abs=0.08)
    assert np.abs(single.shares[0, 3:]).max() < 0.03
    exact = shapley_effects(x, y, [[0], [1], [2], list(range(3, 12))])
    assert single.shares[0, :3] == pytest.approx(exact.shares[0, :3], abs=0.03)
    assert single.explained == pytest.approx(exact.explained)


def test_luck_of_given_data():
    sd = np.sqrt(TOTAL)
    found, _d, runs = analyse(
        asked_of("shapley", 3, 200, has_luck=True), lambda x: ishigami(x) + noise_of(x[:, -1], sd), ["y"]
    )
    luck = next(i for i in found if i.input == "luck")
    assert runs == 250 and luck.low < 0.5 < luck.high + 0.1 and luck.value == pytest.approx(0.5, abs=0.2)


def test_not_finite_is_refused_with_output_and_run():
    def broken(x):
        y = np.column_stack([ishigami(x), ishigami(x)])
        y[7, 1] = np.nan
        return y

    with pytest.raises(InputProblem) as error:
        analyse(asked_of("sobol", 3, 16), broken, ["first", "second"])
    assert error.value.fields["output"] == "second" and error.value.fields["run"] == 7


def test_small_samples_and_constants_are_said():
    codes = {d.code for d in analyse(asked_of("shapley", 3, 20), ishigami, ["y"])[1]}
    assert codes & {"wide", "order", "unresolved", "negative"}
    assert [d.code for d in analyse(asked_of("sobol", 3, 16), lambda x: 0 * x[:, :1] + 5, ["y"])[1]] == ["constant"]


@pytest.mark.parametrize(("size", "method", "word"), [(100, "sobol", "128"), (2, "morris", "4"), (9, "shapley", "20")])
def test_wrong_sizes_are_refused(size, method, word):
    with pytest.raises(InputProblem) as error:
        asked_of(method, 3, size).check()
    assert word in map(str, error.value.fields.values())


def test_seed_zero_is_repeatable_and_salib_leaves_no_trace():
    before = np.random.get_state()[1].copy()
    for method, size in (("sobol", 16), ("morris", 5), ("pawn", 30), ("delta", 60)):
        asked = asked_of(method, 3, size, seed=0, resamples=20)
        first, second = (analyse(asked, ishigami, ["y"])[0] for _n in range(2))
        assert first == second
    assert (np.random.get_state()[1] == before).all()


def test_luck_in_designs():
    """Sobol: runs that differ in one input share their luck. Morris: a trajectory does. Draws: each its own."""
    x = points_of(asked_of("sobol", 3, 8, has_luck=True)).reshape(8, 6, 4)
    assert (x[:, :4, 3] == x[:, :1, 3]).all() and (x[:, 4, 3] == x[:, 5, 3]).all()
    assert len(np.unique(x[:, [0, 5], 3])) == 16
    y = points_of(asked_of("morris", 3, 5, has_luck=True))
    assert (y[:20, 3].reshape(5, 4) == np.arange(5)[:, None]).all() and len(np.unique(y[20:, 3])) == 5
    z = points_of(asked_of("pawn", 3, 40, has_luck=True))
    assert len(np.unique(z[:, 3])) == 60 and (z[40:, :3] == z[:20, :3]).all()


@pytest.mark.parametrize(("method", "size"), [("morris", 64), ("sobol", 256), ("pawn", 256)])
def test_inputs_of_a_design_do_not_rise_together(method, size):
    """Two that did would be taken for one another."""
    points = points_of(asked_of(method, 40, size, has_luck=False))
    tied = np.corrcoef(points.T) - np.eye(40)
    assert np.abs(tied).max() < 0.5


@pytest.mark.parametrize(("method", "size"), [("morris", 64), ("sobol", 256), ("pawn", 256)])
def test_runs_stay_inside_the_range_that_was_asked_and_fill_it(method, size):
    """Points that are scaled twice would make 110 to 210 of 10 to 20."""
    asked = Factor("x", "range", 10.0, 20.0)
    values = [asked.at(u) for u in points_of(asked_of(method, 4, size, has_luck=False)).ravel()]
    assert 10 <= min(values) < 11 and 19 < max(values) <= 20 and abs(np.mean(values) - 15) < 0.5


def test_whole_numbers_on_both_sides_of_zero_have_equal_shares():
    """Cutting off decimals would give 0 twice its share and the lowest number none."""
    asked = Factor("x", "lever", -3.0, 3.0, is_whole=True)
    values = [asked.at((n + 0.5) / 700) for n in range(700)]
    assert [values.count(value) for value in range(-3, 4)] == [100] * 7


@pytest.mark.parametrize("method", ["sobol", "morris", "pawn", "delta", "shapley"])
def test_every_index_lies_within_what_it_can_be(method):
    size = {"sobol": 8, "morris": 5, "pawn": 60, "delta": 60, "shapley": 20}[method]
    found, _doubts, _runs = analyse(
        asked_of(method, 3, size, has_luck=True, resamples=20),
        lambda x: np.maximum(0.0, x[:, 0] + x[:, 1] - 1.4)[:, None] + noise_of(x[:, -1], 0.3),
        ["y"],
    )
    assert found
    for index in found:
        low, high = BOUNDS[index.measure]
        assert low <= index.low <= high and low <= index.value <= high and low <= index.high <= high, index


def test_luck_above_all_of_the_variance_and_ties_are_doubts():
    design = asked_of("delta", 2, 40, has_luck=True, resamples=20)
    over = [Index(0, "luck", "share", 1.2, 0.8, 1.6), Index(0, "x1", "delta", 0.3, 0.2, 0.4)]
    said = {doubt.code: doubt.number for doubt in doubts_of(design, over, np.linspace(0.0, 1.0, 40)[:, None])}
    assert said["above"] == pytest.approx(1.2) and "ties" not in said
    tied = np.concatenate([np.zeros(20), np.linspace(0.1, 1.0, 20)])[:, None]
    assert {d.code: d.number for d in doubts_of(design, over[1:], tied)}["ties"] == pytest.approx(0.5)


# many draws, seen through some of them


def test_a_process_seen_through_some_draws_is_exact_where_they_tell_all() -> None:
    generator = np.random.default_rng(1)
    inputs, y = generator.normal(size=(60, 3)), generator.normal(size=(60, 2))
    covariance = inputs @ inputs.T  # of rank 3: twenty draws tell all of it
    variance = np.diag(covariance).copy()
    every, some = (process.solved(covariance[:, :seen].copy(), variance, 0.3, y) for seen in (60, 20))
    assert some.outputs == pytest.approx(every.outputs, abs=1e-3)
    assert some.diagonal == pytest.approx(every.diagonal, abs=1e-3)
    assert inputs[:20].T @ some.given == pytest.approx(inputs.T @ every.given, abs=1e-3)


def test_shapley_effects_of_more_draws_than_are_solved_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """y = 2 a + b: shares 0.8 and 0.2 and none for c; y = sin(6 a) (c - 1/2), a product with half for a and for c."""
    monkeypatch.setattr(process, "MOST_EXACT", 200)
    monkeypatch.setattr(process, "INDUCING", 120)
    x = np.random.default_rng(1).random((400, 3))
    y = np.column_stack([2 * x[:, 0] + x[:, 1], np.sin(6 * x[:, 0]) * (x[:, 2] - 0.5)])
    found = shapley_effects(x, y, [[0], [1], [2]])
    assert found.shares == pytest.approx(np.array([[0.8, 0.2, 0.0], [0.5, 0.0, 0.5]]), abs=0.06)
