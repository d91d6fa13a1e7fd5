"""Which scenario files ship, and how mixes introduce themselves: read without loading any format."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulation.safe_yaml import read_yaml

HERE = Path(__file__).parent


@lru_cache(maxsize=8)
def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (HERE / folder).glob("*.yaml")))


def shipped(folder: str) -> list[str]:
    """Ids of the shipped files in `mixes`, `laws` or `futures`."""
    return list(_names(folder))


@dataclass(frozen=True)
class MixTitle:
    """How a shipped mix introduces itself: its id, the mix that it extends, name and description by language."""

    id: str
    extends: str | None
    name: dict[str, str]
    description: dict[str, str]


def mix_titles() -> list[MixTitle]:
    """The shipped mixes by id. Their names and descriptions stand in their own files, as a test holds."""
    found: list[MixTitle] = []
    for name in shipped("mixes"):
        content = read_yaml(HERE / "mixes" / f"{name}.yaml")
        found.append(MixTitle(content["id"], content.get("extends"), content["name"], content["description"]))
    return found
