"""From a verb, which is a Python function, to its command: options from its parameters, text read, result shown."""

import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, get_args, get_origin

import typer

from smartmix import output, session
from smartmix.marks import _
from smartmix.options import Lang, Option, as_given, reader_of
from smartmix.problems import Interrupted

#: What the command line adds to every verb, and to those that make a result.
LANG: Option = get_args(Lang)[1]
JSON = Option("--json", "", _("print JSON and nothing else"), ": what `result.json` holds")
QUIET = Option("--quiet", "", _("print only the folder, without a progress bar"))


@dataclass(frozen=True)
class Verb:
    """A verb: its function, one line of help, and how the command line shows what it gives back.

    function: that of Python, or, where the command line is asked in another way, one that calls it. Its docstring gets
    a section on its arguments. show: called with the result, whether JSON was asked for, and whether only the folder
    was; returns the exit status. json, quiet: these options, None where the verb has none; whole: one for more on the
    screen, with which `show` gets `whole=True`.
    """

    function: Callable[..., Any]
    help: str
    show: Callable[..., int]
    json: Option | None = JSON
    quiet: Option | None = QUIET
    whole: Option | None = None

    def __post_init__(self) -> None:
        """Describe the arguments where `help()` looks for them."""
        describe(self.function)

    def options(self) -> dict[str, Option]:
        """What the command line takes, by the name under which it comes: its own, the language, JSON and quiet."""
        more = {"lang": LANG, "as_json": self.json, "quiet": self.quiet, "whole": self.whole}
        return options_of(self.function) | {name: option for name, option in more.items() if option is not None}


def options_of(function: Callable[..., Any]) -> dict[str, Option]:
    """The options of a verb by the name of its parameter, in order; what only Python has is left out.

    One that names no reader has that of its parameter's type.
    """
    found: dict[str, Option] = {}
    for name, kind in function.__annotations__.items():
        for extra in get_args(kind)[1:] if get_origin(kind) is Annotated else ():
            if isinstance(extra, Option):
                found[name] = replace(extra, read=reader_of(get_args(kind)[0])) if extra.read is as_given else extra
    return found


def command_of(verb: Verb) -> Callable[..., int]:
    """A function with the signature that typer reads: every value is text until it is read here.

    What is not given on the command line is not passed, so that Python's defaults hold.
    """
    parameters = inspect.signature(verb.function).parameters
    own, shown = options_of(verb.function), verb.options()

    def run(**given: Any) -> int:
        as_json, quiet = bool(given.get("as_json")), bool(given.get("quiet"))
        words: list[Any] = []
        values: dict[str, Any] = {}
        for name, option in own.items():
            value = given.get(name)
            if value is None or value is False or value == []:
                continue
            if option.is_switch:
                values[name] = not parameters[name].default
            elif parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
                words = [option.taken(each) for each in value]
            elif option.many:
                values[name] = [option.taken(each) for each in value]
            elif option.words > 1:
                values[name] = tuple(option.taken(each) for each in value)
            else:
                values[name] = option.taken(value)
        if "progress" in parameters:
            values["progress"] = not quiet
            if not quiet:
                output.begin(session.words()(_("loading the program")))
        show = partial(verb.show, whole=True) if given.get("whole") else verb.show
        folder = values.get("out")
        try:
            result = verb.function(*words, **values)
            folder = getattr(result, "folder", None)
            return show(result, as_json, quiet)
        except KeyboardInterrupt as stopped:  # what was made is there all the same
            made = Interrupted(1, 1, str(folder), "")
            if not made.is_finished:
                raise
            raise made from stopped

    types = {name: _typed(option, parameters.get(name)) for name, option in shown.items()}
    plain = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, plain, default=default, annotation=kind) for name, (kind, default) in types.items()]
    )
    run.__annotations__ = {name: kind for name, (kind, _default) in types.items()}
    return run


def _typed(option: Option, parameter: inspect.Parameter | None) -> tuple[Any, Any]:
    """Typer's annotation and default for an option; None where nothing need be given."""
    if option.is_switch:
        return Annotated[bool, typer.Option(option.name, help=option.help)], False
    told = (
        typer.Option(option.name, metavar=option.metavar, help=option.help)
        if option.name.startswith("-")
        else typer.Argument(metavar=option.name, help=option.help)
    )
    several = parameter is not None and parameter.kind is inspect.Parameter.VAR_POSITIONAL
    kind: Any = list[str] if several or option.many else tuple[(str,) * option.words] if option.words > 1 else str
    if not several and parameter is not None and parameter.default is inspect.Parameter.empty:
        return Annotated[kind, told], ...
    return Annotated[kind | None, told], None


def describe[Function: Callable[..., Any]](function: Function) -> Function:
    """The function, with what `help()` shows: plain types, and by argument its meaning, unit and allowed values."""
    known, signature = options_of(function), inspect.signature(function)
    lines = [inspect.getdoc(function) or "", "", "Args:"]
    plain: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        option, kind = known.get(name), parameter.annotation
        told = "show a progress bar on standard error" if option is None else f"{option.meaning} [{option.name}]"
        told = re.sub(r"\[([\w.]+)\]\([^)]*\)", r"docs/\1", told)  # links of docs/cli.md
        lines += textwrap.wrap(f"{name}: {told}", 100, initial_indent=" " * 4, subsequent_indent=" " * 8)
        plain.append(parameter.replace(annotation=get_args(kind)[0] if get_origin(kind) is Annotated else kind))
    if plain:
        function.__doc__ = "\n".join(lines)
        function.__signature__ = signature.replace(parameters=plain)  # type: ignore[attr-defined]
    return function
