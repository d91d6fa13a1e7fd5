"""Numbers as people write them: one reader for files, options, fields and addresses.

`450000`, `450_000`, `450e6`, `4.5e+8` and `0.125` are numbers. `450.000` is not clear: a Dutch reader means 450,000 and
a program 450. `0450` is not clear either: an octal number to some programs,
and a code to people. Both are refused with their readings.
"""

import re

from simulation.problems import InputProblem

#: Digits of one number: far more than a double holds, and few enough for any arithmetic.
LONGEST_NUMBER = 50
_PLAIN = re.compile(r"[-+]?([0-9]{1,3}(_[0-9]{3})+|[0-9]+)?(\.[0-9]*)?([eE][-+]?[0-9]+)?")
#: Groups of three after points (or commas): thousands to people, decimals to programs.
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}([.,][0-9]{3})+")
_ZERO_FIRST = re.compile(r"[-+]?0[0-9_]+")
#: A comma as the decimal sign, with points between thousands (Dutch), and the other way round (English).
_DUTCH = re.compile(r"[-+]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+),[0-9]+")
_ENGLISH = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")


class UnclearNumber(Exception):
    """A number that is not clear: meant as `whole`, or as one of `others`; of a file also as the text of a code."""

    def __init__(self, text: str, whole: int, *others: str, code: str = "") -> None:
        """With all readings as one writes them clearly."""
        super().__init__(text)
        self._readings = list(dict.fromkeys([str(whole), f"{whole:_}", *others]))
        self.fields = {"found": text, "allowed": ", ".join([*self._readings, code] if code else self._readings)}

    def problem(self, option: str) -> InputProblem:
        """The refusal of it as the value of an option or field, where no quotes are written."""
        said = {"option": option, "found": self.fields["found"], "allowed": ", ".join(self._readings)}
        if len(self._readings) == 1:
            return InputProblem("{option}: {found} is not clear; write {allowed}", **said)
        return InputProblem("{option}: {found} is not clear; write one of {allowed}", **said)


def read_number(text: str, *, is_amount: bool = True, comma_decimals: bool = False) -> int | float | None:
    """The number that a text says, None when it says none or has more digits than LONGEST_NUMBER.

    is_amount: of money, heads or other things that come in thousands, so that `1.125` may be meant as 1125; for other
    numbers only three noughts after a point (`1.000`) are unclear. comma_decimals: `0,5` is a half, as in Dutch fields.
    Raises UnclearNumber for a text with two readings.
    """
    text = text.strip()
    if is_too_long(text):
        return None
    if not (comma_decimals and text.count(",") == 1):  # in a Dutch field a comma is clear
        _refuse_unclear(text, is_amount)
    if comma_decimals and _DUTCH.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    if not any(sign.isdigit() for sign in text) or _PLAIN.fullmatch(text) is None or not text.isascii():
        return None
    mantissa = re.split(r"[eE]", text)[0]
    if not any(sign.isdigit() for sign in mantissa):
        return None
    return int(text.replace("_", "")) if re.fullmatch(r"[-+]?[0-9_]+", text) else float(text.replace("_", ""))


def is_too_long(text: str) -> bool:
    """Whether a text has more digits than a number may have."""
    return len(text) > LONGEST_NUMBER and sum(map(str.isdigit, text)) > LONGEST_NUMBER


class WrittenDecimal(float):
    """A decimal number that may be meant as thousands where money or heads are asked (`1.125`)."""

    text = ""


def read_scalar(text: str) -> int | float | None:
    """As `read_number` for a number in a file, whose kind is not known yet: see `WrittenDecimal`."""
    found = read_number(text, is_amount=False)
    if isinstance(found, float) and _GROUPED.fullmatch(text):
        found = WrittenDecimal(found)
        found.text = text
    return found


#: What tables read as nothing, as endless or as a truth, in small letters.
_VALUES = frozenset(
    ["null", "none", "nil", "nan", "na", "n-a", "inf", "infinity", "true", "false", "yes", "no", "on", "off"]
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?|[0-9]{4}q[1-4]")


def reads_as_value(text: str) -> bool:
    """Whether a name would be read as a number, a date, nothing or a truth by a table or another program."""
    low = text.strip().lower()
    try:
        is_number = read_number(low) is not None or re.fullmatch(r"[0-9][0-9_]*|0[xob][0-9a-f]+", low) is not None
    except UnclearNumber:
        is_number = True
    return is_number or low in _VALUES or _DATE.fullmatch(low) is not None


def _refuse_unclear(text: str, is_amount: bool) -> None:
    if _ZERO_FIRST.fullmatch(text) and text.lstrip("+-0_"):
        digits = text.lstrip("+-").replace("_", "")
        sign = -1 if text.startswith("-") else 1
        octal = [str(sign * int(digits, 8))] if set(digits) <= set("01234567") else []
        raise UnclearNumber(text, sign * int(digits), *octal, code=f"'{text}'")
    if not _GROUPED.fullmatch(text) or ("." in text and "," in text):
        return
    parts = re.split("[.,]", text)
    is_decimal = "." in text and len(parts) == 2
    if is_decimal and not is_amount and set(parts[1]) != {"0"}:
        return
    whole = int("".join(parts))
    if len(parts) > 2:
        raise UnclearNumber(text, whole)
    other = float(".".join(parts))
    raise UnclearNumber(text, whole, f"{other:g}" if other == int(other) else f"{other:.4f}")
