"""What holds for one command line: the language and the words as typed."""

import shlex
import subprocess
import sys
from dataclasses import dataclass, field

from results.language import Translate, translator


@dataclass
class _Session:
    lang: str = "en"
    arguments: list[str] = field(default_factory=list[str])


_SESSION = _Session()


def use_language(lang: str, arguments: list[str]) -> None:
    """Set at the start of `main`."""
    _SESSION.lang, _SESSION.arguments = lang, list(arguments)


def language() -> str:
    """`nl` or `en`."""
    return _SESSION.lang


def words() -> Translate:
    """The translator into the session's language."""
    return translator(_SESSION.lang)


def command_with(option: str, value: str) -> str:
    """The command line as typed, with an option added unless it is there."""
    full = ["smartmix", *_SESSION.arguments]
    if not any(word == option or word.startswith(f"{option}=") for word in full):
        full += [option, value]
    return subprocess.list2cmdline(full) if sys.platform == "win32" else shlex.join(full)
