"""What is asked: topics, questions, their texts, and papers compiled from them."""

from quizbank.models.papers import CompiledPaper, Paper, PaperQuestion
from quizbank.models.questions import LETTERS, Question, QuestionText, Topic

__all__ = [
    "LETTERS",
    "CompiledPaper",
    "Paper",
    "PaperQuestion",
    "Question",
    "QuestionText",
    "Topic",
]
