"""Calling the command line in tests, and what every refusal must look like."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from smartmix.cli import main
from smartmix.verbs import VERBS

ROOT = Path(__file__).parent.parent


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


type Call = Callable[..., Outcome]


def _once(words: list[str]) -> dict[str, int]:
    """Options of the verb among these words that take one value, and how many words that is."""
    verb = next((VERBS[word] for word in words if word in VERBS), None)
    every = [] if verb is None else verb.options().values()
    return {
        option.name: option.words
        for option in every
        if option.name.startswith("-") and not option.is_switch and not option.many
    }


def changed_words(*words: str | Path) -> list[str]:
    """A command line in which an option that stands twice has its later value: a test changes one word of many.

    The program refuses two values.
    """
    left, found = [str(word) for word in words], dict[str, list[str]]()
    once = _once(left)
    while left:
        word = left.pop(0)
        more = once.get(word, 0)
        found[word if more else f"{len(left)} {word}"] = [word, *left[:more]]
        del left[:more]
    return [word for part in found.values() for word in part]


def caller(capsys: pytest.CaptureFixture[str]) -> Call:
    """A function that runs words as a command line in this process."""

    def call(*words: str | Path) -> Outcome:
        status = main(changed_words(*words))
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
