"""A sweep from a plan to a finished folder: only what is missing is run, and stored block by block."""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from experiments.cluster import Cluster
from experiments.each import Check, Stopped, as_done
from experiments.files import write_text
from experiments.integrity import check_still_ours, note_name, readable
from experiments.run_folder import default_folder
from experiments.sweep.block import run_alone, run_order, without_worker
from experiments.sweep.folder import claim, finish, parts, store, stored, sweep_manifest
from experiments.sweep.order import BlockOrder
from experiments.sweep.plan import Sweep
from experiments.sweep.result import SweepResult
from experiments.sweep.tables import FAILED, Block

#: Runs orders, and gives the blocks as they are done, in any order.
type Runner = Callable[[Iterable[BlockOrder]], Generator[Block]]


def on_threads(workers: int | None = None, progress: Callable[[int], None] | None = None) -> Runner:
    """Run blocks on threads of this process (one per processor unless told otherwise)."""

    def work(order: BlockOrder, check: Check) -> Block:
        return run_order(order, check, progress)

    def run(orders: Iterable[BlockOrder]) -> Generator[Block]:
        with closing(as_done(work, orders, workers)) as done:  # also when whoever takes the blocks takes no more
            for _place, block in done:
                yield block

    return run


def on_cluster(cluster: Cluster) -> Runner:
    """Run blocks on the workers of a cluster; one that loses them again and again becomes failed rows."""

    def run(orders: Iterable[BlockOrder]) -> Generator[Block]:
        with closing(cluster.as_done(run_alone, orders, without_worker)) as done:
            for _place, block in done:
                yield block

    return run


def prepare_folder(sweep: Sweep, folder: Path | None, resume: bool = False, force: bool = False) -> tuple[Path, bool]:
    """Claim the folder (default `runs/<UTC time>-<hash8>`), and whether its blocks must be compared with the plan."""
    manifest = sweep_manifest(sweep)
    place = folder or default_folder(manifest)
    return place, claim(place, manifest, resume, force)


def missing(
    sweep: Sweep, folder: Path, compare: bool, found: Callable[[int], None] | None = None
) -> Iterator[BlockOrder]:
    """Blocks that are not there, one at a time; `found` is called with the number of runs of each that is."""
    for number in range(sweep.blocks):
        has_note = (folder / note_name(number)).is_file()
        order = sweep.order(number) if compare or not has_note else None
        block = stored(folder, number, order.content if compare and order else None) if has_note else None
        if block is None:
            yield order or sweep.order(number)
        elif found:
            found(block["runs"])


def run_sweep(
    sweep: Sweep,
    folder: Path | None = None,
    runner: Runner | None = None,
    resume: bool = False,
    force: bool = False,
    progress: Callable[[int], None] | None = None,
) -> SweepResult:
    """Run what is missing of a sweep and leave a finished folder.

    The data do not depend on the runner, on the number of workers, or on how often the sweep was stopped.
    `progress` gets the number of runs that are found or stored. Raises InputProblem (a folder that is not this
    sweep's, a disk that is full: what was finished is kept); Stopped on KeyboardInterrupt.
    """
    place, compare = prepare_folder(sweep, folder, resume, force)
    run = runner or on_threads()
    try:
        with closing(run(missing(sweep, place, compare, progress))) as blocks:
            for block in blocks:
                check_still_ours(place)
                store(place, block)
                if progress:
                    progress(block.runs.num_rows)
    except KeyboardInterrupt as error:
        raise Stopped from error
    check_still_ours(place)
    with readable(place):
        _write_failures(place, sweep.blocks)
    finish(place, sweep.blocks)
    return SweepResult.load(place)


def runs_kept(sweep: Sweep, folder: Path) -> int:
    """Number of runs in blocks that are whole."""
    return sum(block["runs"] for n in range(sweep.blocks) if (block := stored(folder, n)) is not None)


def _write_failures(folder: Path, blocks: int) -> None:
    """`failures.csv`: run, stage and text of each failed run; absent when all were done."""
    text = io.StringIO()
    writer: Any = csv.writer(text, lineterminator="\n")
    columns = ["run", "mix", "future", "point", "replication", "stage", "failure"]
    count = 0
    for number in range(blocks):
        table = pq.read_table(folder / parts(number)["runs"], columns=["status", *columns])
        for row in table.filter(pq.filters_to_expression([("status", "=", FAILED)])).to_pylist():
            writer.writerow([row[name] for name in columns])
            count += 1
    (folder / "failures.csv").unlink(missing_ok=True)
    if count:
        write_text(folder / "failures.csv", ",".join(columns) + "\n" + text.getvalue())
