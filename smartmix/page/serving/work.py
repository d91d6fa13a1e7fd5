"""Comparisons for the page: requested by value, run as a job in steps of draws, kept in temporary run folders."""

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from experiments.compare import Comparison, run_comparison
from experiments.files import content_id, write_text
from experiments.integrity import note_name
from experiments.manifest import manifest_of
from experiments.prepare import prepare
from experiments.run_folder import claim_folder, default_folder
from experiments.runner import BLOCK_OF_DRAWS
from experiments.settings import CompareSettings
from experiments.store import block_path
from experiments.summary import Summary
from experiments.worlds.summary import SmallSummary
from results.compare.by_objective import rows_by_world
from scenarios.library import fingerprint, list_mixes, load_mix
from simulation.compiled import is_warm
from smartmix.marks import _
from smartmix.page.serving.jobs import Job, JobDesk
from smartmix.page.serving.limits import page_draws, page_firms

COMPILING = _("turning the rules into machine code, once (20 seconds or so)")
#: Draws after which something is shown: the first is quick.
STEPS = (20, 50, 100, 200)
#: Seconds between two steps.
PAUSE = 0.6


@dataclass
class Shown:
    """A comparison and the temporary folder that it reads from; the folder goes when nobody holds this any more."""

    comparison: Comparison
    _holder: "tempfile.TemporaryDirectory[str]"

    @property
    def draws(self) -> int:
        """How many draws it rests on."""
        return int(self.comparison.manifest["settings"]["draws"])


@dataclass(frozen=True)
class Request:
    """What a page wants compared. `own` are mixes of the user's own by id, as YAML text."""

    mixes: tuple[str, ...]
    baseline: str = CompareSettings().baseline
    future: str = CompareSettings().future
    draws: int = field(default_factory=page_draws)
    firms: int = field(default_factory=page_firms)
    seed: int = 1
    first_year: int = CompareSettings().first_year
    last_year: int = CompareSettings().last_year
    steps: tuple[int, ...] = STEPS
    own: tuple[tuple[str, str], ...] = field(default=())

    @property
    def places(self) -> dict[str, str]:
        """Where each mix is: the id of a shipped one, the file of one of the user's own."""
        return {mix: mix for mix in (self.baseline, *self.mixes)} | {mix: own_file(mix, text) for mix, text in self.own}

    def settings(self, folder: Path) -> CompareSettings:
        """Settings of a comparison; own mixes are written to the folder first."""
        places: dict[str, str] = {}
        for name, text in self.own:
            place = folder / f"{name}.yaml"
            place.write_text(text, encoding="utf-8")
            places[name] = str(place)
        return CompareSettings(
            mixes=tuple(places.get(mix, mix) for mix in self.mixes if mix != self.baseline),
            baseline=places.get(self.baseline, self.baseline),
            future=self.future,
            draws=self.draws,
            firms=self.firms,
            first_year=self.first_year,
            last_year=self.last_year,
            seed=self.seed,
        )

    @property
    def key(self) -> str:
        """Equal for equal requests, and for no others."""
        shipped = {name: fingerprint(load_mix(name)) for name in (self.baseline, *self.mixes) if name in list_mixes()}
        return "compare-" + content_id(
            {
                "mixes": self.mixes,
                "baseline": self.baseline,
                "future": self.future,
                "draws": self.draws,
                "firms": self.firms,
                "seed": self.seed,
                "years": (self.first_year, self.last_year),
                "own": [list(pair) for pair in self.own],
                "shipped": shipped,
            }
        )


@cache
def _own_folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="smartmix-own-", ignore_cleanup_errors=True)


def own_file(mix_id: str, text: str) -> str:
    """A mix of the user's own as a file that lasts as long as the server, for what reads mixes by file."""
    place = Path(_own_folder().name) / content_id({"text": text}) / f"{mix_id}.yaml"
    if not place.is_file():
        write_text(place, text)
    return str(place)


def submit(desk: JobDesk, person: str, request: Request) -> Job:
    """The job of a comparison; its `shown` is a `Shown`, at first of few draws. Raises InputProblem."""
    return desk.submit(person, request.key, lambda job: compute(request, job), request.draws)


def compute(request: Request, job: Job) -> Shown:
    """Run in steps, publishing after each; draws of one step are kept for the next."""
    steps = [draws for draws in request.steps if draws < request.draws] + [request.draws]
    before: Shown | None = None
    if not is_warm():
        job.say(COMPILING)
    for draws in steps:
        before = _shown(job, replace(request, draws=draws), before)
        if draws == request.draws:
            break
        job.publish(before)
        job.say("")
        job.wait(PAUSE)  # so that what is there is drawn before the next step takes the processors
        # what the first, partial block computed is computed again with the whole block
        job.done = draws // BLOCK_OF_DRAWS * BLOCK_OF_DRAWS
    assert before is not None
    return before


def _shown(job: Job, request: Request, before: Shown | None) -> Shown:
    holder = tempfile.TemporaryDirectory(prefix="smartmix-", ignore_cleanup_errors=True)
    kept = None if before is None else (before.comparison.folder, before.draws)
    return Shown(job.apart(_step, request, Path(holder.name), kept), holder)


def _step(job: Job, request: Request, place: Path, before: tuple[Path, int] | None) -> Comparison:
    """The comparison in a folder in `place`; before: folder and draws of an earlier step."""
    experiment = prepare(request.settings(place))
    job.check()
    manifest = manifest_of(experiment)
    folder = place / default_folder(manifest).name  # a run id, for memos
    done = 0
    if before is not None:
        claim_folder(folder, manifest)
        done = _take_over(*before, folder, list(experiment.mixes), request.draws)
    reported = -done  # run_comparison reports what it finds done; the job knows that already

    def progress(count: int) -> None:
        nonlocal reported
        if reported < 0:
            reported = 0
            return
        job.advance(count)

    made = run_comparison(experiment.settings, folder, None, progress, experiment)
    assert isinstance(made.summary, Summary)
    small = replace(made, summary=SmallSummary(folder, made.mixes, made.summary, request.draws))
    if len(small.mixes) > 1:
        rows_by_world(small)  # what pages ask first is looked up here and goes along
    return small


def _take_over(old: Path, old_draws: int, folder: Path, mixes: list[str], draws: int) -> int:
    """Copy the whole blocks of an earlier step: a draw is the same however many there are. How many draws."""
    blocks = old_draws // BLOCK_OF_DRAWS
    (folder / note_name(0)).parent.mkdir(parents=True, exist_ok=True)
    for block in range(blocks):
        for mix in mixes:
            source, target = block_path(old, mix, block), block_path(folder, mix, block)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        shutil.copyfile(old / note_name(block), folder / note_name(block))
        failed = old / "failed" / f"{block:05d}.json"
        if failed.is_file():
            (folder / "failed").mkdir(exist_ok=True)
            shutil.copyfile(failed, folder / "failed" / failed.name)
    return min(blocks * BLOCK_OF_DRAWS, draws)
