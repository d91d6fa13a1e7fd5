"""Who falls under a law, as the world can tell: one test, for the world, the command line and the page alike."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.problems import InputProblem
from simulation.vocabulary import FOREIGN_PARENT, SECTORS


@dataclass(frozen=True)
class ScopeTest:
    """Who falls under a law in one step of its phase-in.

    `minimum_*` are thresholds (a firm passes at or above; `strictly_more` asks for above). `needed` of the size tests
    that are given must hold (all of them when None); `turnover_or_assets` makes one test of turnover and assets, which
    either of them passes (S-002). `public_interest` asks for a public-interest entity, `listed` for a listed firm,
    `sells_to_consumers` for sales to Dutch end users (P-B7), `sectors` and `imports` limit further. `group` reads the
    figures of the whole group of a Dutch ultimate parent, where the population has groups; a firm below a foreign
    parent counts with its own. `parts` are tests of their own,
    of which `parts_needed` must hold beside all this (all when None). `nobody`: asks for what no firm of the world is
    known to have, so it holds none.

    Raises InputProblem when more tests are needed than there are: such a test would bind nobody.
    """

    minimum_employees: float | None = None
    minimum_turnover_eur: float | None = None
    minimum_assets_eur: float | None = None
    needed: int | None = None
    strictly_more: bool = False
    turnover_or_assets: bool = False
    public_interest: bool = False
    sells_to_consumers: bool = False
    imports: bool = False
    sectors: tuple[str, ...] = ()
    listed: bool = False
    group: bool = False
    parts: tuple["ScopeTest", ...] = ()
    parts_needed: int | None = None
    nobody: bool = False

    def __post_init__(self) -> None:
        """Refuse a test that asks more conditions than it has."""
        for needed, given in ((self.needed, self.size_tests), (self.parts_needed, len(self.parts))):
            if needed is not None and needed > given:
                raise InputProblem("needed asks for more tests than the {given} given", given=given)

    def __hash__(self) -> int:
        """Of the content, worked out once: a schedule looks its tests up often."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(getattr(self, each.name) for each in fields(self)))

    @property
    def size_tests(self) -> int:
        """How many size tests there are: turnover and assets as alternatives are one."""
        return number_of_tests(
            self.minimum_employees, self.minimum_turnover_eur, self.minimum_assets_eur, self.turnover_or_assets
        )

    @property
    def reads_groups(self) -> bool:
        """Whether the test or one of its parts reads the figures of groups."""
        return self._any(lambda test: test.group)

    def members(self, firms: Any) -> NDArray[np.bool_]:
        """(N,) whether each agent of a population (`scenarios.scope.Firms`) passes."""
        inside = np.full(firms.employees.shape[0], not self.nobody)
        sizes = self._sizes(firms)
        if sizes:
            inside &= _enough(sizes, self.needed)
        for asked, name in (
            (self.public_interest, "public_interest"),
            (self.listed, "listed"),
            (self.sells_to_consumers, "sells_to_consumers"),
            (self.imports, "import_share"),
        ):
            if asked:
                inside &= getattr(firms, name) > 0
        if self.sectors:
            chosen = np.zeros(len(SECTORS), np.bool_)
            chosen[[SECTORS.index(name) for name in self.sectors]] = True
            inside &= chosen[firms.sector]
        if self.parts:
            inside &= _enough([part.members(firms) for part in self.parts], self.parts_needed)
        return inside

    def _sizes(self, firms: Any) -> list[NDArray[np.bool_]]:
        def passes(name: str, threshold: float | None) -> list[NDArray[np.bool_]]:
            if threshold is None:
                return []
            values = getattr(firms, name)
            worldwide = getattr(firms, f"group_{name}", None) if self.group else None
            if worldwide is not None:
                values = np.where(firms.group_parent == FOREIGN_PARENT, values, worldwide)
            return [values > threshold if self.strictly_more else values >= threshold]

        money = passes("turnover_eur", self.minimum_turnover_eur) + passes("assets_eur", self.minimum_assets_eur)
        if self.turnover_or_assets and len(money) == 2:
            money = [money[0] | money[1]]
        return passes("employees", self.minimum_employees) + money

    def readings(self, money_factor: float) -> dict[str, "ScopeTest"]:
        """The test as given and in the other ways in which its sources can be read (S-003).

        money_factor: thresholds in euro are also read this factor lower and higher, for turnover is modelled. Not
        so turnover of groups, of which many figures are known (`read_groups`).
        """
        found: dict[str, ScopeTest] = {"as_given": self}
        if self._any(lambda test: test.size_tests > 0):
            other = "at_least" if self._any(lambda test: test.strictly_more) else "strictly_more"
            found[other] = self._changed(lambda test: replace(test, strictly_more=other == "strictly_more"))
        if self._any(_has_pair):
            other = "turnover_and_assets" if self._any(lambda test: test.turnover_or_assets) else "turnover_or_assets"
            either = other == "turnover_or_assets"
            found[other] = self._changed(
                lambda test: replace(test, turnover_or_assets=either) if _has_pair(test) else test
            )
        if self._any(lambda test: _scaled(test, money_factor) != test):
            for name, times in (("euro_lower", 1 / money_factor), ("euro_higher", money_factor)):
                found[name] = self._changed(lambda test, times=times: _scaled(test, times))
        return found

    def _any(self, says: Callable[["ScopeTest"], bool]) -> bool:
        return says(self) or any(says(part) for part in self.parts)

    def _changed(self, change: Callable[["ScopeTest"], "ScopeTest"]) -> "ScopeTest":
        return replace(change(self), parts=tuple(change(part) for part in self.parts))


def number_of_tests(employees: object, turnover: object, assets: object, turnover_or_assets: bool) -> int:
    """How many size tests the thresholds make; None is no threshold."""
    given = sum(value is not None for value in (employees, turnover, assets))
    return given - (turnover_or_assets and turnover is not None and assets is not None)


def _has_pair(test: ScopeTest) -> bool:
    return None not in (test.minimum_turnover_eur, test.minimum_assets_eur) and test.needed is None


def _scaled(test: ScopeTest, times: float) -> ScopeTest:
    turnover, assets = (
        None if value is None else value * times for value in (test.minimum_turnover_eur, test.minimum_assets_eur)
    )
    turnover = test.minimum_turnover_eur if test.group else turnover
    return replace(test, minimum_turnover_eur=turnover, minimum_assets_eur=assets)


def _enough(passed: list[NDArray[np.bool_]], needed: int | None) -> NDArray[np.bool_]:
    if needed is None:
        return np.logical_and.reduce(passed)
    return np.logical_or.reduce(passed) if needed == 1 else np.sum(passed, axis=0) >= needed
