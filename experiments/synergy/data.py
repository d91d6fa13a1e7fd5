"""What `synergy.yaml` says, and the grouping that a user may give."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from scenarios.format_base import FORMAT, Identifier, Strict, Text
from scenarios.refusals import checked
from simulation.indicator_rows import INDICATORS, ROWS, SHARES
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml

SHIPPED = Path(__file__).parent / "synergy.yaml"


class Cost(Strict):
    """A sum of indicators of one group of firms."""

    indicators: Annotated[list[str], Field(min_length=1)]
    group: str


class SynergyData(Strict):
    """The shipped data file; it explains each field."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    few_draws: int
    groups: list[str]
    default_indicators: list[str]
    cost_from: int
    costs: dict[str, Cost]
    builds_on: dict[str, str]
    tactics: dict[str, Text]

    def direction(self, indicator: str) -> float:
        """-1 where less is better, else +1."""
        return -1.0 if ROWS[indicator].better == "less" else 1.0


class OwnGroup(Strict):
    """Elements of a mix (instrument ids, `rule:<id>` for rules) that a user takes as one."""

    name: Text
    of: Annotated[list[str], Field(min_length=1)]


class _GroupsFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    groups: Annotated[dict[Identifier, OwnGroup], Field(min_length=1)]


@lru_cache(maxsize=1)
def synergy_data() -> SynergyData:
    """The shipped data."""
    return checked(SynergyData, read_yaml(SHIPPED), SHIPPED.name)


def read_groups(path: Path) -> dict[str, OwnGroup]:
    """The groups of a user's file (`format: 1`, `groups:`). Raises InputProblem naming file and key."""
    return checked(_GroupsFile, read_yaml(path), path.name).groups


def check_indicators(names: tuple[str, ...]) -> None:
    """Raise InputProblem for an indicator that is unknown or has no upper limit, and for none at all."""
    allowed = list(SHARES)
    if not names:
        raise InputProblem("--indicators: found {found}; allowed: {allowed}", found="-", allowed=", ".join(allowed))
    for name in names:
        if name in allowed:
            continue
        if name not in INDICATORS:
            raise InputProblem(
                "--indicators: unknown indicator '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
                found=name,
                nearest=nearest(name, allowed),
                allowed=", ".join(allowed),
            )
        raise InputProblem(
            "--indicators: {found} does not run from 0 to 1, so a few draws with large numbers would decide its "
            "shares; government cost and burden are shown beside the effects; allowed: {allowed}",
            found=name,
            allowed=", ".join(allowed),
        )
