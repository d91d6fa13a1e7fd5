"""`smartmix scope LAW`, or `smartmix scope --employees N --turnover X --assets Y`; `smartmix.scope(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from simulation.problems import InputProblem
from smartmix import output
from smartmix.command import JSON, Verb, describe
from smartmix.marks import _
from smartmix.options import Option, amount
from smartmix.session import language, words

if TYPE_CHECKING:
    from scenarios.scope import ScopeCount

Law = Annotated[str | None, Option("[LAW]", "", _("a shipped law, such as csddd-2024"))]
Employees = Annotated[float | None, Option("--employees", "N", _("at least so many working persons"), amount)]
Turnover = Annotated[
    float | None, Option("--turnover", "EUR", _("at least so much turnover a year, such as 450e6"), amount)
]
Assets = Annotated[float | None, Option("--assets", "EUR", _("at least so much on the balance sheet"), amount)]
#: Of the command line: the law, the thresholds by name, and the counts by phase.
type _Counted = tuple[str | None, dict[str, float | None], list[tuple[int, ScopeCount]]]


@describe
def scope(
    law: Law = None, *, employees: Employees = None, turnover: Turnover = None, assets: Assets = None
) -> "list[tuple[int, ScopeCount]]":
    """Count the firms under a shipped law, per phase (quarters after its start, count), or above thresholds.

    Counted over all firms that trade abroad, as ranges; thresholds that are given together must all be met. Raises
    InputProblem for an unknown law, or when neither or both are given.

        [(after, count.total) for after, count in sm.scope("csddd-2024")]
    """
    if (law is None) == (employees is None and turnover is None and assets is None):
        raise InputProblem("give either a law or at least one of --employees, --turnover and --assets")
    from scenarios.scope import count_law, count_scope  # noqa: PLC0415
    from simulation.population import load_population  # noqa: PLC0415
    from simulation.schedule import ScopeTest  # noqa: PLC0415

    everyone = load_population("full")
    if law is not None:
        return count_law(law, everyone)
    test = ScopeTest(minimum_employees=employees, minimum_turnover_eur=turnover, minimum_assets_eur=assets)
    return [(0, count_scope(test, everyone))]


def _asked(
    law: Law = None, employees: Employees = None, turnover: Turnover = None, assets: Assets = None
) -> "_Counted":
    thresholds = {"employees": employees, "turnover": turnover, "assets": assets}
    return law, thresholds, scope(law, **thresholds)


def _show(counted: "_Counted", as_json: bool, quiet: bool) -> int:
    law, thresholds, counts = counted
    if as_json:
        output.show_json(_as_json(law, thresholds, counts))
        return 0
    from results.scope.table import scope_table  # noqa: PLC0415
    from results.scope.words import external_lines  # noqa: PLC0415

    _ = words()
    output.show(_heading(law, thresholds))
    for after, count in counts:
        output.show("")
        if len(counts) > 1:
            later = _("From {quarters} quarters after its start:").format(quarters=after)
            output.show(later if after else _("From its start:"))
        output.show_rich(scope_table(count, language()))
    for line in external_lines(law, language()) if law else ():
        output.show(line)
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
            "groups": asdict(count.groups) if count.groups else None,
        }
        for after, count in counts
    ]
    return {"format": 1, "law": law, "thresholds": None if law else thresholds, "phases": phases}


VERB = Verb(
    _asked,
    _("count the firms under a law or a threshold"),
    _show,
    json=replace(
        JSON,
        more=': `{"format": 1, "law", "thresholds", "phases"}`; `without_foreign_trade` is `null` where it cannot '
        "be established, `groups` where the test does not look at groups",
    ),
    quiet=None,
)
