"""The two tables of a block: the data (tidy: run, year, group, indicators) and the status of its runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.sweep.order import BlockOrder
from simulation.parameters import registry

DONE, FAILED = "done", "failed"
_WORD = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Block:
    """`data`: a row per run that was done, year and group; `runs`: a row per run, with parameters and status."""

    number: int
    content: str
    data: Any
    runs: Any
    failed: int


def key_columns(levers: Mapping[str, bool]) -> list[tuple[str, Any]]:
    """Columns that say which run it is: name and type; a lever is a number, or text where not all values are."""
    return [
        ("run", _WORD),
        ("mix", _WORD),
        ("future", _WORD),
        *((path, pa.float64() if numeric else _WORD) for path, numeric in levers.items()),
        ("response", _WORD),
        ("edges", _WORD),
        ("point", pa.int64()),
        ("replication", pa.int64()),
    ]


def block_of(
    order: BlockOrder, values: Mapping[tuple[int, int], Any], failures: Mapping[tuple[int, int], tuple[str, str]]
) -> Block:
    """The tables from (years, groups, indicators) of each (world, case) that was done, and from the failures."""
    cells = [(w, c) for w in range(len(order.worlds)) for c in range(len(order.cases))]
    done = [cell for cell in cells if cell in values]
    each = len(order.years) * len(order.groups)
    keys = _keys(order, done)
    columns = {
        name: _column([v for v in keys[name] for _ in range(each)], kind) for name, kind in key_columns(order.levers)
    }
    columns["year"] = pa.array(np.tile(np.repeat(np.array(order.years, np.int16), len(order.groups)), len(done)))
    columns["group"] = _column(list(order.groups) * (len(order.years) * len(done)), _WORD)
    if done:
        numbers = np.concatenate([values[cell].reshape(each, len(order.indicators)) for cell in done])
    else:
        numbers = np.empty((0, len(order.indicators)))
    for n, name in enumerate(order.indicators):
        columns[name] = pa.array(numbers[:, n], mask=np.isnan(numbers[:, n]))
    failed = sum(cell not in values for cell in cells)
    return Block(order.number, order.content, pa.table(columns), _status(order, cells, values, failures), failed)


def _keys(order: BlockOrder, cells: list[tuple[int, int]]) -> dict[str, list[Any]]:
    worlds, cases = order.worlds, order.cases
    set_to = [order.levers_of(worlds[w], cases[c]) for w, c in cells]
    words = {path: [_as(values.get(path), numeric) for values in set_to] for path, numeric in order.levers.items()}
    return {
        "run": [order.ids[w][c] for w, c in cells],
        "mix": [order.mixes[cases[c].mix].id for _, c in cells],
        "future": [order.future.id] * len(cells),
        **words,
        **{table: [order.variants[table]] * len(cells) for table in ("response", "edges")},
        "point": [worlds[w].point for w, _ in cells],
        "replication": [worlds[w].replication for w, _ in cells],
    }


def _as(value: Any, numeric: bool) -> Any:
    if value is None:
        return None
    if numeric:
        return float(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _column(values: list[Any], kind: Any) -> Any:
    return pa.array(values, pa.string()).dictionary_encode() if kind == _WORD else pa.array(values, kind)


def _status(
    order: BlockOrder,
    cells: list[tuple[int, int]],
    values: Mapping[tuple[int, int], Any],
    failures: Mapping[tuple[int, int], tuple[str, str]],
) -> Any:
    keys = _keys(order, cells)
    columns: dict[str, Any] = {
        name: pa.array(keys[name], pa.string() if kind == _WORD else kind) for name, kind in key_columns(order.levers)
    }
    columns["status"] = pa.array([DONE if cell in values else FAILED for cell in cells])
    columns["stage"] = pa.array([failures[cell][0] if cell in failures else None for cell in cells], pa.string())
    columns["failure"] = pa.array([failures[cell][1] if cell in failures else None for cell in cells], pa.string())
    for name in registry():
        columns[name] = pa.array([float(order.worlds[w].parameters[name][0]) for w, _ in cells], pa.float64())
    return pa.table(columns)
