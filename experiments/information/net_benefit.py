"""A choice with a trade-off: what firms above the bar are worth at a price, less what a mix costs (`net_benefit.yaml`).

Of nested mixes one is best on each objective alone, in every point; then the value of information is zero by
construction. A price per firm makes it a decision.
"""

from functools import cache
from pathlib import Path
from typing import Any

from experiments.points import Answers, Wanted
from experiments.result_parts import JudgedOn, Named
from scenarios.format_base import Sources, Strict, Text
from scenarios.refusals import checked
from simulation.domains import domain, within
from simulation.safe_yaml import read_yaml

#: Name of the choice, beside the objectives.
NET_BENEFIT = "net_benefit"


class NetBenefit(Strict):
    """The trade-off; `net_benefit.yaml` explains each field."""

    format: int
    name: Text
    group: str
    mean_from: int
    counted: str
    costs: list[str]
    sources: Sources

    def years(self, asked: int) -> tuple[int, ...]:
        """The years whose mean counts, when the user asks for year `asked`."""
        return tuple(range(min(self.mean_from, asked), asked + 1))


@cache
def net_benefit() -> NetBenefit:
    """The trade-off that ships."""
    file = Path(__file__).parent / "net_benefit.yaml"
    return checked(NetBenefit, read_yaml(file), file.name)


def price_of(given: float) -> float:
    """Euros a year for a firm above the bar. Raises InputProblem for what is no price."""
    return within(domain("euro"), "--price", given)


def with_net_benefit(wanted: Wanted, year: int) -> Wanted:
    """What to keep of each run beside what is wanted already."""
    trade = net_benefit()
    return Wanted(
        tuple(sorted({*wanted.years, *trade.years(year)})),
        tuple(dict.fromkeys((*wanted.groups, trade.group))),
        tuple(dict.fromkeys((*wanted.indicators, trade.counted, "firms", *trade.costs))),
    )


def net_benefits(answers: Answers, mix: str, year: int, price: float) -> Any:
    """(points,) euro a year: price x firms above the bar less all costs, the mean of the years; NaN where undefined."""
    trade = net_benefit()

    def of(indicator: str, at: int) -> Any:
        return answers.of(mix, indicator, trade.group, at)

    years = trade.years(year)
    total: Any = 0.0
    for at in years:
        total = total + price * of(trade.counted, at) * of("firms", at) - sum(of(cost, at) for cost in trade.costs)
    return total / len(years)


def judged_on_net_benefit(year: int, price: float) -> JudgedOn:
    """The trade-off as it stands in a result; its unit is that of its first cost."""
    trade = net_benefit()
    english = f"{price:,.0f}"
    return JudgedOn(
        name=Named(en=trade.name.en.format(price=english), nl=trade.name.nl.format(price=english.replace(",", "."))),
        indicator=trade.costs[0],
        group=trade.group,
        years=list(trade.years(year)),
        direction="more",
    )
