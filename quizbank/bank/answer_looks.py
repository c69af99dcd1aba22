"""Who knows which answer of a question is right, so that a blind review stays blind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from quizbank.models import QuestionText, Review, Wording

# Whoever did one of these has been shown the key by it.
_TELLING = (
    Review.Act.HANDED_IN,
    Review.Act.ANSWERED,
    Review.Act.SEEN,
    Review.Act.CONTENT,
    Review.Act.PROTECTION,
    Review.Act.BACK_CHECK,
    Review.Act.CHANGED,
)


def told_the_key(question_ids: Iterable[int], person: int) -> set[int]:
    """Ids of those of the questions whose right answer somebody knows; three queries.

    Since topic, difficulty or key last changed: what was known before may be wrong now.
    """
    ids = list(question_ids)
    changed = _last_changes(ids)
    acts = Review.objects.filter(question__in=ids, by=person, act__in=_TELLING)
    wrote = Wording.objects.filter(text__question__in=ids, by=person)
    known = [
        *acts.values_list("question_id", "at"),
        *wrote.values_list("text__question_id", "at"),
    ]
    return {question for question, at in known if at >= changed.get(question, at)}


def has_answered(text: QuestionText, person: int) -> bool:
    """Whether somebody has answered just this wording as the question wants; two queries."""
    return answers_to(text, person).exists()


def answers_to(text: QuestionText, person: int) -> QuerySet[Review]:
    """Right answers of somebody to just this wording, with the key it has now."""
    found = Review.objects.filter(
        question=text.question_id,
        language=text.language,
        version=text.version,
        by=person,
        act=Review.Act.ANSWERED,
    )
    changed = _last_changes([text.question_id]).get(text.question_id)
    return found.filter(at__gte=changed) if changed else found


def _last_changes(ids: list[int]) -> dict[int, datetime]:
    changes = Review.objects.filter(question__in=ids, act=Review.Act.CHANGED).order_by("at")
    return dict(changes.values_list("question_id", "at"))
