"""Verbs as Python has them: its own types in, and refusals that name the argument instead of the option.

The command line reads text by an `Option`; here the same option reads what Python has: numbers of numpy, columns of
pandas, ranges, tuples, a single text where several may stand, a text where a number may ("45%").
"""

import inspect
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from pathlib import PurePath
from typing import Any

from simulation.given import as_list, plain
from simulation.problems import InputProblem
from smartmix import options
from smartmix.argument_types import held
from smartmix.command import options_of
from smartmix.options import Option
from smartmix.session import is_command_line

#: Readers of several values at a time.
_SEVERAL = (options.names, options.years)
_COMMAND = re.compile(r"('smartmix [^']*')")
#: What results call that which an argument names otherwise.
_IN_RESULTS = {"folder": "out"}
_OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]*)")
#: An option with its value, quoted as it is typed.
_TYPED = re.compile(r"'(--[a-z][a-z-]*) ([^\s']+)'")


def at_home(verb: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The verb for Python, under `name` in smartmix; the same function on the command line."""
    known, signature, kinds = options_of(verb), inspect.signature(verb), verb.__annotations__

    def read(place: inspect.Parameter, value: Any) -> Any:
        kind = kinds[place.name]
        if place.kind is inspect.Parameter.VAR_POSITIONAL:
            parts = [part for word in value for part in (as_list(word) if _is_several(word) else [word])]
            return tuple(held(place.name, kind, part) for part in parts)
        found = held(place.name, kind, _taken(known.get(place.name), value))
        if isinstance(found, tuple) and not found and place.default:
            raise InputProblem(
                "{name}: found {found}; allowed: {allowed}", name=place.name, found=[], allowed="one or more"
            )
        return known[place.name].bounded(found) if place.name in known else found

    @wraps(verb)
    def call(*words: Any, **given: Any) -> Any:
        if is_command_line():
            return verb(*words, **given)
        asked = _bound(signature, name, words, given, known)
        try:
            for key, value in asked.arguments.items():
                asked.arguments[key] = read(signature.parameters[key], value)
            result = verb(*asked.args, **asked.kwargs)
        except InputProblem as problem:
            problem.args = (in_python(str(problem), known),)
            raise
        show_as_html(result)
        return result

    call.__module__, call.__qualname__ = "smartmix", name  # where other processes find it
    call.__signature__ = signature  # type: ignore[attr-defined]
    return call


def _bound(
    signature: inspect.Signature, name: str, words: tuple[Any, ...], given: dict[str, Any], known: dict[str, Option]
) -> inspect.BoundArguments:
    """The call as Python binds it. Raises Python's TypeError with the function's name, and that of the argument meant.

    Who knows the command line may take the name of an option for that of its argument (`until` for `last_year`), and
    who knows the results what they are called there. Where nothing is alike, all arguments are named.
    """
    try:
        return signature.bind(*words, **given)
    except TypeError as problem:
        unknown = [key for key in given if key not in _named(signature)]
        raise TypeError(
            f"smartmix.{name}() {problem}{_meant(name, unknown[0], signature, known) if unknown else ''}"
        ) from None


def _meant(name: str, found: str, signature: inspect.Signature, known: dict[str, Option]) -> str:
    """Which argument was meant by a name that is none, or which there are."""
    if found in signature.parameters:
        return f'; {found} stand first, without a name, as in {name}("mix-1", "mix-2")'
    arguments = _named(signature)
    options = {option.name.lstrip("-").replace("-", "_"): key for key, option in known.items()}
    meant = options.get(found) or _IN_RESULTS.get(found)
    if meant not in arguments:
        meant = next(iter(get_close_matches(found, arguments, n=1)), None)
    return f"; did you mean '{meant}'?" if meant else f"; its arguments: {', '.join(arguments)}"


def _named(signature: inspect.Signature) -> list[str]:
    """The arguments that may be given by name."""
    words = inspect.Parameter.VAR_POSITIONAL
    return [name for name, place in signature.parameters.items() if place.kind is not words]


def _is_several(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | dict | PurePath)


def _taken(option: Option | None, value: Any) -> Any:
    """A value as the verb takes it, read by its option where it is a text for a number."""
    value = plain(value)
    if option is None or value is None or isinstance(value, dict):
        return value
    if isinstance(value, str):
        if option.many:
            return [option.read(option.name, value)]
        return value if option.read in (options.place, options.as_given) else option.read(option.name, value)
    if option.read is options.amount and isinstance(value, int | float) and not (isinstance(value, int) and value >= 0):
        return options.amount(option.name, str(value))
    return as_list(value) if option.many or option.read in _SEVERAL else value


def in_python(text: str, known: dict[str, Option]) -> str:
    """A refusal with the names of Python's arguments in place of options, but for a command that is to be typed."""
    arguments = {option.name: name for name, option in known.items()}
    switches = {option.name for option in known.values() if option.is_switch}

    def named(match: re.Match[str]) -> str:
        name = arguments.get(match[0], match[1].replace("-", "_"))
        return f"{name}=True" if match[0] in switches else name

    def given(match: re.Match[str]) -> str:
        return f"{_OPTION.sub(named, match[1])}={match[2]!r}"

    return "".join(
        part if part.startswith("'smartmix ") else _OPTION.sub(named, _TYPED.sub(given, part))
        for part in _COMMAND.split(text)
    )


def show_as_html(result: Any) -> None:
    """Let a notebook of any kind show results of this class as a table."""
    from smartmix import kinds  # noqa: PLC0415

    of = type(result)
    if f"{of.__module__}:{of.__qualname__}" in {kind.result for kind in kinds.KINDS.values()}:
        from smartmix.notebooks import html_of  # noqa: PLC0415

        of._repr_html_ = html_of
