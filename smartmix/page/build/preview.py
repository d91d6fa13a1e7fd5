"""What the mix does, beside its dials: a first answer within seconds, better ones as draws come in."""

from typing import Any

from nicegui import ui

from experiments import defaults
from results.words import baseline_words
from scenarios.library import list_mixes
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.build.effect import fate_of_changes
from smartmix.page.build.result import answer, charts, differences_table, overtaken_line, quarter_words, reason_line
from smartmix.page.dials.mix_address import against, name_of, own_text, start_key
from smartmix.page.dials.mix_changes import Changes, yaml_of
from smartmix.page.parts import choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow
from smartmix.page.parts.widgets import alert, box, link, show_table, status, text
from smartmix.page.serving.address import Address
from smartmix.page.serving.jobs import Job
from smartmix.page.serving.work import Request, Shown, submit

#: Seconds without a further change before anything is computed.
PAUSE = 0.05
#: Seconds between two looks at the reasons.
_LOOK = 0.3


def request_of(address: Address, start: Mix, mix: Mix, is_changed: bool) -> Request:
    """What to compute: the mix against its start, or where nothing is changed the start against the reference."""
    first = against(address, start)
    own = ((mix.id, yaml_of(mix)),) if is_changed else ()
    own += () if start.id in list_mixes() else ((start.id, yaml_of(start)),)
    if is_changed:
        kept = tuple(pair for pair in own if pair[0] in (mix.id, first))
        return Request((mix.id,), first, choices.chosen_future(address), own=kept)
    first = defaults.BASELINE if first == start.id else first
    return Request((start.id,), first, choices.chosen_future(address), own=own)


class Preview:
    """The part of the page that shows what the mix does; a newer mix stops the computing of an older one."""

    def __init__(self, view: View, start: Mix) -> None:
        """`start`: what the mix is made from."""
        self._view, self._start = view, start
        self._mix: Mix | None = None
        self._changes: Changes = {}
        self._job: Job | None = None
        self._timer: Any = None

    def place(self) -> None:
        """Put the part into the present element, empty at first."""
        _ = self._view.words
        with box("div", css="brief", role="region", tabindex="0", aria_label=_("In brief")):  # in view while dials turn
            text("h2", _("What your mix does"))
            self._progress, self._answer, self._why = box("div"), box("div"), status()
        self._reasons, self._differs = box("div"), box("div", css="words")
        text("h2", _("Through the years"))
        self._charts = box("div")

    def other(self, **values: str | None) -> None:
        """Another future, group or mix to compare with."""
        self._view.go(**values)
        self.show(self._mix, self._changes)

    def show(self, mix: Mix | None, changes: Changes) -> None:
        """Show this mix after a short pause; None (it cannot be) leaves what was shown and says so."""
        self._mix, self._changes = mix, dict(changes)
        if self._timer is not None:
            self._timer.cancel()
        self._table()
        with self._progress:
            self._timer = ui.timer(PAUSE, self._start_job, once=True)

    def _table(self) -> None:
        _ = self._view.words
        self._differs.clear()
        if self._mix is None:
            return
        table = differences_table(self._start, self._mix, self._view.lang)
        with self._differs:
            text("h3", _("What differs from the start mix"))
            if table is None:
                text("p", _("Nothing yet: turn a dial."))
                return
            show_table(table)
            key, name, changes = start_key(self._view.address), name_of(self._view.address), self._changes
            others = [self._start.id] if self._start.id in list_mixes() else []
            address = self._view.address.at("/", "future", "group").changed(
                own=own_text(key, name, changes), mixes=",".join([*others, self._mix.id])
            )
            link(_("Compare your mix with others"), address.url)

    def _start_job(self) -> None:
        _ = self._view.words
        self._progress.clear()
        self._reasons.clear()
        self._why.set_text("")
        if self._mix is None:
            self._cancel()
            with self._progress:
                text("p", _("Not computed: the mix cannot be like this. What is shown below is the mix before."))
            return
        request = request_of(self._view.address, self._start, self._mix, bool(self._changes))
        if self._job is not None and self._job.key != request.key:
            self._cancel()
        with self._progress:
            try:
                self._job = submit(self._view.desk, self._view.person, request)
            except InputProblem as problem:
                alert(self._view.problem(problem))
                return
            looked: list[bool] = []

            def shown(found: Shown, _is_final: bool) -> None:
                self._draw(found)
                if self._changes and not looked:
                    looked.append(True)
                    self._look_for_reasons(request)

            follow(self._view, self._job, shown)

    def _cancel(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._view.desk.cancel(self._view.person, self._job)

    def _draw(self, shown: Shown) -> None:
        _ = self._view.words
        files = {} if self._mix is None else {self._mix.id: f"{self._mix.id}.yaml"}
        if self._start.id not in list_mixes():
            files[self._start.id] = f"{self._start.id}.yaml"
        self._answer.clear()
        with self._answer:
            if not self._changes:
                text(
                    "p",
                    _("No changes yet: this is the start mix beside {baseline}.").format(
                        baseline=baseline_words(shown.comparison, self._view.lang)
                    ),
                    css="note",
                )
            answer(self._view, shown.comparison)
        self._charts.clear()
        with self._charts:
            charts(self._view, shown.comparison, files)

    def _look_for_reasons(self, request: Request) -> None:
        """Find out, off the page, which changes do nothing and from when the mixes differ."""
        start, mix, changes = self._start, self._mix, dict(self._changes)
        if mix is None:
            return
        asked = start, mix, changes, request.future, request.seed, request.last_year
        job = self._view.desk.submit(
            self._view.person, f"why-{request.key}", lambda job: job.apart(fate_of_changes, *asked)
        )
        with self._reasons:
            timer = ui.timer(_LOOK, lambda: self._say_reasons(job, mix, request.last_year, timer))

    def _say_reasons(self, job: Job, mix: Mix, last: int, timer: Any) -> None:
        if not job.is_over:
            return
        timer.cancel()
        if job.state != "done":
            return
        _ = self._view.words
        found, apart, late = job.result.reasons, job.result.apart, job.result.late
        none = _("No effect: up to {year} no firm can notice a difference with the start mix, in any draw looked at.")
        some = _("The mix differs from its start from {quarter} on, at the earliest.")
        self._why.set_text(none.format(year=last) if apart is None else some.format(quarter=quarter_words(apart)))
        with self._reasons:
            for name, count in late.items():
                if not any(reason.why == "overtaken" and reason.key.split(".")[0] == name for reason in found):
                    text("p", overtaken_line(mix, name, count, self._view.lang), css="callout")
            for reason in found:
                text("p", reason_line(reason, mix, self._start, last, self._view.lang), css="callout")
