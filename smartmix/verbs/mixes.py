"""`smartmix mixes` and `smartmix mixes --diff A B`."""

from typing import Annotated, Any

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import language, words


def mixes(
    diff: Annotated[
        tuple[str, str] | None, typer.Option("--diff", metavar="A B", help=_("say in what two mixes differ"))
    ] = None,
    as_json: options.Json = False,
    lang: options.Lang = None,
) -> int:
    """List the shipped mixes, or the fields in which two mixes differ."""
    from smartmix.face import diff as differences  # noqa: PLC0415
    from smartmix.face import mixes as known  # noqa: PLC0415

    frame = known(language()) if diff is None else differences(*diff)
    rows: list[dict[str, Any]] = [dict(zip(frame.columns, row, strict=True)) for row in frame.to_numpy()]
    if as_json:
        output.show_json({"format": 1, "differences" if diff else "mixes": rows})
    elif diff is None:
        output.show_rich(lambda width: _list(rows))
    elif rows:
        output.show_rich(lambda width: _differences(rows, *diff))
    else:
        _ = words()
        output.show(_("{a} and {b} are the same").format(a=diff[0], b=diff[1]))
    return 0


def _list(rows: list[dict[str, Any]]) -> Any:
    from rich.table import Table  # noqa: PLC0415

    _ = words()
    table = Table(box=None, pad_edge=False)
    table.add_column(_("mix"), no_wrap=True)
    table.add_column(_("extends"), no_wrap=True)
    table.add_column(_("what it is"))
    for row in rows:
        table.add_row(row["id"], row["extends"] or "", row["name"])
    return table


def _differences(rows: list[dict[str, Any]], a: str, b: str) -> Any:
    from rich.table import Table  # noqa: PLC0415

    _ = words()
    table = Table(box=None, pad_edge=False)
    for title in (_("instrument"), _("field"), a, b):
        table.add_column(title, overflow="fold")
    before = None
    for row in rows:
        name = row["instrument"] if row["instrument"] != before else ""
        before = row["instrument"]
        table.add_row(name, row["field"], *(_shown(row[key]) for key in ("a", "b")))
    return table


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)  # pyright: ignore[reportUnknownArgumentType]
    return "–" if value is None else str(value)
