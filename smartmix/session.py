"""What holds for one command line: the language and the words as typed."""

import shlex
import subprocess
import sys
from dataclasses import dataclass

from results.language import Translate, choose_language, translator


@dataclass
class _Session:
    lang: str = "en"
    #: None outside the command line
    arguments: list[str] | None = None


_SESSION = _Session()


def use_language(lang: str, arguments: list[str]) -> None:
    """Set at the start of `main`."""
    _SESSION.lang, _SESSION.arguments = lang, list(arguments)


def end_session() -> None:
    """Set at the end of `main`."""
    _SESSION.arguments = None


def is_command_line() -> bool:
    """Whether a command line is being run, and not Python."""
    return _SESSION.arguments is not None


def going_on_command(verb: str, folder: str) -> str:
    """How to go on in a folder: the command line as typed, or the call in Python."""
    return command_with("--out", folder) if is_command_line() else f"smartmix.{verb}(..., out={folder!r})"


def language() -> str:
    """`nl` or `en`."""
    return _SESSION.lang


def reader_language(lang: str | None = None) -> str:
    """The language that was asked for; else that of the command line, or in Python that of the machine."""
    return _SESSION.lang if lang is None and is_command_line() else choose_language(lang)


def words() -> Translate:
    """The translator into the session's language."""
    return translator(_SESSION.lang)


def same_command(verb: str) -> str:
    """The command line as typed, or the call in Python, of a verb that goes on by itself."""
    return _joined(["smartmix", *(_SESSION.arguments or ())]) if is_command_line() else f"smartmix.{verb}(...)"


def command_with(option: str, value: str) -> str:
    """The command line as typed, with an option added unless it is there."""
    full = ["smartmix", *(_SESSION.arguments or ())]
    if not any(word == option or word.startswith(f"{option}=") for word in full):
        full += [option, value]
    return _joined(full)


def _joined(words: list[str]) -> str:
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
