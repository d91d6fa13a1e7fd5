"""The glossary: one source of terms for docs/glossary.md and for what the page opens in place.

After a change of glossary.yaml: `python -m results.glossary`. Light to import (no formats, no numbers): every page has
it in its first response, also while the rest of the program is still being loaded.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from results.language import translator
from scenarios.shelf import HERE
from simulation.indicator_rows import ROWS
from simulation.safe_yaml import read_yaml

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
_HEAD = """# Glossary, English–Dutch

Terms as the code, the documents and the screens use them. Source ids: [sources.md](sources.md).
Made from `results/glossary.yaml` by `python -m results.glossary`.
The page of `smartmix serve` opens the same under “Words explained”.
"""


class ExplainedTerm(NamedTuple):
    """A word, and what it means."""

    name: str
    meaning: str


class TermsOfOneSubject(NamedTuple):
    """A heading, and terms with what they mean."""

    title: str
    terms: list[ExplainedTerm]


@cache
def _sections() -> list[dict[str, Any]]:
    return read_yaml(Path(__file__).with_name("glossary.yaml"))["sections"]


@cache
def glossary(lang: str) -> list[TermsOfOneSubject]:
    """The terms by subject in their order, then instruments and indicators; names in code are left out."""
    _ = translator(lang)
    found = [
        TermsOfOneSubject(
            part["title"][lang],
            [
                ExplainedTerm(re.sub(r" \(`.*?`\)", "", term["name"][lang]), term["meaning"][lang])
                for term in part["terms"]
            ],
        )
        for part in _sections()
    ]
    kinds = read_yaml(HERE / "instruments.yaml")["kinds"].values()
    return [
        *found,
        TermsOfOneSubject(
            _("Instruments"), [ExplainedTerm(kind["name"][lang], kind["description"][lang]) for kind in kinds]
        ),
        TermsOfOneSubject(_("Indicators"), [ExplainedTerm(row.name[lang], row.meaning[lang]) for row in ROWS.values()]),
    ]


def page_text() -> str:
    """The content of docs/glossary.md."""
    parts = [_HEAD]
    for part in _sections():
        lines = [
            f"## {part['title']['en']}\n",
            "| English (code) | Dutch | meaning | betekenis | source |",
            "|---|---|---|---|---|",
        ]
        for term in part["terms"]:
            name, meaning = term["name"], term["meaning"]
            cells = (name["en"], name["nl"], meaning["en"], meaning["nl"], ", ".join(term["sources"]))
            lines.append(f"| {' | '.join(cells)} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page_text(), encoding="utf-8", newline="\n")
