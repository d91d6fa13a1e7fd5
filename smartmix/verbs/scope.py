"""`smartmix scope LAW`, or `smartmix scope --employees N --turnover X --assets Y`."""

from typing import Annotated, Any

import typer

from simulation.problems import InputProblem
from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import language, words


def scope(
    law: Annotated[str | None, typer.Argument(metavar="[LAW]", help=_("a shipped law, such as csddd-2024"))] = None,
    employees: Annotated[
        str | None, typer.Option("--employees", metavar="N", help=_("at least so many working persons"))
    ] = None,
    turnover: Annotated[
        str | None, typer.Option("--turnover", metavar="EUR", help=_("at least so much turnover a year, such as 450e6"))
    ] = None,
    assets: Annotated[
        str | None, typer.Option("--assets", metavar="EUR", help=_("at least so much on the balance sheet"))
    ] = None,
    as_json: options.Json = False,
    lang: options.Lang = None,
) -> int:
    """Count firms under a law, phase by phase, or above thresholds, as ranges."""
    thresholds = {
        "employees": options.amount("--employees", employees),
        "turnover": options.amount("--turnover", turnover),
        "assets": options.amount("--assets", assets),
    }
    if (law is None) == all(value is None for value in thresholds.values()):
        raise InputProblem("give either a law or at least one of --employees, --turnover and --assets")
    from smartmix.face import scope as counted  # noqa: PLC0415

    counts = counted(law, **thresholds)
    if as_json:
        output.show_json(_as_json(law, thresholds, counts))
        return 0
    from results.scope import scope_table  # noqa: PLC0415

    _ = words()
    output.show(_heading(law, thresholds))
    for after, count in counts:
        output.show("")
        if len(counts) > 1:
            later = _("From {quarters} quarters after its start:").format(quarters=after)
            output.show(later if after else _("From its start:"))
        output.show_rich(lambda width, count=count: scope_table(count, language()))
    return 0


def _heading(law: str | None, thresholds: dict[str, float | None]) -> str:
    _ = words()
    if law is not None:
        from results.life.life import law_name  # noqa: PLC0415

        return _("Firms under {law} ({id})").format(law=law_name(law, language()), id=law)
    from results.number_format import decimal, euros  # noqa: PLC0415

    lang = language()
    parts = {
        "employees": _("{amount} working persons or more"),
        "turnover": _("turnover of {amount} or more"),
        "assets": _("balance total of {amount} or more"),
    }
    told = [
        parts[name].format(amount=decimal(value, lang) if name == "employees" else euros(value, lang))
        for name, value in thresholds.items()
        if value is not None
    ]
    return _("Firms with {thresholds}").format(thresholds="; ".join(told))


def _as_json(law: str | None, thresholds: dict[str, float | None], counts: list[tuple[int, Any]]) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415

    phases = [
        {
            "after_quarters": after,
            "total": asdict(count.total),
            "by_size": {name: asdict(part) for name, part in count.by_size.items()},
            "by_sector": {name: asdict(part) for name, part in count.by_sector.items()},
            "readings": count.readings,
            "without_foreign_trade": asdict(count.outside) if count.outside else None,
        }
        for after, count in counts
    ]
    return {"format": 1, "law": law, "thresholds": None if law else thresholds, "phases": phases}
