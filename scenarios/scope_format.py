"""Who falls under a law, as a law file says it: phases, tests of a firm or its group, products, places."""

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import Amount, Grown, Once, Strict
from scenarios.quarters import Day
from simulation.scope_test import ScopeTest, number_of_tests
from simulation.vocabulary import SectorName

#: Whose figures are read: of the firm itself, of its group inside the law's country, of its whole group.
Figures = Literal["firm", "group_in_country", "group_worldwide"]
#: In how many financial years a test must be passed; not_clear: the text can be read in two ways.
Years = Literal["one", "two_consecutive", "either_of_two", "not_clear"]
_PLACE, _CODE, _ROLE = r"^([A-Z]{2}|outside_EU)$", r"^\d{2,10}(-\d{2,10})?$", r"^[a-z][a-z_]{0,40}$"
_CURRENCY = r"^[A-Z]{3}$"
#: By how something is written, one that is right: what a refusal shows.
EXAMPLES = {_PLACE: "NL", _CODE: "4407", _ROLE: "first_placer", _CURRENCY: "EUR"}
#: A country (NL), the union (EU) or outside_EU.
Place = Annotated[str, Field(pattern=_PLACE)]
Currency = Annotated[str, Field(pattern=_CURRENCY)]
#: A code of the customs nomenclature, or a range of them, without blanks: 4407, 010221, 1801-1806.
CustomsCode = Annotated[
    str, Field(pattern=_CODE), BeforeValidator(lambda value: str(value) if type(value) is int else value)
]
Role = Annotated[str, Field(pattern=_ROLE)]


class OwnMoney(Strict):
    """An amount in the law's own currency; per_euro: units of it for one euro (an average rate, with its source)."""

    currency: Currency
    amount: Amount
    per_euro: Annotated[float, Field(gt=0, le=1e6)]


def _read_money(value: object) -> object:
    return OwnMoney.model_validate(value) if isinstance(value, dict) else value


#: Euro, or `{currency: GBP, amount: 36000000, per_euro: 0.86}`.
Money = Annotated[
    Amount | OwnMoney,
    BeforeValidator(_read_money),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {
                    "type": "object",
                    "properties": {
                        "currency": {"type": "string"},
                        "amount": {"type": "number"},
                        "per_euro": {"type": "number"},
                    },
                    "required": ["currency", "amount", "per_euro"],
                },
            ]
        }
    ),
]


def in_euro(money: float | OwnMoney | None) -> float | None:
    """The amount in euro, at the rate of the law file."""
    return money.amount / money.per_euro if isinstance(money, OwnMoney) else money


class Product(Strict):
    """Goods that a law is about: a customs code or a commodity, and from how many kilograms a year it binds.

    volume_known false: there is such an amount, and it was not seen.
    """

    cn: CustomsCode | None = None
    commodity: Role | None = None
    kg_per_year: Amount | None = None
    volume_known: bool = True

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.cn is None) == (self.commodity is None):
            raise PydanticCustomError("one_of", "exactly one", {"first": "cn", "second": "commodity"})
        return self


class InModel(Strict):
    """What the world holds a law to where it knows no products, places or roles.

    nobody: no firm of the world is known to be one of these; else these limits stand in for the law's.
    """

    nobody: bool = False
    sells_to_consumers: bool = False
    imports: bool = False
    sectors: Once[SectorName] = Field(default_factory=list[SectorName])


@lru_cache(maxsize=4096)
def _one(test: ScopeTest) -> ScopeTest:
    """The same object for equal tests: comparing them is then quick."""
    return test


class FirmTest(Grown):
    """One test of a firm: thresholds, of which `needed` must be passed (all when absent), and what it must be besides.

    counts: whose figures are read; binds: for figures of a group, the ultimate parent only or every firm in it.
    strictly_more: more than the threshold, else the threshold or more; wording_known false: nobody knows which.
    turnover_or_assets: either of the two passes (S-002). in_model: what the world holds instead of what it does not
    know. Fields in INFORMATION do not act in the world; `scenarios.firm_scope` reads them all.
    """

    LATER: ClassVar[frozenset[str]] = frozenset(
        {"counts", "binds", "employees_as", "temporary_workers_after_months", "turnover_eu_eur", "royalties_eu_eur"}
        | {"eu_subsidiary_turnover_eur", "wording_known", "years", "listed", "sells_to_end_users", "legal_forms"}
        | {"roles", "established", "active_in", "products", "founded_after", "not_covered_by_parent", "article"}
        | {"in_model", "year_ends_from"}
    )
    INFORMATION: ClassVar[frozenset[str]] = LATER - {"counts", "listed"}

    counts: Figures = "firm"
    binds: Literal["ultimate_parent", "every_firm"] = "ultimate_parent"
    employees: Amount | None = None
    employees_as: Literal["persons", "full_time"] = "persons"
    #: hired staff count among the employees when hired for more than so many months
    temporary_workers_after_months: Amount | None = None
    turnover_eur: Money | None = None
    assets_eur: Money | None = None
    #: net turnover inside the EU; royalties of franchises or licences inside the EU; of one EU subsidiary or branch
    turnover_eu_eur: Money | None = None
    royalties_eu_eur: Money | None = None
    eu_subsidiary_turnover_eur: Money | None = None
    needed: Annotated[int, Field(ge=1, le=6)] | None = None
    strictly_more: bool = False
    wording_known: bool = True
    turnover_or_assets: bool = False
    years: Years = "one"
    public_interest: bool = False
    listed: bool = False
    sells_to_consumers: bool = False
    #: to end users in the law's country, which may be firms
    sells_to_end_users: bool = False
    imports: bool = False
    sectors: Once[SectorName] = Field(default_factory=list[SectorName])
    legal_forms: Once[str] = Field(default_factory=list[str])
    #: what the firm does in the chain or by trade: importer, first_placer, trader, retail_seller …
    roles: Once[Role] = Field(default_factory=list[Role])
    #: where its seat must be, one of these; where it must do business
    established: Once[Place] = Field(default_factory=list[Place])
    active_in: Once[Place] = Field(default_factory=list[Place])
    products: list[Product] = Field(default_factory=list[Product])
    #: did not exist on this day yet (laws that spare older small firms for a while)
    founded_after: Day | None = None
    #: the duty is about financial years that end on this day or later
    year_ends_from: Day | None = None
    #: out when a parent's report or plan covers the firm
    not_covered_by_parent: bool = False
    article: str | None = None
    in_model: InModel | None = None

    @model_validator(mode="after")
    def _tests_exist(self) -> Self:
        given = number_of_tests(self.employees, self.turnover_eur, self.assets_eur, self.turnover_or_assets)
        given += sum(value is not None for value in self.unseen_money())
        if self.needed is not None and self.needed > given:
            raise PydanticCustomError("needed", "more tests needed than given", {"given": given})
        return self

    def unseen_money(self) -> tuple[float | OwnMoney | None, ...]:
        """Thresholds of which the world has no figures."""
        return self.turnover_eu_eur, self.royalties_eu_eur, self.eu_subsidiary_turnover_eur

    def test(self) -> ScopeTest:
        """The same as the world reads it."""
        return self._tested

    @cached_property
    def _tested(self) -> ScopeTest:
        return _one(self._as_test())

    def _as_test(self) -> ScopeTest:
        stands = self.in_model
        unseen = sum(value is not None for value in self.unseen_money())
        return ScopeTest(
            self.employees,
            in_euro(self.turnover_eur),
            in_euro(self.assets_eur),
            None if unseen else self.needed,
            self.strictly_more,
            self.turnover_or_assets,
            self.public_interest,
            self.sells_to_consumers if stands is None else stands.sells_to_consumers,
            self.imports if stands is None else stands.imports,
            tuple(self.sectors if stands is None else stands.sectors),
            self.listed,
            self.counts == "group_worldwide",
            nobody=unseen > 0 or (stands is not None and stands.nobody),
        )


def _read_combine(value: object) -> object:
    if value in ("any", "all") or (isinstance(value, int) and not isinstance(value, bool) and value >= 1):
        return value
    raise PydanticCustomError("combine", "any, all or a number")


#: At most so many tests of one phase.
MOST_TESTS = 24


class ScopePhase(FirmTest):
    """Who falls under a law from `after_quarters` quarters after it comes into force, exactly from `date`.

    Beside its own test a phase may hold `tests`, of which any, all or so many (`combine`) must be passed.
    """

    LATER: ClassVar[frozenset[str]] = FirmTest.LATER | {"date", "tests", "combine"}
    INFORMATION: ClassVar[frozenset[str]] = FirmTest.INFORMATION | {"date"}

    after_quarters: Annotated[int, Field(ge=0, le=96)] = 0
    date: Day | None = None
    tests: Annotated[list[FirmTest], Field(max_length=MOST_TESTS)] = Field(default_factory=list[FirmTest])
    combine: (
        Annotated[
            str | int,
            BeforeValidator(_read_combine),
            WithJsonSchema({"anyOf": [{"enum": ["any", "all"]}, {"type": "integer", "minimum": 1}]}),
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _combined(self) -> Self:
        if bool(self.tests) != (self.combine is not None):
            raise PydanticCustomError("both_of", "both or none", {"first": "tests", "second": "combine"})
        if isinstance(self.combine, int) and self.combine > len(self.tests):
            raise PydanticCustomError("needed", "more tests needed than given", {"given": len(self.tests)})
        return self

    @property
    def tests_needed(self) -> int:
        """How many of `tests` must be passed."""
        return {"any": 1, "all": len(self.tests)}.get(str(self.combine), self.combine)  # type: ignore[return-value]

    def _as_test(self) -> ScopeTest:
        """What the world cannot know holds nobody."""
        own = super()._as_test()
        if not self.tests:
            return own
        parts = [part.test() for part in self.tests]
        known = tuple(dict.fromkeys(part for part in parts if not part.nobody))
        if self.combine != "any":
            known = tuple(parts)
        if not known:
            return ScopeTest(nobody=True)
        if own == ScopeTest() and len(known) == 1:
            return known[0]
        return replace(own, parts=known, parts_needed=None if self.combine == "all" else self.tests_needed)


#: At most so many phases of a law; the longest shipped one has 3.
MOST_PHASES = 12
Phases = Annotated[list[ScopePhase], Field(min_length=1, max_length=MOST_PHASES)]
