"""Time per firm-quarter: by number of firms and threads, by driver, and how it scales.

A firm-quarter is one firm through all five phases of one quarter, its share of suppliers, allocators and
records included. Making the start state is not counted.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import numpy as np

from benchmarks.cases import SEED, Case, arguments
from simulation.vocabulary import QUARTERS

#: Each timing runs at least about so many firm-quarters, so that it lasts some tenths of a second.
WORK = 2_000_000


def seconds(work: Callable[[], Any]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def throughput(firms: Any, threads: tuple[int, ...] = (1, 2), rounds: int = 5) -> list[dict[str, Any]]:
    """Nanoseconds per firm-quarter and firm-quarters per second, by threads (alternating, medians)."""
    case = Case(firms)
    case.start().advance(case.policy, 4)  # compiled, and in the cache of the processor
    draws = max(1, round(WORK / (case.firms * QUARTERS)))
    times: dict[int, list[float]] = {n: [] for n in threads}
    for _ in range(rounds):
        for n in threads:
            batches = [[case.start(n * d + t) for d in range(draws)] for t in range(n)]

            def run(batch: list[Any]) -> None:
                for one in batch:
                    one.advance(case.policy, QUARTERS)

            with ThreadPoolExecutor(n) as pool:
                times[n].append(seconds(lambda pool=pool, batches=batches: list(pool.map(run, batches))))
            del batches
    rows = []
    for n in threads:
        done, middle = n * draws * case.firms * QUARTERS, median(times[n])
        rows.append(
            {
                "firms": case.firms,
                "threads": n,
                "ns_per_firm_quarter": middle / done * 1e9,
                "firm_quarters_per_second": done / middle,
                "fastest_ns": min(times[n]) / done * 1e9,
            }
        )
    return rows


def drivers(firms: int = 5_000, years: int = QUARTERS // 4) -> list[dict[str, Any]]:
    """The plain Mesa model, the Mesa driver and the compiled one, a year of each in turn; medians over years."""
    from benchmarks.plain_mesa import PlainModel  # noqa: PLC0415
    from simulation.mesa.agents import Firm  # noqa: PLC0415
    from simulation.mesa.model import ResponsibleBusinessModel  # noqa: PLC0415

    class Forgetful(Firm):
        """Two lines of Python per firm and quarter."""

        def step(self) -> None:
            super().step()
            if self.awareness > 0.99:
                self.commitment = self.commitment * 0.99

    given, case = arguments(firms), Case(firms)
    plain, mesa = PlainModel(*given, seed=SEED), ResponsibleBusinessModel(*given, seed=SEED)
    changed = ResponsibleBusinessModel(*given, seed=SEED, firm_class=Forgetful)
    run = case.start()
    _ = mesa.agents, changed.agents  # made now, outside the timing
    steps: dict[str, Callable[[int], Any]] = {
        "plain Mesa model": lambda year: plain.run_for(4),
        "Mesa driver": lambda year: mesa.run_for(4),
        "Mesa driver, `Firm.step` overridden": lambda year: changed.run_for(4),
        "compiled driver": lambda year: run.advance(case.policy, 4 * year + 4),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for year in range(years):
        for name, step in steps.items():
            spent = seconds(lambda step=step, year=year: step(year))
            if year:  # the first year compiles what is not kept yet
                times[name].append(spent)
    base = times["plain Mesa model"]
    return [
        {
            "driver": name,
            "ns_per_firm_quarter": median(spent) / (4 * firms) * 1e9,
            "times_plain": median(own / plain_s for own, plain_s in zip(spent, base, strict=True)),
        }
        for name, spent in times.items()
    ]


def linearity(rows: list[dict[str, Any]], firms: int = 700) -> dict[str, float]:
    """Slope of log time on log size: 1 is linear. Over firms (from `rows`, one thread), draws, quarters."""
    single = [row for row in rows if row["threads"] == 1]
    case = Case(firms)

    def draws(count: int) -> float:
        runs = [case.start(d) for d in range(count)]
        return seconds(lambda: [one.advance(case.policy, QUARTERS) for one in runs])

    def quarters(until: int) -> float:
        runs = [case.start(d) for d in range(16)]
        return seconds(lambda: [one.advance(case.policy, until) for one in runs])

    counts, ends = [4, 8, 16, 32, 64], [12, 24, 48, 96]
    return {
        "firms": slope([r["firms"] for r in single], [r["firms"] * r["ns_per_firm_quarter"] for r in single]),
        "draws": slope(counts, [median(draws(n) for _ in range(3)) for n in counts]),
        "quarters": slope(ends, [median(quarters(n) for _ in range(3)) for n in ends]),
    }


def slope(sizes: list[int], times: list[float]) -> float:
    """Least-squares slope of log(times) on log(sizes)."""
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])
