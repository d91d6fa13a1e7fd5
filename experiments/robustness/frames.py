"""The tables of a robustness analysis, tidy, each number with its interval."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from experiments.objectives import weighted
from experiments.robustness.question import RobustnessQuestion, choices
from experiments.robustness.statistics import chances, front_share, goals_met, interval, quantile, regrets, share
from experiments.robustness.worlds import PossibleWorld

#: Ends and middle of a range.
RANGE = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


def frames_of(
    values: Any, question: RobustnessQuestion, mixes: tuple[str, ...], worlds: tuple[PossibleWorld, ...], seed: int
) -> Mapping[str, pd.DataFrame]:
    """All tables from values (draws, worlds, mixes, objectives); `order` only when weights were given."""
    work = _Work(values, question, mixes, worlds, seed)
    frames = {
        "levels": work.levels(),
        "regret": work.regret(),
        "goals": work.goals(),
        "pairs": work.pairs(),
        "pareto": work.pareto(),
        "worlds": work.by_world(),
        "cases": work.cases(),
    }
    return frames | ({"order": work.order(), "order_pairs": work.order_pairs()} if question.weights else {})


class _Work:
    """What the tables share."""

    def __init__(
        self,
        values: Any,
        question: RobustnessQuestion,
        mixes: tuple[str, ...],
        worlds: tuple[PossibleWorld, ...],
        seed: int,
    ):
        self.values, self.question, self.mixes, self.worlds, self.seed = values, question, mixes, worlds, seed
        self.names = tuple(question.objectives)
        self.signs = np.array([item.sign for item in question.objectives.values()])
        goals = [item.goal_level for item in question.objectives.values()]
        self.goal_levels = np.array([np.nan if level is None else level for level in goals])
        self.flat = values.reshape(-1, *values.shape[2:])

    def interval(self, statistic: Any, values: Any = None) -> tuple[Any, Any]:
        chosen, given = choices(), self.values if values is None else values
        return interval(given, statistic, chosen["resamples"], chosen["interval"], self.seed)

    def each(self) -> list[tuple[int, str, int, str]]:
        return [(m, mix, o, name) for m, mix in enumerate(self.mixes) for o, name in enumerate(self.names)]

    def by_worlds(self, statistic: Any) -> Any:
        """A statistic of each world's own cases, worlds first."""
        return np.stack([statistic(self.values[:, w]) for w in range(len(self.worlds))])

    def levels(self) -> pd.DataFrame:
        parts = {name: quantile(self.flat, q) for name, q in RANGE.items()}
        count = (~np.isnan(self.flat)).sum(axis=0)
        return pd.DataFrame(
            [
                {
                    "mix": mix,
                    "objective": name,
                    **{key: part[m, o] for key, part in parts.items()},
                    "cases": int(count[m, o]),
                }
                for m, mix, o, name in self.each()
            ]
        )

    def regret(self) -> pd.DataFrame:
        q = choices()["regret_quantile"]
        found = regrets(self.flat, self.signs)

        def upper_of(values: Any) -> Any:
            return quantile(regrets(values, self.signs), q)

        low, high = self.interval(upper_of)
        middle, upper, most = (quantile(found, part) for part in (0.5, q, 1.0))
        where = regrets(self.values, self.signs)
        rows: list[dict[str, Any]] = []
        for m, mix, o, name in self.each():
            own = where[:, :, m, o]
            place = -1 if np.isnan(own).all() else int(np.nanargmax(own)) % len(self.worlds)
            rows.append(
                {
                    "mix": mix,
                    "objective": name,
                    "p50": middle[m, o],
                    "upper": upper[m, o],
                    "upper_low": low[m, o],
                    "upper_high": high[m, o],
                    "max": most[m, o],
                    "max_world": self.worlds[place].name if place >= 0 else "",
                    "cases": int((~np.isnan(own)).sum()),
                }
            )
        return pd.DataFrame(rows)

    def goals(self) -> pd.DataFrame:
        def met(values: Any) -> Any:
            return goals_met(values, self.signs, self.goal_levels)

        found, (low, high), worlds = met(self.flat), self.interval(met), self.by_worlds(met)
        columns = ["mix", "objective", "goal", "share", "low", "high", *_EXTREMES]
        return pd.DataFrame(
            [
                {
                    "mix": mix,
                    "objective": name,
                    "goal": self.goal_levels[o],
                    "share": found[m, o],
                    "low": low[m, o],
                    "high": high[m, o],
                    **self.extremes(worlds[:, m, o]),
                }
                for m, mix, o, name in self.each()
                if not np.isnan(self.goal_levels[o])
            ],
            columns=columns,
        )

    def pairs(self) -> pd.DataFrame:
        def better(values: Any) -> Any:
            return chances(values, self.signs)[0]

        found, equal = chances(self.flat, self.signs)
        (low, high), worlds = self.interval(better), self.by_worlds(better)
        return pd.DataFrame(
            [
                {
                    "mix": mix,
                    "other": other,
                    "objective": name,
                    "better": found[m, n, o],
                    "low": low[m, n, o],
                    "high": high[m, n, o],
                    "equal": equal[m, n, o],
                    **self.extremes(worlds[:, m, n, o]),
                }
                for m, mix, o, name in self.each()
                for n, other in enumerate(self.mixes)
                if n != m
            ]
        )

    def pareto(self) -> pd.DataFrame:
        places = [self.names.index(name) for name in choices()["pareto"] if name in self.names]
        if len(places) < 2:
            return pd.DataFrame(columns=["mix", "share", "low", "high", *_EXTREMES])

        def front(values: Any) -> Any:
            return front_share(values[..., places], self.signs[places])

        found, (low, high), worlds = front(self.flat), self.interval(front), self.by_worlds(front)
        return pd.DataFrame(
            [
                {"mix": mix, "share": found[m], "low": low[m], "high": high[m], **self.extremes(worlds[:, m])}
                for m, mix in enumerate(self.mixes)
            ]
        )

    def by_world(self) -> pd.DataFrame:
        rows: list[dict[str, Any]] = []
        for w, world in enumerate(self.worlds):
            own = self.values[:, w]
            parts = {key: quantile(own, q) for key, q in RANGE.items()}
            lost = quantile(regrets(own, self.signs), 0.5)
            rows += [
                {
                    "world": world.name,
                    "kind": world.kind,
                    "mix": mix,
                    "objective": name,
                    **{key: part[m, o] for key, part in parts.items()},
                    "regret_p50": lost[m, o],
                }
                for m, mix, o, name in self.each()
            ]
        return pd.DataFrame(rows)

    def cases(self) -> pd.DataFrame:
        named = [dict(zip(self.names, row, strict=True)) for row in self.values.reshape(-1, len(self.names))]
        each = iter(named)
        order = {(d, w, m): next(each) for d, w, m in np.ndindex(self.values.shape[:3])}
        return pd.DataFrame(
            [
                {"world": world.name, "draw": draw, "mix": mix, **order[draw, w, m]}
                for w, world in enumerate(self.worlds)
                for draw in range(len(self.values))
                for m, mix in enumerate(self.mixes)
            ]
        )

    def scores(self) -> Any:
        """(draws, worlds, mixes, 1) weighted steps above the baseline."""
        total = weighted(self.values, self.question.objectives, self.question.weights)
        return (total - total[:, :, :1])[..., None]

    def order(self) -> pd.DataFrame:
        scores = self.scores()
        flat, one = scores.reshape(-1, len(self.mixes), 1), np.ones(1)

        def best(values: Any) -> Any:
            good = values[..., 0]
            defined = np.broadcast_to(~np.isnan(good).any(axis=1, keepdims=True), good.shape)
            return share(good >= good.max(axis=1, keepdims=True), defined)

        def mean(values: Any) -> Any:
            defined = ~np.isnan(values[..., 0])
            return np.where(defined, values[..., 0], 0.0).sum(axis=0) / np.maximum(defined.sum(axis=0), 1)

        (low, high), (mean_low, mean_high) = self.interval(best, scores), self.interval(mean, scores)
        parts = {key: quantile(flat, q)[:, 0] for key, q in RANGE.items()}
        lost = quantile(regrets(flat, one), choices()["regret_quantile"])[:, 0]
        middle, top = mean(flat), best(flat)
        worlds = np.stack([mean(scores[:, w]) for w in range(len(self.worlds))])
        rows = [
            {
                "mix": mix,
                "mean": middle[m],
                "mean_low": mean_low[m],
                "mean_high": mean_high[m],
                **{key: part[m] for key, part in parts.items()},
                "best": top[m],
                "best_low": low[m],
                "best_high": high[m],
                "regret_upper": lost[m],
                **self.extremes(worlds[:, m]),
            }
            for m, mix in enumerate(self.mixes)
        ]
        return pd.DataFrame(rows).sort_values("mean", ascending=False, kind="stable", ignore_index=True)

    def order_pairs(self) -> pd.DataFrame:
        scores, one = self.scores(), np.ones(1)
        found, equal = chances(scores.reshape(-1, len(self.mixes), 1), one)

        def better(values: Any) -> Any:
            return chances(values, one)[0]

        low, high = self.interval(better, scores)
        return pd.DataFrame(
            [
                {
                    "mix": mix,
                    "other": other,
                    "better": found[m, n, 0],
                    "low": low[m, n, 0],
                    "high": high[m, n, 0],
                    "equal": equal[m, n, 0],
                }
                for m, mix in enumerate(self.mixes)
                for n, other in enumerate(self.mixes)
                if n != m
            ]
        )

    def extremes(self, by_world: Any) -> dict[str, Any]:
        """The lowest and the highest value over worlds, with the name of a world where it is found."""
        if np.isnan(by_world).all():
            return {"lowest": np.nan, "lowest_world": "", "highest": np.nan, "highest_world": ""}
        least, most = int(np.nanargmin(by_world)), int(np.nanargmax(by_world))
        return {
            "lowest": by_world[least],
            "lowest_world": self.worlds[least].name,
            "highest": by_world[most],
            "highest_world": self.worlds[most].name,
        }


_EXTREMES = ("lowest", "lowest_world", "highest", "highest_world")
