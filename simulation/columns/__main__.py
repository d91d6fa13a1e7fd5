"""`python -m simulation.columns`: write the types of the compiled world, what each stage reads, and docs/indicators.md.

The types come from the records of `simulation.state`, the registry of parameters and `indicators.yaml`. Run it
after a change there; a test compares what it would write with what is there.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulation.columns.traffic import traffic_table
from simulation.indicator_rows import REACH, ROWS, SUMS, IndicatorRow
from simulation.parameters import PARAMETERS
from simulation.state import FIRMS, QUARTER, SHARED, SUPPLIER, TALLY, TRAITS, WORK

FOLDER = Path(__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"
_WORLD = '''"""Records of the world and places of sums. Written by `python -m simulation.columns`; do not edit."""

from enum import IntEnum
from typing import Protocol

from simulation.columns.arrays import Flags, Floats, Integers
'''
_DRAWN = '''"""What is drawn for a run. Written by `python -m simulation.columns`; do not edit."""

from typing import Protocol
'''
_ARRAYS = {"f": "Floats", "i": "Integers", "u": "Flags"}
_SCALARS = {"f": "float", "i": "int", "u": "int"}
_RECORDS = (
    (
        "Traits",
        TRAITS,
        "Fixed properties of the firms of a block, one column each; `state.TRAITS` says what they mean.",
    ),
    ("Firms", FIRMS, "The firms of a block: their state, one column each; see `state.FIRMS`."),
    ("Work", WORK, "What rules work out for the firms of a block, one column each; see `state.WORK`."),
    ("Tally", TALLY, "Numbers of the firms of a block on their way to a sum; see `state.TALLY`."),
    ("SupplierRecord", SUPPLIER, "One supplier; see `state.SUPPLIER`."),
    ("Quarter", QUARTER, "What every firm sees in a quarter; see `state.QUARTER`."),
    ("Shared", SHARED, "What allocators and the government keep; see `state.SHARED`."),
)


def written() -> dict[Path, str]:
    """What every written file holds, by its path."""
    sums = _places("Sum", SUMS, "Places of the sums in a cell of the year's record (`indicators.yaml`).")
    reach = _places("Reach", REACH, "Instruments of which the reach is recorded, in the order of the record.")
    world = [_WORLD, sums, reach, *(_protocol(*record) for record in _RECORDS)]
    drawn = [_DRAWN, _protocol("Parameters", PARAMETERS, "One draw of the registered parameters (docs/parameters.md).")]
    return {
        FOLDER / "world.py": "\n\n".join(world),
        FOLDER / "drawn.py": "\n\n".join(drawn),
        FOLDER / "traffic.yaml": traffic_table(),
        PAGE: _indicators_page(),
    }


def _protocol(name: str, record: Any, says: str) -> str:
    fields = "".join(f"    {field}: {_type_of(record[field])}\n" for field in record.names)
    return f'class {name}(Protocol):\n    """{says}"""\n\n{fields}'


def _places(name: str, members: Iterable[str], says: str) -> str:
    lines = "".join(f"    {member.upper()} = {place}\n" for place, member in enumerate(members))
    return f'class {name}(IntEnum):\n    """{says}"""\n\n{lines}'


def _type_of(field: Any) -> str:
    base, shape = field.subdtype or (field, ())
    return _ARRAYS[base.kind] if shape else _SCALARS[base.kind]


def _indicators_page() -> str:
    """The page with its tables of indicators made anew, between `<!-- kind -->` and `<!-- end -->`."""
    return re.sub(
        r"(<!-- (\w+) -->\n).*?(<!-- end -->)",
        lambda found: (
            found[1] + "\n" + _table([row for row in ROWS.values() if row.kind == found[2]]) + "\n" + found[3]
        ),
        PAGE.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )


def _table(rows: list[IndicatorRow]) -> str:
    grouped = ("group",) if rows[0].kind == "derived" else ()
    formula = {"mean": "formula (mean over firms of)", "total": "formula (weighted sum over firms of)"}
    head = ("indicator", formula.get(rows[0].kind, "formula"), "unit", *grouped, "reference")
    if rows[0].kind == "reach":
        head = ("indicator", "reached when", "unit", "reference")
    lines = [head, tuple("---" for _ in head)]
    for row in rows:
        group = (f"`{row.group}`",) if grouped else ()
        lines.append((f"`{row.key}`", row.formula, row.counted_in, *group, ", ".join(row.sources)))
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def main() -> None:
    """Write all of them and say where."""
    for path, text in written().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path)


if __name__ == "__main__":
    main()
