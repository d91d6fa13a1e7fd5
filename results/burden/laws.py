"""The laws of the mixes of a comparison with their ex-ante burden: the same law in several mixes once."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.compare import Comparison, mixes_of
from experiments.regulatory_burden.firms import FirmsAsked
from experiments.regulatory_burden.table import ex_ante_burden
from results.queries import last_year
from scenarios.instrument_format import LawInstrument
from scenarios.library import load_future

#: What makes two mixes have the same law: the same rows but for when and how surely it comes.
_OF_THE_MIX = ["part_of", "chance", "first_start", "last_start"]


@dataclass(frozen=True)
class Coming:
    """How a law comes in one mix: by the mix, a rule of it or the future; first and last start; chance or None."""

    part_of: str
    chance: float | None
    first_start: str
    last_start: str


@dataclass(frozen=True)
class LawBurden:
    """One law: its id and origin, its rows of table A, and how it comes in each mix that has it."""

    law: str
    origin: str
    rows: pd.DataFrame
    mixes: dict[str, Coming]

    @property
    def key(self) -> str:
        """Tells apart the same law with another content or origin."""
        return f"{self.law}-{self.origin}"


def laws_of(comparison: Comparison, actions: Path | None = None, firms: FirmsAsked = "full") -> list[LawBurden]:
    """The laws that come into force by the last year of the run in any mix, in order of their first start.

    Raises InputProblem for a wrong file of actions, or when a mix of the user's own is gone.
    """
    found: dict[str, LawBurden] = {}
    future = load_future(str(comparison.manifest["settings"]["future"]))
    for name, mix in mixes_of(comparison).items():
        frame = ex_ante_burden(mix, future, actions, firms)
        frame = frame[frame["first_start"].str[:4].astype(int) <= last_year(comparison)]
        for (law, origin, _part), rows in frame.groupby(["law", "origin", "part_of"], sort=False):
            first = rows.iloc[0]
            chance = None if pd.isna(first["chance"]) else float(first["chance"])
            coming = Coming(first["part_of"], chance, first["first_start"], first["last_start"])
            same = rows.drop(columns=_OF_THE_MIX).reset_index(drop=True)
            key = f"{law} {origin} {same.to_csv(index=False)}"
            old = found.setdefault(key, LawBurden(str(law), str(origin), same, {}))
            old.mixes.setdefault(name, coming)
    return sorted(found.values(), key=lambda item: min(coming.first_start for coming in item.mixes.values()))


def left_out(comparison: Comparison, laws: list[LawBurden]) -> dict[str, list[str]]:
    """Laws that mixes name but that do not come into force by the last year of the run, with those mixes."""
    found: dict[str, list[str]] = {}
    for name, mix in mixes_of(comparison).items():
        shown = {law.law for law in laws if name in law.mixes}
        named = (item.law for item in mix.instruments.values() if isinstance(item, LawInstrument) and item.strength > 0)
        for law in dict.fromkeys(named):
            if law not in shown:
                found.setdefault(law, []).append(name)
    return found
