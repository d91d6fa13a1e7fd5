"""From a verb, which is a Python function, to its command: options from its parameters, text read, result shown."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

import typer

from smartmix.marks import _
from smartmix.options import Option

#: What the command line adds to verbs that make a result.
JSON = Option("--json", "", _("print JSON and nothing else"))
QUIET = Option("--quiet", "", _("print only the folder, without a progress bar"))


@dataclass(frozen=True)
class Verb:
    """A verb: its function, one line of help, and how the command line shows what it gives back.

    show: called with the result, whether JSON was asked for, and whether only the folder was; returns the exit status.
    """

    function: Callable[..., Any]
    help: str
    show: Callable[[Any, bool, bool], int]


def option_of(parameter: inspect.Parameter) -> Option | None:
    """The option in the type of a parameter; None for what only Python has."""
    if get_origin(parameter.annotation) is not Annotated:
        return None
    return next((extra for extra in get_args(parameter.annotation)[1:] if isinstance(extra, Option)), None)


def options_of(function: Callable[..., Any]) -> dict[str, Option]:
    """The options of a verb by the name of its parameter, in order."""
    found = {name: option_of(each) for name, each in inspect.signature(function).parameters.items()}
    return {name: option for name, option in found.items() if option is not None}


def command_of(verb: Verb) -> Callable[..., int]:
    """A function with the signature that typer reads: every value is text until it is read here.

    What is not given on the command line is not passed, so that Python's defaults hold.
    """
    parameters = inspect.signature(verb.function).parameters
    options = options_of(verb.function)

    def run(**given: Any) -> int:
        as_json, quiet = bool(given.pop("as_json", False)), bool(given.pop("quiet", False))
        words: tuple[Any, ...] = ()
        values: dict[str, Any] = {}
        for name, option in options.items():
            value = given.get(name)
            if value is None or value is False or value == []:
                continue
            if option.is_switch:
                values[name] = not parameters[name].default
            elif parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
                words = tuple(option.read(option.name, each) for each in value)
            elif option.many:
                values[name] = [option.read(option.name, each) for each in value]
            else:
                values[name] = option.read(option.name, value)
        if "progress" in parameters:
            values["progress"] = not quiet
        return verb.show(verb.function(*words, **values), as_json, quiet)

    shown = {name: _typed(option, parameters[name]) for name, option in options.items()}
    shown |= {"as_json": _typed(JSON), "quiet": _typed(QUIET)}
    plain = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, plain, default=default, annotation=kind) for name, (kind, default) in shown.items()]
    )
    run.__annotations__ = {name: kind for name, (kind, _default) in shown.items()}
    return run


def _typed(option: Option, parameter: inspect.Parameter | None = None) -> tuple[Any, Any]:
    """Typer's annotation and default for an option."""
    if not option.name.startswith("-"):
        told = typer.Argument(metavar=option.name, help=option.help)
        if parameter is not None and parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            return Annotated[list[str] | None, told], None
        required = parameter is not None and parameter.default is inspect.Parameter.empty
        return Annotated[str if required else str | None, told], ... if required else None
    if option.is_switch:
        return Annotated[bool, typer.Option(option.name, help=option.help)], False
    told = typer.Option(option.name, metavar=option.metavar, help=option.help)
    return Annotated[(list[str] if option.many else str) | None, told], None


def described(function: Callable[..., Any]) -> str:
    """A verb's docstring with a section on its arguments, made from its options."""
    lines = [inspect.getdoc(function) or "", "", "Args:"]
    for name, option in options_of(function).items():
        lines.append(f"    {name}: {option.help}; `{option.name}` on the command line.")
    return "\n".join(lines)
