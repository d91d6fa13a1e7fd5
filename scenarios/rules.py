"""What a rule does to a mix when it fires."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from scenarios.extending import merged
from scenarios.format_base import Identifier, Strict
from scenarios.instrument_format import Instrument
from scenarios.mix_format import Mix
from scenarios.refusals import checked
from simulation.vocabulary import QUARTERS, quarter_name

_RELATIVE = re.compile(r"\+(\d{1,3})")


class Firing(NamedTuple):
    """A rule (by id) fires at the look of a quarter; the change acts from the next quarter on."""

    quarter: int
    rule: str


@lru_cache(maxsize=1024)
def mix_after(mix: Mix, firings: tuple[Firing, ...]) -> Mix:
    """The mix after these rules have fired, in this order. Raises InputProblem for a wrong change."""
    return changed_mix(mix, firings, f"{mix.id}: rules.then")


def changed_mix(mix: Mix, firings: tuple[Firing, ...], file: str) -> Mix:
    """As `mix_after`; `file` is what a refusal names. Only what a rule changes is read and checked again."""
    for firing in firings:
        then = mix.rules[firing.rule].then
        known = mix.instruments
        dated = {
            name: _dated({**_start(name in known), **fields}, firing.quarter)
            for name, fields in then.instruments.items()
        }
        changes = {name: fields for name, fields in dated.items() if fields is not None}
        kept = {name: item for name, item in known.items() if name not in then.remove}
        base = {
            name: item.model_dump(exclude_none=True, exclude_unset=True) if name in changes else {}
            for name, item in kept.items()
        }
        content = merged({"instruments": base}, {"instruments": changes}, file, mix.id)["instruments"]
        touched = {"instruments": {name: content[name] for name in changes}}
        mix = mix.model_copy(update={"instruments": kept | checked(_Touched, touched, file).instruments})
    return mix


class _Touched(Strict):
    """What a rule touches."""

    instruments: dict[Identifier, Instrument]


def _start(known: bool) -> dict[str, Any]:
    """A new instrument is announced in the quarter after the firing unless its dates say otherwise."""
    return {} if known else {"announced": "+1"}


def _dated(fields: dict[str, Any], quarter: int) -> dict[str, Any] | None:
    """Relative dates such as `+8` as quarters; None when it would start after the years simulated."""
    result = dict(fields)
    for key in ("announced", "in_force", "ends"):
        found = _RELATIVE.fullmatch(str(fields.get(key, "")))
        if found is None:
            continue
        moment = quarter + int(found[1])
        if moment < QUARTERS:
            result[key] = quarter_name(moment)
        elif key == "ends":
            result[key] = None
        elif key == "in_force" and fields.get("kind") == "law":
            result[key] = "never"
        else:
            return None
    return result
