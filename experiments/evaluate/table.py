"""The points of an evaluation: a table in any of Python's forms, read into rows of plain values."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, cast

import pandas as pd

from simulation.domains import within
from simulation.given import as_list, number, plain, whole
from simulation.parameters import registry
from simulation.problems import InputProblem, nearest

#: What a point may say besides parameters and levers.
KEYS = ("mix", "future", "response", "edges", "replication", "draw")
#: Columns of a sweep's status table that are not inputs: they are left out, so that its rows can be run again.
LEFT_OUT = ("run", "point", "status", "stage", "failure")

type Row = dict[str, Any]


def read_rows(points: Any) -> list[Row]:
    """The rows of a frame, of a dict of columns (a single value holds for all rows), or of a list of dicts.

    A value that is not given (None; NaN for a lever or a key) is absent from its row. Raises InputProblem for anything
    else than a table, columns of different lengths, a name that is no parameter, lever or key, or a value that is none.
    """
    return [_read(row, n) for n, row in enumerate(rows_of(points))]


def rows_of(points: Any) -> list[Row]:
    """The rows of such a table as they are given. Raises InputProblem for anything else than a table."""
    if isinstance(points, pd.DataFrame):
        columns = list(map(str, points.columns))
        if len(set(columns)) < len(columns):
            twice = next(name for name in columns if columns.count(name) > 1)
            raise InputProblem("points: column {found} is there twice", found=twice)
        return [dict(zip(columns, values, strict=True)) for values in points.itertuples(index=False, name=None)]
    if isinstance(points, Mapping):
        return _of_columns(cast("Mapping[str, Any]", points))
    if isinstance(points, Iterable) and not isinstance(points, str):
        return [_row(row) for row in cast("Iterable[Any]", points)]
    return [_row(points)]


def _row(found: Any) -> Row:
    if isinstance(found, Mapping):
        return dict(cast("Mapping[str, Any]", found))
    raise InputProblem(
        "points: found {found}; a table with names is needed: a frame, a dict of columns or a list of dicts",
        found=type(found).__name__,
    )


def _of_columns(points: Mapping[str, Any]) -> list[Row]:
    columns = {str(name): as_list(values) for name, values in points.items()}
    lengths = {name: len(values) for name, values in columns.items() if len(values) != 1}
    if len(set(lengths.values())) > 1:
        raise InputProblem(
            "points: columns of different lengths: {found}",
            found=", ".join(f"{name} {length}" for name, length in lengths.items()),
        )
    size = next(iter(lengths.values()), 1)
    return [{name: values[n if len(values) != 1 else 0] for name, values in columns.items()} for n in range(size)]


def _read(row: Row, n: int) -> Row:
    found: Row = {}
    for given, kept in row.items():
        name, value = str(given), plain(kept)
        where = f"points[{n}].{name}"
        if name in LEFT_OUT or value is None:
            continue
        if name in registry():
            found[name] = within(registry()[name].domain, where, number(where, value))
        elif name in ("replication", "draw"):
            found[name] = whole(where, value)
            if not 0 <= found[name] < 2**31:
                raise InputProblem("{key}: found {found}; allowed: 0 or more", key=where, found=value)
        elif isinstance(value, float) and math.isnan(value):
            continue
        elif name in KEYS:
            found[name] = str(value)
        elif "." in name:
            found[name] = dial_value(value)
        else:
            known = [*KEYS, *registry()]
            raise InputProblem(
                "points: unknown column {found} (a lever is written as instrument.field); did you mean '{nearest}'?",
                found=name,
                nearest=nearest(name, known),
            )
    return found


def dial_value(value: Any) -> Any:
    """A value of a dial as a mix file would write it: 12.0 from a table of floats is 12, "45%" is 0.45."""
    found = number("lever", value) if isinstance(value, str) and value.strip().endswith("%") else plain(value)
    return int(found) if isinstance(found, float) and found.is_integer() else found
