"""Manuals in Dutch beside the English ones, and the glossary: one source, and one term for one idea."""

import re
from collections import Counter

import pytest
from docs_blocks import ROOT, blocks_of

from results.glossary import PAGE, glossary, page_text

MANUALS = ("page", "report", "questions")


def headings(text: str) -> list[str]:
    """Levels of the headings in order."""
    return re.findall(r"^(#+) ", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)


@pytest.mark.parametrize("manual", MANUALS)
def test_a_manual_has_the_same_parts_in_both_languages(manual) -> None:
    english, dutch = (ROOT / "docs" / f"{manual}{ending}" for ending in (".md", ".nl.md"))
    texts = [page.read_text(encoding="utf-8") for page in (english, dutch)]
    assert headings(texts[0]) == headings(texts[1])
    assert len(re.findall(r"^\|", texts[0], re.MULTILINE)) == len(re.findall(r"^\|", texts[1], re.MULTILINE))
    blocks = [[block.language for block in blocks_of(page)] for page in (english, dutch)]
    assert blocks[0] == blocks[1]
    assert f"docs/{manual}.nl.md" in (ROOT / "README.nl.md").read_text(encoding="utf-8")


#: What a block says in Dutch in place of its English words; everything else in it is the same.
IN_DUTCH = {
    "runs/mine": "runs/mijn",
    "runs/robust": "runs/robuust",
    "a long sentence that nobody guesses": "een lange zin die niemand raadt",
    '"en"': '"nl"',
}


@pytest.mark.parametrize("page", ["README", *(f"docs/{manual}" for manual in MANUALS)])
def test_commands_are_the_same_in_both_languages(page) -> None:
    english, dutch = (
        # variables in the Python of README.nl.md have Dutch names
        [block.text for block in blocks_of(ROOT / f"{page}{ending}") if (page, block.language) != ("README", "python")]
        for ending in (".md", ".nl.md")
    )
    translated = "\n".join(english)
    for word, dutch_word in IN_DUTCH.items():
        translated = translated.replace(word, dutch_word)
    assert lines_of("\n".join(dutch)) == lines_of(translated)


def lines_of(text: str) -> list[str]:
    """Lines of commands and code, without what asks for Dutch and without comments."""
    return [re.sub(r" --lang nl\b|\s*#.*", "", line) for line in text.splitlines()]


def test_the_page_of_the_glossary_is_made_from_its_data() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_text(), "run: python -m results.glossary"


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_term_is_explained_once(lang) -> None:
    sections = glossary(lang)
    terms = [term for section in sections for term in section.terms]
    assert all(term.name and term.meaning for term in terms)
    own = [term.name for section in sections[:-2] for term in section.terms]  # instruments and indicators come last
    assert [name for name, count in Counter(own).items() if count > 1] == []
    assert [len(section.terms) for section in sections] == [len(section.terms) for section in glossary("en")]
