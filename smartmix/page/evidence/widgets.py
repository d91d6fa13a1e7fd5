"""Elements that only the page Evidence needs: a field to search in, and a printed figure that opens at a click."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from results.figure_style import Picture
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, button, details, markup, text

#: Longest text that is searched for.
_LONGEST = 80


def search_field(label: str, value: str, changed: Callable[[str], Any]) -> Any:
    """A field for words; `changed(text)` when the reader presses Enter or leaves it."""

    def give(event: Any) -> None:
        changed(str(event.args or "")[:_LONGEST])

    with text("label", label, css="control"):
        field: Any = ui.element("input")
        # "^": as an attribute, because the framework would put a property back at every redraw of the page
        field._props.update({"type": "search", "^value": value, "maxlength": str(_LONGEST)})
        field.on("change", give, js_handler="(event) => emit(event.target.value)")
    return field


def svg_details(view: View, picture: Picture) -> None:
    """A figure drawn when somebody asks for it, with downloads; its numbers stand in the tables."""
    _ = view.words
    with details(_("As a figure")):
        place = box("div")

        def draw() -> None:
            place.clear()
            with place, box("figure"):
                markup(picture.svg, css="scroll", tabindex="0", role="region", aria_label=picture.title)
                text("figcaption", picture.title)
                with box("div", css="row"):
                    for form, content in (("SVG", picture.svg.encode()), ("PNG", picture.png)):
                        _download(view, picture, form, content)

        with place:
            button(_("Draw the figure"), draw, aria_label=f"{_('Draw the figure')}: {picture.title}")


def _download(view: View, picture: Picture, form: str, content: bytes) -> None:
    _ = view.words
    words = _("Download {title} as {form}").format(title=picture.title, form=form)
    name = f"smartmix-{picture.name}.{form.lower()}"
    button(form, lambda: ui.download(content, name), aria_label=words)
