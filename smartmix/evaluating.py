"""`smartmix.evaluate(…)`: the model as a function, for tools that choose the points themselves. Python only."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from experiments import defaults
from smartmix.options import Place

if TYPE_CHECKING:
    import pandas as pd

    from experiments.evaluate.model import EvaluatedModel


def evaluate(
    points: Any,
    mixes: str | Iterable[str] | None = None,
    indicators: str | Iterable[str] | None = None,
    *,
    groups: str | Iterable[str] = ("goal90",),
    years: int | Iterable[int] = (defaults.LAST_YEAR_SHOWN,),
    baseline: str = defaults.BASELINE,
    future: str = defaults.FUTURE,
    variants: Mapping[str, str] | None = None,
    firms: int | str = defaults.FIRMS,
    seed: int = defaults.SEED,
    others: Literal["posterior", "prior", "middle"] = "posterior",
    posterior: Place | None = None,
    model: Place | None = None,
    workers: int | None = None,
) -> "pd.DataFrame":
    """Run the points of a table, in memory: a tidy frame with a row per point, mix, year and group.

    The same table gives the same frame whatever the number of workers, in any thread or process, and each row the
    numbers that a sweep of that point would store. Points may repeat. Nothing is written.

    Columns of the table are parameters, levers (`instrument.field`) and `replication` (the luck of the run, 0 where
    absent). Further columns may be `mix`, `future`, `response` and `edges`, and `draw`: the draw that parameters come
    from that a point does not set, by default the one with the number of the replication. So `replication` 3 alone is
    draw 3 of a comparison, and any other column changes one thing of it. Rows of a sweep's `status()` are points too.

    The frame has `point` (the row of the table, from 0), `mix`, what the points set, `year`, `group`, a column per
    indicator (NaN where undefined) and `failure`: why a run failed, missing for the others.

    Raises InputProblem for a name, value or domain that is wrong, before the first run.

        table = {"start_practice": [0.6, 0.8], "replication": 3}
        frame = sm.evaluate(table, "mix-1", "practice", firms=120, years=2020)

    Args:
        points: a pandas frame, a dict of columns (a single value holds for all rows), or a list of dicts
        mixes: ids or files that run at each point that names none in a column `mix`. They fix the groups by starting
            stage together, as in a comparison; mixes that only the column names do so one by one
        indicators: which indicators to give back; all when none is named
        groups: groups of firms, default goal90
        years: years, default 2030; every run starts in 2012
        baseline: the mix that the others part from
        future: what happens to EU law, for points without a column `future`
        variants: structural variants by table (response, edges), for points without such columns
        firms: firms in the sample, 100 or more, or "full"
        seed: key of all luck
        others: where parameters come from that a point does not set: a draw of the posterior, of the prior, or the
            middle of each prior
        posterior: folder of a posterior (default: the one that ships)
        model: a Python file with rules of your own (slow)
        workers: threads (default: one per processor); the number changes nothing in the frame
    """
    from experiments.each import check_workers  # noqa: PLC0415 - what `import smartmix` need not load

    check_workers(workers)
    ready = model_for(
        mixes,
        indicators,
        groups=groups,
        years=years,
        baseline=baseline,
        future=future,
        variants=variants,
        firms=firms,
        seed=seed,
        others=others,
        posterior=posterior,
        model=model,
    )
    return ready(points, workers)


def model_for(
    mixes: str | Iterable[str] | None = None,
    indicators: str | Iterable[str] | None = None,
    *,
    groups: str | Iterable[str] = ("goal90",),
    years: int | Iterable[int] = (defaults.LAST_YEAR_SHOWN,),
    baseline: str = defaults.BASELINE,
    future: str = defaults.FUTURE,
    variants: Mapping[str, str] | None = None,
    firms: int | str = defaults.FIRMS,
    seed: int = defaults.SEED,
    others: Literal["posterior", "prior", "middle"] = "posterior",
    posterior: Place | None = None,
    model: Place | None = None,
) -> "EvaluatedModel":
    """What `evaluate` runs, made ready once: call it with a table; send it to other processes; arguments as there."""
    from experiments.evaluate.model import model_of  # noqa: PLC0415 - what `import smartmix` need not load

    return model_of(
        mixes,
        indicators,
        groups=groups,
        years=years,
        baseline=baseline,
        future=future,
        variants=variants or {},
        firms=firms,
        seed=seed,
        others=others,
        posterior=posterior,
        model=model,
    )
