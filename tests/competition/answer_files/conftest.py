"""A pupil at work whose computer has no network, and the file that its browser makes."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Result, Sitting
from competition.pupil_api import credentials
from competition.sittings.actions.sittings import close
from tests import cast

MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(attempts: list[Attempt]) -> Attempt:
    """At work for ten minutes; two answers have arrived."""
    attempt = attempts[0]
    cast.store_choices(attempt, "11")
    Answer.objects.filter(attempt=attempt).update(received_at=clock.now() - 5 * MINUTE)
    return attempt


def file_of(
    attempt: Attempt, events: Sequence[Sequence[int]], *, lease: int = 1, code: str = ""
) -> bytes:
    """What ``file_panel.js`` makes of ``[seq, question, choice]`` of a lease."""
    said = json.dumps([[*event, 0] for event in events], separators=(",", ":"))
    text = f"quiz-answers-1 {attempt.pk}.{lease} {code or attempt.sitting.code} {said}"
    return signed(text, credentials.issue(attempt.pk, lease))


def signed(text: str, credential: str) -> bytes:
    """A line with its signature."""
    mark = hmac.digest(credential.encode(), text.encode(), "sha256").hex()
    return f"{text} {mark}".encode()


def ended(sitting: Sitting, teacher: User) -> Sitting:
    """The sitting, closed now."""
    close(sitting, by=teacher, at=clock.now())
    sitting.refresh_from_db()
    return sitting


def choices(attempt: Attempt) -> str:
    """What counts."""
    return Result.objects.get(attempt=attempt).choices
