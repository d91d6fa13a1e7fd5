"""What each new instrument changes on its own, on top of the reference: `python -m benchmarks.instruments_alone`.

Makes one mix per new instrument of mixes 1 to 3 (the reference plus that instrument), compares them on the
same draws in a future without EU law, and saves a table in docs/instruments_alone.md.
"""

import argparse
import tempfile
from pathlib import Path

import yaml

from experiments.compare import run_comparison
from experiments.settings import CompareSettings
from results.ranged import Ranged
from scenarios.library import load_mix
from simulation.safe_yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {"mix-0": "mix-0", "mix-1": "mix-1", "mix-2": "mix-2", "mix-3": "mix-3"}
COLUMNS = (
    ("endorsement", "goal90"),
    ("practice", "goal90"),
    ("paper_gap", "goal90"),
    ("practice", "goal90_started_laggard"),
    ("practice", "goal90_started_peloton"),
    ("practice", "goal90_started_leader"),
    ("burden_share_turnover", "small"),
    ("government_cost_eur", "all"),
)


def alone(folder: Path) -> list[str]:
    """Write one mix file per new instrument; the paths."""
    known, paths = set(load_mix("reference-2020").instruments), list[str]()
    for source in SOURCES:
        content = read_yaml(ROOT / "scenarios" / "mixes" / f"{source}.yaml")
        for name, instrument in content["instruments"].items():
            if name in known and source != "mix-0":
                continue
            known.add(name)
            mix = {
                "format": 1,
                "id": f"{name}-alone",
                "extends": "reference-2020",
                "sources": content["sources"],
                "name": {"en": f"Reference and {name}", "nl": f"Referentie en {name}"},
                "description": {"en": f"The reference with {name} only.", "nl": f"De referentie met alleen {name}."},
                "instruments": {name: instrument},
            }
            path = folder / f"{name}-alone.yaml"
            path.write_text(yaml.safe_dump(mix, allow_unicode=True, sort_keys=False), encoding="utf-8")
            paths.append(str(path))
    return paths


def main() -> None:
    """Run and save the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--firms", type=int, default=5000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        settings = CompareSettings(
            mixes=(*alone(folder), "mix-1", "mix-2", "mix-3"),
            future="no-eu-law",
            draws=chosen.draws,
            firms=chosen.firms,
            first_year=2030,
            last_year=2030,
            prior=True,
        )
        comparison = run_comparison(settings, folder / "run")
        lines = [
            "# What each instrument changes on its own",
            "",
            f"Difference from the reference in 2030, median and range (5-95) over {chosen.draws} draws of the prior, "
            f"{chosen.firms} agents, in a future without EU law. Made by `python -m benchmarks.instruments_alone`. "
            "Shares are in percentage points, burden in hundredths of a percent of turnover, government cost in "
            "million euro a year.",
            "",
            "| reference plus | " + " | ".join(f"{i} ({g})" for i, g in COLUMNS) + " |",
            "|---|" + "---|" * len(COLUMNS),
        ]
        for mix in comparison.mixes[1:]:
            cells = [cell(comparison.summary.value(mix, i, g, 2030, "differences"), i) for i, g in COLUMNS]
            lines.append(f"| {mix} | " + " | ".join(cells) + " |")
    text = "\n".join(lines) + "\n"
    (ROOT / "docs" / "instruments_alone.md").write_text(text, encoding="utf-8")
    print(text)


def cell(value: dict[str, float | None], indicator: str) -> str:
    """Median and range in the units of the table."""
    scale = {"burden_share_turnover": 1e4, "government_cost_eur": 1e-6}.get(indicator, 100.0)
    low, middle, high = (None if (part := value[name]) is None else scale * part for name in ("p05", "p50", "p95"))
    return Ranged(low, middle, high, is_change=True, digits=1).text("en")


if __name__ == "__main__":
    main()
