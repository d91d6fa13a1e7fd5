"""The questions in order, and the answer to each from one comparison and what other verbs found."""

from collections.abc import Callable

from experiments.compare import Comparison
from results.questions.assumptions import assumptions
from results.questions.case import Case, texts
from results.questions.child_labour import child_labour
from results.questions.firms import how_many_firms
from results.questions.goal_missed import goal_missed
from results.questions.inspectors import inspectors
from results.questions.law_scope import scope_after_omnibus
from results.questions.model import GivenStudies, PermittedAnswer
from results.questions.side_effects import leaving_countries, scared_off
from results.questions.small_firms import small_firms
from results.questions.waiting import year_of_waiting
from simulation.problems import InputProblem, nearest

_MAKERS: dict[str, Callable[[Case], PermittedAnswer]] = {
    "how-many-firms": how_many_firms,
    "year-of-waiting": year_of_waiting,
    "scope-after-omnibus": scope_after_omnibus,
    "small-firms": small_firms,
    "inspectors": inspectors,
    "scared-off": scared_off,
    "leaving-countries": leaving_countries,
    "goal-missed": goal_missed,
    "child-labour": child_labour,
    "assumptions": assumptions,
}


def questions(lang: str) -> list[tuple[str, str]]:
    """(key, question) of every question, in order."""
    return [(key, str(text["question"][lang])) for key, text in texts().items()]


def check_question(key: str) -> None:
    """Raise InputProblem for an unknown key."""
    if key not in _MAKERS:
        raise InputProblem(
            "unknown question '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
            found=key,
            nearest=nearest(key, list(_MAKERS)),
            allowed=", ".join(_MAKERS),
        )


def answer(key: str, comparison: Comparison, lang: str, studies: GivenStudies | None = None) -> PermittedAnswer:
    """The answer to one question. Raises InputProblem for an unknown key."""
    check_question(key)
    return _MAKERS[key](Case(key, comparison, lang, studies or GivenStudies()))


def answers(comparison: Comparison, lang: str, studies: GivenStudies | None = None) -> list[PermittedAnswer]:
    """Every question with its answer, in order."""
    return [answer(key, comparison, lang, studies) for key, _question in questions(lang)]
