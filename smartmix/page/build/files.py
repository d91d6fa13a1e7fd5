"""Keeping a mix: its name, the list of one's own, the file to share, and files to load."""

import hashlib
from collections.abc import Callable
from typing import Any

from nicegui import ui

from results.mixes.dial_words import tactic_name
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.build.controls import TACTICS, tactic_of
from smartmix.page.dials.dial_widgets import file_input, lines_input
from smartmix.page.dials.mix_address import parts_of
from smartmix.page.dials.mix_changes import write_changes
from smartmix.page.dials.own_mixes import KEPT_PER_PERSON, LARGEST_UPLOAD, STORE, KeptMix
from smartmix.page.dials.upload import read_apart
from smartmix.page.parts.choices import mix_choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow
from smartmix.page.parts.widgets import alert, box, button, details, link, select, text


def keep(view: View, mix: Mix) -> KeptMix:
    """Keep a mix under its name. Raises InputProblem where another one has that name, or the shelf is full."""
    is_another = view.address.get("mine") != mix.id
    if is_another and any(kept.file.stem == mix.id for kept in STORE.of(view.owner)):
        raise InputProblem(
            "you keep a mix with the name {name} already; choose another name, or remove that one",
            name=getattr(mix.name, view.lang),
        )
    return STORE.keep(view.owner, mix)


class Shelf:
    """The list of the mixes that this person keeps; `show()` makes it anew."""

    def __init__(self, view: View) -> None:
        """Put the list into the present element."""
        self._view = view
        self._place = box("div", css="shelf")
        self.show()

    def show(self) -> None:
        """What is kept now; a file that cannot be read is one line."""
        view, _ = self._view, self._view.words
        self._place.clear()
        kept = STORE.of(view.owner)
        with self._place:
            text("h2", _("My mixes"))
            if not kept:
                text("p", _("None yet. Give your mix a name and keep it."))
            with box("ul"):
                for each in kept:
                    self._row(each)
            text("p", _where(view), css="note")

    def _row(self, kept: KeptMix) -> None:
        view, _ = self._view, self._view.words
        name = kept.file.name if kept.mix is None else str(getattr(kept.mix.name, view.lang))
        with box("li"):
            if kept.problem is not None:
                text("span", view.problem(kept.problem))
            else:
                link(name, open_url(view, kept))
            button(_("Remove"), lambda: self._let_go(kept.file.name), aria_label=_("Remove {name}").format(name=name))

    def _let_go(self, file: str) -> None:
        try:
            STORE.let_go(self._view.owner, file)
        except InputProblem as problem:
            with self._place:
                alert(self._view.problem(problem))
            return
        self.show()


def _where(view: View) -> str:
    _ = view.words
    if view.owner:
        return _(
            "Kept on the server for this browser, at most {mine} mixes. They are still there after a restart. To use "
            "one elsewhere, share it as a link or a file."
        ).format(mine=KEPT_PER_PERSON)
    return _("Kept on this computer in {folder}, at most {mine} mixes. smartmix compare reads the same files.").format(
        folder=STORE.base(), mine=KEPT_PER_PERSON
    )


def start_url(view: View, key: str, **values: str | None) -> str:
    """The address of this page with another start, and no changes but those given."""
    return _fresh(view, **{"from": key}, **values)


def open_url(view: View, kept: KeptMix) -> str:
    """The address of this page with a mix that is kept: its start and dials, or where it is more than that its key."""
    found = parts_of(kept)
    if found is None or kept.mix is None:
        return _fresh(view, **{"from": kept.key})
    start, name, changes = found
    return _fresh(view, **{"from": start}, name=name, set=write_changes(changes) or None, mine=kept.mix.id)


def _fresh(view: View, **values: str | None) -> str:
    return view.address.at("/build", "future", "group", "with", "level").changed(**values).url


def load_part(view: View) -> None:
    """A mix from a file or a text; it is kept, and opened."""
    _ = view.words
    with details(_("Load a mix from a file, or paste one")):
        text(
            "p",
            _("Data only: a mix in YAML, at most {size} kB; it may extend shipped mixes.").format(
                size=LARGEST_UPLOAD // 1000
            ),
            css="note",
        )
        trouble = box("div")
        pasted: list[str] = [""]

        def refuse(problem: InputProblem) -> None:
            trouble.clear()
            with trouble:
                alert(view.problem(problem))

        def take(content: Any) -> None:
            trouble.clear()
            try:
                if not isinstance(content, str) or len(content.encode("utf-8", "replace")) > LARGEST_UPLOAD:
                    raise InputProblem("{file}: larger than {allowed} bytes", file="YAML", allowed=LARGEST_UPLOAD)
                mark = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
                job = view.desk.submit(view.person, f"upload-{mark}", lambda job: read_apart(content, job.check))
            except InputProblem as problem:
                refuse(problem)
                return
            with trouble:
                follow(view, job, lambda mix, _is_final: go_to(mix))

        def go_to(mix: Any) -> None:
            try:
                ui.navigate.to(open_url(view, kept_already(view, mix) or keep(view, mix)))
            except InputProblem as problem:
                refuse(problem)

        file_input(_("A file (YAML)"), ".yaml,.yml,text/yaml", LARGEST_UPLOAD, take)
        lines_input(_("Or the text of a mix"), lambda lines: pasted.__setitem__(0, lines))
        button(_("Load this text"), lambda: take(pasted[0]))


def kept_already(view: View, mix: Mix) -> KeptMix | None:
    """The same mix among those that are kept."""
    return next((kept for kept in STORE.of(view.owner) if kept.mix == mix), None)


def add_instrument(view: View, mix: Mix, add: Callable[[str, str], None]) -> None:
    """Take over an instrument from a shipped mix: first the mix, then one that this mix does not have."""
    _ = view.words
    with details(_("Add an instrument from another mix")):
        place = box("div", css="controls")

        def offer(source: str) -> None:
            place.clear()
            with place:
                select(_("From"), mix_choices(view.lang), source, offer)
                found = load_mix(source).instruments
                names = {
                    name: f"{tactic_name(tactic, view.lang)}: {getattr(item.name, view.lang)}"
                    for tactic in TACTICS
                    for name, item in found.items()
                    if tactic_of(item) == tactic and name not in mix.instruments
                }
                if not names:
                    text("p", _("This mix has no instrument that yours does not have."))
                    return
                chosen = [next(iter(names))]
                select(_("Instrument"), names, chosen[0], lambda name: chosen.__setitem__(0, name))
                button(_("Add"), lambda: add(chosen[0], source), css="primary")

        offer(next((m for m in list_mixes() if set(load_mix(m).instruments) - set(mix.instruments)), list_mixes()[0]))
