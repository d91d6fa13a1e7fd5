"""The worlds in which mixes are tried: futures, structural variants and named shocks (`shocks.yaml`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import Field

from experiments.settings import CompareSettings
from scenarios.format_base import FORMAT, Identifier, Sources, Strict, Text
from scenarios.instrument_format import KINDS, LawInstrument
from scenarios.law_content import law_of
from scenarios.library import list_futures, load_future, vary_mix
from scenarios.mix_format import Mix
from scenarios.quarters import Quarter, index_of
from scenarios.refusals import checked
from simulation.parameters import held, refuse_unknown, registry
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.structure import STRUCTURAL_TABLES, tables
from simulation.vocabulary import QUARTERS, GradeName, quarter_name

#: The shocks that ship.
SHIPPED = Path(__file__).parent / "shocks.yaml"
#: What may differ from the world that the settings name.
KINDS_OF_WORLD = ("futures", "variants", "shocks")


class ShockDial(Strict):
    """A change in every instrument of a kind that starts in or after `starting`."""

    kind: str
    field: str
    times: Annotated[float, Field(ge=0)] | None = None
    later_by_quarters: Annotated[int, Field(ge=1, le=96)] | None = None
    starting: Quarter


class Shock(Strict):
    """One shock; `shocks.yaml` explains each field."""

    name: Text
    description: Text
    parameters: dict[str, float | Literal["low", "high"]] = Field(default_factory=dict[str, Any])
    future: str | None = None
    dials: list[ShockDial] = Field(default_factory=list[ShockDial])
    sources: Sources
    grade: GradeName

    def parameter_values(self) -> dict[str, float]:
        """The values of its parameters, with `low` and `high` worked out."""
        refuse_unknown(self.parameters)
        known = registry()
        return {
            name: float(getattr(known[name], value)) if isinstance(value, str) else value
            for name, value in self.parameters.items()
        }


class _ShocksFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    shocks: Annotated[dict[Identifier, Shock], Field(min_length=1)]


@dataclass(frozen=True)
class PossibleWorld:
    """One world: name, what kind of difference it is, and what differs from the settings."""

    name: str
    kind: Literal["base", "future", "variant", "shock"]
    future: str
    variants: Mapping[str, str] = field(default_factory=dict[str, str])
    shock: Shock | None = None

    def settings(self, settings: CompareSettings) -> CompareSettings:
        """The settings of a run in this world."""
        return replace(settings, future=self.future, variants=dict(self.variants))

    def mix(self, mix: Mix) -> Mix:
        """The mix as it works out in this world."""
        return mix if self.shock is None else changed_mix(mix, self.shock)

    def parameters(self, values: Any) -> Any:
        """Parameters (1,) PARAMETERS as they are in this world."""
        if self.shock is None or not self.shock.parameters:
            return values
        changed = values.copy()
        for name, value in held(self.shock.parameter_values()).items():
            changed[name] = value
        return changed


def load_shocks(path: Path | None = None) -> dict[str, Shock]:
    """Shocks by name, from `path` or those that ship. Raises InputProblem naming file and key."""
    file = path or SHIPPED
    shocks = checked(_ShocksFile, read_yaml(file), file.name).shocks
    for name, shock in shocks.items():
        held(shock.parameter_values(), f"{file.name}: shocks.{name}.parameters.{{name}}")
        if shock.future is not None:
            load_future(shock.future)
        for dial in shock.dials:
            if dial.kind not in KINDS:
                raise InputProblem(
                    "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                    file=file.name,
                    key=f"shocks.{name}.dials.kind",
                    found=dial.kind,
                    nearest=nearest(dial.kind, list(KINDS)),
                    allowed=", ".join(KINDS),
                )
            if (dial.times is None) == (dial.later_by_quarters is None):
                raise InputProblem(
                    "{file}: {key}: needs exactly one of {first} and {second}",
                    file=file.name,
                    key=f"shocks.{name}.dials",
                    first="times",
                    second="later_by_quarters",
                )
        if not (shock.parameters or shock.dials or shock.future):
            raise InputProblem(
                "{file}: {key}: sets none of its dials ({allowed})",
                file=file.name,
                key=f"shocks.{name}",
                allowed="parameters, future, dials",
            )
    return shocks


def changed_mix(mix: Mix, shock: Shock) -> Mix:
    """The mix with the shock's dials; the mix itself where the shock does not touch it. Raises InputProblem."""
    changes: dict[str, object] = {}
    for dial in shock.dials:
        for name, item in mix.instruments.items():
            if item.kind != dial.kind or not _starts_from(str(item.in_force), str(dial.starting)):
                continue
            if dial.field not in type(item).model_fields:
                raise InputProblem(
                    "mix {mix}: {kind} has no field {found}; the nearest known one is {nearest}",
                    mix=mix.id,
                    kind=dial.kind,
                    found=dial.field,
                    nearest=nearest(dial.field, list(type(item).model_fields)),
                )
            value = getattr(item, dial.field)
            if value is None and isinstance(item, LawInstrument):
                value = getattr(law_of(item)[1], dial.field, None)
            new = _changed(value, dial)
            if new is not None and new != value:
                changes[f"{name}.{dial.field}"] = new
    return vary_mix(mix, changes) if changes else mix


def _changed(value: object, dial: ShockDial) -> object:
    """The new value; None where there is nothing to change: no value, or a date that luck decides."""
    if dial.times is not None:
        return value * dial.times if isinstance(value, int | float) and not isinstance(value, bool) else None
    index = _index(str(value))
    if index is None or dial.later_by_quarters is None:
        return None
    later = index + dial.later_by_quarters
    return quarter_name(later) if later < QUARTERS else "never"


def _index(quarter: str) -> int | None:
    return index_of(quarter) if quarter[:1].isdigit() else None


def _starts_from(start: str, first: str) -> bool:
    """Whether an instrument starts in or after a quarter; one whose date luck decides does."""
    index = _index(start)
    return start != "never" and (index is None or index >= index_of(first))


def worlds_for(settings: CompareSettings, kinds: Collection[str], shocks: Mapping[str, Shock]) -> list[PossibleWorld]:
    """The world of the settings first, then one for each other future, structural variant and shock.

    One thing differs at a time, so that a result can be laid at its door. Raises InputProblem for an unknown kind.
    """
    for kind in kinds:
        if kind not in KINDS_OF_WORLD:
            raise InputProblem(
                "--worlds: unknown value '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
                found=kind,
                nearest=nearest(kind, list(KINDS_OF_WORLD)),
                allowed=", ".join((*KINDS_OF_WORLD, "none")),
            )
    usual = {t: settings.variants.get(t, str(tables(t)["default"])) for t in STRUCTURAL_TABLES}
    worlds = [PossibleWorld("base", "base", settings.future, usual)]
    if "futures" in kinds:
        others = [future for future in list_futures() if future != settings.future]
        worlds += [PossibleWorld(future, "future", future, usual) for future in others]
    if "variants" in kinds:
        worlds += [
            PossibleWorld(f"{table}:{variant}", "variant", settings.future, usual | {table: variant})
            for table in STRUCTURAL_TABLES
            for variant in cast("dict[str, Any]", tables(table)["variants"])
            if variant != usual[table]
        ]
    if "shocks" in kinds:
        worlds += [PossibleWorld(name, "shock", s.future or settings.future, usual, s) for name, s in shocks.items()]
    return worlds
