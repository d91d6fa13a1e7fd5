"""Two builds beside each other: `python -m benchmarks.against COMMIT [--only NAME,…] [--rounds N] [--with COMMIT]`.

Each build gets a folder and an environment of its own; every measurement is a fresh process, and the builds take turns
(old, new, old, new …), so that other work on the machine falls on both. Shown are ratios new to old, of the fastest and
of the median round, of wall time and of processor time (user and system, children included; on a busy machine the
firmer of the two), with the values. Prints a table in Markdown and saves benchmarks/results/against.json.

    python -m benchmarks.against f60360f --only mixes,import,install     a minute
    python -m benchmarks.against f60360f                                 all but the long ones, an hour or so
    python -m benchmarks.against f60360f --only sobol,synergy,sweep      growing work, see `growing`

Unix only: processor time and memory of a child are what `wait4` says.
"""

import argparse
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.report import machine, table

ROOT = Path(__file__).resolve().parent.parent
BUILDS = ROOT / ".smartmix" / "against"
SAVED = ROOT / "benchmarks" / "results" / "against.json"
#: uv says where it is to what it runs; elsewhere it is on the path.
UV = [os.environ.get("UV") or shutil.which("uv") or "uv"]

#: A run of so many firms, in a process of its own, by the build's own benchmarks.cases.
_QUARTERS = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from benchmarks.cases import Case
from benchmarks.processes import peak_mib
from simulation.vocabulary import QUARTERS
firms, threads, draws = json.loads(sys.argv[1])
case = Case(firms)
case.start().advance(case.policy, 4)
runs = [[case.start(threads * d + t) for d in range(draws)] for t in range(threads)]
wall, cpu = time.perf_counter(), time.process_time()
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(lambda mine: [one.advance(case.policy, QUARTERS) for one in mine], runs))
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
done = threads * draws * case.firms * QUARTERS
print(json.dumps({"wall": wall / done * 1e9, "cpu": cpu / done * 1e9, "peak": peak_mib()}))
"""
#: The first quarter of 700 firms.
_FIRST_QUARTER = "from benchmarks.cases import Case; case = Case(700); case.start().advance(case.policy, 1)"


@dataclass(frozen=True)
class Build:
    """A commit in a folder, with an environment that holds its packages."""

    commit: str
    folder: Path

    @property
    def python(self) -> str:
        """The interpreter of its environment."""
        return str(self.folder / ".venv" / "bin" / "python")


@dataclass
class Spent:
    """What one round cost: seconds (or nanoseconds a firm-quarter) and MiB; None where it was not measured."""

    wall: float | None = None
    cpu: float | None = None
    peak: float | None = None


@dataclass
class Compared:
    """The rounds of one measurement in both builds."""

    name: str
    unit: str
    old: list[Spent] = field(default_factory=list[Spent])
    new: list[Spent] = field(default_factory=list[Spent])

    def row(self, what: str) -> list[str] | None:
        """Values and ratios of wall, cpu or peak; None where there are none."""
        values = [[getattr(one, what) for one in rounds] for rounds in (self.old, self.new)]
        if any(value is None for rounds in values for value in rounds):
            return None
        (old, new), unit = values, "MiB" if what == "peak" else self.unit
        ratios = [pick(new) / pick(old) for pick in (min, median)]
        label = {"wall": "wall time", "cpu": "processor time", "peak": "memory"}[what]
        return [f"{self.name}, {label}", *(f"{pick(side):.3g} {unit}" for side in (old, new) for pick in (median,))] + [
            f"{ratio:.2f}" for ratio in ratios
        ]


def build(commit: str) -> Build:
    """The commit checked out below .smartmix, with its packages and those that tests need."""
    name = subprocess.run(
        ["git", "rev-parse", "--short=12", commit], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    folder = BUILDS / name
    if not folder.is_dir():
        subprocess.run(["git", "worktree", "add", "-q", "--detach", str(folder), name], cwd=ROOT, check=True)
    subprocess.run([*UV, "sync", "-q", "--group", "dev"], cwd=folder, check=True, env=_outside())
    return Build(name, folder)


def _outside(**more: str) -> dict[str, str]:
    """The environment of a child without what points to this build, where Python keeps its bytecode as it does."""
    left = ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "NUMBA_CACHE_DIR", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    return {key: value for key, value in os.environ.items() if key not in left} | {"SMARTMIX_LANG": "en", **more}


def spent(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> tuple[Spent, str]:
    """Run a command to its end; what it took, and what it printed. Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment or _outside(), stdout=out, stderr=err)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}: {err.read().decode()[-800:]}")
        return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), out.read().decode()


def command(words: list[str], one: Build) -> Spent:
    """`smartmix …` in a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        return spent([one.python, "-m", "smartmix", *words], Path(place))[0]


def code(text: str, one: Build) -> Spent:
    """A line of Python."""
    return spent([one.python, "-c", text], one.folder)[0]


def serve(one: Build) -> Spent:
    """From `smartmix serve` to the first answer of its page; processor time until then."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as place:
        words = [one.python, "-m", "smartmix", "serve", "--no-open", "--port", port]
        began = time.perf_counter()
        server = subprocess.Popen(
            words, cwd=place, env=_outside(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/?lang=en", timeout=600) as page:
                        assert page.status == 200
                    break
                except urllib.error.URLError:
                    if server.poll() is not None:
                        raise RuntimeError("the server ended") from None
                    time.sleep(0.01)
            wall = time.perf_counter() - began
            ticks = Path(f"/proc/{server.pid}/stat")
            used = ticks.read_text().rpartition(")")[2].split() if ticks.exists() else None
            cpu = None if used is None else (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")
        finally:
            server.terminate()
            server.wait()
    return Spent(wall, cpu)


def install(one: Build) -> Spent:
    """What `uv run smartmix` installs: MiB on disk, before anything is compiled; packages come from uv's cache."""
    with tempfile.TemporaryDirectory() as place:
        took, _text = spent([*UV, "sync", "-q"], one.folder, _outside(UV_PROJECT_ENVIRONMENT=f"{place}/environment"))
        blocks = sum(path.lstat().st_blocks for path in Path(place).rglob("*"))
    return Spent(took.wall, took.cpu, blocks * 512 / 2**20)


def cold(one: Build) -> Spent:
    """To the first quarter of 700 firms, with nothing compiled."""
    with tempfile.TemporaryDirectory() as cache:
        return spent([one.python, "-c", _FIRST_QUARTER], one.folder, _outside(NUMBA_CACHE_DIR=cache))[0]


def first_answer(one: Build) -> Spent:
    """From Python with uv and a warm package cache to the end of the default comparison: packages, compiling, all."""
    with tempfile.TemporaryDirectory() as place:
        environment = _outside(UV_PROJECT_ENVIRONMENT=f"{place}/environment", NUMBA_CACHE_DIR=f"{place}/cache")
        words = [*UV, "run", "-q", "smartmix", "compare", "--quiet", "--out", f"{place}/run"]
        return spent(words, one.folder, environment)[0]


def quarters(firms: Any, threads: int, draws: int, one: Build) -> Spent:
    """Nanoseconds a firm-quarter, and the peak of the process."""
    _took, text = spent([one.python, "-c", _QUARTERS, json.dumps([firms, threads, draws])], one.folder)
    return Spent(**json.loads(text))


def growing(words: Callable[[int], list[str]], sizes: tuple[int, int], one: Build) -> Spent:
    """The work that grows, between two sizes: seconds a unit, without start-up. Ratios hold for the whole."""
    command(words(sizes[0]), one)  # compiles
    few, many = (command(words(size), one) for size in sizes)
    more = sizes[1] - sizes[0]
    assert few.wall is not None and many.wall is not None and few.cpu is not None and many.cpu is not None
    return Spent((many.wall - few.wall) / more, (many.cpu - few.cpu) / more, many.peak)


def _sweep(runs: int) -> list[str]:
    plan = Path(tempfile.mkdtemp()) / "plan.yaml"
    plan.write_text(f"format: 1\nmixes: [mix-2]\nfirms: 400\nparameters: {{kind: prior, count: {runs}}}\n")
    return ["sweep", str(plan), "--workers", "1", "--quiet", "--out", "run"]


#: Thirty inputs that both builds know: what is uncertain by default has grown from 67 to 109, and work with it.
_INPUTS = shlex.split("""
start_awareness start_awareness_size start_practice start_coverage norm_mean norm_spread norm_size norm_finance
capability_size letter_effect passive_effect contact_effect awareness_by_condition awareness_by_transparency
awareness_by_announcement awareness_fade motive_intercept normative_weight social_weight calculative_weight
voluntary_ceiling legal_duty announcement_share cost_weight rival_weight commitment_speed
commitment_by_initiative endorsement_rate endorsement_by_letter endorsement_by_condition
""")


def _sobol(points: int) -> list[str]:
    asked = ["--method", "sobol", "--draws", str(points), "--firms", "5000", "--prior", "--no-figures", "--quiet"]
    return ["sensitivity", "mix-2", *asked, *(word for name in _INPUTS for word in ("--parameter", name))]


def _synergy(draws: int) -> list[str]:
    return ["synergy", "mix-2", "--draws", str(draws), "--no-figures", "--quiet"]


#: Name: what is measured, unit, how.
MEASURED: dict[str, tuple[str, str, Callable[[Build], Spent]]] = {
    "mixes": ("`smartmix mixes`", "s", partial(command, ["mixes"])),
    "import": ("`import smartmix`, a verb named", "s", partial(code, "import smartmix as sm; sm.compare; sm.mixes")),
    "serve": ("`serve` to a page that answers", "s", serve),
    "install": ("the main command installs", "s", install),
    "cold": ("cold start to the first quarter", "s", cold),
    "compare": ("default compare, warm", "s", partial(command, ["compare", "--quiet", "--out", "run"])),
    "answer": ("from Python to the first answer", "s", first_answer),
    "5000": ("5,000 firms, one thread", "ns", partial(quarters, 5_000, 1, 4)),
    "40000": ("40,000 firms, one thread", "ns", partial(quarters, 40_000, 1, 1)),
    "full": ("406,000 firms, one thread", "ns", partial(quarters, "full", 1, 1)),
    "full2": ("406,000 firms, two threads", "ns", partial(quarters, "full", 2, 1)),
    "sweep": ("a run of 400 firms in a sweep, marginal", "s", partial(growing, _sweep, (400, 1_600))),
    "sobol": ("Sobol of 30 inputs at 5,000 firms, a base point, marginal", "s", partial(growing, _sobol, (8, 32))),
    "synergy": ("synergy of mix-2, a draw of all subsets, marginal", "s", partial(growing, _synergy, (4, 12))),
}
#: Not measured unless named.
LONG = ("sweep", "sobol", "synergy")


def compare(old: Build, new: Build, names: list[str], rounds: int) -> list[Compared]:
    """Every measurement, once in each build before it counts, then in turns."""
    found: list[Compared] = []
    for name in names:
        title, unit, measure = MEASURED[name]
        one = Compared(title, unit)
        for turn in range(rounds + 1):
            print(f"{title}: round {turn} of {rounds}", file=sys.stderr, flush=True)
            before, after = measure(old), measure(new)
            if turn or name in LONG or rounds == 0:  # the first compiles, and warms files
                one.old.append(before)
                one.new.append(after)
        found.append(one)
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description="Two builds beside each other.")
    parser.add_argument("old", help="commit to compare with, such as f60360f")
    parser.add_argument("--with", dest="new", default="HEAD", help="commit that is compared (default: HEAD)")
    parser.add_argument("--only", default="", help=f"of {', '.join(MEASURED)}")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count (0: the first alone)")
    parser.add_argument("--clean", action="store_true", help="take the folders of both builds away afterwards")
    parser.add_argument("--no-save", action="store_true", help="print only")
    asked = parser.parse_args()
    names = [name for name in asked.only.split(",") if name] or [name for name in MEASURED if name not in LONG]
    unknown = set(names) - set(MEASURED)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(MEASURED)}")
    old, new = build(asked.old), build(asked.new)
    found = compare(old, new, names, asked.rounds)
    rows = [row for one in found for what in ("wall", "cpu", "peak") if (row := one.row(what)) is not None]
    heads = ["measured", f"{old.commit[:7]}, median", f"{new.commit[:7]}, median", "ratio, fastest", "ratio, median"]
    print(table(heads, rows))
    if not asked.no_save:
        _save(old, new, names, found)
    if asked.clean:
        for one in (old, new):
            subprocess.run(["git", "worktree", "remove", "--force", str(one.folder)], cwd=ROOT, check=True)
        shutil.rmtree(BUILDS, ignore_errors=True)


def _save(old: Build, new: Build, names: list[str], found: list[Compared]) -> None:
    """Keep what was measured, beside what was kept of other measurements."""
    kept = json.loads(SAVED.read_text(encoding="utf-8"))["measured"] if SAVED.is_file() else {}
    kept |= {
        name: {"old": old.commit[:7], "new": new.commit[:7], **asdict(one)}
        for name, one in zip(names, found, strict=True)
    }
    SAVED.write_text(
        json.dumps({"format": 1, "machine": machine(), "measured": kept}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
