"""Quarters as people write them in scenario files: `2021Q3` or a date such as 2021-07-01."""

import datetime
import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, quarter_index, quarter_name

_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_JSON_PATTERN = r"^(\d{4}Q[1-4]|\d{4}-\d{2}-\d{2}|\+\d{1,3})$"


def index_of(name: str) -> int:
    """Quarters since the first quarter of 2012, for a name that `read_quarter` made."""
    return quarter_index(int(name[:4]), int(name[5]))


def name_of(quarter: int) -> str:
    """The name of the quarter so many quarters after the first of 2012, of any year."""
    return f"{2012 + quarter // 4}Q{quarter % 4 + 1}"


def is_day(value: object) -> bool:
    """Whether a value is an exact day of the calendar: `2029-02-31` is none."""
    try:
        read_day(value)
    except PydanticCustomError:
        return False
    return True


def read_quarter(value: object) -> str:
    """The quarter's name for `2021Q3`, a date or an ISO date as text.

    Raises a validation error for anything else and for years outside 2012-2035 (the years simulated).
    """
    date: datetime.date | None = value if isinstance(value, datetime.date) else None
    if isinstance(value, str):
        if (found := _QUARTER.fullmatch(value)) is not None:
            date = datetime.date(max(1, int(found[1])), 3 * int(found[2]), 1)
        elif _DATE.fullmatch(value) is not None:
            try:
                date = datetime.date.fromisoformat(value)
            except ValueError:
                date = None
    if date is None or not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise PydanticCustomError("quarter", "not a quarter or date in the years simulated")
    return quarter_name(quarter_index(date.year, (date.month + 2) // 3))


#: A moment in a scenario file, kept as the name of its quarter.
Quarter = Annotated[str, BeforeValidator(read_quarter), WithJsonSchema({"type": "string", "pattern": _JSON_PATTERN})]


def read_start(value: object) -> str:
    """As `read_quarter`, and the words `drawn` (date from the future and the run's luck) and `never`."""
    if value in ("drawn", "never"):
        return str(value)
    try:
        return read_quarter(value)
    except PydanticCustomError:
        raise PydanticCustomError("start", "not a quarter, drawn or never") from None


#: When a law comes into force.
Start = Annotated[
    str,
    BeforeValidator(read_start),
    WithJsonSchema({"type": "string", "pattern": _JSON_PATTERN[:-2] + "|drawn|never)$"}),
]


def read_day(value: object) -> str:
    """An exact day as 2026-03-18, of any year from 1900 on. Raises a validation error for anything else."""
    text = value.isoformat() if isinstance(value, datetime.date) else value
    if isinstance(text, str) and _DATE.fullmatch(text) is not None and text >= "1900":
        try:
            return datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


#: An exact day in a law file, kept as text.
Day = Annotated[str, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]


def quarter_of(day: str) -> int:
    """Quarters since the first quarter of 2012 of a day (negative before)."""
    date = datetime.date.fromisoformat(day)
    return quarter_index(date.year, (date.month + 2) // 3)
