"""What takes a moment, but no job: worked out on a thread, shown when it is there, while others are served."""

from collections.abc import Callable
from typing import Any

from nicegui import run, ui

from simulation.problems import InputProblem
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, status


def aside[T](view: View, place: Any, work: Callable[[], T], show: Callable[[T], None]) -> None:
    """Fill `place` with `show(work())`; an InputProblem is said there. What stood there stays until then.

    Asked again for the same place before that, only the last asked is shown.
    """

    async def fill() -> None:
        try:
            result: Any = await run.io_bound(work)
        except InputProblem as problem:
            result = problem
        if timer.is_deleted or result is None:  # overtaken, or the page was left, or the server stops
            return
        place.clear()
        with place:
            if isinstance(result, InputProblem):
                alert(view.problem(result))
            else:
                show(result)

    for child in list(place):
        if isinstance(child, ui.timer):
            child.delete()
    with place:
        if not place.default_slot.children:
            _ = view.words
            status(_("Computing"))
        timer = ui.timer(0.01, fill, once=True)
