"""A scope test as an address names it: thresholds, how they combine, and what limits it further."""

from dataclasses import replace

from simulation.number_text import UnclearNumber, read_number
from simulation.schedule import ScopeTest
from simulation.vocabulary import SECTORS
from smartmix.page.serving.address import Address

#: Ways in which thresholds combine: all, two of them, or persons and one of the two in euro.
HOW = ("all", "two", "either")
ONLY = ("public_interest", "sells_to_consumers", "imports")
_MILLION = 1e6


def asked_test(address: Address) -> ScopeTest:
    """The thresholds that an address names: persons, turnover and balance total in million euro."""
    employees, turnover, assets = (amount(address, key) for key in ("employees", "turnover", "assets"))
    money = [None if value is None else value * _MILLION for value in (turnover, assets)]
    given = sum(value is not None for value in (employees, *money))
    how = address.among("how", HOW, "all")
    only = address.items("only")
    return ScopeTest(
        employees,
        money[0],
        money[1],
        2 if how == "two" and given >= 2 else None,
        address.get("more") == "1",
        how == "either",
        "public_interest" in only,
        "sells_to_consumers" in only,
        "imports" in only,
        tuple(sector for sector in SECTORS if sector in address.items("sectors")),
        group=address.get("whole") == "1",
    )


def amount(address: Address, key: str) -> float | None:
    """A number that is not negative; None for anything else. Raises InputProblem for one with two readings."""
    try:
        value = read_number(address.get(key), is_amount=key == "employees")
    except UnclearNumber as problem:
        raise problem.problem(key) from None
    return float(value) if value is not None and 0.0 <= value <= 1e9 else None


def address_of(test: ScopeTest) -> dict[str, str | None]:
    """The values by which an address names a test; of several beside each other the first, on groups where one is.

    A group is no smaller than a firm in it, so its test holds the firms that pass one with the same limits.
    """
    if test.parts and not test.size_tests:
        first = next((part for part in test.parts if part.group), test.parts[0])
        limits = {key: getattr(test, key) or getattr(first, key) for key in (*ONLY, "sectors", "group")}
        test = replace(first, **limits)

    def number(value: float | None, scale: float = 1.0) -> str | None:
        return None if value is None else f"{value / scale:.10g}"

    only = [key for key in ONLY if getattr(test, key)]
    return {
        "employees": number(test.minimum_employees),
        "turnover": number(test.minimum_turnover_eur, _MILLION),
        "assets": number(test.minimum_assets_eur, _MILLION),
        "how": "two" if test.needed == 2 else "either" if test.turnover_or_assets else None,
        "more": "1" if test.strictly_more else None,
        "only": ",".join(only) or None,
        "sectors": ",".join(test.sectors) or None,
        "whole": "1" if test.group else None,
    }
