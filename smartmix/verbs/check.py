"""`smartmix check FILE`, `smartmix.check(path)`."""

from typing import TYPE_CHECKING, Annotated

from smartmix import output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place, place
from smartmix.session import words

if TYPE_CHECKING:
    from scenarios.checking import CheckedFile

File = Annotated[Place, Option("FILE", "", _("a mix, a law or a future of your own (YAML)"), place)]


def check(path: File) -> "CheckedFile":
    """Read a scenario file that is right: its kind and its content.

    What is wrong raises InputProblem, which names the field, what was found and what is allowed.

        with open("own.yaml", "w") as file:
            file.write("{format: 1, id: own, extends: mix-2, name: {en: Own, nl: Eigen}}")
        sm.check("own.yaml").kind
    """
    from pathlib import Path  # noqa: PLC0415

    from scenarios.checking import check_file  # noqa: PLC0415

    return check_file(Path(path))


def _show(checked: "CheckedFile", as_json: bool, quiet: bool) -> int:
    _ = words()
    sentences = {
        "mix": _("{file}: a mix without mistakes, named {id}"),
        "law": _("{file}: a law without mistakes, named {id}"),
        "future": _("{file}: a future without mistakes, named {id}"),
    }
    output.show(sentences[checked.kind].format(file=checked.file, id=checked.content.id))
    from scenarios.checking import information_in  # noqa: PLC0415

    if silent := information_in(checked.content):
        output.show(
            _("Kept for scope and for reading, not read by the rules of the model yet: {fields}").format(
                fields=", ".join(silent)
            )
        )
    return 0


VERB = Verb(check, _("check a file of your own: a mix, a law or a future"), _show, json=None, quiet=None)
