"""Calling the command line in tests, and what every refusal must look like."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from smartmix.cli import main

ROOT = Path(__file__).parent.parent


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


type Call = Callable[..., Outcome]


def caller(capsys: pytest.CaptureFixture[str]) -> Call:
    """A function that runs words as a command line in this process."""

    def call(*words: str | Path) -> Outcome:
        status = main([str(word) for word in words])
        return Outcome(status, *capsys.readouterr())

    return call


def refused(outcome: Outcome, *words: str) -> None:
    """Status 2, one line on standard error with these words, nothing on standard output."""
    assert outcome.status == 2, outcome
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1 and outcome.err.endswith("\n"), outcome.err
    assert "Traceback" not in outcome.err
    for word in words:
        assert word in outcome.err
