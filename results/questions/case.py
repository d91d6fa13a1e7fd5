"""What every answer is made from: the comparison, the language, the studies, and the words that no run changes."""

import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from experiments.compare import Comparison
from results.figure_style import PlainTable
from results.language import translator
from results.queries import Query, ask, baseline, last_year, others
from results.questions.asking import Traced, Voice, value_of
from results.questions.model import GivenStudies, PermittedAnswer
from results.traced import Sentence
from results.words import short_names
from scenarios.library import list_mixes, load_mix
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml


@cache
def texts() -> dict[str, Any]:
    """The questions of `questions.yaml` by key, in order."""
    return read_yaml(Path(__file__).parent / "questions.yaml")["questions"]


@dataclass(frozen=True)
class Case:
    """One question asked of one comparison."""

    key: str
    comparison: Comparison
    lang: str
    studies: GivenStudies

    @property
    def mixes(self) -> list[str]:
        """The mixes beside the baseline; the baseline itself when it stands alone."""
        return others(self.comparison) or [self.base]

    @property
    def base(self) -> str:
        """The baseline."""
        return baseline(self.comparison)

    @property
    def is_alone(self) -> bool:
        """Whether the baseline stands alone."""
        return not others(self.comparison)

    @property
    def last(self) -> int:
        """The last year of the run."""
        return last_year(self.comparison)

    def voice(self) -> Voice:
        """For the numbers of a new sentence."""
        return Voice(self.comparison, self.lang, studies=self.studies)

    def name(self, mix: str) -> str:
        """The short name of a mix, also of one that only a study has."""
        short = short_names(self.comparison, self.lang)
        if mix in short:
            return short[mix]
        try:
            known: Any = load_mix(mix)
        except InputProblem:
            return mix
        return str(getattr(known.name, self.lang)).split(",", maxsplit=1)[0]

    def ends(self, query_of: Callable[[str], Query | Traced]) -> tuple[str, str]:
        """The mixes with the lowest and the highest value (the first and the last of equals)."""
        found = {mix: value_of(query_of(mix), self.comparison, self.studies) for mix in self.mixes}
        known = [mix for mix in self.mixes if found[mix] is not None] or self.mixes[:1]
        return min(known, key=lambda m: found[m] or 0.0), max(reversed(known), key=lambda m: found[m] or 0.0)

    def clear_side(self, mix: str, indicator: str, group: str) -> tuple[float, float]:
        """Both ends of the range of a difference with the baseline in the last year; zeros where undefined."""
        low, high = (
            ask(self.comparison, Query("differences", mix, indicator, group, self.last, part))
            for part in ("p05", "p95")
        )
        return low or 0.0, high or 0.0

    def paired(self) -> list[Sentence]:
        """Why a difference need not be what two levels suggest; nothing where there is no difference."""
        _ = translator(self.lang)
        text = _(
            "Differences are taken draw by draw, so their middle need not be the difference between two middles: a mix "
            "may do much in some draws and little in most."
        )
        return [] if self.is_alone else [Sentence(text, ())]

    def knows(self, mix: str, indicator: str, group: str, year: int) -> bool:
        """Whether a level exists: the year is reported and the group has firms."""
        return ask(self.comparison, Query("levels", mix, indicator, group, year)) is not None

    def answer(
        self,
        sentences: list[Sentence],
        table: PlainTable | None = None,
        command: str = "",
        needs: str = "",
        cannot: tuple[str, ...] = (),
    ) -> PermittedAnswer:
        """The answer, with what no run changes; `cannot` comes before it. Without `command`: the comparison's own."""
        fixed = texts()[self.key]
        return PermittedAnswer(
            self.key,
            fixed["question"][self.lang],
            tuple(sentences),
            (*cannot, *(text[self.lang] for text in fixed["cannot"])),
            table,
            tuple(fixed["sources"]),
            command or self.compare_line(),
            needs,
        )

    def compare_line(self) -> str:
        """The command line of the comparison itself."""
        return self.verb_line("compare", others(self.comparison), (self.comparison.summary.years[0], self.last))

    def verb_line(
        self,
        verb: str,
        mixes: list[str],
        years: tuple[int | None, int | None] = (None, None),
        settings: Mapping[str, Any] | None = None,
    ) -> str:
        """`smartmix VERB …` with the settings given, else those of the comparison; years and draws only where given."""
        s = self.comparison.manifest["settings"] if settings is None else settings
        parts = [f"smartmix {verb}", *(file_name(mix) for mix in mixes), "--baseline", file_name(s["baseline"])]
        parts += ["--future", quoted(s["future"])]
        parts += ["--draws", s["draws"]] if "draws" in s else []
        parts += ["--firms", s["firms"]]
        for option, year in zip(("--from", "--until"), years, strict=True):
            parts += [option, year] if year is not None else []
        parts += ["--seed", s["seed"], *(["--prior"] if s["prior"] else [])]
        parts += ["--posterior", quoted(s["posterior"])] if s["posterior"] else []
        parts += ["--model", quoted(s["model"]["file"])] if "model" in s else []
        return " ".join(str(part) for part in parts)


def file_name(mix: str) -> str:
    """A shipped mix by its id; one of the user's own as the file that it is saved as."""
    if mix in list_mixes():
        return mix
    return quoted(mix if mix.endswith((".yaml", ".yml")) else f"{mix}.yaml")


def quoted(word: str) -> str:
    """A word of a command line, in quotation marks where it needs them."""
    return subprocess.list2cmdline([word]) if sys.platform == "win32" else shlex.quote(word)
