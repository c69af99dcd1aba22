"""What is asked: topics, questions, their texts, and papers compiled from them."""

from quizbank.models.papers import CompiledPaper, Paper, PaperQuestion
from quizbank.models.question_files import QuestionFile
from quizbank.models.questions import LETTERS, Question, QuestionText, Topic
from quizbank.models.workshop import Review, Wording

__all__ = [
    "LETTERS",
    "CompiledPaper",
    "Paper",
    "PaperQuestion",
    "Question",
    "QuestionFile",
    "QuestionText",
    "Review",
    "Topic",
    "Wording",
]
