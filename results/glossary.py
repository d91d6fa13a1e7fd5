"""The glossary: one source of terms for docs/glossary.md and for what the page opens in place.

After a change of glossary.yaml: `python -m results.glossary`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from results.language import translator
from results.words import Words, indicator_words
from scenarios.catalogue import load_catalogue
from simulation.safe_yaml import read_yaml

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
_HEAD = """# Glossary, English–Dutch

Terms as the code, the documents and the screens use them. Source ids: [sources.md](sources.md).
Made from `results/glossary.yaml` by `python -m results.glossary`.
The page of `smartmix serve` opens the same under “Words explained”.
"""


class TermsOfOneSubject(NamedTuple):
    """A heading, and terms with what they mean."""

    title: str
    terms: list[Words]


@cache
def _sections() -> list[dict[str, Any]]:
    return read_yaml(Path(__file__).with_name("glossary.yaml"))["sections"]


def glossary(lang: str) -> list[TermsOfOneSubject]:
    """The terms by subject in their order, then instruments and indicators; names in code are left out."""
    _ = translator(lang)
    found = [
        TermsOfOneSubject(
            part["title"][lang],
            [Words(re.sub(r" \(`.*?`\)", "", term["name"][lang]), term["meaning"][lang]) for term in part["terms"]],
        )
        for part in _sections()
    ]
    kinds = [Words(getattr(kind.name, lang), getattr(kind.description, lang)) for kind in load_catalogue().values()]
    return [
        *found,
        TermsOfOneSubject(_("Instruments"), kinds),
        TermsOfOneSubject(_("Indicators"), [*indicator_words(lang).values()]),
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
