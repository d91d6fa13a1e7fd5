"""The three ways in which a verb shows what it made: JSON, only the folder, or a table and the folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from smartmix import output
from smartmix.session import words


def show_result(
    folder: Path | None, as_json: bool, quiet: bool, make_json: Callable[[], Any], make_table: Callable[[int], Any]
) -> None:
    """Print a result; `make_table(width)` makes the table for so many characters. Only what is shown is made."""
    if as_json:
        output.show_json(make_json())
    elif quiet:
        output.show(str(folder))
    else:
        _ = words()
        from results.by_width import ByWidth  # noqa: PLC0415

        output.show_rich(ByWidth(make_table))
        output.show("")
        output.show(_("Run folder: {folder}").format(folder=folder))
