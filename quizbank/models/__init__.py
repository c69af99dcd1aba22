"""What is asked: topics, questions, their texts, and papers compiled from them."""

from quizbank.models.papers import CompiledKey, CompiledPaper, Paper, PaperQuestion
from quizbank.models.pictures import Picture
from quizbank.models.questions import Question, QuestionText, Topic
from quizbank.models.workshop import Review, Wording

__all__ = [
    "CompiledKey",
    "CompiledPaper",
    "Paper",
    "PaperQuestion",
    "Picture",
    "Question",
    "QuestionText",
    "Review",
    "Topic",
    "Wording",
]
