"""From whatever went wrong to an exit status and one line (docs/cli.md lists the statuses)."""

import errno
import re
from pathlib import Path
from typing import Any, Literal

from simulation.problems import InputProblem, nearest

DONE, NOT_MET, INPUT, DEFECT, INTERRUPTED = 0, 1, 2, 70, 130

#: What is counted when somebody stops: a draw holds a run of every mix.
type Unit = Literal["draws", "runs"]


class Interrupted(Exception):
    """A job was stopped by the user after `done` of `total` draws or runs; `command` goes on with it."""

    def __init__(self, done: int, total: int, folder: str, command: str, unit: Unit = "runs") -> None:
        """Keep what the line for the user needs."""
        self.done, self.total, self.folder, self.command, self.unit = done, total, folder, command, unit
        super().__init__(f"stopped: {done} of {total} {unit} are kept in {folder}; go on with: {command}")

    @property
    def is_finished(self) -> bool:
        """Whether the run was whole by then, so that there is nothing to go on with."""
        from experiments.integrity import is_whole  # noqa: PLC0415 - what keeps the page stays light

        return is_whole(Path(self.folder))


def as_problem(error: BaseException) -> InputProblem | None:
    """The error as a problem of input or environment; None when it is neither.

    Errors of the command line are known by the names of their classes, because typer has carried them in
    different modules.
    """
    if isinstance(error, InputProblem):
        return error
    if isinstance(error, MemoryError):
        return InputProblem("not enough memory; try fewer --firms, --draws or --workers")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InputProblem("{file}: the disk is full; what was finished is kept", file=error.filename or "-")
    if isinstance(error, PermissionError):
        return InputProblem("{file}: no permission", file=error.filename or "-")
    return _of_command_line(error)


def _of_command_line(error: Any) -> InputProblem | None:
    names = {kind.__name__ for kind in type(error).__mro__}
    if not {"UsageError", "ClickException"} & names:
        return None
    if "NoSuchOption" in names:
        known = [option for option in known_options(error.ctx) if option.startswith("--")]
        return InputProblem(
            "unknown option {found}; the nearest known one is {nearest}",
            found=error.option_name,
            nearest=nearest(error.option_name, known),
        )
    if "MissingParameter" in names:
        from smartmix.help_page import in_words  # noqa: PLC0415 - what keeps the page stays light
        from smartmix.session import words  # noqa: PLC0415

        name = error.param.opts[0] if error.param.opts[0].startswith("-") else error.param.metavar
        return InputProblem("{name} is missing", name=in_words(name or error.param.name, words()))
    if "BadOptionUsage" in names:
        return InputProblem("{option}: a value is missing", option=error.option_name)
    extra = re.search(r"\(([^()]*)\)\W*$", str(error.message))
    return InputProblem("not understood: {found}", found=extra[1] if extra else str(error.message))


def known_options(context: Any) -> list[str]:
    """All options of the verb in a typer context."""
    return [name for parameter in context.command.get_params(context) for name in parameter.opts]
