"""The questions that parliaments ask of policy mixes, each with the permitted answer, its range, and its limits."""

from results.questions.answers import answer, answers, check_question, questions
from results.questions.half import half_inspectors
from results.questions.model import GivenStudies, PermittedAnswer

__all__ = ["GivenStudies", "PermittedAnswer", "answer", "answers", "check_question", "half_inspectors", "questions"]
