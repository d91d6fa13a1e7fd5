"""The rules beside values worked out by hand: read from `worked_by_hand.yaml`, written into docs/model.md."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulation.safe_yaml import read_yaml

FILE = Path(__file__).parent / "worked_by_hand.yaml"
PAGE = Path(__file__).parents[2] / "docs" / "model.md"
_BEGIN, _END = "<!-- worked by hand: begin -->\n", "<!-- worked by hand: end -->"


@dataclass(frozen=True)
class WorkedLine:
    """What goes in, what comes out (a number, yes or no, or several numbers), and what it shows."""

    given: dict[str, Any]
    value: Any
    why: str


def worked_by_hand() -> list[tuple[str, WorkedLine]]:
    """(module.function, line) of every line in the file."""
    content = read_yaml(FILE)["rules"]
    return [
        (name, WorkedLine(dict(line["in"]), line["value"], str(line["why"])))
        for name, lines in content.items()
        for line in lines
    ]


def worked_tables() -> str:
    """A Markdown table per rule."""
    parts: list[str] = []
    for name, line in worked_by_hand():
        head = f"**{name}**\n\n| with | gives | because |\n| --- | --- | --- |\n"
        if not parts or not parts[-1].startswith(f"**{name}**"):
            parts.append(head)
        given = ", ".join(f"{key} {value}" for key, value in line.given.items())
        parts[-1] += f"| {given} | {line.value} | {line.why} |\n"
    return "\n".join(parts) + "\n"


def page_with_tables() -> str:
    """docs/model.md with the tables made anew between their marks."""
    text = PAGE.read_text(encoding="utf-8")
    before, _mark, rest = text.partition(_BEGIN)
    return f"{before}{_BEGIN}{worked_tables()}{_END}{rest.partition(_END)[2]}"
