"""Work in fixed batches on several workers, each kept in a file of its own, so that it can be stopped and resumed.

A batch depends on its number only, so results are the same for one and many workers and after a stop.
A folder belongs to one set of settings: whoever names the folder sees to that (a fingerprint in its name
or a manifest beside it).
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.each import Check, Stopped, Workers, each, taking
from experiments.files import whole_file

#: Columns by name: arrays (rows,) or (rows, width); every array of a batch has the same number of rows.
Columns = dict[str, Any]


def batch_path(folder: Path, number: int) -> Path:
    """`<folder>/<number>.parquet`."""
    return folder / f"{number:05d}.parquet"


def write_batch(path: Path, columns: Columns) -> None:
    """Write one batch, whole or not at all, with a checksum on every page."""
    table = pa.table({name: _to_arrow(np.asarray(values)) for name, values in columns.items()})
    with whole_file(path) as temporary:
        pq.write_table(table, temporary, compression="zstd", write_page_checksum=True)


def read_batch(path: Path) -> Columns:
    """One batch as arrays; raises OSError or pyarrow.ArrowException when it is missing or damaged."""
    table = pq.ParquetFile(path, page_checksum_verification=True).read()
    return {name: _to_numpy(table.column(name)) for name in table.column_names}


def is_complete(path: Path, rows: int) -> bool:
    """Whether a batch is there, undamaged and has this many rows."""
    try:
        return pq.ParquetFile(path).metadata.num_rows == rows and bool(read_batch(path))
    except (OSError, pa.ArrowException, ValueError):
        return False


def missing_batches(batches: Iterable[int], folder: Path, rows: Callable[[int], int]) -> list[int]:
    """The batches that are absent, damaged or short, in the order given; `rows(number)`: rows a batch must have."""
    return [number for number in batches if not is_complete(batch_path(folder, number), rows(number))]


@contextmanager
def interruptible() -> Generator[None]:
    """Turn an interruption by the user into Stopped."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Stopped from error


def run_batches(
    batches: Iterable[int],
    work: Callable[[int], Columns],
    folder: Path,
    rows: Callable[[int], int],
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Do what is missing of `batches` and store each result; returns how many were done now.

    `work(number)` gives the columns of one batch from its number alone, on any thread or engine. `progress` is called
    with the rows of a batch when it has been stored, not for batches that were there. On KeyboardInterrupt
    batches that have not begun are dropped, those that are under way end and are kept, and Stopped is raised.
    An error in `work` ends the others the same way.
    """

    def store(number: int, columns: Columns) -> None:
        lengths = {name: len(values) for name, values in columns.items()}
        if set(lengths.values()) != {rows(number)}:
            raise ValueError(f"batch {number}: expected {rows(number)} rows, found {lengths}")
        write_batch(batch_path(folder, number), columns)
        if progress:
            progress(rows(number))

    def do(number: int, _check: Check) -> None:
        store(number, work(number))

    def there(number: int, _check: Check) -> tuple[int, Columns]:
        return number, work(number)

    with interruptible():
        missing = missing_batches(batches, folder, rows)
    if isinstance(workers, int | None):
        return len(each(do, missing, workers))
    with taking(there, missing, workers) as done:
        for _position, (number, columns) in done:
            store(number, columns)
    return len(missing)


def read_batches(folder: Path, numbers: Iterable[int]) -> Columns:
    """The columns of these batches, one after the other in the order given; raises as read_batch."""
    parts = [read_batch(batch_path(folder, number)) for number in numbers]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}


def _to_arrow(values: Any) -> Any:
    if values.ndim == 1:
        return pa.array(values)
    return pa.FixedSizeListArray.from_arrays(pa.array(np.ascontiguousarray(values).reshape(-1)), values.shape[1])


def _to_numpy(column: Any) -> Any:
    if not pa.types.is_fixed_size_list(column.type):
        return column.to_numpy()
    return column.combine_chunks().flatten().to_numpy(zero_copy_only=False).reshape(-1, column.type.list_size)
