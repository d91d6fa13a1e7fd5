"""What a user did wrong, said once and in a form that can be translated."""

import unicodedata
from collections.abc import Mapping

#: A message is one line of at most so many characters.
LONGEST_LINE = 300
#: What stands for a character that shows nothing of itself, or changes how a line is shown.
_HIDDEN = "�"
#: Characters without a width that change the direction of what follows, or hide.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


class Phrase(str):
    """A field of a message that is a text of the catalogue itself: shown in the reader's language too."""


class InputProblem(Exception):
    """An input or the environment does not allow the work: exit status 2, one line for the user.

    `message` is an English catalogue key with named placeholders; `fields` fills them. Keeping the two
    apart lets the public face print the line in the reader's language. The line names, where they
    apply, the file, the key, what was found and what is allowed.
    """

    def __init__(self, message: str, **fields: object) -> None:
        """Keep the message and its fields; the exception's own text is English."""
        self.message = message
        self.fields = fields
        super().__init__(one_line(message, fields))

    @classmethod
    def from_elsewhere(cls, message: str, fields: Mapping[str, object]) -> "InputProblem":
        """One that another process of ours found; its message was marked for the catalogue where it was made."""
        return cls(message, **fields)


def one_line(message: str, fields: Mapping[str, object]) -> str:
    """The message with its fields, as one line without control characters.

    A line that is longer than LONGEST_LINE loses the middle of its longest field.
    """
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


def nearest(name: str, allowed: list[str]) -> str:
    """The allowed name most like `name`, for "did you mean"; the first allowed one if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed on the way to an error

    return (get_close_matches(name[:100], allowed, n=1, cutoff=0.0) or allowed[:1] or [""])[0]
