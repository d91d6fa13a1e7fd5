"""The dials of the page that builds a mix: what is changed, undone and taken back, and what is wrong with it."""

from typing import Any

from nicegui import ui

from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.build.controls import instruments, summary_words
from smartmix.page.build.files import add_instrument, files_part, start_url
from smartmix.page.build.preview import Preview
from smartmix.page.dials.mix_address import LONG, name_of, with_change
from smartmix.page.dials.mix_changes import Changes, built, read_changes, write_changes
from smartmix.page.dials.own_mixes import STORE
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, box, button, text


class Workbench:
    """One person's dials; the changes live in the address, steps back in memory."""

    def __init__(self, view: View, start: Mix, preview: Preview) -> None:
        """`preview` shows what the mix does whenever it changes."""
        self._view, self._start, self._preview = view, start, preview
        self._changes: Changes = read_changes(view.address.get("set"))
        self._steps: list[Changes] = []
        self._mix: Mix | None = None
        self._shown = start
        self._opened: set[str] = set()
        self._summaries: dict[str, Any] = {}

    def place(self) -> None:
        """Put the dials into the present element and show what the mix does."""
        _ = self._view.words
        text("h2", _("Instruments and their dials"))
        with box("div", css="row"):
            self._undo = button(_("Undo the last change"), self._step_back)
            self._reset = button(_("Back to the start mix"), lambda: self._become({}, True))
        self._trouble = box("div")
        self._list = box("div")
        text("h2", _("Save, load and share"))
        files_part(self._view, name_of(self._view.address), self._rename, lambda: self._mix)
        self._rebuild()
        self._list_again()

    def _change(self, key: str, value: str | None) -> None:
        """One dial or instrument; a whole instrument in or out makes the list anew."""
        self._become(with_change(self._start, self._changes, key, value), "." not in key)

    def _become(self, changes: Changes, is_listed: bool) -> None:
        if changes == self._changes:
            return
        self._steps.append(self._changes)
        self._set(changes, is_listed)

    def _step_back(self) -> None:
        """The state before the last change; after a reload, without the change that stands last in the address."""
        if self._steps:
            self._set(self._steps.pop(), True)
        elif self._changes:
            self._set(dict(list(self._changes.items())[:-1]), True)

    def _set(self, changes: Changes, is_listed: bool) -> None:
        self._changes = changes
        self._view.go(set=write_changes(changes) or None)
        self._rebuild()
        if is_listed:
            self._list_again()
        if self._mix is not None and len(self._view.address.url) > LONG:
            ui.navigate.to(start_url(self._view, STORE.keep(self._view.person, self._mix)))

    def _rename(self, name: str) -> None:
        self._view.go(name=name or None)
        self._rebuild()

    def _rebuild(self) -> None:
        """The mix anew from its changes: shown when it can be, else what is wrong in the place where it belongs."""
        for element, has_some in ((self._undo, self._changes or self._steps), (self._reset, self._changes)):
            element.props(remove="disabled") if has_some else element.props("disabled")
        self._trouble.clear()
        try:
            self._mix = built(self._start, self._changes, name_of(self._view.address))
        except InputProblem as problem:
            self._mix = None
            with self._trouble:
                alert(self._view.problem(problem))
                self._point_at(problem)
        else:
            self._shown = self._mix
        self._mark()
        self._preview.show(self._mix, self._changes)

    def _mark(self) -> None:
        """Say in the list which instruments are off or changed."""
        touched = {key.split(".")[0] for key in self._changes}
        for name, summary in self._summaries.items():
            item = self._shown.instruments.get(name) or self._start.instruments[name]
            summary.set_text(summary_words(self._view, item, name in self._shown.instruments, name in touched))

    def _point_at(self, problem: InputProblem) -> None:
        """Buttons that open the instruments which the problem names."""
        _ = self._view.words
        said = f"{problem} "
        with box("div", css="row"):
            for name, item in {**self._start.instruments, **self._shown.instruments}.items():
                if f"instruments.{name}." in said or f"instruments.{name} " in said or f"instruments.{name}:" in said:
                    title = getattr(item.name, self._view.lang)
                    button(_("Go to: {name}").format(name=title), lambda name=name: _open(name))

    def _list_again(self) -> None:
        self._list.clear()
        with self._list:
            self._summaries = instruments(self._view, self._start, self._shown, self._change, self._opened)
            add_instrument(self._view, self._shown, self._change)
        self._mark()


def _open(name: str) -> None:
    ui.run_javascript(
        f"const d = document.querySelector('details[data-instrument=\"{name}\"]');"
        "if (d) { d.open = true; d.querySelector('summary').focus(); d.scrollIntoView({block: 'center'}); }"
    )
