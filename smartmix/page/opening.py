"""What the server does once its page answers: load what pages are made of, compile, and compare for the first time.

Light to import: it stands before anything that takes seconds.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from experiments import defaults
from smartmix.marks import _
from smartmix.page.serving.jobs import Job, JobDesk, step_back

#: The person of the server's own work.
HOUSE = "house"
#: Seconds between two looks at whether the rules are compiled.
LOOK = 0.2
#: Starts a process that loads modules.
type Prepare = Callable[..., None]


class Opening:
    """The server's first work, in a thread of its own; pages look here for what fills them.

    builders: what fills each page by path, None while that is being loaded; problem: why it could not be.
    """

    def __init__(self, desk: JobDesk, tell: Callable[[str], None], computes: Prepare, draws: Prepare) -> None:
        """`tell(what)` says on the terminal what is being prepared.

        computes, draws: start a process that computes or draws, which loads the modules named.
        """
        self.builders: Mapping[str, Callable[[Any], Any]] | None = None
        self.problem: str | None = None
        self._desk, self._tell, self._computes, self._draws = desk, tell, computes, draws
        self._first: Job | None = None

    def start(self, answers: Callable[[], bool], ready: Callable[[], None]) -> None:
        """Call `ready` as soon as `answers()` holds, and only then take the processors."""
        threading.Thread(target=self._run, args=(answers, ready), name="opening", daemon=True).start()

    def _run(self, answers: Callable[[], bool], ready: Callable[[], None]) -> None:
        while not answers():
            time.sleep(0.01)
        ready()
        step_back()
        try:
            self._computes("smartmix.page.serving.work")
            self.load()
            self._draws("smartmix.page.compare.drawn", "results.questions")
            self._first_comparison()
        except Exception as error:  # a page that is asked for says it
            self.problem = f"{type(error).__name__}: {error}"

    @property
    def is_over(self) -> bool:
        """Whether the first comparison shows something, or never will."""
        first = self._first
        return self.problem is not None or (first is not None and (first.is_over or first.shown is not None))

    def load(self) -> None:
        """Import what pages are made of: some seconds."""
        from smartmix.page.site import BUILDERS  # noqa: PLC0415

        self.builders = BUILDERS

    def _first_comparison(self) -> None:
        """Compile, and begin the default comparison, so that the first visitor finds it under way."""
        from scenarios.scope import everyone  # noqa: PLC0415
        from simulation.compiled import is_warm  # noqa: PLC0415
        from smartmix.page.serving.work import COMPILING, Request, compute, submit  # noqa: PLC0415

        self._tell(_("preparing the first comparison") if is_warm() else COMPILING)
        self._first = submit(self._desk, HOUSE, Request(defaults.MIXES))
        ready = Request(defaults.MIXES, draws=2, steps=())  # which the other process is made ready by

        def make_ready(job: Job) -> Any:
            while not (is_warm() or self.is_over):  # what one process compiles, the other need not
                job.check()
                job.wait(LOOK)
            return compute(ready, job)

        self._desk.submit(HOUSE, "ready", make_ready)
        self._desk.submit(HOUSE, "all-firms", lambda _job: bool(everyone()))  # for the scope counter
