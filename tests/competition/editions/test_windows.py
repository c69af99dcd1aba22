"""What hangs on a window follows when it closes later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.editions.queries.visible import key_is_open, key_opens_at
from competition.exceptions import (
    WindowOver,
)
from competition.models import Answer, Attempt, Edition, Entry, Sitting, Window
from competition.sittings.actions.ending import sweep
from competition.sittings.actions.sittings import close, open_sitting, start_all

HOUR = timedelta(hours=1)


@pytest.fixture
def window(edition: Edition) -> Window:
    return edition.windows.get()


# ---------------------------------------------------------------- what follows


@pytest.fixture
def untimed(attempts: list[Attempt]) -> Attempt:
    """The first of the class works without a time limit."""
    attempt = attempts[0]
    attempt.deadline = None
    attempt.save()
    return attempt


def test_the_key_waits_for_the_new_end(window: Window) -> None:
    division, end = window.edition.divisions.get(), window.closes_at
    assert key_is_open(division, at=end)
    Window.objects.update(closes_at=end + HOUR)
    assert not key_is_open(division, at=end)
    assert key_is_open(division, at=end + HOUR)


def test_the_key_waits_for_a_class_at_work_and_nobody_starts_after_the_window(
    sitting: Sitting, window: Window, entry: Entry, teacher: User
) -> None:
    division, end = window.edition.divisions.get(), window.closes_at
    waits = open_sitting(entry, kind=Sitting.Kind.OFFICIAL, by=teacher, at=clock.now())
    start_all(sitting, by=teacher, at=end - timedelta(seconds=1))
    with pytest.raises(WindowOver):
        start_all(waits, by=teacher, at=end)
    opens = key_opens_at(division, at=end)
    assert not key_is_open(division, at=end)
    assert opens is not None
    assert opens > end
    # One that nobody could start keeps nothing back.
    close(sitting, by=teacher, at=end + timedelta(minutes=9))
    assert key_opens_at(division, at=end + timedelta(minutes=9)) == end


def test_a_rehearsal_starts_at_any_time(window: Window, entry: Entry, teacher: User) -> None:
    tried = open_sitting(entry, kind=Sitting.Kind.REHEARSAL, by=teacher, at=clock.now())
    start_all(tried, by=teacher, at=window.closes_at + HOUR)
    assert key_is_open(window.edition.divisions.get(), at=window.closes_at)


def test_a_pupil_without_a_limit_works_on_and_an_answer_after_the_old_end_counts(
    untimed: Attempt, window: Window
) -> None:
    at = clock.now()
    Window.objects.update(closes_at=at + HOUR)
    after = at + timedelta(minutes=5)
    assert sweep(at=after) == 0
    Answer.objects.create(
        attempt=untimed, lease=1, seq=1, question=1, choice=1, received_at=after, browser_ms=0
    )
    sweep(at=at + HOUR)
    untimed.refresh_from_db()
    assert (untimed.finished_at, untimed.ending) == (at + HOUR, "time")
    assert untimed.result.choices[0] == "1"
