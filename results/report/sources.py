"""Sources of a report: the ids that its chapters name, with what they are about and where they can be looked up."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from results.blocks import Block, Bullets, Cell, Chapter, FigureBlock, Heading, Paragraph, Table
from scenarios.format_base import FORMAT, Strict, Text
from scenarios.refusals import checked
from simulation.safe_yaml import read_yaml

_FILE = Path(__file__).parent / "sources.yaml"
_ID = re.compile(r"\b(?:S-\d{3}|[PN]-[A-H]\d+|K-\d+)\b")


class Source(NamedTuple):
    """What a source is about and where it can be looked up."""

    topic: Text
    place: str


class _Topic(Strict):
    title: Text
    sources: dict[str, str]


class _SourcesFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    read_until: Annotated[date, Field(strict=False)]  # YAML gives it as text
    documents: dict[str, Text]
    topics: list[_Topic]


@cache
def _content() -> _SourcesFile:
    return checked(_SourcesFile, read_yaml(_FILE), _FILE.name)


def documents() -> dict[str, Text]:
    """The policy documents by their short name, S0 to S4."""
    return _content().documents


def read_until() -> date:
    """The day on which the last of the web pages was read."""
    return _content().read_until


@cache
def known_sources() -> dict[str, Source]:
    """Every source by its id, in the order of docs/sources.md."""
    return {name: Source(topic.title, place) for topic in _content().topics for name, place in topic.sources.items()}


def named_sources(ids: Iterable[str], lang: str) -> list[str]:
    """Sources for a reader: each policy document by its name and date, other ids by what they are about and the site.

    Ids stand in brackets, so that docs/sources.md can be asked for the page.
    """
    found: dict[str, list[str]] = {}
    for name in ids:
        topic, place = known_sources()[name]
        document = documents().get(place.split(" ", 1)[0])
        found.setdefault(str(getattr(document or topic, lang)), []).append(
            name if document or _ID.fullmatch(place) else f"{name}: {place.split(', ')[0]}"
        )
    return [f"{title} ({', '.join(names)})" for title, names in found.items()]


def sources_of(chapters: Iterable[Chapter]) -> list[str]:
    """The known source ids that the chapters name, in the order of docs/sources.md."""
    named = {name for chapter in chapters for text in _texts(chapter) for name in _ID.findall(text)}
    return [name for name in known_sources() if name in named]


def unknown_sources(chapters: Iterable[Chapter]) -> list[str]:
    """Ids that the chapters name and that cannot be looked up."""
    named = {name for chapter in chapters for text in _texts(chapter) for name in _ID.findall(text)}
    return sorted(named - set(known_sources()))


def _texts(chapter: Chapter) -> Iterator[str]:
    yield chapter.title
    for block in chapter.blocks:
        yield from _texts_of(block)


def _texts_of(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield from (sentence.text for sentence in block.sentences)
        case Bullets():
            yield from (sentence.text for point in block.points for sentence in point)
        case Table():
            yield from (block.caption, block.note, *block.sources)
            for row in block.rows:
                yield row.head
                yield from (text for cell in row.cells for text in _cell_texts(cell))
        case FigureBlock():
            yield from (block.picture.title, block.picture.description)
        case _:
            return


def _cell_texts(cell: Cell) -> tuple[str, str]:
    return cell.text, cell.second
