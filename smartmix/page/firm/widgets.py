"""Elements that only the page One firm needs: a field for a whole number."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from smartmix.page.parts.widgets import text


def whole_number(label: str, value: int, low: int, high: int, changed: Callable[[int], Any]) -> Any:
    """A field for a whole number, label above it; `changed(int)` when the user is done and it lies within bounds."""

    def give(event: Any) -> None:
        given = str(event.args).strip()
        if given.isdecimal() and len(given) < 12 and low <= int(given) <= high:
            changed(int(given))

    with text("label", label, css="control"):
        field: Any = ui.element("input")
        # "^": as an attribute, because the framework would put a property back at every redraw of the page
        field._props.update({"type": "number", "min": str(low), "max": str(high), "step": "1", "^value": str(value)})
        field.on("change", give, js_handler="(event) => emit(event.target.value)")
    return field
