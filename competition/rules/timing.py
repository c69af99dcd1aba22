"""The rules of time, as pure decisions: no clock, no database, no Django.

Source: docs/architecture.md, "One answer, end to end".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

START_NOTICE = timedelta(seconds=8)
HEARD_OF = timedelta(seconds=45)
IDLE_AFTER = timedelta(seconds=90)
OFFLINE_AFTER = timedelta(seconds=45)
# The most extra time that a card can have, in per cent.
MOST_EXTRA = 100


class AttemptPhase(StrEnum):
    """Where an attempt stands; the words of the wire."""

    WAITING = "waiting"
    LATE = "late"
    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Course:
    """The moments of one attempt and its sitting that decide what may happen to it."""

    starts_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    admitted_at: datetime | None
    started_at: datetime | None
    deadline: datetime | None
    finished_at: datetime | None


def allowance(minutes: int, extra: int) -> timedelta:
    """Working time of a card: the division's minutes and the card's extra per cent."""
    return timedelta(seconds=minutes * 60 * (100 + extra) // 100)


def phase(course: Course, at: datetime) -> AttemptPhase:
    """The phase of an attempt at a moment; a finish outranks a close, a close all else."""
    if course.finished_at is not None:
        return AttemptPhase.CLOSED if course.closed_at is not None else AttemptPhase.FINISHED
    if course.closed_at is not None:
        return AttemptPhase.CLOSED
    if course.started_at is not None:
        return AttemptPhase.PAUSED if course.paused_at is not None else AttemptPhase.RUNNING
    if course.starts_at is None:
        return AttemptPhase.WAITING
    if course.admitted_at is None:
        return AttemptPhase.LATE
    return AttemptPhase.PAUSED if course.paused_at is not None else AttemptPhase.STARTING


def begins_at(course: Course) -> datetime | None:
    """From when an attempt may begin, ``None`` while nobody knows.

    The common moment; who is let in after it has as long to get ready as all others had.
    """
    if course.starts_at is None or course.admitted_at is None:
        return None
    late = course.admitted_at > course.starts_at
    return course.admitted_at + START_NOTICE if late else course.starts_at


def may_start(course: Course, at: datetime) -> bool:
    """Whether the paper may be opened now; the last second before its moment is enough."""
    if (
        phase(course, at) in (AttemptPhase.RUNNING, AttemptPhase.PAUSED)
        and course.started_at is not None
    ):
        return True
    begins = begins_at(course)
    if phase(course, at) is not AttemptPhase.STARTING or begins is None:
        return False
    return at >= begins - timedelta(seconds=1)


def running_deadline(course: Course, at: datetime) -> datetime | None:
    """The deadline as it stands now: a pause that is still going on moves it along."""
    if course.deadline is None or course.paused_at is None or course.started_at is None:
        return course.deadline
    return course.deadline + max(at - max(course.paused_at, course.started_at), timedelta(0))


def seconds_left(course: Course, at: datetime) -> float | None:
    """Seconds until the deadline, never below 0; ``None`` while untimed or not started."""
    deadline = running_deadline(course, at)
    if deadline is None:
        return None
    return max((deadline - at).total_seconds(), 0.0)


def time_is_up(course: Course, at: datetime, grace: timedelta) -> bool:
    """Whether the sweeper may finish the attempt: running, not paused, past deadline and grace."""
    if phase(course, at) is not AttemptPhase.RUNNING or course.deadline is None:
        return False
    return at >= course.deadline + grace


def is_to_come(course: Course) -> bool:
    """Whether an attempt has not begun and still may: a card that is released by then is free."""
    return course.started_at is None and course.finished_at is None and course.closed_at is None


def is_led_back(course: Course, *, released: bool, voided: bool) -> bool:
    """Whether the page goes back to the way in: its card was released before its start, or what was
    begun with it counts no more, and the card plays anew. Who has finished stays at the end."""
    if voided:
        return course.finished_at is None
    return released and is_to_come(course)


def was_interrupted(course: Course) -> bool:
    """Whether the end of the sitting ended the attempt while its pupil had time left."""
    if course.closed_at is None or course.finished_at is None:
        return False
    had_time = course.deadline is None or course.closed_at < course.deadline
    return had_time and course.finished_at >= course.closed_at


def untimed_ends_at(
    started_at: datetime,
    *,
    minutes: int,
    given: timedelta,
    others: datetime | None,
    grace: timedelta,
) -> datetime:
    """Until when a card without a limit works at least, though its country's window is over.

    Nobody who needs more time gets less of it than somebody else: as long as a card with the most
    extra time, and as the last of its sitting whose time is limited (``others``). ``given``: what
    pauses and outages gave back to it.
    """
    own = started_at + allowance(minutes, MOST_EXTRA) + given
    return max(own, others or own) + grace


def in_time(received_at: datetime, course: Course, grace: timedelta) -> bool:
    """Whether an event received then counts: before the finish, and before deadline + grace.

    ``received_at`` equal to the finish is too late, equal to deadline + grace as well.
    """
    if course.finished_at is not None and received_at >= course.finished_at:
        return False
    deadline = running_deadline(course, received_at)
    return deadline is None or received_at < deadline + grace


def minutes_worked(
    started_at: datetime,
    ended_at: datetime,
    *,
    still: timedelta,
    own: timedelta | None,
    plain: timedelta,
) -> int:
    """Whole minutes worked, the coarse time of the ranking chain.

    ``still``: pauses and outages, which are taken off. ``own``: what the card may work, nothing for
    one without a limit; ``plain``: what the division may. Who has half as much again has worked
    12 minutes after 18. Never more than the plain minutes count, so the sweeper's lag and what a
    teacher adds cost nobody a rank.
    """
    worked = max(ended_at - started_at - still, timedelta(0))
    if own is not None and own > plain:
        worked = worked * (plain / own)
    return int(min(worked, plain).total_seconds() // 60)


def may_take_over(heard_at: datetime | None, at: datetime, *, released: bool) -> bool:
    """Whether another browser may have the card: nobody there, silent long enough, or released."""
    return heard_at is None or released or at - heard_at >= HEARD_OF


PIN_FREE_TRIES = 5
PIN_LOCK_AT = 10


def pin_wait(wrong: int, last_at: datetime | None, at: datetime) -> float | None:
    """Seconds a card has to wait after wrong PINs; 0 for none, ``None`` when it is locked.

    Five tries are free; then 10, 20, 40, 80, 160 seconds; ten wrong ones lock the card in this
    sitting until its teacher releases it.
    """
    if wrong >= PIN_LOCK_AT:
        return None
    if wrong < PIN_FREE_TRIES or last_at is None:
        return 0.0
    pause = 10.0 * (1 << (wrong - PIN_FREE_TRIES))
    return max(pause - (at - last_at).total_seconds(), 0.0)
