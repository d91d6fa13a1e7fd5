"""The answer of `synergy`, as it is stored and published."""

from typing import Literal

from experiments.result_parts import (
    Answer,
    Count,
    Form,
    Group,
    Indicator,
    MixId,
    Named,
    Share,
    Some,
    Source,
    SpreadOfDefined,
)


class ElementForm(Form):
    """An element of the mix, and the instruments and rules that it is made of."""

    id: str
    name: Named
    items: list[str]


class QuantitiesForm(Form):
    """What an element adds: on average over orders, to existing policy alone, and to the rest of the mix."""

    shapley: SpreadOfDefined
    first_in: SpreadOfDefined
    last_out: SpreadOfDefined


class MeasureForm(Form):
    """Level without any element, what all together change, and that less the sum of what each does alone."""

    without: SpreadOfDefined
    total: SpreadOfDefined
    surplus: SpreadOfDefined
    elements: dict[str, QuantitiesForm]


class InteractionForm(SpreadOfDefined):
    """What two elements do together beyond what each does."""

    a: str
    b: str
    word: Literal["reinforce", "neutral", "substitute"] | None


class GroupForm(MeasureForm):
    """An indicator in one group of firms."""

    interactions: list[InteractionForm]


class IndicatorForm(Form):
    """By group of firms."""

    groups: dict[Group, GroupForm]


class CostForm(MeasureForm):
    """A cost, in euro a year."""

    group: Group


class EuLawForm(Form):
    """Share of draws with EU due-diligence law in force in the last year, without and with the elements."""

    without: Share
    with_: Share

    model_config = Form.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class SynergyForm(Answer):
    """The whole answer of `smartmix synergy --json`."""

    kind: Literal["synergy"]
    mix: MixId
    baseline: MixId
    drawn_from: Source
    draws: Some
    failed: Count
    firms: int | str
    year: int
    #: over which costs are a mean
    cost_years: list[int]
    eu_law_in_force: EuLawForm | None
    grouping: str
    elements: list[ElementForm]
    indicators: dict[Indicator, IndicatorForm]
    costs: dict[str, CostForm]
