"""`RuleByRule`: firms whose rules run one after the other, so that a researcher can put another in the place of one.

Imports Mesa (a second); the rules are compiled once more for it at first use and kept.
"""

from collections.abc import Callable
from typing import Any, override

from simulation.compiled import loop, span
from simulation.mesa.agents import Firm
from simulation.quarter.phase_b_choices import ask_for_support, commit, learn, weigh_motives
from simulation.quarter.phase_b_exposure import look_around, meet_instruments, meet_laws
from simulation.quarter.phase_b_practice import cover_themes, embed, mature, pay
from simulation.quarter.phase_b_requirements import weigh_requirements
from simulation.quarter.phase_b_statements import publish
from simulation.state import BLOCK

#: The rules of phase (b), in the order in which `simulation.quarter.phase_b_firms.decide` applies them.
RULES = (
    "look_around",
    "meet_instruments",
    "meet_laws",
    "learn",
    "weigh_motives",
    "commit",
    "ask_for_support",
    "weigh_requirements",
    "embed",
    "publish",
    "cover_themes",
    "pay",
    "mature",
)


@loop
def apply_rule(  # noqa: PLR0912 - a branch per rule: compiled code cannot look functions up
    number: int, blocks: Any, works: Any, trait_blocks: Any, quarter: Any, parameters: Any, start: int, end: int
) -> None:
    """One rule of phase (b), by its place in RULES, for firms `start` to `end`."""
    now, p = quarter[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        if number == 0:
            look_around(blocks, firms, work, traits, now, p, first, last)
        elif number == 1:
            meet_instruments(firms, work, traits, now, p, first, last)
        elif number == 2:
            meet_laws(firms, work, traits, now, p, first, last)
        elif number == 3:
            learn(firms, work, now, p, first, last)
        elif number == 4:
            weigh_motives(firms, work, traits, now, p, first, last)
        elif number == 5:
            commit(firms, work, traits, now, p, first, last)
        elif number == 6:
            ask_for_support(firms, work, traits, now, p, first, last)
        elif number == 7:
            weigh_requirements(firms, work, now, p, first, last)
        elif number == 8:
            embed(firms, work, now, p, first, last)
        elif number == 9:
            publish(firms, work, traits, now, p, first, last)
        elif number == 10:
            cover_themes(firms, work, traits, now, p, first, last)
        elif number == 11:
            pay(firms, work, traits, now, p, first, last)
        else:
            mature(firms, p, first, last)


class RuleByRule(Firm):
    """Firms that apply the rules of phase (b) rule by rule instead of firm by firm: the same bits as `Firm`.

    The order does not matter, because a firm writes its own columns only and reads what was frozen. Override the
    method of a rule and later rules see what yours wrote: look_around, meet_instruments, meet_laws, learn,
    weigh_motives, commit, ask_for_support, weigh_requirements, embed, publish (statements, which move in the second
    quarter of a year), cover_themes, pay, mature. Rules that you do not override run compiled over all firms;
    `super().learn()` runs the compiled rule for this firm. Columns are properties of the firm; `self.now` is what
    every firm sees, `self.parameters` the draw.
    """

    @property
    def now(self) -> Any:
        """What every firm sees this quarter (`simulation.state.QUARTER`)."""
        return self.model.now

    @property
    def parameters(self) -> Any:
        """Parameters of the draw, by name: `float(self.parameters["awareness_fade"])`."""
        return self.model.draw.parameters[0]

    @override
    def step(self) -> None:
        """Phase (b): the first firm applies the rules for all, the others have nothing left to do."""
        if self.index == 0:
            firms = list(self.model.firms)
            for name in RULES:
                if getattr(type(self), name) is getattr(RuleByRule, name):
                    self.compiled(name, 0, self.model.draw.firms)
                else:
                    for firm in firms:
                        getattr(firm, name)()

    def compiled(self, name: str, start: int, end: int) -> None:
        """Apply the compiled rule of this name to firms `start` to `end`."""
        draw = self.model.draw
        world = draw.world
        known = (world.blocks, world.works, draw.traits, world.quarter, draw.parameters)
        apply_rule(RULES.index(name), *known, start, end)


def _method(name: str) -> Callable[[RuleByRule], None]:
    def apply(firm: RuleByRule) -> None:
        firm.compiled(name, firm.index, firm.index + 1)

    apply.__name__, apply.__doc__ = name, f"The compiled rule `{name}` for this firm."
    return apply


for _name in RULES:
    if hasattr(Firm, _name):
        raise TypeError(f"rule {_name} would hide Firm.{_name}")
    setattr(RuleByRule, _name, _method(_name))
