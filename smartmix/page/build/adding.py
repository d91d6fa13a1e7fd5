"""Adding other mixes to the one on the desk."""

from collections.abc import Callable

from nicegui import ui

from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from smartmix.page.build.files import keep, kept_already, open_url, start_url
from smartmix.page.dials.mix_address import LONG, clean_name
from smartmix.page.dials.mix_changes import write_changes
from smartmix.page.dials.mix_file import changes_of
from smartmix.page.dials.mix_sum import sum_of
from smartmix.page.dials.own_mixes import STORE
from smartmix.page.parts.choices import mix_choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import alert, box, button, checkboxes, details, text


def add_mixes(view: View, present: Callable[[], Mix | None]) -> None:
    """Choose mixes, shipped or one's own, that are laid over the present one; a refusal names both that differ."""
    _ = view.words
    with details(_("Add other mixes to this one")):
        text(
            "p",
            _(
                "What the other mixes say is laid over your mix: their instruments come in, and their dials hold. "
                "Where two of them say different things you hear which, and what."
            ),
            css="note",
        )
        own = STORE.mixes(view.owner)
        chosen: list[str] = []
        names = mix_choices(view.lang) | {key: str(getattr(mix.name, view.lang)) for key, mix in own.items()}
        checkboxes(_("Mixes to add"), names, (), lambda keys: chosen.__setitem__(slice(None), keys))
        trouble = box("div")

        def add() -> None:
            trouble.clear()
            mix = present()
            others = [load_mix(key) if key in list_mixes() else own[key] for key in chosen if mix and key != mix.id]
            if mix is None or not others:
                return
            try:
                ui.navigate.to(url_of(view, sum_of(mix, others, view.lang)))
            except InputProblem as problem:
                with trouble:
                    alert(view.problem(problem))

        button(_("Add up"), add)


def url_of(view: View, mix: Mix) -> str:
    """The address of this page with the sum: its dials where they say all of it, else the file that it is kept in."""
    found = changes_of(mix)
    if found is not None and len(changes := write_changes(found[1])) <= LONG:
        return start_url(view, found[0], name=clean_name(getattr(mix.name, view.lang)), set=changes or None)
    return open_url(view, kept_already(view, mix) or keep(view, mix))
