"""`smartmix scope LAW`, `--employees N --turnover X`, or `--firm …` with a law or `--all-laws`; `smartmix.scope(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from experiments import bounds
from simulation.problems import InputProblem
from smartmix import output
from smartmix.command import JSON, Verb, describe
from smartmix.marks import _
from smartmix.options import Option, amount
from smartmix.session import language, words

if TYPE_CHECKING:
    from scenarios.firm_scope import FirmAnswer
    from scenarios.scope import ScopeCount

Law = Annotated[str | None, Option("[LAW]", "", _("a shipped law, such as csddd-2024"))]
Employees = Annotated[
    float | None,
    Option("--employees", "N", _("at least so many working persons"), read=amount, most=bounds.AMOUNT, least=0),
]
Turnover = Annotated[
    float | None,
    Option(
        "--turnover",
        "EUR",
        _("at least so much turnover a year, such as 450e6"),
        read=amount,
        most=bounds.AMOUNT,
        least=0,
    ),
]
Assets = Annotated[
    float | None,
    Option("--assets", "EUR", _("at least so much on the balance sheet"), read=amount, most=bounds.AMOUNT, least=0),
]
Firm = Annotated[
    str | dict[str, Any] | None,
    Option(
        "--firm",
        "FACTS",
        _("facts of one firm, such as employees=5001,turnover=1.5e9: whether it falls under the law"),
        "; lists are joined with +, as in `product=4407+1801,role=first_placer`; "
        "[scenarios.md](scenarios.md#one-firm) has all facts",
    ),
]
AllLaws = Annotated[bool, Option("--all-laws", "", _("with --firm: the answer of every shipped law"))]
Version = Annotated[str | None, Option("--version", "ID", _("with --firm: an earlier text or an option of the law"))]
On = Annotated[
    str | None, Option("--on", "DAY", _("with --firm: the day asked about, such as 2030-01-01 (default today)"))
]
#: Of the command line: the law, the thresholds by name, and the counts by phase; or answers about a firm.
type _Asked = tuple[str | None, dict[str, float | None], list[tuple[int, ScopeCount]] | list[FirmAnswer]]


@describe
def scope(
    law: Law = None,
    *,
    employees: Employees = None,
    turnover: Turnover = None,
    assets: Assets = None,
    firm: Firm = None,
    all_laws: AllLaws = False,
    version: Version = None,
    on: On = None,
) -> "list[tuple[int, ScopeCount]] | list[FirmAnswer]":
    """Count the firms under a shipped law or above thresholds, or say whether one firm falls under a law.

    A law's count comes per phase, (quarters after its start, count), over all firms that trade abroad, as ranges;
    thresholds that are given together must all be met. With `firm` each law gives a `FirmAnswer`: verdict, first day,
    deciding test with its article, what is missing. Raises InputProblem for an unknown law or fact, or when it is not
    clear what is asked.

        [(after, count.total) for after, count in sm.scope("csddd-2024")]
        sm.scope("csddd-omnibus", firm={"employees": 5001, "turnover": 1.6e9})[0].verdict
    """
    thresholds = (employees, turnover, assets)
    if firm is None and (all_laws or version is not None or on is not None):
        raise InputProblem("--all-laws, --version and --on go with --firm")
    if firm is not None:
        if (law is None) != all_laws or any(value is not None for value in thresholds):
            raise InputProblem("--firm goes with one law or with --all-laws, and without thresholds")
        return _of_firm(law, firm, version, on)
    if (law is None) == all(value is None for value in thresholds):
        raise InputProblem("give either a law or at least one of --employees, --turnover and --assets")
    from scenarios.scope import count_law, count_scope, everyone  # noqa: PLC0415
    from simulation.schedule import ScopeTest  # noqa: PLC0415

    if law is not None:
        return count_law(law, everyone())
    return [(0, count_scope(ScopeTest(employees, turnover, assets), everyone()))]


def _of_firm(law: str | None, firm: str | dict[str, Any], version: str | None, on: str | None) -> "list[FirmAnswer]":
    from scenarios.firm_facts import firm_facts, read_firm  # noqa: PLC0415
    from scenarios.firm_scope import ask_all, ask_law  # noqa: PLC0415
    from scenarios.quarters import is_day  # noqa: PLC0415
    from scenarios.shipped import load_law  # noqa: PLC0415

    if on is not None and not is_day(on):
        raise InputProblem("--on: found '{found}'; a day is needed, such as 2030-01-01", found=on)
    facts = read_firm(firm) if isinstance(firm, str) else firm_facts(firm)
    if law is None:
        if version is not None:
            raise InputProblem("--version goes with one law")
        return ask_all(facts, on)
    return [ask_law(load_law(law), facts, on, version)]


def _asked(
    law: Law = None,
    employees: Employees = None,
    turnover: Turnover = None,
    assets: Assets = None,
    firm: Firm = None,
    all_laws: AllLaws = False,
    version: Version = None,
    on: On = None,
) -> "_Asked":
    thresholds = {"employees": employees, "turnover": turnover, "assets": assets}
    return law, thresholds, scope(law, **thresholds, firm=firm, all_laws=all_laws, version=version, on=on)


def _show(asked: "_Asked", as_json: bool, quiet: bool) -> int:
    from results.scope.form import answers_json, counts_json  # noqa: PLC0415
    from scenarios.firm_scope import FirmAnswer  # noqa: PLC0415

    law, thresholds, found = asked
    answers = [each for each in found if isinstance(each, FirmAnswer)]
    counts = [each for each in found if not isinstance(each, FirmAnswer)]
    if as_json:
        output.show_json(answers_json(answers) if answers else counts_json(law, thresholds, counts))
    elif answers:
        _show_firm(answers)
    else:
        _show_counts(law, thresholds, counts)
    return 0


def _show_firm(answers: "list[FirmAnswer]") -> None:
    from results.scope.firm import firm_overview, firm_text  # noqa: PLC0415

    single = len(answers) == 1
    output.show_rich(firm_text(answers[0], language()) if single else firm_overview(answers, language()))


def _show_counts(law: str | None, thresholds: dict[str, float | None], counts: "list[tuple[int, ScopeCount]]") -> None:
    from results.scope.table import scope_table  # noqa: PLC0415
    from results.scope.words import cautions, external_lines, phases_of, scope_heading  # noqa: PLC0415

    _ = words()
    output.show(scope_heading(law, thresholds, language()))
    phases = phases_of(law, language()) if law is not None else [""] * len(counts)
    for (after, count), who in zip(counts, phases, strict=True):
        output.show("")
        if len(counts) > 1:
            later = _("From {quarters} quarters after its start:").format(quarters=after)
            one = _("From 1 quarter after its start:")
            output.show({0: _("From its start:"), 1: one}.get(after, later))
        if who:
            output.show(_("Who: {scope}.").format(scope=who))
        output.show_rich(scope_table(count, language()))
    for line in [*cautions(law, language()), *external_lines(law, language())] if law else ():
        output.show(line)


VERB = Verb(
    _asked,
    _("count the firms under a law or a threshold, or say whether one firm falls under it"),
    _show,
    json=replace(
        JSON,
        more=': `{"format": 1, "law", "thresholds", "phases"}`; `without_foreign_trade` is `null` where it cannot '
        'be established, `groups` where the test does not look at groups; with `--firm` `{"format": 1, "on", '
        '"answers"}`, an answer per law with `verdict` (`binds`, `from_later`, `would_bind`, `lighter`, `not_bound`, '
        "`unclear`), `since`, `article`, `conditions` (`null`: cannot be said), `missing`, `taken`",
    ),
    quiet=None,
)
