"""How much may be asked at once: the most of each number, for the command line, Python and files alike.

No method ends at one of these. Each lies far above what anybody has asked, and below what fills a disk or runs for
years, so that a slip of the hand is answered at once.
"""

from typing import Final

#: Draws, points, cases or candidates: 100,000 draws of one mix take some 8 GB on disk.
DRAWS: Final = 100_000
#: The number of one draw: it has the luck of the replication of that number, which is written in 31 bits.
DRAW: Final = 2**31 - 1
#: The id of a firm.
FIRM: Final = 1_000_000_000
#: Mixes that a search tries.
EVALUATIONS: Final = 100_000
#: Runs of one point with luck of their own.
REPLICATIONS: Final = 1_000
#: Rows shown: more than there are parameters.
TOP: Final = 1_000
#: Of a calibration.
SIMULATIONS: Final = 10_000_000
GENERATIONS: Final = 1_000
STEPS: Final = 10_000
TRAJECTORIES: Final = 1_000
PSEUDO_OBSERVATIONS: Final = 100_000
#: Points or replications of a sweep, and all its runs together.
SWEPT: Final = 10_000_000
RUNS: Final = 1_000_000_000
#: Euros, or working persons, of a firm or a threshold.
AMOUNT: Final = 1e15
#: Threads.
WORKERS: Final = 4096
