"""Help in the reader's language, from what typer knows of the verbs and their options."""

from collections.abc import Callable
from typing import Any

from smartmix.marks import _

_WIDEST = 24
_SHOW_HELP = _("show this text")


def help_page(context: Any, translate: Callable[[str], str]) -> str:
    """The page of the whole program, or of one verb."""
    command = context.command
    verbs: dict[str, Any] = getattr(command, "commands", {})
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = [context.command_path, *([translate(_("VERB"))] if verbs else []), translate(_("[OPTIONS]"))]
    usage += [argument.metavar or argument.name.upper() for argument in arguments]
    lines = [f"{translate(_('Usage:'))} {' '.join(usage)}", "", f"  {translate(command.help or '')}", ""]
    if verbs:
        lines += [translate(_("Verbs:")), *_rows([(n, translate(v.help or "")) for n, v in verbs.items()])]
    if arguments:
        lines += [translate(_("Arguments:"))]
        lines += _rows([(a.metavar or a.name.upper(), translate(a.help or "")) for a in arguments])
    options = [p for p in command.params if p.param_type_name == "option" and not getattr(p, "hidden", False)]
    rows = [(_written(option), translate(option.help or "")) for option in options]
    lines += [translate(_("Options:")), *_rows([*rows, ("--help", translate(_SHOW_HELP))])]
    return "\n".join(lines)


def _written(option: Any) -> str:
    metavar = option.metavar
    return option.opts[0] + (f" {metavar}" if metavar else "")


def _rows(rows: list[tuple[str, str]]) -> list[str]:
    width = min(_WIDEST, max(len(name) for name, _text in rows))
    return [*(f"  {name:<{width}}  {text}" for name, text in rows), ""]
