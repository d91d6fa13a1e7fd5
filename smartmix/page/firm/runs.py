"""One run with the stage of every firm in every quarter, and the life of one firm in one or two mixes, as jobs."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from experiments.files import content_id
from experiments.life import LifeOfFirm, life_of_firm
from experiments.settings import CompareSettings
from scenarios.library import fingerprint, load_mix
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, SECTORS, Size, Stage
from smartmix.page.serving.jobs import Job, JobDesk
from smartmix.page.serving.work import Request, own_file

STAGES = tuple(stage.name.lower() for stage in Stage)
SIZES = tuple(size.name.lower() for size in Size)
#: Firms that a search lists at most.
MOST_FOUND = 60


@dataclass(frozen=True)
class MixInDraw:
    """A mix in a draw: what every run of the page One firm shares."""

    mix: str
    baseline: str
    future: str
    draw: int
    firms: int = field(default_factory=lambda: Request(()).firms)
    seed: int = 1
    own: tuple[tuple[str, str], ...] = ()

    def place(self, mix: str) -> str:
        """The id of a shipped mix, the file of one of the user's own."""
        return next((own_file(mix, text) for own, text in self.own if own == mix), mix)

    def settings(self, first_year: int) -> CompareSettings:
        """Settings of a run from a year to the last one that can be simulated."""
        return CompareSettings(
            mixes=(self.place(self.mix),),
            baseline=self.place(self.baseline),
            future=self.future,
            draws=self.draw + 1,
            firms=self.firms,
            seed=self.seed,
            first_year=first_year,
            last_year=LAST_YEAR,
        )

    def key_of(self, kind: str, *more: object) -> str:
        """Equal for equal runs."""
        mixes = [fingerprint(load_mix(self.place(name))) for name in (self.mix, self.baseline)]
        same = [*mixes, self.future, self.draw, self.firms, self.seed, *more]
        return f"{kind}-" + content_id({"same": same})


@dataclass(frozen=True)
class StagesOfFirms:
    """The stage of every firm at the end of every quarter.

    firm_id, sector, size, goal90: (firms,), codes as in `simulation.vocabulary`; stages (quarters, firms) int8 from
    the first quarter of 2012; start: the last quarter before the mixes part, which gives firms their starting stage.
    """

    world: MixInDraw
    firm_id: Any
    sector: Any
    size: Any
    goal90: Any
    stages: Any
    start: int

    @property
    def start_year(self) -> int:
        """The year of the starting stage."""
        return FIRST_YEAR + self.start // 4

    def found(self, stage: str = "", sector: str = "", size: str = "") -> list[int]:
        """Ids of firms with these traits; the larger ones and those of the 90% goal first."""
        chosen = np.ones(len(self.firm_id), bool)
        if stage:
            chosen &= self.stages[self.start] == STAGES.index(stage)
        if sector:
            chosen &= self.sector == SECTORS.index(sector)
        if size:
            chosen &= self.size == SIZES.index(size)
        rows = np.flatnonzero(chosen)
        order = np.lexsort((self.firm_id[rows], -self.size[rows].astype(int), ~self.goal90[rows].astype(bool)))
        return [int(number) for number in self.firm_id[rows[order]]]

    def row(self, firm: int) -> int | None:
        """Where a firm stands; None when it is not in the sample."""
        place = int(np.searchsorted(self.firm_id, firm))
        return place if place < len(self.firm_id) and int(self.firm_id[place]) == firm else None


def submit_stages(desk: JobDesk, person: str, world: MixInDraw) -> Job:
    """The job of the stages of all firms; quarters as units. Raises InputProblem."""
    quarters = 4 * (LAST_YEAR - FIRST_YEAR + 1)
    return desk.submit(person, world.key_of("stages"), lambda job: job.apart(_stages, world), quarters)


def _stages(job: Job, world: MixInDraw) -> StagesOfFirms:
    from experiments.one_run import run_one  # noqa: PLC0415 - Arrow takes a moment
    from simulation.population import load_population  # noqa: PLC0415

    kept: list[Any] = []

    def each_quarter(table: Any) -> None:
        kept.append(np.asarray(table["stage"]).astype(np.int8))
        job.advance()

    run = run_one(world.settings(FIRST_YEAR), world.place(world.mix), world.draw, each_quarter)
    people = load_population(world.firms)
    start = max(0, min(run.branch, len(kept)) - 1)
    return StagesOfFirms(world, people.firm_id, people.sector, people.size, people.goal90, np.stack(kept), start)


@dataclass(frozen=True)
class Lives:
    """The same firm, with the same luck, in each mix."""

    lives: tuple[LifeOfFirm, ...]


#: First year that is told: some years before the mixes part.
TOLD_FROM = CompareSettings().first_year


def submit_lives(desk: JobDesk, person: str, world: MixInDraw, firm: int, mixes: tuple[str, ...]) -> Job:
    """The job of the lives of a firm in mixes; mixes as units. Raises InputProblem."""
    prints = [fingerprint(load_mix(world.place(mix))) for mix in mixes]
    key = world.key_of("life", firm, *prints)
    return desk.submit(person, key, lambda job: job.apart(_lives, world, firm, mixes), len(mixes))


def _lives(job: Job, world: MixInDraw, firm: int, mixes: tuple[str, ...]) -> Lives:
    lives: list[LifeOfFirm] = []
    for mix in mixes:
        lives.append(life_of_firm(world.settings(TOLD_FROM), world.place(mix), world.draw, firm))
        job.advance()
    return Lives(tuple(lives))
