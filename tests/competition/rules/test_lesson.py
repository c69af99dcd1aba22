"""What the teacher's screens say to do, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from competition.rules.lesson import (
    Advice,
    Attendance,
    LessonStep,
    advice,
    class_end,
    common_end,
    is_apart,
    minutes_left,
    next_step,
)

NOON = datetime(2027, 2, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "seconds", "started", "wrong", "expected"),
    [
        ("absent", 0, False, 0, Advice.NONE),
        ("later", 0, False, 2, Advice.NONE),
        ("absent", 0, False, 1, Advice.CHECK_CARD),
        ("absent", 0, False, 10, Advice.UNLOCK),
        ("ready", 0, False, 0, Advice.NONE),
        ("ready", 19, False, 0, Advice.NONE),
        ("ready", 20, False, 0, Advice.PRESS),
        ("ready", 20, False, 2, Advice.PRESS),
        ("ready", 20, False, 10, Advice.UNLOCK),
        ("working", 0, True, 0, Advice.NONE),
        ("working", 0, True, 2, Advice.CHECK_CARD),
        ("late", 0, False, 0, Advice.LET_IN),
        ("late", 0, False, 3, Advice.LET_IN),
        ("late", 0, False, 10, Advice.UNLOCK),
        ("idle", 170, True, 0, Advice.NONE),
        ("idle", 180, True, 0, Advice.ASK),
        ("offline", 50, False, 0, Advice.ASK),
        ("offline", 50, True, 0, Advice.LEAVE),
        ("offline", 290, True, 4, Advice.LEAVE),
        ("offline", 300, True, 0, Advice.MOVE),
        ("offline", 300, True, 10, Advice.UNLOCK),
        ("finished", 0, True, 10, Advice.NONE),
        ("done", 0, False, 10, Advice.NONE),
        ("elsewhere", 0, False, 1, Advice.NONE),
    ],
)
def test_a_seat_says_what_to_do(
    state: str, seconds: int, started: bool, wrong: int, expected: Advice
) -> None:
    since = timedelta(seconds=seconds)
    locked = wrong >= 10
    assert advice(state, since, started=started, wrong_pins=wrong, locked=locked) is expected


@pytest.mark.parametrize("state", ["twice", "working", "here"])
def test_who_waits_without_a_pin_is_chosen_by_the_teacher(state: str) -> None:
    told = advice(state, timedelta(0), started=False, wrong_pins=0, locked=False, waiting=1)
    assert told is Advice.CHOOSE


def test_numbers_that_came_without_a_pin_are_let_in_before_the_start() -> None:
    count = Attendance(total=24, joined=3, late=0, finished=0, here=2)
    assert next_step("waiting", count) is LessonStep.LET_ALL
    assert next_step("running", count) is LessonStep.NONE


@pytest.mark.parametrize(
    ("phase", "total", "joined", "late", "finished", "expected"),
    [
        ("waiting", 24, 0, 0, 0, LessonStep.SHOW),
        ("waiting", 24, 1, 0, 0, LessonStep.START),
        ("waiting", 24, 24, 0, 0, LessonStep.START),
        ("starting", 24, 24, 0, 0, LessonStep.NONE),
        ("running", 24, 0, 0, 0, LessonStep.NONE),
        ("running", 24, 20, 0, 19, LessonStep.NONE),
        ("running", 24, 22, 2, 20, LessonStep.ADMIT),
        ("running", 24, 22, 0, 22, LessonStep.CLOSE_EARLY),
        ("running", 24, 24, 0, 24, LessonStep.CLOSE),
        ("paused", 24, 24, 0, 24, LessonStep.CLOSE),
        ("paused", 24, 22, 2, 20, LessonStep.RESUME),
        ("paused", 24, 0, 0, 0, LessonStep.RESUME),
        ("closed", 24, 24, 0, 20, LessonStep.RESULTS),
        ("closed", 24, 3, 0, 0, LessonStep.LEAVE),
        ("closed", 24, 0, 0, 0, LessonStep.LEAVE),
    ],
)
def test_one_thing_is_next(
    phase: str, total: int, joined: int, late: int, finished: int, expected: LessonStep
) -> None:
    assert next_step(phase, Attendance(total, joined, late, finished)) is expected


@pytest.mark.parametrize(
    ("minutes", "last", "most"),
    [
        ([], None, None),
        ([None, None], None, None),
        ([20], 20, 20),
        ([20, None], 20, 20),
        ([20, 30], 30, 20),
        ([20, 20, 30], 30, 20),
        ([20, 25, 30, 30], 30, 25),
        ([30, 20, 20, 35], 35, 20),
    ],
)
def test_a_class_ends_with_its_last_and_a_wall_shows_what_most_have(
    minutes: list[int | None], last: int | None, most: int | None
) -> None:
    ends = [None if one is None else NOON + timedelta(minutes=one) for one in minutes]
    assert minutes_left(class_end(ends), NOON) == last
    assert minutes_left(common_end(ends), NOON) == most


@pytest.mark.parametrize(("seconds", "apart"), [(0, False), (59, False), (60, True), (600, True)])
def test_who_ends_a_minute_later_than_most_is_said_of(seconds: int, apart: bool) -> None:
    assert is_apart(NOON, NOON + timedelta(seconds=seconds)) is apart
    assert not is_apart(None, NOON)
    assert not is_apart(None, None)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-1, 0), (0, 0), (1, 1), (60, 1), (61, 2), (1200, 20)]
)
def test_a_minute_that_has_begun_counts(seconds: int, expected: int) -> None:
    assert minutes_left(NOON + timedelta(seconds=seconds), NOON) == expected
