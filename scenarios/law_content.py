"""A law as an instrument of a mix has it: the law file with the mix's option and overrides."""

from functools import lru_cache

from scenarios.extending import changed
from scenarios.instrument_format import LawInstrument
from scenarios.law_format import Depth, Law, LawContent
from scenarios.refusals import checked
from scenarios.sanction_format import Liability
from scenarios.shelf import HERE
from scenarios.shipped import load_law
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml


def law_of(item: LawInstrument) -> tuple[Law, LawContent]:
    """The law that the instrument refers to, and its content with the option and overrides worked in."""
    law = load_law(item.law)
    return law, _content(law.id, item.option, _Overrides(item))


@lru_cache(maxsize=256)
def version_of(law: Law, name: str) -> Law:
    """The law as an earlier text had it (`versions`), or with one of its `options`. Raises InputProblem."""
    changes = {each.id: each.changes for each in law.versions} | {
        key: each.changes for key, each in law.options.items()
    }
    if not changes:
        raise InputProblem("law {law} has one text and no options; found {found}", law=law.id, found=name)
    if name not in changes:
        raise InputProblem(
            "law {law} has no version or option {found} (allowed: {allowed})",
            law=law.id,
            found=name,
            allowed=", ".join(changes),
        )
    base = law.model_dump(exclude={"versions", "options"})
    for key in ("announced", "in_force", "ends"):
        if key in changes[name]:
            base.pop(f"{key}_date", None)  # the day of the other text
    if "in_force" in changes[name]:
        base["scope"] = [{key: value for key, value in phase.items() if key != "date"} for phase in base["scope"]]
    return checked(Law, changed(base, changes[name]), f"{law.id}: {name}")


@lru_cache(maxsize=1)
def _values() -> dict[str, float]:
    content = read_yaml(HERE / "law_values.yaml")
    return {name: float(part["value"]) for name, part in content.items() if name != "format"}


def liability(kind: Liability) -> float:
    """How much civil liability a law brings to the world, from 0 (none) to 1 (conditions that the law itself sets)."""
    return {"no_liability": 0.0, "national_law": _values()["liability_under_national_law"], "eu_wide": 1.0}[kind]


def depth_of(depth: Depth | None) -> float:
    """How far down the chain a law of due diligence looks, from 0 (own business) to 1 (all of it)."""
    return _values()[f"depth_{depth or 'unsaid'}"]


class _Overrides:
    """What an instrument says itself, as a key for the cache."""

    def __init__(self, item: LawInstrument) -> None:
        self.item, self.text = item, item.overrides_text

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Overrides) and self.text == other.text


@lru_cache(maxsize=1024)
def _content(law_id: str, option: str | None, overrides: _Overrides) -> LawContent:
    law = load_law(law_id)
    content = {name: value for name, value in law.model_dump().items() if name in LawContent.model_fields}
    if option is not None:
        content = changed(content, law.options[option].changes)
    return checked(LawContent, {**content, **overrides.item.overrides}, law_id)
