"""`python -m benchmarks`: measure, print, and save benchmarks/results/latest.json and docs/benchmarks.md.

    --quick    fewer rounds and no full population (under a minute once compiled)
    --draws    also the memory of `smartmix compare` with 100 and 10,000 draws (long)

Run it from the repository, on a machine with little else to do.
"""

import argparse
import sys
from typing import Any

from benchmarks import processes, report


def note(text: str) -> None:
    print(f"measuring {text} ...", file=sys.stderr, flush=True)


def measure(quick: bool, draws: bool) -> dict[str, Any]:
    """All measurements. Processes first, while this one is still small."""
    sizes: list[Any] = [700, 5_000, 40_000] + ([] if quick else ["full"])
    found: dict[str, Any] = {"format": 1, "quick": quick, "machine": report.machine()}
    note("start-up (compiles once, some 20 s)")
    found["start_up"] = processes.start_up(1 if quick else 3)
    note("peak memory")
    found["memory"] = processes.memory(sizes)
    if draws:
        note("peak memory by draws")
        found["draws"] = {str(n): processes.memory_of_draws(n) for n in (100, 10_000)}

    from benchmarks import cases, inside, speed  # noqa: PLC0415 - only now may this process grow

    found["mix"] = cases.MIX
    found["throughput"] = []
    for firms in sizes:
        note(f"{firms} firms")
        found["throughput"] += speed.throughput(firms, rounds=2 if quick or firms == "full" else 5)
    note("linearity")
    found["linearity"] = speed.linearity(found["throughput"])
    note("stages")
    found["stages"] = inside.inside()
    note("drivers (the plain Mesa model takes a minute)")
    found["drivers"] = speed.drivers(years=4) if quick else speed.drivers()
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast SmartMix is.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no full population")
    parser.add_argument("--draws", action="store_true", help="memory of smartmix compare by draws (long)")
    asked = parser.parse_args()
    found = measure(asked.quick, asked.draws)
    report.save(found)
    print(report.page(found))


if __name__ == "__main__":
    main()
