"""The tables of docs/scale.md, from the figures of `python -m benchmarks.scale`: nothing is multiplied but here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import table

ROOT = Path(__file__).resolve().parent
SAVED, PAGE = ROOT / "results" / "scale.json", ROOT.parent / "docs" / "scale.md"
#: Dutch firms that trade abroad, all of which the model can run; and firms of the EU, a round number to plan by.
ALL_FIRMS, EU_FIRMS = 406_000, 30_000_000


@dataclass(frozen=True)
class Plan:
    """A place to compute: machines of so many threads each; `way`: the measurement that its cost follows from."""

    name: str
    machines: int
    threads: int
    way: str

    @property
    def together(self) -> int:
        """Draws that run at the same time."""
        return self.machines * self.threads


PLANS = (
    Plan("a laptop, 2 threads", 1, 2, "two_threads"),
    Plan("two Dask workers of 1 thread", 2, 1, "two_dask_workers"),
    Plan("a machine of 64 cores", 1, 64, "two_threads"),
    Plan("a cluster, 16 machines of 32 cores", 16, 32, "two_threads"),
)
#: Name, firms and draws of what people ask.
WORKS = (
    ("the default comparison", 5_000, 200),
    ("all firms", ALL_FIRMS, 200),
    ("all firms, many draws", ALL_FIRMS, 10_000),
    ("firms of the EU", EU_FIRMS, 200),
)


def hours(found: dict[str, Any], plan: Plan, firms: int, draws: int) -> float:
    """Processor seconds of a draw, times draws, in as many rounds as the plan needs.

    Cost is in proportion to firms above the sample that is measured; a small sample has a measurement of its own.
    """
    measured = found["small"] if firms <= found["small"]["firms"] else found[plan.way]
    seconds = measured["processor"] * firms / measured["firms"]
    return seconds * -(-draws // plan.together) / 3600


def memory(found: dict[str, Any], plan: Plan, firms: int, draws: int) -> float:
    """GiB of the largest machine: what every process has, firms, a run for each thread, and tables of draws."""
    one, two, small = found["one_thread"], found["two_threads"], found["small"]
    scale = (firms - small["firms"]) / (one["firms"] - small["firms"])
    once = small["mib"] + max(0.0, (one["mib"] - small["mib"]) * scale)
    each = max(0.0, two["mib"] - one["mib"]) * firms / one["firms"]
    return (once + each * (plan.threads - 1) + found["many_draws"]["mib_per_draw"] * draws) / 1024


def disk(found: dict[str, Any], draws: int) -> float:
    """GB of a run folder; the size of a draw does not depend on the number of firms."""
    return found["small"]["bytes"] * draws / 1e9


def filled(text: str, found: dict[str, Any]) -> str:
    """The page with its tables from the figures; what stands between their marks goes."""
    for name, make in TABLES.items():
        begin, end = f"<!-- made: {name} -->\n", f"<!-- end: {name} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise ValueError(f"{begin.strip()} and {end} are needed once each")
        before, rest = text.split(begin)
        table_or_word = (
            make(found) if {*NEEDED} <= {*found} else "Not measured yet: `python -m benchmarks.scale` does.\n"
        )
        text = f"{before}{begin}\n{table_or_word}\n{end}{rest.split(end)[1]}"
    return text


def _machine(found: dict[str, Any]) -> str:
    m, firms = found["machine"], found["one_thread"]["firms"]
    load = f"load by other work {m['load_before']} before and {found['load_after']} after"
    text = f"{m['processor']}, {m['cores']} cores, {m['memory_gib']} GiB, {m['system']}, Python {m['python']}; {load}."
    if max(m["load_before"] or 0.0, found["load_after"]) > 1.5 * (m["cores"] or 1):
        text += " **The machine was busy: these times are too high**, and a quiet one would say other ones."
    if firms < ALL_FIRMS:
        text += f" Measured on {firms:,} firms instead of all {ALL_FIRMS:,}, and multiplied."
    return text + "\n"


def _measured(found: dict[str, Any]) -> str:
    names = {
        "one_thread": "one thread",
        "two_threads": "two threads",
        "two_dask_workers": "two Dask workers, one thread each",
        "small": "one thread, a sample",
    }
    rows = [
        [
            name,
            f"{found[key]['firms']:,}",
            f"{found[key]['processor']:.2f}",
            f"{found[key]['seconds']:.2f}",
            f"{found[key]['mib']:,.0f}" + (f" + {found[key]['worker_mib']:,.0f} each" if "dask" in key else ""),
        ]
        for key, name in names.items()
    ]
    heads = ["where", "firms", "processor seconds a draw", "seconds a draw", "MiB at most"]
    many = found["many_draws"]
    return (
        table(heads, rows)
        + f"\nOn disk a draw takes {found['small']['bytes'] / 1e3:,.0f} kB, whatever the number of firms. A draw adds "
        f"{many['mib_per_draw'] * 1024:,.0f} KiB to the memory of whoever sums up ({many['draws'][0]} against "
        f"{many['draws'][1]} draws of {many['firms']} firms).\n"
    )


def _costs(found: dict[str, Any]) -> str:
    rows = [
        [
            f"{name}: {firms:,} × {draws:,} draws",
            plan.name,
            _time(hours(found, plan, firms, draws)),
            f"{memory(found, plan, firms, draws):,.1f}",
            f"{disk(found, draws):,.2g}",
        ]
        for name, firms, draws in WORKS
        for plan in PLANS
    ]
    return table(["what, with 5 mixes", "where", "time", "GiB a machine", "GB on disk"], rows)


def _time(hours_needed: float) -> str:
    if hours_needed < 1 / 60:
        return f"{hours_needed * 3600:.0f} s"
    if hours_needed < 2:
        return f"{hours_needed * 60:.0f} min"
    return f"{hours_needed:,.1f} h" if hours_needed < 48 else f"{hours_needed / 24:,.1f} days"


def _firms_of_the_eu(found: dict[str, Any]) -> str:
    one, two, small = found["one_thread"], found["two_threads"], found["small"]
    kept = (one["mib"] - small["mib"]) * 2**20 / (one["firms"] - small["firms"])
    more = max(0.0, two["mib"] - one["mib"]) * 2**20 / one["firms"]
    rows = [
        ["a process with one thread, bytes a firm", f"{kept:,.0f}"],
        ["each thread more, bytes a firm", f"{more:,.0f}"],
        [f"a process with one thread, {EU_FIRMS:,} firms, GiB", f"{EU_FIRMS * kept / 2**30:,.0f}"],
        [f"each thread more, {EU_FIRMS:,} firms, GiB", f"{EU_FIRMS * more / 2**30:,.0f}"],
        [f"shards of {ALL_FIRMS:,} firms", str(-(-EU_FIRMS // ALL_FIRMS))],
    ]
    return table(["memory", "of firms, state and traits"], rows)


#: The measurements that the tables need; each is kept as soon as it is there.
NEEDED = ("one_thread", "two_threads", "two_dask_workers", "small", "many_draws", "load_after")
#: The tables of the page by name.
TABLES: dict[str, Callable[[dict[str, Any]], str]] = {
    "machine": _machine,
    "measured": _measured,
    "costs": _costs,
    "eu": _firms_of_the_eu,
}
