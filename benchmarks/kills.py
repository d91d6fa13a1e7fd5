"""Studies that are ended at random moments: do they go on to the same bytes, and say what is true on the way?

`python -m benchmarks.kills` makes each study once undisturbed, then again and again in processes that a random signal
ends at a random moment, one in three of them a second time on its way on. Each goes on with the command that it named
itself and must end in the same files, byte for byte; the table gives the tries and what was wrong, and the status is 1
where something was. Signals are heard also when this is started with nohup.
"""

import argparse
import contextlib
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.damage import call
from benchmarks.row import row

ROOT = Path(__file__).parents[1]
_PLAN = {
    "format": 1,
    "mixes": ["mix-1", "mix-2"],
    "baseline": "mix-0",
    "firms": 300,
    "years": [2024],
    "parameters": {"kind": "prior", "count": 40},
    "indicators": ["practice", "awareness"],
    "runs_per_block": 10,
}
_TINY = ("--prior", "--workers", "1", "--no-figures", "--quiet")
#: What is ended: long enough that there is something to keep, and no longer.
COMMANDS: dict[str, tuple[str, ...]] = {
    "compare": ("compare", "mix-1", "--draws", "150", "--firms", "300", "--until", "2022", *_TINY),
    "sweep": ("sweep", "../plan.yaml", "--workers", "1", "--quiet"),
    "robustness": ("robustness", "mix-1", "--worlds", "futures", "--draws", "50", "--firms", "200", *_TINY),
    "synergy": ("synergy", "mix-3", "--draws", "4", "--year", "2022", "--firms", "200", *_TINY),
}
#: The folder of each try, in a place of its own: what a run says of its command is then the same in all of them.
RUN = "run"
#: Signals, and the status with which a command that hears them ends.
SIGNALS = {"SIGKILL": -signal.SIGKILL, "SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130}
#: Of all tries: ended before the folder is there; of those that are ended later: ended again on the way on.
_BEFORE, _AGAIN = 0.2, 1 / 3
#: Seconds that a process may take, whatever the machine does.
_PATIENCE = 600.0
_STOPPED = re.compile(r"stopped: (\d+) of (\d+) (?:draws|runs) are kept in run; go on with: (smartmix .*)\n")
_NOTHING = "stopped; nothing new was kept\n"
_FINISHED = "stopped; the run was finished by then and is in run\n"


class Undisturbed(NamedTuple):
    """A run that nobody ended: its files, and the seconds until its folder was there and until its end."""

    files: dict[str, bytes]
    folder: float
    end: float


class Hit(NamedTuple):
    """One signal: the study, the signal, whether it met a process, the seconds to its end, and what was wrong."""

    study: str
    signal: str
    met: bool
    seconds: float
    faults: tuple[str, ...]


def begun(words: Sequence[str], place: Path) -> subprocess.Popen[str]:
    """A command as a process that hears all signals, in a place and with temporary files of its own."""
    (place / "temporary").mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(place / "temporary"), "SMARTMIX_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, "-m", "smartmix", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=place,
        env=environment,
        preexec_fn=_hear_all,  # noqa: PLW1509 - it only sets signals
    )


def _hear_all() -> None:
    """In the child: who started us may ignore signals (nohup, a shell's background), which children inherit."""
    for name in SIGNALS:
        if name != "SIGKILL":
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def files_of(place: Path) -> dict[str, bytes]:
    """All files below a folder by name."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def undisturbed(words: Sequence[str], place: Path) -> Undisturbed:
    """Make it once. Raises RuntimeError when it cannot be made."""
    start, folder = time.monotonic(), 0.0
    running = begun((*words, "--out", RUN), place)
    while running.poll() is None:
        if not folder and (place / RUN).is_dir():
            folder = time.monotonic() - start
        time.sleep(0.01)
    if running.wait() != 0:
        raise RuntimeError(f"{' '.join(words)}: {running.communicate()[1]}")
    running.communicate()
    return Undisturbed(files_of(place / RUN), folder, time.monotonic() - start)


def tried(study: str, good: Undisturbed, place: Path, chance: random.Random) -> list[Hit]:
    """End one study once or twice, let it go on, and look; the hits, the last with what was wrong at the end."""
    words: Sequence[str] = (*COMMANDS[study], "--out", RUN)
    hits: list[Hit] = []
    while not hits or (hits[-1].met and not (place / RUN / "manifest.json").is_file() and chance.random() < _AGAIN):
        hit, words = _ended(study, words, good, place, chance)
        hits.append(hit)
    held = _finished_work(place / RUN)
    faults = list(hits[-1].faults)
    with contextlib.chdir(place):
        done = call(*(words if not (place / RUN / "manifest.json").is_file() else ("show", RUN)))
        faults += [f"goes on with status {done.status}: {done.err.strip()}"] if done.status else []
        verified = call("verify", RUN)
        faults += [f"verify: status {verified.status}"] if verified.status else []
    faults += _unlike(files_of(place / RUN), good.files)
    faults += [f"{name} was made again" for name, when in held.items() if _time(place / RUN / name) != when]
    return [*hits[:-1], hits[-1]._replace(faults=tuple(faults))]


def _ended(
    study: str, words: Sequence[str], good: Undisturbed, place: Path, chance: random.Random
) -> tuple[Hit, Sequence[str]]:
    """Start a process, end it, and look at what it says and leaves; the hit and the words to go on with."""
    name = chance.choice(sorted(SIGNALS))
    is_before = chance.random() < _BEFORE
    wait = chance.uniform(0.0, good.folder if is_before else good.end - good.folder)
    held, before = _finished_work(place / RUN), _left(place)
    running = begun(words, place)
    while not is_before and not (place / RUN).is_dir() and running.poll() is None:
        time.sleep(0.005)
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(wait)
    sent, met = time.monotonic(), running.poll() is None
    running.send_signal(getattr(signal, name))
    out, err = running.communicate(timeout=_PATIENCE)
    seconds = time.monotonic() - sent
    faults = _what_it_says(running.returncode, out, err, name, place / RUN, held)
    if name != "SIGKILL":
        left = _left(place) - before  # what one that was killed left is taken away by whoever goes on
        faults += [f"left behind: {', '.join(sorted(left))}"] if left else []
    said = _STOPPED.fullmatch(err)
    if said:
        words = shlex.split(said[3])[1:]
    elif study == "sweep" and (place / RUN).is_dir() and "--resume" not in words:
        words = (*words, "--resume")
    return Hit(study, name, met, seconds if met else 0.0, tuple(faults)), words


def _what_it_says(status: int, out: str, err: str, name: str, run: Path, held: dict[str, int]) -> list[str]:
    """What is wrong with the status and the line of a process that was sent a signal; held: what was kept before."""
    is_whole = (run / "manifest.json").is_file()
    if status == 0:  # it was done before it heard
        return [] if is_whole and err == "" else [f"status 0: {err.strip() or 'and no manifest'}"]
    if name == "SIGKILL":
        return [] if (status, err) == (-signal.SIGKILL, "") else [f"status {status}: {err.strip()}"]
    number = int(getattr(signal, name))
    if status == -number and err == "" and (is_whole or _finished_work(run) == held):
        return []  # Python was starting or ending: nothing is half-written, and a shell shows the same status
    faults = [] if status == SIGNALS[name] else [f"status {status} after {name}"]
    faults += [f"on standard output: {out[:100]!r}"] if out and not is_whole else []
    said = _STOPPED.fullmatch(err)
    is_true = (
        int(said[1]) <= int(said[2]) and not is_whole
        if said
        else err == _FINISHED
        if is_whole
        else err == _NOTHING and _finished_work(run) == held
    )
    return faults if is_true else [*faults, f"says what is not so: {err.strip()[-200:]!r}"]


def _left(place: Path) -> set[str]:
    """What is there only while something is being written."""
    files = [*place.glob("temporary/*"), *place.rglob(".writing-*"), *place.rglob("writing.lock")]
    return {path.relative_to(place).as_posix() for path in files}


def _finished_work(run: Path) -> dict[str, int]:
    """Files of whole blocks of a comparison or a sweep, with the time of their last change."""
    noted = {path.stem.lstrip("0") or "0" for path in run.glob("blocks/*.json")}
    files = (path for folder in ("data", "runs") for path in (run / folder).rglob("*.parquet"))
    return {
        path.relative_to(run).as_posix(): _time(path)
        for path in files
        if (path.stem.lstrip("0") or "0") in noted and not path.name.startswith(".")
    }


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _unlike(found: dict[str, bytes], good: dict[str, bytes]) -> list[str]:
    return [
        *(f"{name} is missing" for name in sorted({*good} - {*found})),
        *(f"{name} was left behind" for name in sorted({*found} - {*good})),
        *(f"{name} has other bytes" for name in sorted({*good} & {*found}) if good[name] != found[name]),
    ]


def campaign(kills: int, seed: int, studies: Sequence[str], folder: Path) -> list[Hit]:
    """So many signals that met a process, over these studies in turn."""
    chance = random.Random(seed)
    (folder / "plan.yaml").write_text(yaml.safe_dump(_PLAN), encoding="utf-8")
    good = {study: undisturbed(COMMANDS[study], folder / f"{study}-whole") for study in studies}
    hits: list[Hit] = []
    for number in range(10 * kills):
        study = studies[number % len(studies)]
        for hit in tried(study, good[study], folder / f"{study}-{number}", chance):
            hits.append(hit)
            print(f"{number}: {hit}", file=sys.stderr, flush=True)
        if sum(hit.met for hit in hits) >= kills:
            break
    return hits


def table(hits: Sequence[Hit]) -> str:
    """Hits and faults by study and signal, as Markdown; then each fault."""
    lines = ["| study | signal | kills | failures | slowest end (s) |", "|---|---|---|---|---|"]
    met = [hit for hit in hits if hit.met]
    pairs = sorted({(hit.study, hit.signal) for hit in met})
    for study, name in [*pairs, ("all", "all")]:
        some = [hit for hit in met if study == "all" or (hit.study, hit.signal) == (study, name)]
        slowest = max((hit.seconds for hit in some), default=0.0)
        lines.append(f"| {study} | {name} | {len(some)} | {sum(bool(hit.faults) for hit in some)} | {slowest:.2f} |")
    lines.append(f"\n{len(hits) - len(met)} more runs were over before the signal.")
    faulty = [hit for hit in hits if hit.faults]
    worst = max((hit.seconds for hit in met), default=0.0)
    told = faulty[0].faults[0] if faulty else f"{worst:.2f} s from signal to end"
    return "\n".join([*lines, *map(str, faulty), row("kills", len(met), len(faulty), told)])


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--studies", nargs="+", choices=list(COMMANDS), default=list(COMMANDS))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        hits = campaign(asked.kills, asked.seed, asked.studies, Path(place))
    print(table(hits))
    return int(any(hit.faults for hit in hits))


if __name__ == "__main__":
    sys.exit(_main())
