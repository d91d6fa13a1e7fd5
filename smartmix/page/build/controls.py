"""The instruments of a mix by tactic, each with its dials; what is closed is not made until it is opened."""

from collections.abc import Callable
from typing import Any

from results.mixes.dial_words import SCALE, field_name, tactic_name, unit_name, value_name
from scenarios.catalogue import load_catalogue
from scenarios.dial_fields import DATES, RARE, Field, fields_of
from scenarios.instrument_format import InstrumentBase, LawInstrument
from scenarios.mix_format import Mix
from scenarios.shipped import load_law
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, TacticName
from smartmix.page.dials.dial_widgets import dial, heard
from smartmix.page.dials.mix_changes import write_value
from smartmix.page.parts.frame import View
from smartmix.page.parts.widgets import box, checkbox, checkboxes, details, link, select, text

#: In this order on the page, as the 5V model has them (S-050).
TACTICS: tuple[TacticName, ...] = ("inform", "entice", "facilitate", "condition", "oblige")
#: What a control does: path of the dial (instrument.field, or the instrument alone) and the value for the address.
type Set = Callable[[str, str | None], None]


def tactic_of(item: Any) -> str:
    """The tactic under which an instrument stands: the first that the catalogue names for its kind."""
    return load_catalogue()[item.kind].tactics[0]


def instruments(view: View, start: Mix, mix: Mix, change: Set, opened: set[str]) -> dict[str, Any]:
    """Every instrument of the start mix and of the mix as it is now, in groups by tactic; their summaries by id.

    opened: ids of those that stand open; kept up to date.
    """
    known, summaries = {**start.instruments, **mix.instruments}, dict[str, Any]()
    for tactic in TACTICS:
        group = {name: item for name, item in known.items() if tactic_of(item) == tactic}
        if group:
            text("h3", tactic_name(tactic, view.lang))
            for name, item in group.items():
                summaries[name] = _instrument(view, name, item, name in mix.instruments, change, opened)
    return summaries


def summary_words(view: View, item: InstrumentBase, is_on: bool, is_changed: bool) -> str:
    """The name of an instrument, and whether it is off or changed."""
    _ = view.words
    words = "{name}" if is_on and not is_changed else _("{name} (changed)") if is_on else _("{name} (off)")
    return words.format(name=getattr(item.name, view.lang))


def _instrument(view: View, name: str, item: InstrumentBase, is_on: bool, change: Set, opened: set[str]) -> Any:
    _ = view.words
    title = str(getattr(item.name, view.lang))
    part: Any = details(title, is_open=name in opened)
    summary = part.default_slot.children[0]
    part._props["data-instrument"] = name
    made: list[bool] = []

    def fill() -> None:
        if made:
            return
        made.append(True)
        with part:
            if item.description is not None:
                text("p", str(getattr(item.description, view.lang)), css="note")
            checkbox(_("In the mix: {name}").format(name=title), is_on, lambda on: change(name, None if on else "off"))
            if is_on:
                _dials(view, name, item, change)
            text("p", _("Sources: {sources}").format(sources=", ".join(item.sources)), css="note")

    def toggled(is_open: bool) -> None:
        (opened.add if is_open else opened.discard)(name)
        fill()

    part.on("toggle", heard(toggled), js_handler="(event) => emit(event.target.open)")
    if name in opened:
        fill()
    return summary


def _dials(view: View, name: str, item: InstrumentBase, change: Set) -> None:
    _ = view.words
    if isinstance(item, LawInstrument):
        law = load_law(item.law)
        with box("p"):
            link(
                _("The law beside others: {law}").format(law=getattr(law.name, view.lang)),
                view.address.at("/law", "future").changed(laws=law.id).url,
            )
    fields = fields_of(item)
    many = ("rows.", "share_of_firms.", "scope.")
    with box("div", css="controls", role="group", aria_label=str(getattr(item.name, view.lang))):
        for field in fields:
            if field.last in DATES or not (field.path in RARE or field.path.startswith(many)):
                control(view, name, field, change)
    groups: dict[str, list[Field]] = {}
    for field in fields:
        if field.path.startswith(many):
            parts = field.path.split(".")
            groups.setdefault(parts[0] if parts[0] == "share_of_firms" else ".".join(parts[:2]), []).append(field)
    for key, members in groups.items():
        _lazy(_group_name(view, key), lambda members=members: _controls(view, name, members, change))
    rare = [field for field in fields if field.path in RARE]
    _lazy(_("Strength, ramp and order"), lambda: _controls(view, name, rare, change))


def _group_name(view: View, key: str) -> str:
    _ = view.words
    first, _dot, second = key.partition(".")
    if first == "scope":
        return _("Who falls under it: phase {number}").format(number=int(second) + 1)
    return value_name(second, view.lang) if second else field_name(first, view.lang)


def _lazy(title: str, fill: Callable[[], None]) -> None:
    """A part that is filled when it is opened first."""
    part: Any = details(title)
    made: list[bool] = []

    def opened() -> None:
        if not made:
            made.append(True)
            with part:
                fill()

    part.on("toggle", opened, args=[])


def _controls(view: View, name: str, fields: list[Field], change: Set) -> None:
    with box("div", css="controls"):
        for field in fields:
            control(view, name, field, change)


def control(view: View, name: str, field: Field, change: Set) -> None:
    """The control of one dial."""
    label, key = field_name(field.path, view.lang), f"{name}.{field.path}"

    def choose(value: Any) -> None:
        change(key, write_value(value))

    match field.kind:
        case "yes_no":
            checkbox(label, field.value, choose)
        case "several":
            options = {option: value_name(option, view.lang) for option in field.options}
            checkboxes(label, options, field.value, choose)
        case "choice":
            options = {option: value_name(option, view.lang) for option in field.options}
            select(label, options, str(field.value), choose)
        case "quarter" | "start":
            select(label, quarters(view.lang, field), field.value or "none", choose)
        case "whole":
            empty = field.last in ("order", "needed")
            dial(
                label,
                field.value,
                lambda value: choose(None if value is None else round(value)),
                low=field.low,
                high=field.high,
                top=min(field.high, 40),
                step=1,
                lang=view.lang,
                is_amount=True,
                may_be_empty=empty,
            )
        case _:
            _number(view, label, field, choose)


def _number(view: View, label: str, field: Field, choose: Callable[[Any], None]) -> None:
    scale = SCALE.get(field.kind, 1.0)
    empty = field.last in ("employees", "turnover_eur", "assets_eur")
    top = field.top * scale
    dial(
        label,
        None if field.value is None else field.value * scale,
        lambda value: choose(None if value is None else round(value / scale, 10)),
        low=field.low * scale,
        high=field.high * scale,
        top=top,
        step=_step(top),
        lang=view.lang,
        is_amount=field.last == "employees",
        unit=unit_name(field, view.lang),
        may_be_empty=empty or field.value is None,
    )


def _step(top: float) -> float:
    """A hundred or two hundred steps, of whole numbers where there are enough."""
    return 1.0 if 50 <= top <= 200 else top / 100.0


def quarters(lang: str, field: Field) -> dict[str, str]:
    """The quarters simulated, and what a date may be besides; Dutch writes 2021, kwartaal 3 in the same short way."""
    words = ["none", "never", "drawn"] if field.kind == "start" else ["none"]
    is_needed = field.last == "in_force" and field.kind == "quarter"
    found = {} if is_needed else {key: value_name(key, lang) for key in words}
    return found | {f"{y}Q{q}": f"{y} Q{q}" for y in range(FIRST_YEAR, LAST_YEAR + 1) for q in range(1, 5)}
