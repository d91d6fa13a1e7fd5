"""Values as people have them in Python: numpy's numbers, pandas' columns, ranges, a single text, a percentage.

Each is read into a plain value once, where it comes in, so that the rest of the program knows plain values only.
"""

import math
from collections.abc import Iterable
from typing import Any, cast

from simulation.number_text import UnclearNumber, read_number
from simulation.problems import InputProblem, nearest

#: Whole numbers are smaller than this.
_LARGEST = 10**300


def plain(value: Any) -> Any:
    """The Python value of a number of numpy (or of an array that holds one value); anything else as it is."""
    item = getattr(value, "item", None)
    return item() if callable(item) and getattr(value, "size", 1) == 1 and not getattr(value, "ndim", 0) else value


def as_list(value: Any) -> list[Any]:
    """The values of a list, tuple, range, array, column or other series; one text or number is a list of one."""
    value = plain(value)
    if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
        return [value]
    return [plain(each) for each in cast("Iterable[Any]", value)]


def names(value: Any) -> tuple[str, ...]:
    """Names, from one text or several."""
    return tuple(map(str, as_list(value)))


def number(name: str, value: Any) -> float | int:
    """A finite number, or a text with one such as "45%". Raises InputProblem that names what it is for."""
    found = plain(value)
    if isinstance(found, str):
        share = found.strip().endswith("%")
        try:
            read = read_number(found.strip().removesuffix("%"), is_amount=False)
        except UnclearNumber as problem:
            raise problem.problem(name) from None
        found = read if read is None or not share else read / 100.0
    if isinstance(found, int) and abs(found) >= _LARGEST:  # beyond what a float holds, or a line shows
        raise InputProblem(
            "{name}: found {found}; allowed: a finite number", name=name, found=f"{found.bit_length()} bits"
        )
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise InputProblem("{name}: found {found}; allowed: a finite number", name=name, found=value)
    return found


def whole(name: str, value: Any) -> int:
    """A whole number, also one that is written 3.0. Raises InputProblem that names what it is for."""
    found = number(name, value)
    if found != int(found):
        raise InputProblem("{name}: found {found}; allowed: a whole number", name=name, found=value)
    return int(found)


def wholes(name: str, value: Any) -> tuple[int, ...]:
    """Whole numbers, from one or several. Raises InputProblem."""
    return tuple(whole(name, each) for each in as_list(value))


def plain_content(content: Any) -> Any:
    """The content of a plan as a file would hold it: plain numbers, lists for arrays, columns, ranges and tuples."""
    value = plain(content)
    if isinstance(value, dict):
        return {str(key): plain_content(each) for key, each in cast("dict[Any, Any]", value).items()}
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return value
    return [plain_content(each) for each in cast("Iterable[Any]", value)]


def refuse_absent[T](name: str, asked: Iterable[T], there: Iterable[T]) -> list[T]:
    """What is asked. Raises InputProblem for the first that is not there, with what there is, and for nothing."""
    chosen, known = list(asked), list(there)
    if not chosen:
        raise InputProblem("{name}: found {found}; allowed: {allowed}", name=name, found=[], allowed="one or more")
    for each in chosen:
        if each not in known:
            raise InputProblem(
                "{name}: there is no {found}; there are {allowed}",
                name=name,
                found=each,
                allowed=", ".join(map(str, known)),
            )
    return chosen


def refuse_unknown(argument: str, asked: Iterable[str], known: Iterable[str]) -> None:
    """Raises InputProblem for the first name that is none of those known, with the one that is like it or with all.

    For nothing too.
    """
    chosen, names = list(asked), list(known)
    if not chosen:
        raise InputProblem("{name}: found {found}; allowed: {allowed}", name=argument, found=[], allowed="one or more")
    for each in chosen:
        if each not in names:
            raise InputProblem(
                "{argument}: unknown value '{found}'; did you mean '{nearest}'?",
                argument=argument,
                found=each,
                nearest=nearest(str(each), names),
            )
