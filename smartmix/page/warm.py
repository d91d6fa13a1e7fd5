"""What the server does before it opens: compile, load, and compute a first comparison, so that nobody waits for it."""

from collections.abc import Callable

from experiments import defaults
from scenarios.scope import everyone
from simulation.compiled import is_warm
from smartmix.marks import _
from smartmix.page.serving.jobs import JobDesk
from smartmix.page.serving.work import Request, submit

#: The person of the server's own work.
HOUSE = "house"


def warm_up(desk: JobDesk, tell: Callable[[str], None]) -> None:
    """Wait for the first step of the default comparison; the others go on while the page is open."""
    compiling = _("turning the rules into machine code, once (20 seconds or so)")
    tell(_("preparing the first comparison") if is_warm() else compiling)
    job = submit(desk, HOUSE, Request(defaults.MIXES))
    while job.shown is None and not job.is_over:
        job.wait(0.1)
    desk.submit(HOUSE, "all-firms", lambda _job: bool(everyone()))  # for the scope counter, while people look around
