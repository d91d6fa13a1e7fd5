"""Work on many items at once can be interrupted at any moment, and ends."""

import subprocess
import sys

import pytest
from cli_calls import ROOT

#: Interrupts work on one thread and on two a few hundred times, each at a moment of its own.
INTERRUPTED = """
import random, signal
from experiments.each import Stopped, as_done

def end(number, frame):
    raise KeyboardInterrupt

def one(item, check):
    return sum(range(30))

signal.signal(signal.SIGALRM, end)
moments, stopped = random.Random(1), 0
for n in range(400):
    try:
        signal.setitimer(signal.ITIMER_REAL, moments.uniform(0.0005, 0.004))
        for _found in as_done(one, range(10**9), 1 + n % 2):
            pass
    except (Stopped, KeyboardInterrupt):  # the second where it came before or after the work
        stopped += 1
print(stopped)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer of this kind")
def test_an_interruption_at_any_moment_ends_the_work() -> None:
    """With the standard library's pool one in fifty left a lock taken, and the run waited for itself for ever."""
    words = [sys.executable, "-c", INTERRUPTED]
    run = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert (run.stdout, run.stderr) == ("400\n", "")
