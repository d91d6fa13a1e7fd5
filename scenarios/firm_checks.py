"""The conditions of a test held against the facts of a firm, each passed, not passed or not to be said."""

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.firm_facts import TAKEN, FirmFacts
from scenarios.roles import has_role
from scenarios.scope_format import FirmTest, OwnMoney, Product, in_euro

#: Member states of the EU by the codes that addresses have (ISO 3166; Greece is GR).
EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK EU".split()  # noqa: SIM905
)
#: Thresholds of a test, with the fact that each is held against.
_SIZES = {
    "employees": "employees",
    "turnover_eur": "turnover",
    "assets_eur": "assets",
    "turnover_eu_eur": "turnover_eu",
    "royalties_eu_eur": "royalties_eu",
    "eu_subsidiary_turnover_eur": "eu_subsidiary_turnover",
}
#: Yes or no in a test, with the fact of the same name.
_FLAGS = ("public_interest", "listed", "sells_to_consumers", "sells_to_end_users", "imports")


@dataclass(frozen=True)
class Check:
    """One condition of a test: its key in the law file, what was found, whether it holds (None: cannot be said).

    is_size: a threshold, of which a test may need only some. facts: what it was held against, none where the text of
    the law leaves the doubt; taken: of those what nobody told. currency: that of an amount found.
    """

    test: FirmTest
    key: str
    found: object
    holds: bool | None
    is_size: bool = False
    facts: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    currency: str = "EUR"


def enough(holds: list[bool | None], needed: int | None = None) -> bool | None:
    """Whether so many hold (all when None), where some cannot be said."""
    wanted = len(holds) if needed is None else needed
    sure, possible = sum(each is True for each in holds), sum(each is not False for each in holds)
    return True if sure >= wanted else False if possible < wanted else None


def conditions_of(test: FirmTest, facts: FirmFacts) -> Iterator[Check]:
    """Every condition of a test, in the order in which a reader would ask."""
    yield from _sizes(test, facts)
    if test.years in ("two_consecutive", "not_clear"):
        yield _years(test, facts)
    for key in _FLAGS:
        if getattr(test, key):
            value = getattr(facts, key)
            yield _check(test, key, facts, value, value)
    if test.sectors:
        sector = facts.sector
        yield _check(test, "sectors", facts, sector, None if sector is None else sector in test.sectors, "sector")
    if test.legal_forms:
        form, asked = facts.legal_form, {*map(_letters, test.legal_forms)}
        yield _check(test, "legal_forms", facts, form, None if form is None else _letters(form) in asked, "legal_form")
    if test.roles:
        roles = facts.role
        yield _check(test, "roles", facts, roles, None if roles is None else has_role(roles, test.roles), "role")
    if test.established:
        yield _check(test, "established", facts, facts.established, _is_in(facts.established, test.established))
    if test.active_in:
        places = [*facts.active_in, facts.established]
        yield _check(test, "active_in", facts, places, any(_is_in(place, test.active_in) for place in places))
    if test.products:
        yield _products(test, facts)
    if test.founded_after:
        is_new = facts.founded is not None and facts.founded > test.founded_after
        yield _check(test, "founded_after", facts, facts.founded, is_new, "founded")
    if test.year_ends_from:
        is_late = facts.year_end is None or facts.year_end >= test.year_ends_from
        yield _check(test, "year_ends_from", facts, facts.year_end, is_late, "year_end")
    if test.not_covered_by_parent:
        covered = facts.covered_by_parent
        yield _check(test, "not_covered_by_parent", facts, covered, not covered, "covered_by_parent")


def _years(test: FirmTest, facts: FirmFacts) -> Check:
    if test.years == "not_clear" and facts.years < 2:
        return Check(test, "years", facts.years, None)
    return _check(test, "years", facts, facts.years, facts.years >= 2)


def _products(test: FirmTest, facts: FirmFacts) -> Check:
    """The goods; where only an amount that nobody has seen decides, no fact of the firm is missing."""
    deals = _deals_in(test.products, facts.product)
    read = [product for product in test.products if product.volume_known]
    unseen = deals is None and _deals_in(read, facts.product) is False
    return Check(test, "products", facts.product, deals, facts=() if unseen else ("product",))


def _check(
    test: FirmTest, key: str, facts: FirmFacts, found: object, holds: bool | None, fact: str | None = None
) -> Check:
    name = fact or key
    taken = (name,) if name in TAKEN and name not in facts.model_fields_set else ()
    return Check(test, key, found, holds, facts=(name,), taken=taken)


def _sizes(test: FirmTest, facts: FirmFacts) -> Iterator[Check]:
    prefix = {"firm": "", "group_in_country": "country_group_", "group_worldwide": "group_"}[test.counts]
    asked = [key for key in _SIZES if getattr(test, key) is not None]
    if prefix and not _reads_the_country(test, facts):
        alone = facts.group == "none" or (facts.group == "subsidiary" and test.binds == "ultimate_parent")
        prefix = "" if alone else prefix  # alone it is its own group; below a parent it is judged by its own figures
    if prefix and asked and facts.group != "none":
        yield _check(test, "counts", facts, facts.group, True, "group")
    checks = {key: _size(test, facts, key, prefix) for key in asked}
    if test.turnover_or_assets and {"turnover_eur", "assets_eur"} <= set(checks):
        turnover, assets = checks["turnover_eur"], checks.pop("assets_eur")
        holds = enough([turnover.holds, assets.holds], 1)
        names = tuple(dict.fromkeys((*turnover.facts, *assets.facts)))
        found = (turnover.found, assets.found)
        checks["turnover_eur"] = Check(
            test, "turnover_or_assets", found, holds, is_size=True, facts=names, currency=facts.currency
        )
    yield from checks.values()


def _reads_the_country(test: FirmTest, facts: FirmFacts) -> bool:
    """Whether only figures inside the law's country decide: told of a firm alone, or needed as its seat is abroad."""
    if test.counts != "group_in_country":
        return False
    places = [*test.established, *test.active_in]
    told = facts.group == "none" and facts.country_group_employees is not None
    return told or (bool(places) and not _is_in(facts.established, places))


def _size(test: FirmTest, facts: FirmFacts, key: str, prefix: str) -> Check:
    fact = prefix + _SIZES[key] if prefix and hasattr(facts, prefix + _SIZES[key]) else _SIZES[key]
    value = getattr(facts, fact)
    if key == "employees" and not prefix:
        if test.employees_as == "full_time" and facts.employees_full_time is not None:
            fact, value = "employees_full_time", facts.employees_full_time
        after = test.temporary_workers_after_months
        if after is not None and value is not None and facts.temporary_months > after:
            value += facts.temporary_workers
    threshold = getattr(test, key)
    found, currency = value, "EUR" if key == "employees" else facts.currency
    if key != "employees":
        value, threshold = _same_currency(value, threshold, currency)
    holds: bool | None = None
    if value is not None and threshold is not None:
        holds = value > threshold if test.strictly_more else value >= threshold
        if value == threshold and not test.wording_known:
            return Check(test, key, found, None, is_size=True, currency=currency)
    taken = (fact,) if fact in TAKEN and fact not in facts.model_fields_set else ()
    asked = "currency" if found is not None and value is None else fact  # told, in a currency without a rate
    return Check(test, key, found, holds, is_size=True, facts=(asked,), taken=taken, currency=currency)


def _same_currency(
    value: float | None, threshold: float | OwnMoney, currency: str
) -> tuple[float | None, float | None]:
    """Both in one currency: that of the law where the firm tells that, else euro; None where no rate is known."""
    if isinstance(threshold, OwnMoney) and threshold.currency == currency:
        return value, threshold.amount
    return (value, in_euro(threshold)) if currency == "EUR" else (None, None)


def _letters(form: str) -> str:
    """A legal form as it is compared: S.A. and sa are SA."""
    return form.replace(".", "").replace(" ", "").upper()


def _is_in(place: str, asked: list[str]) -> bool:
    if place in asked:
        return True
    in_eu = place in EU
    return ("EU" in asked and in_eu) or ("outside_EU" in asked and not in_eu)


def _deals_in(asked: list[Product], told: list[Product] | None) -> bool | None:
    if told is None:
        return None
    return enough([_same_product(one, other) for one in asked for other in told], 1)


def _same_product(asked: Product, told: Product) -> bool | None:
    same: bool | None = asked.commodity is not None and asked.commodity == told.commodity
    if asked.cn is not None and told.cn is not None:
        same = _under_code(told.cn, asked.cn)
    elif asked.cn is not None:  # a word for goods of which the law has codes
        same = None
    if same and not asked.volume_known:
        return None
    if not same or asked.kg_per_year is None:
        return same
    return None if told.kg_per_year is None else told.kg_per_year >= asked.kg_per_year


def _under_code(told: str, asked: str) -> bool | None:
    """Whether a customs code falls under one of the law, or under a range of them; None where it is less exact."""
    first, _dash, last = asked.partition("-")
    last = last or first
    length = len(first)
    if len(told) < length:
        return None if first[: len(told)] <= told <= last[: len(told)] else False
    return first <= told[:length] <= last
