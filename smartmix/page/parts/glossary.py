"""Words explained, on every page and in place: what a term, an instrument or an indicator means."""

from typing import TYPE_CHECKING, Any

from smartmix.page.parts.widgets import box, details, text

if TYPE_CHECKING:
    from smartmix.page.parts.frame import View


def words_explained(view: "View") -> None:
    """A part that opens where it stands; it is filled when it is opened for the first time."""
    _ = view.words
    with details(_("Words explained")) as part:
        place = box("div", css="words", role="region", tabindex="0", aria_label=_("Words explained"))
    part.classes("glossary")

    def fill(_event: Any) -> None:
        if place.default_slot.children:
            return
        from results.glossary import glossary  # noqa: PLC0415 - its formats take a moment to load

        with place:
            for section in glossary(view.lang):
                text("h2", section.title)
                with box("dl"):
                    for term in section.terms:
                        text("dt", term.name)
                        text("dd", term.meaning)

    part.on("toggle", fill, args=[])
