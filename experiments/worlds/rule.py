"""The rule that says on which events results may be divided: `rule.yaml`."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from scenarios.format_base import FORMAT, Sources, Strict, Text
from scenarios.refusals import checked
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import GradeName

_RULE = Path(__file__).parent / "rule.yaml"
#: `--worlds` for results over all draws together, whatever the rule says.
NOT_DIVIDED = "none"


class Side(Strict):
    """One of the two worlds of an event; `rule.yaml` explains each field."""

    key: str
    name: Text
    clause: Text


class DividingEvent(Strict):
    """An event that may divide results."""

    column: str
    name: Text
    came: Side
    not_yet: Side
    sources: Sources


class DivisionRule(Strict):
    """The content of `rule.yaml`."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    least_share: Annotated[float, Field(gt=0, lt=0.5)]
    least_draws: Annotated[int, Field(ge=1)]
    least_order: Annotated[float, Field(gt=0.5, le=1)]
    grade: GradeName
    note: Text
    events: Annotated[dict[str, DividingEvent], Field(min_length=1)]


@cache
def division_rule() -> DivisionRule:
    """The rule that ships."""
    return checked(DivisionRule, read_yaml(_RULE), _RULE.name)
