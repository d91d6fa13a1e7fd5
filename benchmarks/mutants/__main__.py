"""`python -m benchmarks.mutants`: defects put in by hand, one at a time: does the test that should notice it fail?

    --house simulation    only the mutants of this house (may be repeated)
    --file experiments/summary.py    only those of files whose path begins so
    --list    say what there is, and run nothing

Status 0: every mutant was noticed by one of its own tests, or has a written reason why none can. Status 1: a mutant
survived, or a reason is no longer true. Status 2: the list does not fit the code.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.mutants.listed import FOLDER, HOUSES, Mutant, WrongListError, mutants
from benchmarks.mutants.running import Fate, Workshop
from benchmarks.row import row


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description="Do tests notice defects?")
    parser.add_argument("--house", action="append", choices=HOUSES, help="only mutants of this house")
    parser.add_argument("--file", default="", help="only mutants of files whose path begins so")
    parser.add_argument("--list", action="store_true", help="say what there is, and run nothing")
    asked = parser.parse_args(arguments)
    root = Path(__file__).parents[2]
    try:
        houses = asked.house or ([asked.file.split("/")[0]] if asked.file else HOUSES)
        chosen = [each for each in mutants(FOLDER, root, houses) if each.file.startswith(asked.file)]
        return _listed(chosen) if asked.list else _run(chosen, root)
    except WrongListError as problem:
        print(f"mutants: {problem}", file=sys.stderr)
        return 2


def _listed(chosen: list[Mutant]) -> int:
    for each in chosen:
        print(f"{each.name}: {each.old!r} -> {each.new!r}" + (f"; {each.reason}" if each.reason else ""))
    print(f"{len(chosen)} mutants")
    return 0


def _run(chosen: list[Mutant], root: Path) -> int:
    """Run each and print the row of figures: mutants, killed, survivors with and without a reason, minutes."""
    began, found, wrong = time.monotonic(), Counter[str](), list[str]()
    with Workshop(root) as workshop:
        workshop.check({test for each in chosen for test in each.tests})
        for n, (each, fate) in enumerate(workshop.fates(chosen), start=1):
            told = fate.value
            if fate is Fate.SURVIVED and each.reason:
                told = f"{told}, as said: {each.reason}"
            elif fate is Fate.SURVIVED:
                wrong.append(f"no test notices {each.name}: {each.old!r} -> {each.new!r}")
            elif each.reason:
                wrong.append(f"has a reason to survive and was noticed: {each.name}")
            if fate is Fate.BROKEN:
                wrong.append(f"does not load, so it is no question to a test: {each.name}")
            found["reasoned" if fate is Fate.SURVIVED and each.reason else fate.value] += 1
            print(f"[{n}/{len(chosen)}] {each.name}: {told}", file=sys.stderr, flush=True)
    for line in wrong:
        print(line)
    minutes = (time.monotonic() - began) / 60
    print(
        f"{len(chosen)} mutants: {found[Fate.KILLED.value]} noticed by their tests, "
        f"{found[Fate.SURVIVED.value]} by none, {found['reasoned']} by none for a written reason, "
        f"{found[Fate.BROKEN.value]} that do not load; {minutes:.0f} minutes"
    )
    print(row("mutants", len(chosen), len(wrong), wrong[0] if wrong else f"{found['reasoned']} with a written reason"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
