"""The reader's language: Dutch from one gettext catalogue, English as written in the code."""

import json
import locale
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from simulation.problems import InputProblem, Phrase, nearest, one_line

type Language = Literal["en", "nl"]
type Translate = Callable[[str], str]

LANGUAGES: tuple[Language, ...] = ("nl", "en")
CATALOGUE = Path(__file__).parent / "locale" / "nl.po"
VARIABLE = "SMARTMIX_LANG"


@cache
def _dutch() -> dict[str, str]:
    """English text to Dutch text; entries without a translation or marked fuzzy are left out.

    Reads what the catalogue holds of the gettext format: no plurals and no contexts (a test holds it against Babel).
    """
    found: dict[str, str] = {}
    parts, part, is_fuzzy, is_marked = {"msgid": "", "msgstr": ""}, "", False, False
    for line in [*CATALOGUE.read_text(encoding="utf-8").splitlines(), 'msgid ""']:
        if line.startswith("msgid "):  # the entry before is complete
            if parts["msgid"] and parts["msgstr"] and not is_fuzzy:
                found[parts["msgid"]] = parts["msgstr"]
            parts, is_fuzzy, is_marked = {"msgid": "", "msgstr": ""}, is_marked, False
        if line.startswith("#,"):  # flags of the entry that follows
            is_marked = "fuzzy" in line
        keyword, quote, text = line.partition('"')
        if quote and not line.startswith("#"):
            part = keyword.strip() or part  # a text may go on over lines
            parts[part] += json.loads(quote + text)  # the escapes of gettext are among those of JSON
    return found


def translator(lang: str) -> Translate:
    """The function that turns an English text of the code into the language; call it `_`.

    A text that the catalogue does not have stays English (the tests allow no such text).
    """
    if lang != "nl":
        return str
    dutch = _dutch()
    return lambda text: dutch.get(text, text)


def capital(text: str) -> str:
    """A text with a capital in front, as a sentence or a title begins."""
    return text[:1].upper() + text[1:]


def _checked(given: str, where: str) -> Language:
    code = given.strip().lower()
    if code not in LANGUAGES:
        raise InputProblem(
            "{where}: unknown language '{found}'; allowed: {allowed}; did you mean '{nearest}'?",
            where=where,
            found=given,
            allowed=", ".join(LANGUAGES),
            nearest=nearest(code, list(LANGUAGES)),
        )
    return code


def choose_language(option: str | None = None) -> Language:
    """`--lang`, else SMARTMIX_LANG, else the language of the system, else English.

    Raises InputProblem when the option or the variable names a language other than nl or en. A system
    in a third language gets English.
    """
    if option is not None:
        return _checked(option, "--lang")
    if os.environ.get(VARIABLE):
        return _checked(os.environ[VARIABLE], VARIABLE)
    return "nl" if _system_language().lower().startswith(("nl", "dutch")) else "en"


def _system_language() -> str:
    """As POSIX orders the variables; Windows sets none of them and says `Dutch_Netherlands`."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0] or ""


def say(problem: InputProblem, lang: str) -> str:
    """The one line that tells the user what was wrong, in the language, with its fields filled in."""
    _ = translator(lang)
    fields = {name: _(value) if isinstance(value, Phrase) else value for name, value in problem.fields.items()}
    return one_line(_(problem.message), fields, _)
