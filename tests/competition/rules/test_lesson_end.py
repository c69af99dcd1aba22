"""When a sitting ends by itself, as tables: never over somebody at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.lesson_end import (
    FORGOTTEN,
    LINGER,
    Lesson,
    ends_by_itself,
    is_over,
    may_reopen,
)

NOON = datetime(2027, 2, 9, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LESSON = Lesson(
    opened_at=NOON - 5 * MINUTE,
    starts_at=NOON,
    paused_at=None,
    closed_at=None,
    working=20 * MINUTE,
    grace=MINUTE,
)


@pytest.mark.parametrize(
    ("changes", "deadlines", "minutes"),
    [
        ({}, [], 41),
        ({}, [NOON + 5 * MINUTE], 41),
        ({}, [NOON + 20 * MINUTE, NOON + 40 * MINUTE], 61),
        ({}, [NOON + 20 * MINUTE, None], None),
        ({"starts_at": None}, [], None),
        ({"paused_at": NOON + MINUTE}, [], None),
        ({"closed_at": NOON + MINUTE}, [], None),
    ],
)
def test_it_ends_a_while_after_the_last_could_be_at_work(
    changes: dict[str, datetime | None],
    deadlines: Sequence[datetime | None],
    minutes: int | None,
) -> None:
    lesson = replace(LESSON, **changes)  # type: ignore[arg-type]  # only moments are changed
    end = ends_by_itself(lesson, deadlines)
    assert end == (None if minutes is None else NOON + minutes * MINUTE)


def test_over_at_its_end_and_in_any_case_when_it_was_forgotten() -> None:
    end = NOON + 41 * MINUTE
    assert not is_over(LESSON, [], end - timedelta(microseconds=1))
    assert is_over(LESSON, [], end)
    never_started = replace(LESSON, starts_at=None)
    assert not is_over(never_started, [], end)
    assert is_over(never_started, [None], LESSON.opened_at + FORGOTTEN)


@given(st.lists(st.integers(0, 600), max_size=5), st.integers(0, 700))
def test_nobody_with_time_left_is_ended(minutes: list[int], after: int) -> None:
    deadlines = [NOON + one * MINUTE for one in minutes]
    at = NOON + after * MINUTE
    if is_over(LESSON, deadlines, at):
        assert all(at >= one + LESSON.grace + LINGER for one in deadlines)


def test_it_may_be_opened_again_for_a_lesson() -> None:
    assert may_reopen(NOON, NOON + 45 * MINUTE)
    assert not may_reopen(NOON, NOON + 46 * MINUTE)
    assert not may_reopen(None, NOON)
