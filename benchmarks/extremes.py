"""What a sceptic would check first: each instrument at nothing, as shipped and far beyond: docs/extremes.md.

`python -m benchmarks.extremes` runs the ladders of extremes.yaml on the same draws, in a future without EU law, and
says which steps do not go up as the sources say. Status 1 when one does not.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from experiments.compare import run_comparison
from experiments.settings import CompareSettings
from results.number_format import shown
from scenarios.library import load_mix, vary_mix
from scenarios.mix_format import Mix
from simulation.safe_yaml import read_yaml

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "extremes.md"
COLUMNS = (
    ("practice", "goal90"),
    ("reported", "goal90"),
    ("paper_gap", "goal90"),
    ("statement", "goal90"),
    ("five_elements", "goal90"),
    ("all_six_steps", "goal90"),
    ("practice", "goal90_started_laggard"),
    ("practice", "goal90_started_leader"),
    ("practice", "small"),
    ("chain_improvement", "all"),
)
#: Two lines that differ by less than this, in points, count as equal: what luck moves.
LUCK = 0.05


def line_mix(line: dict[str, Any], mix_id: str) -> Mix:
    """The mix of one line of a ladder."""
    whole, kept = load_mix(line["from"]), line.get("only")
    if kept is not None:
        base = load_mix("reference-2020")
        added = {name: whole.instruments[name] for name in kept}
        whole = base.model_copy(update={"instruments": {**base.instruments, **added}})
    return vary_mix(whole, line.get("set", {}), mix_id)


def main() -> int:
    """Run all ladders, write the page, and say what does not go up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--firms", type=int, default=3000)
    parser.add_argument("--prior", action="store_true")
    chosen = parser.parse_args()
    ladders = read_yaml(HERE / "extremes.yaml")["ladders"]
    broken: list[str] = []
    text = [
        "# Extremes: what each instrument does at nothing, as shipped, and far beyond",
        "",
        f"Made by `python -m benchmarks.extremes`: {chosen.draws} draws of the "
        f"{'prior' if chosen.prior else 'posterior'}, {chosen.firms} firms, a future without EU law.",
        "Difference from the reference in 2030 in percentage points: middle and range 5–95; the chain in points of the",
        "improvement that can be reached.",
    ]
    for number, ladder in enumerate(ladders.values()):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            paths = [place(folder, line, f"line-{number}-{k}") for k, line in enumerate(ladder["lines"].values())]
            settings = CompareSettings(
                mixes=tuple(path for path in paths if path),
                future="no-eu-law",
                draws=chosen.draws,
                firms=chosen.firms,
                first_year=2030,
                last_year=2030,
                prior=chosen.prior,
            )
            comparison = run_comparison(settings, folder / "run")
            grounds = f" ({', '.join(ladder['sources'])})" if "sources" in ladder else ""
            text += [
                "",
                f"## {ladder['en']}",
                "",
                f"{ladder['says']}{grounds}",
                "",
                "| | " + " | ".join(f"{i}, {g}" for i, g in COLUMNS) + " |",
            ]
            text.append("|---|" + "---|" * len(COLUMNS))
            middles: dict[str, float] = {}
            for k, (name, line) in enumerate(ladder["lines"].items()):
                kind = "levels" if paths[k] is None else "differences"
                mix = "reference-2020" if paths[k] is None else f"line-{number}-{k}"
                values = [comparison.summary.value(mix, i, g, 2030, kind) for i, g in COLUMNS]
                text.append(
                    f"| {name}{' (level)' if paths[k] is None else ''} | "
                    + " | ".join(cell(value, paths[k] is not None) for value in values)
                    + " |"
                )
                middles[name] = 0.0 if paths[k] is None else 100.0 * float(values[0]["p50"] or 0.0)
                other = line.get("check", {}).get("more")
                if other is not None and middles[name] < middles[other] - LUCK:
                    broken.append(
                        f"{ladder['en']}: {name} ({middles[name]:+.2f}) is below {other} ({middles[other]:+.2f})"
                    )
    text += ["", "## Steps that do not go up", "", *([f"- {one}" for one in broken] or ["None."])]
    PAGE.write_text("\n".join(text) + "\n", encoding="utf-8")
    print("\n".join(text))
    return 1 if broken else 0


def place(folder: Path, line: dict[str, Any], mix_id: str) -> str | None:
    """Write the mix of a line; its path, None for the reference itself."""
    if line == {"from": "reference-2020"}:
        return None
    path = folder / f"{mix_id}.yaml"
    path.write_text(line_mix(line, mix_id).as_yaml(), encoding="utf-8")
    return str(path)


def cell(value: dict[str, float | None], signed: bool = True) -> str:
    """Middle and range in points, written as everywhere: a nought has no sign, nor has a level."""
    low, middle, high = (value[name] for name in ("p05", "p50", "p95"))
    if low is None or middle is None or high is None:
        return "n/a"
    middle, low, high = (shown(part, "points", "en", 1, signed) for part in (middle, low, high))
    return f"{middle} ({low} to {high})"


if __name__ == "__main__":
    sys.exit(main())
