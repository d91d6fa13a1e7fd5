"""Keeping a mix: its name, a list of one's own, the file to download, and files to load."""

import hashlib
from collections.abc import Callable
from typing import Any

from nicegui import ui

from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.build.controls import TACTICS, tactic_of
from smartmix.page.dials.dial_widgets import file_input, lines_input, text_input
from smartmix.page.dials.dial_words import tactic_name
from smartmix.page.dials.mix_changes import LONGEST_NAME, yaml_of
from smartmix.page.dials.own_mixes import KEPT_IN_ALL, KEPT_PER_PERSON, LARGEST_UPLOAD, STORE
from smartmix.page.dials.upload import read_apart
from smartmix.page.parts.choices import mix_choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow
from smartmix.page.parts.widgets import alert, box, button, details, link, select, status, text


def files_part(view: View, name: str, renamed: Callable[[str], None], mix: Callable[[], Mix | None]) -> None:
    """Name, save, download, load; `mix()` is the mix as it is now, None where it cannot be."""
    _ = view.words
    text_input(_("Name of your mix (at most {count} letters)").format(count=LONGEST_NAME), name, renamed, LONGEST_NAME)
    said = status()

    def download() -> None:
        found = mix()
        if found is not None:
            ui.download(yaml_of(found).encode("utf-8"), f"{found.id}.yaml")

    def save() -> None:
        found = mix()
        if found is None:
            return
        STORE.keep(view.person, found)
        said.set_text(_("Saved in your list: {name}").format(name=getattr(found.name, view.lang)))
        shelf.clear()
        with shelf:
            _shelf(view, shelf)

    with box("div", css="row"):
        button(_("Save in my list"), save)
        button(_("Download as a file (YAML)"), download)
    text(
        "p",
        _(
            "Your list is kept in the server's memory: {mine} mixes for each person, {all} in all, the oldest make "
            "room; it is gone when the server stops. The file and the address of this page are yours to keep."
        ).format(mine=KEPT_PER_PERSON, all=KEPT_IN_ALL),
        css="note",
    )
    shelf = box("div")
    with shelf:
        _shelf(view, shelf)
    _load(view)


def _shelf(view: View, place: Any) -> None:
    """The mixes that this person saved or loaded."""
    _ = view.words
    mine = STORE.of(view.person)
    if not mine:
        return

    def let_go(key: str) -> None:
        STORE.let_go(view.person, key)
        place.clear()
        with place:
            _shelf(view, place)

    text("h3", _("My mixes"))
    with box("ul"):
        for key, mix in mine.items():
            name = str(getattr(mix.name, view.lang))
            with box("li"):
                link(name, start_url(view, key))
                button(_("Remove"), lambda key=key: let_go(key), aria_label=_("Remove {name}").format(name=name))


def start_url(view: View, key: str) -> str:
    """The address of this page with another start and no changes."""
    return view.address.at("/build", "future", "group", "with").changed(**{"from": key}).url


def _load(view: View) -> None:
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
            ui.navigate.to(start_url(view, STORE.keep(view.person, mix)))

        file_input(_("A file (YAML)"), ".yaml,.yml,text/yaml", LARGEST_UPLOAD, take)
        lines_input(_("Or the text of a mix"), lambda lines: pasted.__setitem__(0, lines))
        button(_("Load this text"), lambda: take(pasted[0]))


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
