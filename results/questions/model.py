"""What an answer consists of, and the results of other verbs that answers may rest on."""

from dataclasses import dataclass, field
from typing import Any

from experiments.compare import Comparison
from results.figure_style import PlainTable
from results.traced import Sentence


@dataclass(frozen=True)
class PermittedAnswer:
    """One question with its permitted answer.

    key: also the anchor in an address. sentences: the answer first, then what it rests on; their numbers carry
    queries (`results.questions.asking`). cannot: what cannot be said, in plain words. table: numbers beside the
    words. sources: S-, P- and K- ids. command: the command line that gives the underlying result; where `needs`
    says in words what must be run first, it is that command.
    """

    key: str
    question: str
    sentences: tuple[Sentence, ...]
    cannot: tuple[str, ...]
    table: PlainTable | None
    sources: tuple[str, ...]
    command: str
    needs: str = ""


@dataclass(frozen=True)
class GivenStudies:
    """Results of other verbs, as the verbs return them; None or empty where they were not run.

    half_inspectors: a comparison of the mixes of `results.questions.half_inspectors`, with the settings of the
    comparison that questions are asked of.
    """

    pathways: Any = None
    robustness: Any = None
    synergy: dict[str, Any] = field(default_factory=dict[str, Any])
    half_inspectors: Comparison | None = None
