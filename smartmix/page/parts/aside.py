"""What takes a moment, but no job: worked out on a thread, shown when it is there, while others are served."""

from collections.abc import Callable
from typing import Any

from nicegui import run, ui

from simulation.problems import InputProblem
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, status


def aside[T](view: View, place: Any, work: Callable[[], T], show: Callable[[T], None]) -> None:
    """Fill `place` with `show(work())`; an InputProblem is said there. What stood there stays until then."""

    async def fill() -> None:
        try:
            result: Any = await run.io_bound(work)
        except InputProblem as problem:
            place.clear()
            with place:
                alert(view.problem(problem))
            return
        if place.is_deleted:
            return
        place.clear()
        with place:
            show(result)

    with place:
        if not place.default_slot.children:
            _ = view.words
            status(_("Computing"))
        ui.timer(0.01, fill, once=True)
