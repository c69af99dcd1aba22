"""Who takes questions along: reviews are given up for the keys in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from base.models import User
from quizbank.bank.actions.reviewing import look_at_key
from quizbank.models import Question


@transaction.atomic
def give_up_reviews(waiting: Mapping[str, Sequence[str]], *, by: User, at: datetime) -> None:
    """Note of ``{identifier: languages}`` that somebody has the keys before answering."""
    for question in Question.objects.filter(key__in=waiting).order_by("pk"):
        look_at_key(question, waiting[question.key], by=by, at=at)
