"""The desk on which a mix is built: its name, dials in two levels, what is undone and kept, and what is wrong."""

import json
import re
from typing import Any

from nicegui import ui

from results.mixes.dial_words import field_name
from scenarios.library import list_mixes
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.build.adding import add_mixes
from smartmix.page.build.controls import instruments, summary_words
from smartmix.page.build.files import Shelf, add_instrument, keep, load_part, open_url
from smartmix.page.build.policy import PolicyDials
from smartmix.page.build.preview import Preview
from smartmix.page.dials.dial_widgets import put, text_input
from smartmix.page.dials.mix_address import LONG, clean_name, name_of, own_text, start_key, with_change
from smartmix.page.dials.mix_changes import LONGEST_NAME, Changes, built, read_changes, write_changes
from smartmix.page.dials.mix_file import file_text
from smartmix.page.dials.own_mixes import STORE
from smartmix.page.dials.policy_dials import Turns
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, box, button, status, text

#: Which dials are shown: those of policy, or all.
LEVELS = ("policy", "all")
#: Where a message speaks of a place in a file: `own-mix: instruments.broad-law.scope[1].employees: …`.
_PLACE = re.compile(r"^[a-z0-9-]+: instruments\.(?P<name>[a-z0-9-]+)\.?(?P<path>[a-z0-9_.\[\]-]*):? ")


class Workbench:
    """One person's dials; the changes live in the address, steps back and forward in memory."""

    def __init__(self, view: View, start: Mix, preview: Preview) -> None:
        """`preview` shows what the mix does whenever it changes."""
        self._view, self._start, self._preview = view, start, preview
        self._changes: Changes = read_changes(view.address.get("set"))
        self._back: list[Changes] = []
        self._forward: list[Changes] = []
        self._mix: Mix | None = None
        self._shown = start
        self._opened: set[str] = set()
        self._summaries: dict[str, Any] = {}

    def place(self) -> None:
        """Put the desk into the present element and show what the mix does."""
        _ = self._view.words
        with box("div", css="row name"):
            self._name = text_input(_("Name of your mix"), name_of(self._view.address), self._rename, LONGEST_NAME)
            button(_("Keep in my mixes"), self._keep, css="primary")
        self._said = status()
        with box("div", css="row", role="group", aria_label=_("Undo and share")):
            self._undo = button(_("Undo"), lambda: self._step(self._back, self._forward))
            self._redo = button(_("Redo"), lambda: self._step(self._forward, self._back))
            self._reset = button(_("Back to the start mix"), lambda: self._become({}, True))
            button(_("Copy link"), self._copy)
            button(_("Share as a file (YAML)"), self._download)
        self._trouble = box("div")
        text("h2", _("Instruments and their dials"))
        with box("div", css="row", role="group", aria_label=_("Which dials")):
            self._levels = {
                level: button(words, lambda level=level: self._choose(level))
                for level, words in zip(LEVELS, (_("The eight dials of policy"), _("All dials")), strict=True)
            }
        self._list = box("div")
        self._shelf = Shelf(self._view)
        add_mixes(self._view, lambda: self._mix)
        load_part(self._view)
        self._rebuild()
        self._list_again()

    @property
    def _level(self) -> str:
        return self._view.address.among("level", LEVELS, LEVELS[0])

    def _choose(self, level: str) -> None:
        self._view.go(level=None if level == LEVELS[0] else level)
        self._list_again()

    def _change(self, key: str, value: str | None) -> None:
        """One dial or instrument; a whole instrument in or out makes the list anew."""
        self._become(with_change(self._start, self._changes, key, value), "." not in key)

    def _turn(self, turns: Turns) -> None:
        """A dial of policy: one step, however many dials of the format it turns."""
        after = self._changes
        for key, value in turns:
            after = with_change(self._start, after, key, value)
        self._become(after, turns != [] and all("." not in key for key, _value in turns))

    def _become(self, changes: Changes, is_listed: bool) -> None:
        if changes == self._changes:
            return
        self._back.append(self._changes)
        self._forward.clear()
        self._set(changes, is_listed)

    def _step(self, from_: list[Changes], to: list[Changes]) -> None:
        """A step back or forward; back after a reload, without the change that stands last in the address."""
        if from_:
            to.append(self._changes)
            self._set(from_.pop(), True)
        elif from_ is self._back and self._changes:
            to.append(self._changes)
            self._set(dict(list(self._changes.items())[:-1]), True)

    def _set(self, changes: Changes, is_listed: bool) -> None:
        self._changes = changes
        self._view.go(set=write_changes(changes) or None)
        self._rebuild()
        if is_listed:
            self._list_again()
        if self._mix is not None and len(self._view.address.url) > LONG:
            self._keep()

    def _rename(self, name: str) -> None:
        self._view.go(name=clean_name(name) or None)
        self._said.set_text("")
        self._rebuild()

    def _keep(self) -> None:
        """Keep the mix under its name, or the first free one; an address that is too long then names the file."""
        _ = self._view.words
        if self._mix is None:
            return
        if not name_of(self._view.address):
            self._view.go(name=self._free_name())
            put(self._name, name_of(self._view.address))
            self._rebuild()
        try:
            kept = keep(self._view, self._mix)
        except InputProblem as problem:
            self._said.set_text(self._view.problem(problem))
            return
        self._view.go(mine=self._mix.id)
        self._said.set_text(_("Kept: {name}").format(name=getattr(self._mix.name, self._view.lang)))
        self._shelf.show()
        if len(self._view.address.url) > LONG:
            ui.navigate.to(open_url(self._view, kept))

    def _free_name(self) -> str:
        _ = self._view.words
        taken = {str(getattr(mix.name, self._view.lang)) for mix in STORE.mixes(self._view.owner).values()}
        names = [_("Own mix"), *(f"{_('Own mix')} {n}" for n in range(2, len(taken) + 3))]
        return next(name for name in names if name not in taken)

    def _copy(self) -> None:
        """The address of this mix, with nothing that only this browser knows."""
        _ = self._view.words
        url = json.dumps(self._view.address.changed(mine=None).url)
        ui.run_javascript(f"navigator.clipboard.writeText(location.origin + {url})")
        self._said.set_text(_("The link is copied. Whoever opens it sees this mix."))

    def _download(self) -> None:
        if self._mix is not None:
            ui.download(file_text(self._mix).encode("utf-8"), f"{self._mix.id}.yaml")

    def _rebuild(self) -> None:
        """The mix anew from its changes: shown when it can be, else what is wrong in the place where it belongs."""
        for element, has_some in (
            (self._undo, self._changes or self._back),
            (self._redo, self._forward),
            (self._reset, self._changes),
        ):
            element.props(remove="disabled") if has_some else element.props("disabled")
        self._trouble.clear()
        try:
            self._mix = built(self._start, self._changes, name_of(self._view.address))
        except InputProblem as problem:
            self._mix = None
            with self._trouble:
                alert(self._in_words(problem))
                self._point_at(problem)
        else:
            self._shown = self._mix
        self._mark()
        self._carry()
        self._preview.show(self._mix, self._changes)

    def _carry(self) -> None:
        """The mix goes along to other pages, beside its start."""
        if self._mix is None or not self._changes:
            self._view.carry()
            return
        start, name = start_key(self._view.address), name_of(self._view.address)
        beside = [start] if start in list_mixes() else []
        self._view.carry(
            own=own_text(start, name, self._changes), mixes=",".join([*beside, self._mix.id]), mix=self._mix.id
        )

    def _in_words(self, problem: InputProblem) -> str:
        """The problem with the names of instrument and dial, instead of their place in a file."""
        said, known = self._view.problem(problem), {**self._start.instruments, **self._shown.instruments}
        found = _PLACE.match(said)
        if found is None or found["name"] not in known:
            return said
        title = str(getattr(known[found["name"]].name, self._view.lang))
        path = re.sub(r"\[(\d+)\]", lambda place: f".{int(place[1]) - 1}", found["path"])
        what = f", {field_name(path, self._view.lang)}" if path else ""
        return f"{title}{what}: {said[found.end() :]}"

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
                    button(_("Go to: {name}").format(name=title), lambda name=name: self._go_to(name))

    def _go_to(self, name: str) -> None:
        if self._level != "all":
            self._choose("all")
        ui.run_javascript(
            f"const d = document.querySelector('details[data-instrument=\"{name}\"]');"
            "if (d) { d.open = true; d.querySelector('summary').focus(); d.scrollIntoView({block: 'center'}); }"
        )

    def _list_again(self) -> None:
        for level, choice in self._levels.items():
            choice.props["aria-pressed"] = "true" if level == self._level else "false"
            choice.update()
        self._list.clear()
        self._summaries = {}
        with self._list:
            if self._level == "all":
                self._summaries = instruments(self._view, self._start, self._shown, self._change, self._opened)
                add_instrument(self._view, self._shown, self._change)
            else:
                PolicyDials(self._view, self._start, lambda: self._shown, self._turn).place()
        self._mark()
