"""Those who carry policy out, as Mesa agents: support office, sector initiatives, supervisors, government.

Like firms they keep nothing of their own: their properties read the quarter's record and the shared sums
of the model (`state.QUARTER`, `state.SHARED`).
"""

from typing import Any, override

import mesa

from simulation.dials import LAW, PER_LAW, SEATS, Dial, LawDial
from simulation.quarter.phase_c_capacity import HELP, SEAT
from simulation.state import GOVERNMENT_ACCOUNTS, SHARE_SCALE, SectorSum
from simulation.vocabulary import SECTORS, Regime


class Allocator(mesa.Agent[Any]):
    """One that shares out something scarce in phase (c). `model` is a `ResponsibleBusinessModel`.

    All allocators are served by one compiled call, `ration`, so that no order among them exists; `step`
    comes just before it and does nothing here. A subclass, or a loop of yours, may set capacity in it,
    for this quarter (the policy in force is written anew when a quarter opens).
    """

    model: Any

    def _dial(self, column: int) -> float:
        return float(self.model.now["dial"][column])

    def _set_dial(self, column: int, value: float) -> None:
        self.model.now["dial"][column] = value

    def _asking(self, row: int) -> float:
        return float(self.model.shared["demand"][row].sum() / SHARE_SCALE)


class SupportOffice(Allocator):
    """The support office for responsible business conduct (S-190, S-191)."""

    @property
    def advisers(self) -> float:
        """Full-time advisers in this quarter."""
        return self._dial(Dial.OFFICE_ADVISERS)

    @advisers.setter
    def advisers(self, value: float) -> None:
        self._set_dial(Dial.OFFICE_ADVISERS, value)

    @property
    def asking(self) -> float:
        """Firms (weighted) that asked for help in this quarter."""
        return self._asking(HELP)


class SectorInitiative(Allocator):
    """The initiative of one sector; a covenant is one form (S-097, S-098). Without seats it is not there."""

    def __init__(self, model: Any, sector: int) -> None:
        """The initiative of `SECTORS[sector]`."""
        super().__init__(model)
        self.sector, self.sector_name = sector, SECTORS[sector]

    @property
    def share_of_sector(self) -> float:
        """Share of the sector's firms for which there is a seat in this quarter."""
        return self._dial(SEATS + self.sector)

    @share_of_sector.setter
    def share_of_sector(self, value: float) -> None:
        self._set_dial(SEATS + self.sector, value)

    @property
    def members(self) -> float:
        """Members (weighted firms) when the quarter opened."""
        return float(self.model.shared["sector_sums"][self.sector, SectorSum.MEMBERS] / SHARE_SCALE)

    @property
    def asking(self) -> float:
        """Firms (weighted) that asked for a seat in this quarter."""
        return self._asking(SEAT + self.sector)


class Supervisor(Allocator):
    """The supervisor of one law (S-103). `law` is the law's id, `slot` its place in the schedule."""

    def __init__(self, model: Any, slot: int) -> None:
        """The supervisor of the law in this slot."""
        super().__init__(model)
        self.slot, self.law = slot, model.schedule.laws.identifiers[slot]
        self.regime = Regime(int(model.schedule.laws.regime[slot]))

    @property
    def inspections(self) -> float:
        """Inspections per 100 firms in scope and year, in this quarter."""
        return self._dial(LAW + self.slot * PER_LAW + LawDial.INSPECTIONS)

    @inspections.setter
    def inspections(self, value: float) -> None:
        self._set_dial(LAW + self.slot * PER_LAW + LawDial.INSPECTIONS, value)

    @property
    def firms_in_scope(self) -> float:
        """Firms (weighted) in scope of the law while it is in force, in this quarter."""
        return float(self.model.shared["scope_weight"][self.slot] / SHARE_SCALE)


class Government(mesa.Agent[Any]):
    """Carries the mix and its rules through time. `model` is a `ResponsibleBusinessModel`."""

    model: Any

    @override
    def step(self) -> None:
        """Phase (a): open the quarter, that is, set out the policy in force for all to see."""
        self.model.perform("open_quarter")

    def close(self) -> None:
        """Phase (e): pay, measure endorsement every second year, and apply the mix's rules."""
        self.model.perform("govern")

    @property
    def published_endorsement(self) -> float:
        """The latest published share of goal firms that endorse; 1 before the first publication."""
        return float(self.model.shared["published"])

    @property
    def variant(self) -> int:
        """Which variant of the schedule holds: 0 until a rule of the mix fires."""
        return int(self.model.shared["variant"])

    @property
    def accounts(self) -> dict[str, int]:
        """Spent in the year so far, by account, fixed point (`state.EURO_SCALE` per euro)."""
        return {name: int(self.model.shared["government"][a]) for a, name in enumerate(GOVERNMENT_ACCOUNTS)}
