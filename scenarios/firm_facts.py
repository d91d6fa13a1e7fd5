"""What somebody tells of one firm, to ask which laws it falls under."""

from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import Field

from scenarios.format_base import Amount, Strict
from scenarios.quarters import Day
from scenarios.refusals import checked
from scenarios.roles import ROLES
from scenarios.scope_format import Currency, Place, Product, Role
from simulation.given import refuse_unknown
from simulation.number_text import UnclearNumber, read_number
from simulation.problems import InputProblem
from simulation.vocabulary import SectorName


class FirmFacts(Strict):
    """Facts of one firm; what is not told is None, or what most firms are (`TAKEN`), which the answer then says.

    Money is in `currency` (EUR): turnover worldwide, net. years: in how many years in a row the figures hold. group:
    the firm's place in a group; group_*: of the whole group, country_group_*: of its firms in the law's country.
    year_end: the last day of the financial year that is asked about.
    covered_by_parent: a report or plan of the parent covers it. employees: persons, or full-time posts where the law
    counts those and `employees_full_time` is not told. product: goods that it deals in, with kilograms a year.
    """

    employees: Amount | None = None
    employees_full_time: Amount | None = None
    temporary_workers: Amount = 0.0
    temporary_months: Amount = 0.0
    currency: Currency = "EUR"
    turnover: Amount | None = None
    assets: Amount | None = None
    turnover_eu: Amount | None = None
    royalties_eu: Amount = 0.0
    eu_subsidiary_turnover: Amount | None = None
    years: Annotated[int, Field(ge=0, le=100)] = 2
    group: Literal["none", "ultimate_parent", "subsidiary"] = "none"
    group_employees: Amount | None = None
    group_turnover: Amount | None = None
    group_assets: Amount | None = None
    country_group_employees: Amount | None = None
    country_group_turnover: Amount | None = None
    covered_by_parent: bool = False
    established: Place = "NL"
    active_in: list[Place] = Field(default_factory=list[Place])
    founded: Day | None = None
    year_end: Day | None = None
    public_interest: bool | None = None
    listed: bool | None = None
    legal_form: str | None = None
    sector: SectorName | None = None
    role: list[Role] | None = None
    product: list[Product] | None = None
    imports: bool | None = None
    sells_to_consumers: bool | None = None
    sells_to_end_users: bool | None = None


#: Facts that are taken when they are not told, and named in the answer where a law asks for them.
TAKEN = ("years", "group", "established", "covered_by_parent", "royalties_eu", "founded", "year_end", "active_in")
_LISTS = ("active_in", "role", "product")
_TRUTHS = {"yes": True, "true": True, "ja": True, "no": False, "false": False, "nee": False}


def read_firm(text: str, option: str = "--firm") -> FirmFacts:
    """Facts from `employees=5000,turnover=1.5e9,product=2609:5000+1801,role=importer`. Raises InputProblem.

    Lists are joined with `+`; a product is a customs code or a commodity, with kilograms a year after a colon.
    """
    content: dict[str, Any] = {}
    key = ""
    for part in filter(None, (part.strip() for part in text.split(","))):
        before, (key, equals, value) = key, (piece.strip() for piece in part.partition("="))
        if not equals and before in content and part[0].isdigit():
            raise InputProblem(
                "{option}: a comma divides facts; write the decimals of {name} with a point", option=option, name=before
            )
        if key not in FirmFacts.model_fields:
            raise _unknown(option, key)
        if not value:
            raise InputProblem("{option}: a value is missing", option=f"{option}: {key}")
        if key in content:
            raise InputProblem("{option}: {name} is given twice", option=option, name=key)
        content[key] = _value(key, value, option)
    return firm_facts(content, option)


def _unknown(option: str, found: str) -> InputProblem:
    """A fact that is none: the nearest one where one is near (`employes`), else all (`werknemers`)."""
    known = list(FirmFacts.model_fields)
    near = get_close_matches(found, known, n=1)
    if not near:
        return InputProblem(
            "{option}: unknown fact {found}; allowed: {allowed}", option=option, found=found, allowed=", ".join(known)
        )
    return InputProblem(
        "{option}: unknown fact {found}; the nearest known one is {nearest}, as in {nearest}=...",
        option=option,
        found=found,
        nearest=near[0],
    )


def firm_facts(content: dict[str, Any], where: str = "firm") -> FirmFacts:
    """Facts from a mapping, as Python gives them. Raises InputProblem."""
    whole: dict[str, Any] = {key: list(value) if isinstance(value, tuple) else value for key, value in content.items()}  # pyright: ignore[reportUnknownArgumentType]
    for key in _LISTS:
        if isinstance(whole.get(key), str):
            whole[key] = _value(key, whole[key], where)
    if whole.get("product"):
        whole["product"] = [_product(each, where) if isinstance(each, str) else each for each in whole["product"]]
    facts = checked(FirmFacts, whole, where)
    if facts.role:
        refuse_unknown(f"{where}: role", facts.role, ROLES)
    return facts


def _value(key: str, text: str, option: str) -> Any:
    if key in _LISTS:
        return [part.strip() for part in text.split("+") if part.strip()]
    if key in ("currency", "established", "legal_form", "founded", "year_end", "group", "sector"):
        return text
    if text.lower() in _TRUTHS:
        return _TRUTHS[text.lower()]
    number = _number(text, f"{option}: {key}")
    return text if number is None else number


def _product(text: str, option: str) -> dict[str, Any]:
    name, colon, amount = text.partition(":")
    code = name.replace(" ", "")
    found: dict[str, Any] = {"cn": code} if code[:1].isdigit() else {"commodity": code}
    if colon:
        number = _number(amount, f"{option}: product")
        found["kg_per_year"] = amount if number is None else number
    return found


def _number(text: str, option: str) -> int | float | None:
    try:
        return read_number(text)
    except UnclearNumber as problem:
        raise problem.problem(option) from None
