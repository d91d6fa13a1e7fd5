"""A result as a paragraph for a memo: at most 160 words, with ranges, source ids and run id; every number is asked."""

from experiments.compare import Comparison
from results.compare.conclusion import named_conclusion
from results.language import translator
from results.queries import others
from results.traced import Asked, Sentence
from results.words import future_words

MOST_WORDS = 160
#: What the sentences of a conclusion rest on: stages, the goal, what cannot be attributed.
_SOURCES = ("S-002", "S-011", "S-020", "S-038")


def paragraph(comparison: Comparison, lang: str) -> Sentence:
    """The first sentences of the conclusion that fit, what kind of result it is, sources and run id."""
    _ = translator(lang)
    ending = _(
        "Simulation, an exploration and not a forecast; between brackets the range 5–95; future: {future}. "
        "Sources: {sources}. SmartMix, run {run}."
    ).format(future=future_words(comparison, lang).name, sources=", ".join(_SOURCES), run=comparison.folder.name)
    said = named_conclusion(comparison, lang)
    # what a memo asks first
    names = ("moves", "firms", "paper", "goal", "government") if others(comparison) else ("goal", "paper", "government")
    chosen: list[Sentence] = []
    room = MOST_WORDS - len(ending.split())
    for sentence in (said[name] for name in names if name in said):
        if len(sentence.text.split()) <= room:
            chosen.append(sentence)
            room -= len(sentence.text.split())
    asked: list[Asked] = [each for sentence in chosen for each in sentence.query]
    return Sentence(" ".join([*(sentence.text for sentence in chosen), ending]), tuple(asked))
