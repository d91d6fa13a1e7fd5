"""`check`: is a scenario file of the user's own right, before anything is simulated?"""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pydantic import BaseModel

from scenarios.adding import parts_of
from scenarios.compile import compile_schedule
from scenarios.format_base import LAW_FORMAT, defaults_of
from scenarios.future_format import Future
from scenarios.law_content import version_of
from scenarios.law_format import Law
from scenarios.library import list_futures, load_future, load_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked, refuse_newer
from scenarios.run_dates import run_dates
from simulation.safe_yaml import read_yaml

#: Quantiles of luck at which a mix is compiled on trial: early, middle, late, never.
TRIALS = (0.001, 0.5, 0.8, 0.999)


@dataclass(frozen=True)
class CheckedFile:
    """What kind of file it is ("mix", "law" or "future"), its content, and where it stands."""

    kind: str
    content: Mix | Law | Future
    file: Path


def check_file(path: str | Path) -> CheckedFile:
    """The file when it is right. Raises InputProblem with one line for the first thing that is wrong.

    A sum of mixes (`mix-1+office.yaml`) is checked as the mix that it makes. A mix is also compiled in every shipped
    future, so that too many laws or rules are found here.
    """
    place = Path(path)
    if parts_of(str(path)):
        return CheckedFile("mix", _compiled(load_mix(path)), place)
    content = read_yaml(place)
    refuse_newer(content, place.name, LAW_FORMAT)
    if "wzk" in content and "instruments" not in content:
        return CheckedFile("future", load_future(place), place)
    if not {"instruments", "extends", "rules", "remove"} & set(content) and {"scope", "steps"} & set(content):
        law = checked(Law, content, place.name)
        for name in [*(version.id for version in law.versions), *law.options]:
            version_of(law, name)
        return CheckedFile("law", law, place)
    return CheckedFile("mix", _compiled(load_mix(place)), place)


def _compiled(mix: Mix) -> Mix:
    """The mix, once it has been compiled in every shipped future."""
    for name in list_futures():
        future = load_future(name)
        for u in TRIALS:
            compile_schedule(mix, future, run_dates(future, mix, u, u, 0.0))
    return mix


def information_in(content: Mix | Law | Future) -> list[str]:
    """Fields of a file that say something which no rule of the world reads yet (docs/scenarios.md), by their names."""
    found: dict[str, None] = {}

    def look(part: object) -> None:
        if isinstance(part, BaseModel):
            silent: frozenset[str] = getattr(part, "INFORMATION", frozenset())
            for name, default in defaults_of(type(part)).items():
                value = getattr(part, name)
                if name in silent and value != default:
                    found[name] = None
                elif name not in ("evidence", "versions", "options"):
                    look(value)
        elif isinstance(part, list | tuple):
            for each in cast("list[object]", part):
                look(each)
        elif isinstance(part, dict):
            for each in cast("dict[str, object]", part).values():
                look(each)

    look(content)
    return [name for name in found if not name.endswith("date")]
