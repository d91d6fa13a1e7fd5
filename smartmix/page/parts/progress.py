"""A job on a page: how far it is, a button that stops it, and what to do whenever there is something new to show."""

import time
from collections.abc import Callable
from typing import Any

from nicegui import ui

from results.language import capital
from results.number_format import duration
from simulation.problems import InputProblem
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, box, button, status
from smartmix.page.serving.jobs import Job

#: Seconds between two looks at a job: all who wait are told of it this often, by the thread that fills pages too.
LOOK = 0.2
#: Units of work that are seen before the pace of a job is told.
SEEN = 4
#: Least seconds between two things shown: a chart that is taken away before it was drawn is an error in the browser.
APART = 1.0


def follow_instead(
    view: View, place: Any, submit: Callable[[], Job], show: Callable[[Any, bool], None], part: str = ""
) -> None:
    """Follow the job that `submit()` gives in `place`, and let the one go that was followed there before.

    What somebody no longer looks at would keep the processors, and count among the jobs that one may have. part: a
    name for the place, where it is made anew each time. An InputProblem is said in `place`.
    """
    name = part or str(place.id)
    leave = view.followed.pop(name, None)
    place.clear()
    with place:
        try:
            view.followed[name] = follow(view, submit(), show)
        except InputProblem as problem:
            alert(view.problem(problem))
    if leave is not None:
        leave()


def follow(view: View, job: Job, show: Callable[[Any, bool], None]) -> Callable[[], None]:
    """Watch a job inside the present element; `show(what, is_final)` is called for each new thing to show.

    Says how far the job is, with a button to stop it; a job that failed says why. What was published before a stop
    stays. The watching ends with the job or the page; the job with the last page that shows it, or where what is given
    back is called.
    """
    _ = view.words
    leave = view.desk.watch(view.person, job)
    ui.context.client.on_delete(leave)  # long after a connection that was lost
    shown: list[Any] = [None, False]  # what, and whether it was final
    pace = Pace()
    said: Any = None  # what line and bar tell
    place = box("div", css="row")
    with place:
        line = status()
        bar = ui.element("progress")
        bar.props["aria-label"] = _("Progress")
        stop = button(_("Stop"), lambda: view.desk.cancel(view.person, job))

    def look() -> None:
        nonlocal said
        is_over = job.is_over  # asked first: it may end while we look
        is_final = is_over and job.state == "done"
        is_new = job.shown is not None and (job.shown is not shown[0] or is_final != shown[1])
        if is_new and time.monotonic() - view.last_shown < APART:
            return  # soon
        if is_new:
            shown[:], view.last_shown = [job.shown, is_final], time.monotonic()
            show(job.shown, is_final)
        if (job.state, job.stage, job.done) != said:
            said = job.state, job.stage, job.done
            if job.total:
                bar.props(f"max={job.total} value={job.done}")
            line.set_text(_line(view, job, pace))
        if not is_over:
            return
        timer.deactivate()
        for element in (bar, stop):
            element.delete()
        if job.state == "failed":
            with place:
                alert(view.problem(job.problem or ""))

    timer = ui.timer(LOOK, look)
    look()
    return leave


class Pace:
    """How fast a job goes while it is watched: from that, how long the rest will take."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._done, self._since = -1, 0.0

    def left(self, job: Job, now: float) -> float | None:
        """Seconds until the end; None while too little was seen. It begins anew with each step of a job."""
        if self._done < 0 or job.done < self._done or job.stage:
            self._done, self._since = job.done, now
        gone, went = job.done - self._done, now - self._since
        return (job.total - job.done) * went / gone if gone >= SEEN and job.done < job.total else None


def _line(view: View, job: Job, pace: Pace) -> str:
    _ = view.words
    match job.state:
        case "waiting":
            return _("Waiting for its turn")
        case "running":
            text = view.words(job.stage) if job.stage else _("Computing")
            text = capital(text)
            left = pace.left(job, time.monotonic())
            if not job.total:
                return text
            counted = _("{text}: {done} of {total}").format(text=text, done=job.done, total=job.total)
            return (
                counted
                if left is None
                else _("{counted}, {time} left").format(counted=counted, time=duration(left, view.lang))
            )
        case "cancelled":
            return _("Stopped. What is shown rests on what was computed before.")
        case "failed":
            return _("Not computed")
        case "done":
            return _("Done")
