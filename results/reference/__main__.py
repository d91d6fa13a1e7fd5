"""`python -m results.reference RUN…`: make the shipped results of synergy and robustness from finished run folders."""

import sys
from pathlib import Path

from results.language import choose_language, say
from results.reference.compact import write_reference
from simulation.problems import InputProblem


def main(runs: list[str]) -> int:
    """Write a file for each run folder; 2 with one line on stderr for one that cannot be taken."""
    if not runs:
        print("python -m results.reference RUN...", file=sys.stderr)
        return 2
    for run in runs:
        try:
            print(write_reference(Path(run)))
        except InputProblem as problem:
            print(say(problem, choose_language()), file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
