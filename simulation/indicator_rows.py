"""The indicators as rows of `indicators.yaml`: what each is, what it adds up, its unit, and its words.

Whatever is said of an indicator elsewhere is read from its row: places of sums (`simulation.columns.Sum`), the
order of columns, units in tables and on axes, which way is better, names, and the tables of docs/indicators.md.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from simulation.safe_yaml import read_yaml

_FILE = Path(__file__).parent / "indicators.yaml"

type IndicatorKind = Literal["mean", "total", "ratio", "shared", "reach", "size", "derived"]
type IndicatorUnit = Literal["share", "per_turnover", "million_eur", "thousand", "number"]
type Better = Literal["more", "less", "none"]

_ORDER: tuple[IndicatorKind, ...] = ("mean", "total", "ratio", "shared", "reach", "size", "derived")


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator; `indicators.yaml` explains each field. `instrument`: whose reach it is, '' for other kinds."""

    key: str
    kind: IndicatorKind
    name: dict[str, str]
    meaning: dict[str, str]
    formula: str
    counted_in: str
    sources: list[str]
    unit: IndicatorUnit = "number"
    better: Better = "none"
    sums: tuple[str, ...] = ()
    instrument: str = ""
    group: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it runs from 0 to 1."""
        return self.unit == "share"


def _row(key: str, entry: dict[str, Any]) -> IndicatorRow:
    given: dict[str, Any] = {**entry, "sums": tuple(entry.get("sums", ()))}
    return IndicatorRow(key, **given)


def _read(content: dict[str, Any]) -> list[IndicatorRow]:
    """The rows in the order of the file."""
    rows: list[IndicatorRow] = []
    for key, entry in content["indicators"].items():
        rows.append(_row(key, entry if entry["kind"] == "shared" else {"sums": [key], **entry}))
    for end, family in content["reach_in"].items():
        for instrument, entry in content["reach"].items():
            name = {lang: text.format(instrument=entry["name"][lang]) for lang, text in family["name"].items()}
            said = {"formula": entry["reached"], "sources": entry["sources"], **family, "name": name}
            rows.append(_row(f"reach_{instrument}_{end}", {**said, "kind": "reach", "instrument": instrument}))
    return rows + [_row(key, {**entry, "kind": "derived"}) for key, entry in content["derived"].items()]


_CONTENT: dict[str, Any] = read_yaml(_FILE)
_IN_FILE = _read(_CONTENT)
#: Every row by name, those of kind `derived` last.
ROWS = {row.key: row for row in sorted(_IN_FILE, key=lambda row: _ORDER.index(row.kind))}
#: The columns of the table of indicators.
INDICATORS = tuple(key for key, row in ROWS.items() if row.kind != "derived")
#: What is added up per cell of firms, in the order of the record. Names ending in `_eur` are sums of euro.
SUMS = tuple(dict.fromkeys(name for row in _IN_FILE for name in row.sums))
#: Instruments of which the reach is recorded, with their names in both languages.
REACH: dict[str, dict[str, str]] = {key: entry["name"] for key, entry in _CONTENT["reach"].items()}
#: Indicators that run from 0 to 1.
SHARES = tuple(key for key in INDICATORS if ROWS[key].is_share)


def of_kind(kind: IndicatorKind) -> tuple[str, ...]:
    """The indicators of one kind, in order."""
    return tuple(key for key, row in ROWS.items() if row.kind == kind)
