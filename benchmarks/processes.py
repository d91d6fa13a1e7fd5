"""Start-up time and peak memory, each in a fresh process.

Call these before the calling process has grown: on Linux a child's peak counts what its parent held when
it was started.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

_CHILD = """
import json, sys, time
begin = time.perf_counter()
from benchmarks.cases import Case
imported = time.perf_counter()
firms, quarters = json.loads(sys.argv[1]), int(sys.argv[2])
if firms:
    case = Case(firms)
    laid_out = time.perf_counter()
    case.start().advance(case.policy, quarters)
    done = time.perf_counter()
else:
    laid_out = done = imported
from benchmarks.processes import peak_mib
print(json.dumps({"import": imported - begin, "population": laid_out - imported, "first_quarters": done - laid_out,
                  "total": done - begin, "peak_mib": peak_mib()}))
"""


def peak_mib() -> float | None:
    """Most memory this process has held, in MiB; None where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def fresh(firms: Any, quarters: int, cache: str | None = None) -> dict[str, Any]:
    """Run so many firms and quarters in a new process (no firms: only the imports); seconds and peak."""
    environment = os.environ | ({"NUMBA_CACHE_DIR": cache} if cache else {})
    command = [sys.executable, "-W", "ignore", "-c", _CHILD, json.dumps(firms), str(quarters)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def start_up(rounds: int = 3) -> dict[str, dict[str, float]]:
    """Seconds to the first quarter of 700 firms: cache empty (compiling), and kept from before (median)."""
    with tempfile.TemporaryDirectory() as cache:
        cold = fresh(700, 1, cache)
        kept = [fresh(700, 1, cache) for _ in range(rounds)]
    return {"cold": cold, "cached": {name: median(one[name] for one in kept) for name in cold}}


def memory(sizes: list[Any]) -> list[dict[str, Any]]:
    """Peak memory of one run of eight quarters, by number of firms; 0 firms: the imports alone."""
    fresh(700, 1)  # the compiler takes memory too: let it have done its work
    return [{"firms": firms, "peak_mib": fresh(firms, 8)["peak_mib"]} for firms in (0, *sizes)]


def memory_of_draws(draws: int) -> float | None:
    """Peak memory in MiB of `smartmix compare` with so many draws of 100 firms; None without that command.

    Compare 10,000 with 100 draws: draws must not stay in memory.
    """
    if importlib.util.find_spec("smartmix.cli") is None:
        return None
    code = (
        "import sys\nfrom benchmarks.processes import peak_mib\nfrom smartmix.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "finally:\n    print('peak', peak_mib(), file=sys.stderr)\n"
    )
    asked = ["compare", "--draws", str(draws), "--firms", "100", "--no-figures"]
    here = str(Path(__file__).resolve().parent.parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])}
    with tempfile.TemporaryDirectory() as folder:  # its run folder goes with it
        done = subprocess.run(
            [sys.executable, "-c", code, *asked],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    peaks = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("peak ")]
    if done.returncode or not peaks:
        raise RuntimeError(f"smartmix compare ended with {done.returncode}: {done.stderr[-500:]}")
    return float(peaks[-1])
