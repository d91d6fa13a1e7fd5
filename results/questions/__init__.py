"""The questions that parliaments ask of policy mixes, each with the permitted answer, its range, and its limits."""

from results.questions.answers import answer, answers, questions
from results.questions.half import half_inspectors
from results.questions.model import Answer, Studies

__all__ = ["Answer", "Studies", "answer", "answers", "half_inspectors", "questions"]
