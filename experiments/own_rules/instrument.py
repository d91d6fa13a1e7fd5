"""What a researcher's file of rules builds on: `Instrument`, and the model that runs it. Imports Mesa (a second).

from experiments.own_rules.instrument import Instrument
from simulation.mesa.agents import Firm
"""

from typing import Any, ClassVar, override

import mesa

from scenarios.quarters import index_of, read_quarter
from simulation.dials import DIALS
from simulation.domains import domain, within
from simulation.mesa.model import ResponsibleBusinessModel
from simulation.problems import InputProblem, nearest
from simulation.randomness import luck_of
from simulation.state import EURO_SCALE, GOVERNMENT_ACCOUNTS

#: Purposes from here on are for own rules: laws end below 2^29 (`simulation.run`), so no luck is shared.
_OWN_PURPOSES = 1 << 30


class Instrument(mesa.Agent[Any]):
    """An instrument of your own: `step` is called each quarter from `in_force` on.

    It comes after government has set out the policy of the quarter and before firms decide, so what it sets
    with `set_dial` holds for this quarter, and what it writes to firms they decide with. mixes: ids of the mixes
    that have it, all when empty; in_force: its first quarter, such as "2024Q1". Laws belong in a mix file: an
    instrument that sets the dials of a law is too late for the list of laws that act.
    """

    mixes: ClassVar[tuple[str, ...]] = ()
    in_force: ClassVar[str] = "2012Q1"

    model: Any

    @classmethod
    def starts(cls) -> int:
        """Index of the quarter `in_force`. Raises InputProblem when it is not a quarter."""
        try:
            return index_of(read_quarter(cls.in_force))
        except ValueError as error:
            raise InputProblem(
                "{key}: found {found}; allowed: a quarter such as 2024Q1",
                key=f"{cls.__name__}.in_force",
                found=cls.in_force,
            ) from error

    @property
    def firms(self) -> Any:
        """AgentSet of all firms."""
        return self.model.firms

    def dial(self, name: str) -> float:
        """A dial of this quarter; `simulation.schedule.DIALS` lists them, in units per quarter."""
        return float(self.model.now["dial"][_place(name, DIALS)])

    def set_dial(self, name: str, value: float) -> None:
        """Set a dial for this quarter. Raises InputProblem for an unknown one, or a value that is no finite number."""
        self.model.now["dial"][_place(name, DIALS)] = within(domain("number"), f"set_dial({name!r})", value)

    def spend(self, euros: float, account: str = "subsidies") -> None:
        """Book government cost, in euro, on one of `simulation.state.GOVERNMENT_ACCOUNTS`."""
        self.model.shared["government"][_place(account, GOVERNMENT_ACCOUNTS)] += round(euros * EURO_SCALE)

    def luck(self, firm: Any, purpose: int = 0) -> tuple[float, ...]:
        """Four numbers in (0, 1) for this firm and quarter, the same in every mix; `purpose` numbers your uses."""
        return own_luck(firm, purpose)


def own_luck(firm: Any, purpose: int = 0) -> tuple[float, ...]:
    """As `Instrument.luck`, for a `Firm` that overrides `step`."""
    draw = firm.model.draw
    return luck_of(draw.seed, draw.replication, firm.firm_id, draw.quarter, _OWN_PURPOSES + purpose)


def _place(name: str, known: tuple[str, ...]) -> int:
    if name not in known:
        raise InputProblem(
            "'{found}' is unknown; did you mean '{nearest}'?", found=name, nearest=nearest(name, list(known))
        )
    return known.index(name)


class OwnRulesModel(ResponsibleBusinessModel):
    """The Mesa model with own instruments; its luck is the same in every mix of a draw."""

    def __init__(self, *given: Any, instruments: list[type[Instrument]], **named: Any) -> None:
        """As `ResponsibleBusinessModel`, with the classes of the own instruments of this mix."""
        super().__init__(*given, **named)
        self.instruments = [kind(self) for kind in instruments]

    @override
    def perform(self, stage: str) -> None:
        """Run one stage; own instruments act when government has opened the quarter."""
        super().perform(stage)
        if stage == "open_quarter":
            for one in self.instruments:
                if self.quarter >= one.starts():
                    one.step()
