"""What a user did wrong, said once and in a form that can be translated."""

import re
import unicodedata
from collections.abc import Callable, Mapping

#: A message is one line of at most so many characters.
LONGEST_LINE = 300
#: What stands for a character that shows nothing of itself, or changes how a line is shown.
_HIDDEN = "�"
#: Characters without a width that change the direction of what follows, or hide.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


class Phrase(str):
    """A field of a message that is a text of the catalogue itself: shown in the reader's language too."""


#: What of a message speaks of the nearest name: up to the next `;`, or what stands between brackets.
_SUGGESTION = re.compile(r"; [^;()]*\{nearest\}[^;()]*?(?:\?|(?= \(|;|$))| \([^()]*\{nearest\}[^()]*\)")
#: What is said instead where no name is alike and the message does not list what is allowed.
_KNOWN = Phrase("; known: {known}")


class InputProblem(Exception):
    """An input or the environment does not allow the work: exit status 2, one line for the user.

    `message` is an English catalogue key with named placeholders; `fields` fills them. Keeping the two
    apart lets the public face print the line in the reader's language. The line names, where they
    apply, the file, the key, what was found and what is allowed.
    """

    def __init__(self, message: str, **fields: object) -> None:
        """Keep the message and its fields; the exception's own text is English.

        Where `nearest` found no name that is alike, its field is empty and `known` has all names.
        """
        if isinstance(fields.get("nearest"), NoneAlike):
            fields |= {"nearest": "", "known": str(fields["nearest"])}
        self.message = message
        self.fields = fields
        super().__init__(one_line(message, fields))

    @classmethod
    def from_elsewhere(cls, message: str, fields: Mapping[str, object]) -> "InputProblem":
        """One that another process of ours found; its message was marked for the catalogue where it was made."""
        return cls(message, **fields)


def one_line(message: str, fields: Mapping[str, object], translate: Callable[[str], str] = str) -> str:
    """The message with its fields, as one line without control characters.

    A line that is longer than LONGEST_LINE loses the middle of its longest field. One without a nearest name says
    nothing of it, and names what is known instead; `translate` makes these words.
    """
    if fields.get("nearest") == "":
        lists = "{allowed}" in message or not fields.get("known")
        message = _SUGGESTION.sub("", message) + ("" if lists else translate(_KNOWN))
    shown = {name: printable(value) if isinstance(value, str) else value for name, value in fields.items()}
    line = printable(message.format(**shown))
    while len(line) > LONGEST_LINE:
        texts = {name: str(value) for name, value in shown.items()}
        name = max(texts, key=lambda name: len(texts[name]), default="")
        if not name or len(texts[name]) <= 3:
            return line[: LONGEST_LINE - 1] + "…"
        uses = max(1, message.count(f"{{{name}}}") + message.count(f"{{{name}:"))
        shown[name] = shortened(texts[name], len(texts[name]) - -(-(len(line) - LONGEST_LINE) // uses))
        line = printable(message.format(**shown))
    return line


def shortened(text: str, length: int) -> str:
    """The text with its middle left out, in at most `length` characters (3 at the least)."""
    if len(text) <= length:
        return text
    kept = max(length, 3) - 1
    return text[: kept - kept // 2] + "…" + text[len(text) - kept // 2 :]


def shows_nothing(sign: str) -> bool:
    """Whether a character is a control of the terminal, of the direction of a line, or half of another character."""
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING


def printable(text: str) -> str:
    """The text on one line: white space as blanks, and � for a character that shows nothing of itself."""
    if text.isprintable():
        return text
    return "".join(" " if sign in "\t\n\r\x0b\x0c" else _HIDDEN if shows_nothing(sign) else sign for sign in text)


#: How alike a name must be to a known one to be a slip of the pen: two letters turned round in a name of four, as
#: `setp` for `step`.
ALIKE = 0.75
#: What is part of a name is like it too; fewer letters are part of many names.
_LEAST_PART = 3


class NoneAlike(str):
    """In place of the nearest name where none is alike: all that are known, with commas between."""


def nearest(name: str, allowed: list[str]) -> str:
    """The allowed name most like `name`, for "did you mean" in an InputProblem; a NoneAlike where none is alike."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed on the way to an error

    found = name[:100]
    if near := get_close_matches(found, allowed, n=1, cutoff=ALIKE):
        return near[0]
    parts = [each for each in allowed if min(len(found), len(each)) >= _LEAST_PART and (found in each or each in found)]
    return next(iter(get_close_matches(found, parts, n=1, cutoff=0.0)), NoneAlike(", ".join(allowed)))
