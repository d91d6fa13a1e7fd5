"""`smartmix VERB …`: reads the command line, runs the verb, and turns what goes wrong into a status.

Statuses: 0 done; 1 checked and not met; 2 input or environment; 70 our defect; 130 interrupted, 143 by SIGTERM, 129
by SIGHUP.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from experiments.each import Stopped
from results.language import choose_language, say, translator
from simulation.problems import InputProblem, nearest
from smartmix import output
from smartmix.command import LANG, command_of
from smartmix.early import BASE
from smartmix.ending import listening
from smartmix.help_page import help_page
from smartmix.marks import _
from smartmix.options import once
from smartmix.problems import DEFECT, DONE, INPUT, INTERRUPTED, Interrupted, as_problem
from smartmix.session import end_session, use_language, words
from smartmix.verbs import VERBS


class VerbCommand(TyperCommand):
    """A verb with its help in the reader's language, and no value of an option lost."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What the words mean. Raises InputProblem where one option has two values: typer keeps the last, unsaid."""
        for name, given in _values(self.params, args).items():
            once(name, given)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_page(ctx, words())


class Program(TyperGroup):
    """The program: its help, and a refusal of unknown verbs that names the nearest one."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_page(ctx, words())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb that the first word names. Raises InputProblem for an unknown one."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise InputProblem(
                "unknown verb '{found}'; the nearest known one is {nearest}",
                found=args[0],
                nearest=nearest(args[0], list(self.commands)),
            )
        return super().resolve_command(ctx, args)


def _values(params: Iterable[Any], words: list[str]) -> dict[str, list[str]]:
    """What is given to each option that takes one value, by its name and in order."""
    takes = {name: each for each in params for name in each.opts if name.startswith("-") and not each.is_flag}
    found: dict[str, list[str]] = {}
    left = list(words)
    while left and left[0] != "--":
        name, equals, value = left.pop(0).partition("=")
        if name in takes:
            more = takes[name].nargs - len(equals)
            if not takes[name].multiple:
                found.setdefault(name, []).append(" ".join([*([value] if equals else []), *left[:more]]))
            del left[:more]
    return found


def _version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version  # noqa: PLC0415

        output.show(f"smartmix {version('smartmix')}")
        raise typer.Exit


def build() -> Any:
    """The command line as typer's command object."""
    app = typer.Typer(cls=Program, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.callback(
        invoke_without_command=True,
        help=_("Compare policy mixes for responsible business conduct before choosing one."),
    )
    def _program(  # pyright: ignore[reportUnusedFunction]
        context: typer.Context,
        lang: Annotated[str | None, typer.Option("--lang", metavar=LANG.metavar, help=LANG.help)] = None,
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help=_("show the version"))
        ] = False,
    ) -> None:
        if context.invoked_subcommand is None:
            output.show(context.get_help())

    for name, verb in VERBS.items():
        app.command(name, cls=VerbCommand, help=verb.help)(command_of(verb))
    return typer.main.get_command(app)


def _language_asked(arguments: list[str]) -> str | None:
    """The value of --lang, before or after the verb, read before typer does: refusals need it.

    Raises InputProblem where two are given.
    """
    found: list[str] = []
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(arguments):
            found.append(arguments[place + 1])
        elif word.startswith("--lang="):
            found.append(word.removeprefix("--lang="))
    return once("--lang", found)


def main(arguments: list[str] | None = None) -> int:
    """Run one command line (that of the process when none is given) and return its exit status.

    A command that was done before it heard a signal, or whose interruption some library kept to itself, is done.
    """
    numbers, status = list[int](), INTERRUPTED
    with suppress(KeyboardInterrupt), listening() as caught:  # once more, when the first has been answered
        numbers = caught
        status = _run(arguments, caught)
    return BASE + numbers[0] if numbers and status == INTERRUPTED else status


def _run(arguments: list[str] | None, caught: list[int]) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    output.use_utf8()
    lang = "en"
    try:
        lang = _fallback_language()
        lang = choose_language(_language_asked(given))
        use_language(lang, given)
        status = build().main(args=given, prog_name="smartmix", standalone_mode=False)
        sys.stdout.flush()
        if status == INTERRUPTED:  # typer's own way of ending on Ctrl-C, without a word
            raise KeyboardInterrupt
        return status if isinstance(status, int) else DONE
    except Interrupted as stopped:
        _ = translator(_readable(lang))
        text = {
            "": _("stopped; the run was finished by then and is in {folder}"),
            "draws": _("stopped: {done} of {total} draws are kept in {folder}; go on with: {command}"),
            "runs": _("stopped: {done} of {total} runs are kept in {folder}; go on with: {command}"),
        }["" if stopped.is_finished else stopped.unit]
        output.trouble(
            text.format(done=stopped.done, total=stopped.total, folder=stopped.folder, command=stopped.command)
        )
        return INTERRUPTED
    except BaseException as error:
        return _failed(error, lang, is_stopped=bool(caught))
    finally:
        end_session()


def _fallback_language() -> str:
    """The language for saying that --lang is wrong."""
    try:
        return choose_language(None)
    except InputProblem:
        return "en"


def _readable(lang: str) -> str:
    """The language; English when even the catalogue cannot be read."""
    try:
        translator(lang)
    except (OSError, ValueError):
        return "en"
    return lang


def _is_interruption(error: BaseException | None) -> bool:
    """Whether an error is, or comes from, Ctrl-C or a signal."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.append(error)
        error = error.__cause__ or error.__context__
    return False


def _failed(error: BaseException, lang: str, is_stopped: bool) -> int:
    if os.environ.get("SMARTMIX_DEBUG") == "1":
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
        output.mute()  # typer ends with a status of its own when a reader has closed the pipe
        return DONE
    lang = _readable(lang)
    _ = translator(lang)
    # a library that is interrupted may raise an error of its own (a compiler, say): it is an interruption all the same
    if is_stopped or isinstance(error, Stopped) or _is_interruption(error):
        output.trouble(str(error) if isinstance(error, Stopped) and error.args else _("stopped; nothing new was kept"))
        return INTERRUPTED
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else DONE
    problem = as_problem(error)
    if problem is not None:
        output.trouble(f"smartmix: {say(problem, lang)}")
        return INPUT
    output.trouble(
        _(
            "smartmix: a defect of the program, not of your input: {error}; please report it with the command that you "
            "gave (SMARTMIX_DEBUG=1 shows more)"
        ).format(error=f"{type(error).__name__}: {error}")
    )
    return DEFECT
