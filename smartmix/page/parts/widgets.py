"""Elements of the page: native HTML, so that keyboard and screen readers know them without further words.

Texts given here are shown as text; only `markup` takes HTML, which must be ours.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from results.ranged import unbroken

if TYPE_CHECKING:
    from results.figure_style import PlainTable

#: What a control does with its new value.
type Changed = Callable[[Any], Any]

_VALUE = "(event) => emit(event.target.value)"
_TICKED = "(event) => emit(event.target.checked)"
_TICKED_WHICH = "(event) => emit([event.target.value, event.target.checked])"


def text(tag: str, content: str, **attributes: str) -> TextElement:
    """An element with text; underscores in names of attributes become hyphens (aria_label)."""
    element = TextElement(tag=tag, text=unbroken(content))
    return _with(element, attributes)


def box(tag: str = "div", **attributes: str) -> Any:
    """An element to put others in (`with box("section", aria_label=…):`)."""
    return _with(ui.element(tag), attributes)


def markup(html: str, tag: str = "div", **attributes: str) -> Any:
    """HTML of ours; every text in it must have been escaped."""
    return _with(ui.html(html, sanitize=False, tag=tag), attributes)


def _with(element: Any, attributes: Mapping[str, str]) -> Any:
    for name, value in attributes.items():
        if name == "css":
            element.classes(value)
        else:
            element.props[name.rstrip("_").replace("_", "-")] = value
    return element


def button(label: str, on_click: Callable[[], Any], **attributes: str) -> Any:
    """A button; `css="primary"` for the one that matters most."""
    return text("button", label, type="button", **attributes).on("click", lambda _event: on_click(), args=[])


def link(label: str, url: str, **attributes: str) -> Any:
    """A link."""
    return text("a", label, href=url, **attributes)


def select(label: str, options: Mapping[str, str], value: str, changed: Changed, **attributes: str) -> Any:
    """A choice of one, label above it; `changed(key)`."""
    with text("label", label, css="control"):
        # options are no elements of their own, of which a page would have some hundreds
        texts = (_option(key, words, key == value) for key, words in options.items())
        control = markup("".join(texts), "select", **attributes)
        _when_changed(control, changed)
    return control


def _option(key: str, words: str, is_chosen: bool) -> str:
    return f'<option value="{escape(key)}"{" selected" * is_chosen}>{escape(unbroken(words))}</option>'


def checkboxes(legend: str, options: Mapping[str, str], chosen: Sequence[str], changed: Changed) -> Any:
    """A choice of several in a fieldset; `changed(list of keys)` in the order of `options`."""
    state = [key for key in options if key in chosen]

    def toggle(key: str, is_on: bool) -> None:
        kept = {*state, key} if is_on else {*state} - {key}
        state[:] = [each for each in options if each in kept]
        changed(list(state))

    boxes = "".join(
        f'<label class="tick"><input type="checkbox" value="{escape(key)}"{" checked" * (key in state)}>'
        f"<span>{escape(unbroken(words))}</span></label>"
        for key, words in options.items()
    )
    group = markup(f"<legend>{escape(legend)}</legend>{boxes}", "fieldset", css="control")
    _when_changed(group, lambda ticked: toggle(*ticked), _TICKED_WHICH)
    return group


def checkbox(label: str, is_on: bool, changed: Changed, **attributes: str) -> Any:
    """A box to tick; `changed(bool)`."""
    with box("label", css="tick"):
        control = _with(ui.element("input"), {"type": "checkbox", **attributes})
        if is_on:
            control.props["checked"] = True
        _when_changed(control, changed, _TICKED)
        text("span", label)
    return control


def _when_changed(control: Any, changed: Changed, emitted: str = _VALUE) -> None:
    def pass_on(event: Any) -> None:
        changed(event.args)

    control.on("change", pass_on, js_handler=emitted)


def table_html(table: "PlainTable", is_wide: bool = False) -> str:
    """A table with caption and heads; the first column names the row."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    lines = ""
    for name, *cells in table.lines:
        texts = "".join(f"<td>{escape(unbroken(cell))}</td>" for cell in cells)
        lines += f'<tr><th scope="row">{escape(name)}</th>{texts}</tr>'
    css = ' class="wide"' if is_wide else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}"><table{css}>'
        f"<caption>{escape(table.caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def show_table(table: "PlainTable") -> None:
    """A table that scrolls sideways where the screen is narrow."""
    markup(table_html(table))


def details(summary: str, is_open: bool = False) -> Any:
    """A part that opens at a click (`with details("…"):`)."""
    element = ui.element("details")
    if is_open:
        element.props["open"] = True
    with element:
        text("summary", summary)
    return element


def status(content: str = "", **attributes: str) -> TextElement:
    """A line that screen readers speak when it changes."""
    return text("p", content, role="status", aria_live="polite", **attributes)


def alert(content: str) -> TextElement:
    """Something that went wrong, said at once."""
    return text("p", content, role="alert", css="alert")
