"""The questions of the bank as files have them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from quizbank.formats.item import FileQuestion, FileText, clean
from quizbank.models import Question, QuestionText


def with_texts(division: str = "") -> QuerySet[Question]:
    """The questions with their texts, of one division if told."""
    texts = Prefetch("texts", QuestionText.objects.order_by("language"))
    questions = Question.objects.prefetch_related(texts).order_by("division_code", "key")
    return questions.filter(division_code=division) if division else questions


def as_item(question: Question) -> FileQuestion:
    """A stored question as files have it."""
    return FileQuestion(
        id=question.key,
        division=question.division_code,
        topic=question.topic_id,
        difficulty=question.difficulty,
        sensitive=question.sensitive,
        right=question.right,
        kind=question.kind,
        scene=question.scene,
        texts={text.language: _text(text, question) for text in question.texts.all()},
    )


def _text(text: QuestionText, question: Question) -> FileText:
    source = next((one for one in question.texts.all() if one.language == question.source), text)
    return FileText(
        text.words.mapped(clean),
        approved=text.state == QuestionText.State.APPROVED,
        behind=text != source and text.source_version != source.version,
    )
