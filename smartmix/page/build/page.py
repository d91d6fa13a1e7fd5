"""Build a mix: start from any mix, turn its dials, and see at once what changes and how sure that is."""

from smartmix.page.build.files import open_url, start_url
from smartmix.page.build.preview import Preview
from smartmix.page.build.workbench import Workbench
from smartmix.page.dials.mix_address import start_key
from smartmix.page.dials.own_mixes import STORE, start_mix
from smartmix.page.parts import choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, select, text

#: The start mix itself is what the preview is compared with.
START = "start"


def build(view: View) -> None:
    """Fill the page: what to start from, then dials beside what they do."""
    from nicegui import ui  # noqa: PLC0415 - only to go to another start

    _ = view.words
    text("p", _("Start from any mix, turn its dials, and see what changes and how sure that is."), css="lead")
    start = start_mix(start_key(view.address))
    preview = Preview(view, start)
    kept = {each.mix.id: (each, each.mix) for each in STORE.of(view.owner) if each.mix is not None}
    mine = {key: _("my mix: {name}").format(name=getattr(mix.name, view.lang)) for key, (_kept, mix) in kept.items()}
    starts = {**choices.mix_choices(view.lang), **mine}
    starts.setdefault(start_key(view.address), str(getattr(start.name, view.lang)))

    def go(key: str) -> None:
        ui.navigate.to(open_url(view, kept[key][0]) if key in kept else start_url(view, key))

    with box("div", css="controls", role="group", aria_label=_("Start and comparison")):
        select(_("Start from"), starts, start_key(view.address), go)
        select(
            _("Compared with"),
            {START: _("the start mix"), **choices.mix_choices(view.lang)},
            view.address.get("with") or START,
            lambda key: preview.other(**{"with": None if key == START else key}),
        )
        select(
            _("Future"),
            choices.future_choices(view.lang),
            choices.chosen_future(view.address),
            lambda key: preview.other(future=key),
        )
        select(
            _("Group of firms in the charts"),
            choices.group_choices(view.lang),
            choices.chosen_group(view.address, view.lang),
            lambda key: preview.other(group=key),
        )
    with box("div", css="workbench"):
        dials = box("section", aria_label=_("Instruments and their dials"))
        effect = box("section", css="effect", aria_label=_("What your mix does"))
    with effect:
        preview.place()
    with dials:
        Workbench(view, start, preview).place()
