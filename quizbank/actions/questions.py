"""Storing questions and their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from quizbank import rules
from quizbank.exceptions import BadQuestion
from quizbank.models import Question, QuestionText
from quizbank.queries import letters_of


@transaction.atomic
def store_question(
    data: Mapping[str, Any], *, languages: Sequence[str], demonstration: bool
) -> Question:
    """Create or replace a question and its texts from one file's content.

    ``data`` has the keys id, division, topic, difficulty, sensitive, right and texts, as in
    ``fixtures/questions``. A text that changes is unreviewed again. Raises ``BadQuestion`` naming
    every fault; the key and the letters of a question that is in a published paper never change.
    """
    found: list[str] = [*rules.faults(data["right"], data["texts"], languages)]
    found += _broken_promises(data)
    if found:
        raise BadQuestion(f"{data['id']}: " + "; ".join(found))
    question, _ = Question.objects.update_or_create(
        key=data["id"],
        defaults={
            "division_code": data["division"],
            "topic_id": data["topic"],
            "difficulty": data["difficulty"],
            "sensitive": data.get("sensitive", False),
            "right": data["right"],
            "demonstration": demonstration,
        },
    )
    for language, text in data["texts"].items():
        _store_text(question, language, text)
    return question


def _broken_promises(data: Mapping[str, Any]) -> list[str]:
    """Changes that would score a published paper differently from what pupils were asked."""
    question = Question.objects.filter(key=data["id"], paper_items__isnull=False).first()
    if question is None:
        return []
    found = []
    if question.right != data["right"]:
        found.append("the right choice of a question in a published paper cannot change")
    letters = {"".join(sorted(text["choices"])) for text in data["texts"].values()}
    if letters != {letters_of(question)}:
        found.append("the letters of a question in a published paper cannot change")
    return found


def _store_text(question: Question, language: str, text: Mapping[str, Any]) -> None:
    wording = {
        "stem": text["question"],
        "choices": dict(text["choices"]),
        "explanation": text["explanation"],
    }
    present = question.texts.filter(language=language).first()
    if present is None:
        QuestionText.objects.create(question=question, language=language, **wording)
    elif any(getattr(present, name) != value for name, value in wording.items()):
        question.texts.filter(language=language).update(
            **wording, state=QuestionText.State.UNREVIEWED
        )
