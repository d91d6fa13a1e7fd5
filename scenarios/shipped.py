"""The laws among the shipped scenario files."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from scenarios.law_format import Law
from scenarios.refusals import checked
from scenarios.shelf import HERE, shipped
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml


def list_laws() -> list[str]:
    """Ids of the shipped laws."""
    return shipped("laws")


def own_id(content: dict[str, Any], path: Path) -> None:
    """Refuse a shipped file whose id is not its name."""
    if content.get("id") != path.stem:
        raise InputProblem(
            "{file}: id: found {found}, a shipped file carries its own name {allowed}",
            file=path.name,
            found=content.get("id"),
            allowed=path.stem,
        )


@lru_cache(maxsize=64)
def load_law(law_id: str) -> Law:
    """A shipped law. Raises InputProblem for an unknown id."""
    if law_id not in list_laws():
        raise InputProblem(
            "unknown law {name}; the nearest known one is {nearest}", name=law_id, nearest=nearest(law_id, list_laws())
        )
    path = HERE / "laws" / f"{law_id}.yaml"
    content = read_yaml(path)
    own_id(content, path)
    return checked(Law, content, path.name)
