"""`smartmix check FILE`."""

from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import words


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("a mix, a law or a future of your own (YAML)"))],
    lang: options.Lang = None,
) -> int:
    """Say that a file is right; what is wrong is refused with one line."""
    from scenarios.checking import check_file  # noqa: PLC0415

    checked = check_file(file)
    _ = words()
    sentences = {
        "mix": _("{file}: a mix without mistakes, named {id}"),
        "law": _("{file}: a law without mistakes, named {id}"),
        "future": _("{file}: a future without mistakes, named {id}"),
    }
    output.show(sentences[checked.kind].format(file=file, id=checked.content.id))
    return 0
