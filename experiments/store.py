"""The result store: Parquet, one file per mix and block of draws, indicators as columns."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files import file_hash, whole_file
from simulation.indicators import GROUPS, INDICATORS

_KEYS = pa.schema(
    [
        ("mix", pa.dictionary(pa.int32(), pa.string())),
        ("draw", pa.int32()),
        ("replication", pa.int32()),
        ("year", pa.int16()),
        ("group", pa.dictionary(pa.int32(), pa.string())),
    ]
)
#: What each row is of.
KEYS = tuple(_KEYS.names)
SCHEMA = pa.schema([*_KEYS, *((name, pa.float64()) for name in INDICATORS)])


def block_path(folder: Path, mix: str, block: int) -> Path:
    """`data/<mix>/<block>.parquet`."""
    return folder / "data" / mix / f"{block:05d}.parquet"


def block_table(mix: str, tables: dict[int, Any], position: int, years: list[int]) -> Any:
    """Rows (draw, year, group) of one mix; `tables[draw]` is (mixes, years, groups, indicators)."""
    draws = sorted(tables)
    per_draw = len(years) * len(GROUPS)
    values = np.concatenate([tables[d][position].reshape(per_draw, len(INDICATORS)) for d in draws])
    of_draw = np.repeat(np.array(draws, np.int32), per_draw)
    columns: list[Any] = [
        pa.DictionaryArray.from_arrays(np.zeros(len(of_draw), np.int32), pa.array([mix])),
        of_draw,
        of_draw,
        np.tile(np.repeat(np.array(years, np.int16), len(GROUPS)), len(draws)),
        pa.DictionaryArray.from_arrays(
            np.tile(np.arange(len(GROUPS), dtype=np.int32), len(draws) * len(years)), pa.array(GROUPS)
        ),
    ]
    columns += [pa.array(values[:, n], mask=np.isnan(values[:, n])) for n in range(len(INDICATORS))]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def write_block(path: Path, table: Any) -> str:
    """Write one block, whole or not at all; its hash."""
    with whole_file(path) as temporary:
        pq.write_table(
            table,
            temporary,
            compression="zstd",
            use_dictionary=["mix", "group"],  # type: ignore[arg-type] - the stub knows only a boolean
            column_encoding=dict.fromkeys(INDICATORS, "BYTE_STREAM_SPLIT"),
        )
        return file_hash(temporary)


def read_columns(folder: Path, mix: str, columns: list[str] | None) -> Any:
    """These columns (None: all) of all blocks of one mix, in the order of draws."""
    files = sorted((folder / "data" / mix).glob("[0-9]*.parquet"))
    return pa.concat_tables([pq.read_table(file, columns=columns) for file in files])
