"""What `synergy` found: what each element of a mix does, alone, within the mix, on average and in pairs."""

from collections.abc import Mapping
from typing import Any, Literal

from experiments.result_parts import Count, Form, Group, Indicator, MixId, Named, Share, Some, Source, SpreadOfDefined
from experiments.study import Result
from experiments.synergy.data import synergy_data
from experiments.synergy.effects import Word, word_of


class SynergyElement(Form):
    """An element of the mix, and the instruments and rules that it is made of."""

    id: str
    name: Named
    items: list[str]


class ElementEffect(Form):
    """What an element adds: on average over orders, to existing policy alone, and to the rest of the mix."""

    shapley: SpreadOfDefined
    first_in: SpreadOfDefined
    last_out: SpreadOfDefined

    @property
    def all_three(self) -> tuple[SpreadOfDefined, SpreadOfDefined, SpreadOfDefined]:
        """Share, alone and within the mix: the columns of tables."""
        return self.shapley, self.first_in, self.last_out


class Effect(Form):
    """Level without any element, what all together change, and that less the sum of what each does alone."""

    without: SpreadOfDefined
    total: SpreadOfDefined
    surplus: SpreadOfDefined
    elements: dict[str, ElementEffect]


class PairEffect(SpreadOfDefined):
    """What two elements do together beyond what each does."""

    a: str
    b: str
    word: Word | None


class GroupEffect(Effect):
    """An indicator in one group of firms; word: whether the elements as a whole reinforce one another."""

    word: Word | None
    interactions: list[PairEffect]


class IndicatorEffect(Form):
    """By group of firms."""

    groups: dict[Group, GroupEffect]


class CostEffect(Effect):
    """A cost, in euro a year."""

    group: Group


class WorldEffect(Form):
    """What all elements change for the firms of the goal in one world, and the share of each in that."""

    total: SpreadOfDefined
    shares: dict[str, SpreadOfDefined]


class SynergyWorld(Form):
    """One of two worlds: draws in which EU due-diligence law is in force without any element, or those in which not."""

    key: Literal["eu_law", "no_eu_law"]
    chance: Share
    draws: Some
    indicators: dict[Indicator, WorldEffect]


class EuLawShares(Form):
    """Share of draws with EU due-diligence law in force in the last year, without and with the elements."""

    without: Share
    with_: Share

    model_config = Form.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class SynergyResult(Result):
    """The whole answer; draws: that did not fail; cost_years: over which costs are a mean.

    grouping: how elements were brought to eight at most. worlds: absent where results do not divide on EU law, by the
    rule of comparisons (`experiments/worlds/rule.yaml`), and in results made before worlds were told. Frames:
    `elements`, `shares`, `interactions`, `totals`, `costs`, and `draws` (a row per indicator or cost, group and draw).
    """

    kind: Literal["synergy"] = "synergy"
    mix: MixId
    baseline: MixId
    drawn_from: Source
    draws: Some
    failed: Count
    firms: int | str
    year: int
    cost_years: list[int]
    eu_law_in_force: EuLawShares | None
    grouping: Literal["none", "file", "numbers", "kinds", "tactics"]
    elements: list[SynergyElement]
    indicators: dict[Indicator, IndicatorEffect]
    costs: dict[str, CostEffect]
    worlds: list[SynergyWorld] | None = None

    @classmethod
    def older(cls, content: dict[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Format 1 had no word for the whole; where it shipped, what is defined in every draw did not say so."""
        del manifest
        found = _defined(content)
        for name, indicator in found["indicators"].items():
            for group in indicator["groups"].values():
                surplus = SpreadOfDefined.model_validate(group["surplus"])
                group["word"] = word_of(surplus, synergy_data().direction(name))
        return found


def _defined(value: Any) -> Any:
    """The same with `defined` in every spread."""
    if isinstance(value, list):
        items: list[Any] = value
        return [_defined(item) for item in items]
    if not isinstance(value, dict):
        return value
    pairs: dict[str, Any] = {key: _defined(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    return {"defined": 1.0} | pairs if "p05" in pairs else pairs
