"""`smartmix schema [FOLDER]`, `smartmix.schema(…)`."""

from pathlib import Path
from typing import Annotated

from smartmix import output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option, Place

Folder = Annotated[Place, Option("[FOLDER]", "", _("folder to write to (default: the working folder)"))]


def schema(folder: Folder = ".") -> list[Path]:
    """Write the JSON schemas of mixes, laws, plans and expectations; their paths.

    Raises InputProblem where nothing can be written.

        sm.schema("schemas")
    """
    from experiments.expect.format import write_expect_schema  # noqa: PLC0415
    from experiments.files import reported_to_user  # noqa: PLC0415
    from experiments.sweep.plan_format import write_plan_schema  # noqa: PLC0415
    from scenarios.schema import json_schema  # noqa: PLC0415

    with reported_to_user(Path(folder)):
        place = Path(folder)
        return [*json_schema(place), write_plan_schema(place), write_expect_schema(place)]


def _show(paths: list[Path], as_json: bool, quiet: bool) -> int:
    output.show("\n".join(map(str, paths)))
    return 0


VERB = Verb(schema, _("write JSON schemas, for editors that check while you type"), _show, json=None, quiet=None)
