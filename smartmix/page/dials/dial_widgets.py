"""Controls for building a mix and reading laws: a dial that answers while it moves, a file, lines of text."""

import json
from collections.abc import Callable
from typing import Any

from nicegui import ui

from results.language import say, translator
from simulation.number_text import UnclearNumber, read_number
from smartmix.page.parts.widgets import box, status, text

#: Seconds between two answers while a slider moves.
_PACE = 0.12


def heard(act: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What a listener calls: `act(what the browser sent)`; what it returns is waited for where that is needed."""

    def hear(event: Any) -> Any:
        return act(event.args)

    return hear


def dial(
    label: str,
    value: float | None,
    changed: Callable[[float | None], Any],
    *,
    low: float,
    high: float,
    top: float,
    step: float,
    unit: str = "",
    lang: str,
    is_amount: bool = False,
    may_be_empty: bool = False,
    if_empty: float | None = None,
    live: bool = False,
) -> Any:
    """A number with a slider; the slider ends at `top`, what is typed may go to `high`.

    changed(number), or None where it may be empty and is; if_empty: what stands there then; any other field that is
    emptied takes its last number back. live: also while the slider moves. Decimals have a comma in Dutch; what can be
    read in two ways is refused under the field, is_amount: as heads or money (`read_number`).
    """
    _, last = translator(lang), [value]

    def written(number: float | None) -> str:
        text = "" if number is None else f"{number:.10g}"
        return text.replace(".", ",") if lang == "nl" else text

    with box("div", css="control dial"):
        name: Any = text("label", f"{label} ({unit})" if unit else label)
        typed: Any = ui.element("input")
        about = {"type": "text", "inputmode": "decimal", "autocomplete": "off"}
        typed._props.update({**about, "^value": written(value), "id": f"c{typed.id}"})
        name._props["for"] = f"c{typed.id}"
        slider: Any = ui.element("input")
        slider._props.update(
            {
                "type": "range",
                "min": f"{low:g}",
                "max": f"{top:.15g}",
                "step": f"{step:g}",
                "^value": f"{low:g}" if value is None else f"{value:.10g}",
                "aria-label": label,
            }
        )
        refusal: Any = status(css="alert")

    def give(raw: Any, typed_here: bool) -> None:
        if typed_here and not str(raw or "").strip():
            refusal.set_text("")
            if may_be_empty and if_empty is None:
                changed(None)
                return
            last[0] = if_empty if may_be_empty else last[0]
            refusal.set_text(_("This cannot be empty; it is {value} again.").format(value=written(last[0]) or "–"))
            put(typed, written(last[0]))
            put(slider, f"{last[0] or low:.10g}")
            if may_be_empty:
                changed(None)
            return
        try:
            asked = read_number(str(raw), is_amount=is_amount, comma_decimals=typed_here and lang == "nl")
        except UnclearNumber as problem:
            refusal.set_text(say(problem.problem(label), lang))
            return
        refusal.set_text("")
        if asked is None:
            return
        given = last[0] = min(high, max(low, float(asked)))
        put(slider, f"{given:.10g}")
        if not typed_here or given != asked:
            put(typed, written(given))
        changed(given)

    js = "(event) => emit(event.target.value)"
    typed.on("change", heard(lambda raw: give(raw, True)), js_handler=js)
    slider.on("change", heard(lambda raw: give(raw, False)), js_handler=js)
    if live:
        slider.on("input", heard(lambda raw: give(raw, False)), js_handler=js, throttle=_PACE, leading_events=True)
    return typed


def put(element: Any, value: str) -> None:
    """Set what the browser shows, also where a user typed something else."""
    text = json.dumps(value)
    ui.run_javascript(f"{{const e = getElement({element.id}), n = e?.$el ?? e; if (n) n.value = {text};}}")


def file_input(label: str, accept: str, limit: int, given: Callable[[str | None], Any]) -> Any:
    """A choice of one text file; `given(its text)`, or None when it holds more than `limit` bytes and stays unread."""
    with text("label", label, css="control"):
        control: Any = ui.element("input")
        control._props.update({"type": "file", "accept": accept})
        control.on(
            "change",
            heard(given),
            js_handler="async (event) => { const f = event.target.files[0]; "
            f"if (f) emit(f.size > {limit} ? null : await f.text()); }}",
        )
    return control


def lines_input(label: str, changed: Callable[[str], Any], rows: int = 8) -> Any:
    """Lines of text to paste; `changed(text)` when the user leaves the field."""
    with text("label", label, css="control"):
        control: Any = ui.element("textarea")
        control._props.update({"rows": str(rows), "spellcheck": "false"})
        control.on("change", heard(lambda raw: changed(str(raw))), js_handler="(event) => emit(event.target.value)")
    return control


def text_input(label: str, value: str, changed: Callable[[str], Any], longest: int) -> Any:
    """One line of text; `changed(text)` when the user leaves the field."""
    with text("label", label, css="control"):
        control: Any = ui.element("input")
        control._props.update({"type": "text", "^value": value, "maxlength": str(longest)})
        control.on("change", heard(lambda raw: changed(str(raw))), js_handler="(event) => emit(event.target.value)")
    return control
