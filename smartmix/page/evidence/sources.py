"""Where each source can be looked up, as data: `sources.json`, made from docs/sources.md.

`python -m smartmix.page.evidence.sources` makes the file again after that page has changed.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from experiments.files import write_text

FILE = Path(__file__).parent / "sources.json"
PAGE = Path(__file__).parents[3] / "docs" / "sources.md"
_ROW = re.compile(r"^\| ([SPKN]-[A-Z]?\d+) \| (.*?) \|(?: ([^|]*) \|)?$")
_LINK = re.compile(r"<(https?://[^>]+)>")


class CitedSource(NamedTuple):
    """A source: its id, where it stands in words, addresses, and its grade (1 official, 2 secondary, 3 weak)."""

    id: str
    where: str
    links: tuple[str, ...]
    grade: str


def read_page(page: Path = PAGE) -> dict[str, list[str]]:
    """Id to place and grade, as docs/sources.md has them."""
    found: dict[str, list[str]] = {}
    for line in page.read_text(encoding="utf-8").splitlines():
        row = _ROW.match(line)
        if row:
            found[row[1]] = [row[2].strip(), (row[3] or "").strip()]
    return found


@cache
def sources() -> dict[str, CitedSource]:
    """All sources by id."""
    content: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: CitedSource(name, _LINK.sub(r"\1", where), tuple(_LINK.findall(where)), grade)
        for name, (where, grade) in content.items()
    }


def write_sources() -> None:
    """Write the data file."""
    lines = ",\n".join(f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False)}" for k, v in read_page().items())
    write_text(FILE, "{" + lines + "}\n")


if __name__ == "__main__":
    write_sources()
