"""`smartmix mixes`, `smartmix mixes --diff A B`; `smartmix.mixes()`, `smartmix.diff(a, b)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from smartmix import options, output
from smartmix.command import JSON, Verb, describe
from smartmix.marks import _
from smartmix.options import Option
from smartmix.session import reader_language, words

if TYPE_CHECKING:
    import pandas as pd

Diff = Annotated[
    tuple[str, str] | None,
    Option("--diff", "A B", _("say in what two mixes differ"), ": ids or files, field by field", words=2),
]
One = Annotated[str, Option("A", "", "id or file of a mix")]
Other = Annotated[str, Option("B", "", "id or file of the other mix")]


@describe
def mixes(lang: options.Lang = None) -> "pd.DataFrame":
    """List the shipped mixes.

    A frame with id, extends, name and description in the language.

        sm.mixes("en").set_index("id").loc["mix-2", "name"]
    """
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(_listed(lang), dtype=object)


@describe
def diff(a: One, b: Other) -> "pd.DataFrame":
    """List the fields in which two mixes differ: instrument, field, a, b (None where absent).

    Raises InputProblem for a mix that is not known or wrong.

        sm.diff("mix-1", "mix-2")
    """
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(_differing(a, b), columns=["instrument", "field", "a", "b"], dtype=object)


def _listed(lang: str | None) -> list[dict[str, Any]]:
    """The rows of `mixes`."""
    from results.shipped_names import shipped_full_names  # noqa: PLC0415
    from scenarios.shelf import mix_titles  # noqa: PLC0415

    chosen = reader_language(lang)
    names = shipped_full_names(chosen)
    return [
        {
            "id": title.id,
            "extends": title.extends,
            "name": names.get(title.id, title.name[chosen]),
            "description": title.description[chosen],
        }
        for title in mix_titles()
    ]


def _differing(a: str, b: str) -> list[dict[str, Any]]:
    """The rows of `diff`."""
    from scenarios.differences import diff_mixes  # noqa: PLC0415
    from scenarios.library import load_mix  # noqa: PLC0415

    return [
        {"instrument": row.instrument, "field": row.field, "a": row.value_a, "b": row.value_b}
        for row in diff_mixes(load_mix(a), load_mix(b))
    ]


def _asked(pair: Diff = None, lang: options.Lang = None) -> tuple[tuple[str, str] | None, list[dict[str, Any]]]:
    """The two mixes, if any, and the rows of them or of all: a terminal needs no frame, which takes long to import."""
    return pair, _listed(lang) if pair is None else _differing(*pair)


def _show(found: Any, as_json: bool, quiet: bool) -> int:
    pair, rows = found
    if as_json:
        output.show_json({"format": 1, "differences" if pair else "mixes": rows})
    elif pair is None:
        output.show_rich(_list(rows))
    elif rows:
        output.show_rich(_differences(*pair))
    else:
        _ = words()
        output.show(_("{a} and {b} are the same").format(a=pair[0], b=pair[1]))
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


def _differences(a: str, b: str) -> Any:
    """The same rows in words: ids and fields are for `--json`."""
    from rich.table import Table  # noqa: PLC0415

    from results.mixes.differences import differing_fields  # noqa: PLC0415
    from results.words import short_name  # noqa: PLC0415
    from scenarios.library import load_mix  # noqa: PLC0415

    _, lang = words(), reader_language()
    first, second = load_mix(a), load_mix(b)
    names = [short_name(mix.id, mix.name, lang) for mix in (first, second)]
    table = Table(box=None, pad_edge=False)
    for title in (_("instrument"), _("dial"), *(names if names[0] != names[1] else (a, b))):
        table.add_column(title, overflow="fold")
    before = None
    for row in differing_fields(first, second, lang):
        table.add_row(row.title if row.key != before else "", row.field, row.before, row.after)
        before = row.key
    return table


VERB = Verb(
    _asked,
    _("list the shipped mixes, or say in what two mixes differ"),
    _show,
    json=replace(JSON, more=': `{"format": 1, "mixes": […]}`, or `"differences"`'),
    quiet=None,
)
