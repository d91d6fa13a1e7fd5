"""The kinds of instrument as users read them: tactic, name, description, sources, unit prices."""

from functools import lru_cache
from typing import Annotated

from pydantic import Field

from scenarios.format_base import FORMAT, Sources, Strict, Text
from scenarios.refusals import checked
from scenarios.shelf import HERE
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import TacticName


class KindDescription(Strict):
    """What a kind of instrument is. unit_prices: parameters of the registry that price its units."""

    tactics: Annotated[list[TacticName], Field(min_length=1)]
    name: Text
    description: Text
    sources: Sources
    unit_prices: list[str]


class _Catalogue(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    kinds: dict[str, KindDescription]


@lru_cache(maxsize=1)
def load_catalogue() -> dict[str, KindDescription]:
    """Every kind of instrument by its name in mix files."""
    path = HERE / "instruments.yaml"
    return checked(_Catalogue, read_yaml(path), path.name).kinds
