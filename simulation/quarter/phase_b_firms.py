"""Phase (b): every firm applies the rules to the frozen state and writes only its own columns.

`decide` is the one compiled loop; the compiled driver calls it for blocks of firms, `Firm.step` for one
firm: the same code, so the same bits. Below it, one function per rule of the design, in the order in
which they act, over firms `first` to `last` of a block: `firms`, `work` and `traits` are the block's columns,
`now` is what every firm sees this quarter (`state.QUARTER`), `p` the draw's parameters. The formulas
themselves are the scalar functions in `simulation/rules/`.
"""

from simulation.columns import Firms, Parameters, Quarter, Records, Traits, Work
from simulation.compiled import loop, span
from simulation.quarter.phase_b_choices import ask_for_support, commit, learn, weigh_motives
from simulation.quarter.phase_b_exposure import look_around, meet_instruments, meet_laws
from simulation.quarter.phase_b_practice import cover_themes, embed, mature, pay
from simulation.quarter.phase_b_requirements import weigh_requirements
from simulation.quarter.phase_b_statements import publish
from simulation.state import BLOCK


@loop
def decide(
    blocks: Records[Firms],
    works: Records[Work],
    trait_blocks: Records[Traits],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """Phase (b) for firms `start` to `end`: rules 1 to 7 and the stage of maturity, in this order."""
    now, p = quarter[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        look_around(blocks, firms, work, traits, now, p, first, last)
        meet_instruments(firms, work, traits, now, p, first, last)
        meet_laws(firms, work, traits, now, p, first, last)
        learn(firms, work, now, p, first, last)
        weigh_motives(firms, work, traits, now, p, first, last)
        commit(firms, work, traits, now, p, first, last)
        ask_for_support(firms, work, traits, now, p, first, last)
        weigh_requirements(firms, work, now, p, first, last)
        embed(firms, work, now, p, first, last)
        publish(firms, work, traits, now, p, first, last)
        cover_themes(firms, work, traits, now, p, first, last)
        pay(firms, work, traits, now, p, first, last)
        mature(firms, p, first, last)
