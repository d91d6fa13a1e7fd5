"""The results as JSON and as the page docs/benchmarks.md."""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS, PAGE = HERE / "results" / "latest.json", HERE.parent / "docs" / "benchmarks.md"


def machine() -> dict[str, Any]:
    """The machine in general terms: nothing that names it."""
    model, cpus = platform.machine(), Path("/proc/cpuinfo")
    if cpus.exists():
        names = [line.split(":", 1)[1].strip() for line in cpus.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30 if hasattr(os, "sysconf") else None
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": pages and round(pages),
        "load_before": load,
        "system": platform.system(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in ("numba", "numpy", "mesa")},
    }


def save(found: dict[str, Any]) -> None:
    """Write latest.json and the page. What was not measured this time keeps its place in neither."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(found), encoding="utf-8")


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def page(found: dict[str, Any]) -> str:
    """docs/benchmarks.md."""
    m = found["machine"]
    libraries = ", ".join(f"{name} {number}" for name, number in m["libraries"].items())
    parts = [
        "# Benchmarks\n\nMade by `python -m benchmarks`; do not edit. Mix: `" + found["mix"] + "`, 2012–2035.\n",
        f"Machine: {m['processor']}, {m['cores']} cores, {m['memory_gib']} GiB, {m['system']}, Python {m['python']}, "
        f"{libraries}; load by other work at the start: {m['load_before']}.\nOn a busy machine times may be twice too "
        "high, most of all with two threads: look at the fastest round; ratios between drivers were measured side by "
        "side and are firmer." + (" Quick run: fewer rounds.\n" if found["quick"] else "\n"),
    ]
    sections = {
        "throughput": _throughput,
        "linearity": _linearity,
        "stages": _stages,
        "drivers": _drivers,
        "start_up": _start_up,
        "memory": _memory,
        "draws": _draws,
    }
    parts += [write(found[name]) for name, write in sections.items() if found.get(name)]
    return "\n".join(parts)


def _throughput(rows: list[dict[str, Any]]) -> str:
    lines = [
        [
            f"{r['firms']:,}",
            str(r["threads"]),
            f"{r['firm_quarters_per_second'] / 1e6:.2f}",
            f"{r['ns_per_firm_quarter']:.0f}",
            f"{r['fastest_ns']:.0f}",
        ]
        for r in rows
    ]
    text = "## Compiled driver\n\n"
    text += "One firm through all phases of one quarter, suppliers, allocators and records included.\n\n"
    head = ["firms", "threads", "million firm-quarters/s", "ns per firm-quarter (median)", "fastest round"]
    return text + table(head, lines)


def _linearity(slopes: dict[str, float]) -> str:
    rows = [[name, f"{value:.2f}"] for name, value in slopes.items()]
    return "## Linearity\n\nSlope of log time on log size; 1 is linear.\n\n" + table(["size", "slope"], rows)


def _stages(rows: list[dict[str, Any]]) -> str:
    lines = [
        [f"– {row['stage']}" if row["of"] else row["stage"], f"{100 * row['share']:.1f}%", f"{row['cycles']:.1f}"]
        for row in sorted(rows, key=lambda row: (row["of"] or row["stage"], row["of"] is not None))
    ]
    text = "## Stages of the quarter\n\n5,000 firms: cycles of the processor, read inside the quarter as it runs "
    text += "(`python -m benchmarks.inside`); below `decide` its rules. What stages do and in what order: "
    text += "`simulation.driver.QUARTER`.\n\n"
    return text + table(["stage", "share", "cycles per firm-quarter"], lines)


def _drivers(rows: list[dict[str, Any]]) -> str:
    lines = [
        [
            r["driver"],
            f"{r['ns_per_firm_quarter']:,.0f}",
            f"{1e3 / r['ns_per_firm_quarter']:.3f}",
            f"{r['times_plain']:.4f}",
        ]
        for r in rows
    ]
    text = (
        "## Drivers\n\n5,000 firms, one process, a year of each in turn; medians over the years. The plain model "
        "(`benchmarks/plain_mesa.py`) is an idiomatic Mesa model of the same rules, held to the compiled driver by a "
        "test. The Mesa driver runs the compiled rules one firm at a time; a `Firm.step` of your own adds what its "
        "Python costs.\n\n"
    )
    return text + table(["driver", "ns per firm-quarter", "million firm-quarters/s", "time relative to plain"], lines)


def _start_up(found: dict[str, dict[str, float]]) -> str:
    names = ("import", "population", "first_quarters", "total")
    rows = [[kind, *(f"{times[name]:.1f}" for name in names)] for kind, times in found.items()]
    text = "## Start\n\nSeconds in a new process to the first quarter of 700 firms; cold: nothing compiled yet.\n\n"
    return text + table(["cache", "imports", "population and mix", "first quarter", "all"], rows)


def _memory(rows: list[dict[str, Any]]) -> str:
    lines = [[f"{r['firms']:,}" if r["firms"] != "full" else "full", _mib(r["peak_mib"])] for r in rows]
    text = "## Peak memory\n\nOne run in a new process; 0 firms: the imports alone.\n\n"
    return text + table(["firms", "MiB"], lines)


def _draws(rows: dict[str, float | None]) -> str:
    lines = [[f"{int(draws):,}", _mib(peak)] for draws, peak in rows.items()]
    return "## Peak memory by draws\n\n`smartmix compare`, 100 firms.\n\n" + table(["draws", "MiB"], lines)


def _mib(value: float | None) -> str:
    return "not measured" if value is None else f"{value:,.0f}"
