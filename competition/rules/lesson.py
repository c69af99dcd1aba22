"""What the teacher's screens of a sitting say to do: pure decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Long enough for a network to come back by itself, short enough to still finish on another PC.
PATIENCE = timedelta(minutes=5)
# Who reads slowly is left in peace for so long.
STILL = timedelta(minutes=3)
# Who may begin has the paper within seconds by itself.
BEGUN_WITHIN = timedelta(seconds=20)
APART = timedelta(minutes=1)


class Advice(StrEnum):
    """What a teacher can do about a seat; empty where nothing needs doing."""

    NONE = ""
    UNLOCK = "unlock"
    LET_IN = "let_in"
    CHECK_CARD = "check_card"
    LEAVE = "leave"
    MOVE = "move"
    ASK = "ask"
    PRESS = "press"
    CHOOSE = "choose"


def advice(
    state: str,
    since: timedelta,
    *,
    started: bool,
    wrong_pins: int,
    locked: bool,
    waiting: int = 0,
) -> Advice:
    """What to do about a seat in this state, ``since`` it was silent or still, or might have begun.

    ``waiting``: browsers to choose from, where the class plays without PINs.
    """
    if waiting:
        return Advice.CHOOSE
    if state in ("finished", "done", "elsewhere", "later"):
        return Advice.NONE
    if locked:
        return Advice.UNLOCK
    if state == "late":
        return Advice.LET_IN
    if state == "offline" and started:
        return Advice.MOVE if since >= PATIENCE else Advice.LEAVE
    if state == "offline" or (state == "idle" and since >= STILL):
        return Advice.ASK
    if state == "ready" and since >= BEGUN_WITHIN:
        return Advice.PRESS
    return Advice.CHECK_CARD if wrong_pins else Advice.NONE


class LessonStep(StrEnum):
    """The one next thing to do in a sitting; empty where nothing is."""

    NONE = ""
    SHOW = "show"
    LET_ALL = "let_all"
    START = "start"
    ADMIT = "admit"
    RESUME = "resume"
    CLOSE = "close"
    CLOSE_EARLY = "close_early"
    RESULTS = "results"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many of a class are where; ``total`` are those who can take part in this sitting, and
    ``here`` those who wait to be let in without a PIN."""

    total: int
    joined: int
    late: int
    finished: int
    here: int = 0


def next_step(phase: str, count: Attendance) -> LessonStep:
    """What fits the moment. ``CLOSE_EARLY`` asks first: somebody who never came may still come."""
    if phase == "waiting" and count.here:
        return LessonStep.LET_ALL
    if phase == "waiting":
        return LessonStep.START if count.joined else LessonStep.SHOW
    if phase == "closed":
        return LessonStep.RESULTS if count.finished else LessonStep.LEAVE
    if phase == "running" and count.late:
        return LessonStep.ADMIT
    if count.joined and count.finished == count.joined:
        return LessonStep.CLOSE if count.finished >= count.total else LessonStep.CLOSE_EARLY
    return LessonStep.RESUME if phase == "paused" else LessonStep.NONE


def class_end(deadlines: Iterable[datetime | None]) -> datetime | None:
    """When the last of those at work has to be done; nobody knows where none has a deadline."""
    return max((one for one in deadlines if one is not None), default=None)


def common_end(deadlines: Iterable[datetime | None]) -> datetime | None:
    """When most of them have to be done: what a wall may show without telling who has more time.

    The lower middle one, so that one pupil with extra time moves nobody's clock.
    """
    known = sorted(one for one in deadlines if one is not None)
    return known[(len(known) - 1) // 2] if known else None


def is_apart(most: datetime | None, last: datetime | None) -> bool:
    """Whether the last of a class ends so much later than most that it has to be said of both.

    Browsers begin within seconds of each other, which nobody needs to know.
    """
    return most is not None and last is not None and last - most >= APART


def minutes_left(end: datetime | None, at: datetime) -> int | None:
    """Whole minutes up to an end, one that has begun counted; 0 once it has passed."""
    if end is None:
        return None
    return max(-((at - end) // timedelta(minutes=1)), 0)
