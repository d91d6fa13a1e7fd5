"""Help in the reader's language, from what typer knows of the verbs and their options."""

import re
from collections.abc import Callable
from typing import Any

from smartmix.marks import _

_WIDEST = 24
_SHOW_HELP = _("show this text")
#: Words among what follows an option (`NAME[=LOW..HIGH]`); letters such as N and names such as MIX are what they are.
_WORDS = {
    _("ADDRESS"),
    _("DAY"),
    _("DIAL"),
    _("EVENT"),
    _("FACTS"),
    _("FILE"),
    _("FOLDER"),
    _("FUTURE"),
    _("GROUP"),
    _("HIGH"),
    _("HOW"),
    _("KEY"),
    _("LAW"),
    _("LEVEL"),
    _("LOW"),
    _("NAME"),
    _("SHAPE"),
    _("SHARE"),
    _("YEAR"),
    _("YEARS"),
}


def help_page(context: Any, translate: Callable[[str], str]) -> str:
    """The page of the whole program, or of one verb."""
    command = context.command
    verbs: dict[str, Any] = getattr(command, "commands", {})
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = [context.command_path, *([translate(_("VERB"))] if verbs else []), translate(_("[OPTIONS]"))]
    usage += [_called(argument, translate) for argument in arguments]
    lines = [f"{translate(_('Usage:'))} {' '.join(usage)}", "", f"  {translate(command.help or '')}", ""]
    if verbs:
        lines += [translate(_("Verbs:")), *_rows([(n, translate(v.help or "")) for n, v in verbs.items()])]
    if arguments:
        lines += [translate(_("Arguments:"))]
        lines += _rows([(_called(a, translate), translate(a.help or "")) for a in arguments])
    options = [p for p in command.params if p.param_type_name == "option" and not getattr(p, "hidden", False)]
    rows = [(_written(option, translate), translate(option.help or "")) for option in options]
    lines += [translate(_("Options:")), *_rows([*rows, ("--help", translate(_SHOW_HELP))])]
    return "\n".join(lines)


def in_words(metavar: str, translate: Callable[[str], str]) -> str:
    """What stands for a value (`FILE`, `DIAL=LOW..HIGH`), its words in the reader's language."""
    return re.sub("[A-Z]+", lambda word: translate(word[0]) if word[0] in _WORDS else word[0], metavar)


def _called(argument: Any, translate: Callable[[str], str]) -> str:
    return in_words(argument.metavar or argument.name.upper(), translate)


def _written(option: Any, translate: Callable[[str], str]) -> str:
    return option.opts[0] + (f" {in_words(option.metavar, translate)}" if option.metavar else "")


def _rows(rows: list[tuple[str, str]]) -> list[str]:
    width = min(_WIDEST, max(len(name) for name, _text in rows))
    return [*(f"  {name:<{width}}  {text}" for name, text in rows), ""]
