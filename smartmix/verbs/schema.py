"""`smartmix schema [FOLDER]`."""

from pathlib import Path
from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _


def schema(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help=_("folder to write to (default: the working folder)"))
    ] = ".",
    lang: options.Lang = None,
) -> int:
    """Write the JSON schemas of mixes and laws and print their paths."""
    from experiments.files import reported_to_user  # noqa: PLC0415
    from scenarios.schema import json_schema  # noqa: PLC0415
    from smartmix.sweep_face import write_plan_schema  # noqa: PLC0415

    with reported_to_user(Path(folder)):
        paths = [*json_schema(Path(folder)), write_plan_schema(Path(folder))]
    output.show("\n".join(str(path) for path in paths))
    return 0
