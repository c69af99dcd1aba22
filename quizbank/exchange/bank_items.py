"""The questions of the bank as the formats see them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from quizbank.formats.item import FileQuestion, FileText, clean
from quizbank.models import Question, QuestionText


def with_texts(division: str = "") -> QuerySet[Question]:
    """The questions of one choice without a scene, with their texts, of one division if told."""
    texts = Prefetch("texts", QuestionText.objects.order_by("language"))
    plain = Question.objects.filter(kind=Question.Kind.SINGLE, scene={})
    questions = plain.prefetch_related(texts).order_by("division_code", "key")
    return questions.filter(division_code=division) if division else questions


def as_item(question: Question) -> FileQuestion:
    """A stored question as the formats see it."""
    return FileQuestion(
        id=question.key,
        division=question.division_code,
        topic=question.topic_id,
        difficulty=question.difficulty,
        sensitive=question.sensitive,
        right=question.right,
        texts={text.language: _text(text) for text in question.texts.all()},
    )


def _text(text: QuestionText) -> FileText:
    choices = {letter: clean(choice) for letter, choice in text.choices.items()}
    approved = text.state == QuestionText.State.APPROVED
    return FileText(clean(text.stem), choices, clean(text.explanation), approved=approved)
