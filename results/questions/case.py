"""What every answer is made from: the comparison, the language, the studies, and the words that no run changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from experiments.compare import Comparison
from results.compare.reproduce import file_name, quoted
from results.compare.worlds import by_world, timing_of, world_name
from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, Query, ask, baseline, last_year, others, views
from results.questions.asking import Said, Voice
from results.questions.model import GivenStudies, PermittedAnswer
from results.traced import Sentence, Subject
from results.words import baseline_words, in_running_text, listed_name, short_name, short_names
from scenarios.library import load_mix
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
        return short_name(mix, known.name, self.lang)

    def inside(self, mix: str) -> str:
        """The same inside a sentence."""
        return in_running_text(mix, {mix: self.name(mix)}, self.lang)

    def listed(self, n: Voice, told: Callable[[Voice, str], str], mixes: list[str] | None = None) -> str:
        """By world every mix with what is told of it: `Mix 1 +3 (−1 to +7), Mix 2 …`; mixes: those but the baseline."""

        def of_each(inside: Subject, numbers: Voice) -> str:
            return ", ".join(f"{listed_name(self.name(mix), self.lang)} {told(numbers, mix)}" for mix in inside.mixes)

        return by_world(Subject(self.comparison, self.lang, mixes or self.mixes), n, of_each)

    def told(
        self, text: str, told: Callable[[Voice, str], str], mixes: list[str] | None = None, **fields: Any
    ) -> Sentence:
        """A sentence with {listed}, {year}, {baseline} and {goal}, and with the fields given."""
        n = self.voice()
        known = {
            "year": self.last,
            "baseline": baseline_words(self.comparison, self.lang),
            "goal": n.constant(GOAL_SHARE),
        }
        return n.write(text, {**known, **fields, "listed": self.listed(n, told, mixes)})

    def verdicts(self, n: Voice, verdict: Callable[[Comparison, str], str]) -> str:
        """By world the mixes by what is found of them: `yes in Mix 2; no in Mix 1, Mix 3`; words without numbers."""

        def of_each(inside: Subject, _numbers: Voice) -> str:
            by_verdict: dict[str, list[str]] = {}
            for mix in inside.mixes:
                by_verdict.setdefault(verdict(inside.comparison, mix), []).append(
                    listed_name(self.name(mix), self.lang)
                )
            return "; ".join(f"{text} {', '.join(mixes)}" for text, mixes in by_verdict.items())

        return by_world(Subject(self.comparison, self.lang, self.mixes), n, of_each)

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

    def by_world(self, make: Callable[["Case"], PlainTable]) -> PlainTable:
        """A table with the lines of each world; the plain table where worlds are alike, or there is one."""
        _ = translator(self.lang)
        parts = [(view, make(replace(self, comparison=view))) for view in views(self.comparison)]
        first = parts[0][1]
        if all(part.lines == first.lines for _view, part in parts):
            return first
        lines = [[world_name(view, self.lang), *line] for view, part in parts for line in part.lines]
        return PlainTable(first.caption, [_("world"), *first.heads], lines)

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
            (*sentences, *self._timing(sentences)),
            (*cannot, *(text[self.lang] for text in fixed["cannot"])),
            table,
            tuple(fixed["sources"]),
            command or self.compare_line(),
            needs,
        )

    def _timing(self, sentences: list[Sentence]) -> list[Sentence]:
        """When the event comes that the answer divides on; nothing where it says the same of all draws."""
        division = self.comparison.division
        divides = any(isinstance(asked, Said) and asked.world for each in sentences for asked in each.query)
        told = timing_of(self.comparison, division.rule, self.lang, Voice) if division and divides else None
        return [] if told is None else [told]

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
