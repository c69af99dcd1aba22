"""A pupil at work whose computer has no network, and the teacher's way with its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from base import clock
from base.models import User
from competition.answer_files.actions.taking import take
from competition.models import Answer, AnswerFile, Attempt, NotedNumber, Result, Sitting
from competition.rules.file_number import number_of
from competition.sittings.actions.decisions import note_number
from competition.sittings.actions.sittings import close
from tests import cast

MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(attempts: list[Attempt]) -> Attempt:
    """At work for ten minutes; two answers have arrived."""
    one = attempts[0]
    cast.store_choices(one, "11")
    Answer.objects.filter(attempt=one).update(received_at=clock.now() - 5 * MINUTE)
    return one


@pytest.fixture
def bring(sitting: Sitting, teacher: User) -> Callable[..., AnswerFile]:
    """The whole way: the number is noted, the quiz ended, the file brought."""

    def brought(attempt: Attempt, content: bytes, *, at: datetime | None = None) -> AnswerFile:
        note(attempt, content, by=teacher)
        ended(sitting, teacher)
        taken = take(sitting, content, by=teacher, at=at or clock.now())
        assert taken.file is not None, taken.verdict
        return taken.file

    return brought


def note(
    attempt: Attempt, content: bytes, *, by: User, monitor: Sitting | None = None
) -> NotedNumber:
    """The teacher types the number, a minute ago."""
    return note_number(
        monitor or attempt.sitting,
        card=attempt.card,
        typed=number_of(content),
        by=by,
        at=clock.now() - MINUTE,
    )


def ended(sitting: Sitting, teacher: User) -> Sitting:
    """The sitting, closed now."""
    close(sitting, by=teacher, at=clock.now())
    sitting.refresh_from_db()
    return sitting


def choices(attempt: Attempt) -> str:
    """What counts."""
    return Result.objects.get(attempt=attempt).choices
