"""Texts of the policy chapters as data: YAML in both languages, with named numbers in braces.

A file has `format` and `sections`. A section has a `title` and `lines`; a line has a `head` where the form needs one,
a `text` (left out where nothing may be filled in), the `mark` that says where its content comes from (model, source or
policy) and the `sources` on which it rests. `{name}` in a text is a number of `results/report/policy_numbers.py`.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from results.blocks import Cell
from results.report.policy_numbers import field_values
from results.traced import Asked, Numbers, Sentence
from scenarios.format_base import FORMAT, Identifier, Strict, Text
from scenarios.refusals import checked
from simulation.safe_yaml import read_yaml

_FOLDER = Path(__file__).parent


class Line(Strict):
    """One statement: where it stands, what it says, where that comes from."""

    head: Text | None = None
    text: Text | None = None
    mark: Literal["model", "source", "policy"] | None = None
    sources: list[str] = Field(default_factory=list[str])


class Section(Strict):
    """A question or a part of a chapter."""

    title: Text
    lines: list[Line] = Field(default_factory=list[Line])


class _Texts(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    sections: Annotated[dict[Identifier, Section], Field(min_length=1)]


@cache
def load_texts(name: str) -> dict[str, Section]:
    """The sections of `results/report/<name>.yaml` in order. Raises InputProblem naming file and key."""
    path = _FOLDER / f"{name}.yaml"
    return checked(_Texts, read_yaml(path), path.name).sections


def said(text: Text | None, lang: str) -> str:
    """The text in the language; nothing where there is none."""
    return "" if text is None else str(getattr(text, lang))


def with_sources(text: str, sources: list[str]) -> str:
    """The text with the ids of its sources behind it."""
    return f"{text} ({', '.join(sources)})" if text and sources else text


def sentence_of(line: Line, numbers: Numbers) -> Sentence:
    """The line with its numbers filled in and its sources behind it."""
    text = said(line.text, numbers.lang)
    return numbers.sentence(with_sources(text, line.sources), **field_values(text, numbers))


def cell_of(line: Line, numbers: Numbers) -> Cell:
    """The line as a cell of a table."""
    sentence = sentence_of(line, numbers)
    return Cell(sentence.text, asked=sentence.query, mark=line.mark)


def joined_cell(sentences: list[Sentence], mark: Literal["model", "source", "policy"] | None = None) -> Cell:
    """Several sentences in one cell."""
    asked: tuple[Asked, ...] = tuple(one for sentence in sentences for one in sentence.query)
    return Cell(" ".join(sentence.text for sentence in sentences), asked=asked, mark=mark)
