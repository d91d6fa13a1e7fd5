"""Code blocks of README and docs, made small as the comments above them say."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(
    r"(?P<comments>(?:^<!-- .*? -->\n\s*)*)^```(?P<language>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
_REPLACE = re.compile(r"<!-- test: (.+?) -> (.+?) -->")


class Block(NamedTuple):
    """A block of code: where it stands, its language, its text as printed and as tested."""

    page: Path
    line: int
    language: str
    text: str
    tested: str
    skipped: str | None

    @property
    def name(self) -> str:
        """The page and the line."""
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """All blocks of a page. Raises AssertionError when a replacement fits nothing."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    for match in _BLOCK.finditer(text):
        tested = match["text"]
        for old, new in _REPLACE.findall(match["comments"]):
            assert old in tested, f"{page.name}: '{old}' is not in the block below it"
            tested = tested.replace(old, new)
        skipped = re.search(r"<!-- not tested: (.+?) -->", match["comments"])
        line = text[: match.start("text")].count("\n")
        found.append(Block(page, line, match["language"], match["text"], tested, skipped[1] if skipped else None))
    return found


def all_blocks(*languages: str) -> list[Block]:
    """Blocks of all pages in these languages that are not left out."""
    return [b for page in PAGES for b in blocks_of(page) if b.language in languages and b.skipped is None]


def commands(text: str) -> list[str]:
    """The lines of a console block that call the program."""
    lines = [line.removeprefix("$ ") for line in text.splitlines()]
    return [line for line in lines if line.startswith("smartmix ") or line == "smartmix"]
