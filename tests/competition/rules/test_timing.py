"""The rules of time, to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from competition.rules import timing
from competition.rules.timing import AttemptPhase, Course
from schools.models.classes import EXTRA_TIME_CHOICES

T = datetime(2027, 2, 9, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
GRACE = timedelta(seconds=60)
IDLE = Course(None, None, None, None, None, None, None)
JOINED = replace(IDLE, admitted_at=T)
RUNNING = replace(JOINED, starts_at=T, started_at=T, deadline=T + 20 * MINUTE)


@pytest.mark.parametrize(
    ("course", "phase"),
    [
        (JOINED, AttemptPhase.WAITING),
        (replace(IDLE, starts_at=T), AttemptPhase.LATE),
        (replace(JOINED, starts_at=T), AttemptPhase.STARTING),
        (replace(JOINED, starts_at=T, paused_at=T), AttemptPhase.PAUSED),
        (RUNNING, AttemptPhase.RUNNING),
        (replace(RUNNING, paused_at=T), AttemptPhase.PAUSED),
        (replace(RUNNING, finished_at=T), AttemptPhase.FINISHED),
        (replace(RUNNING, finished_at=T, closed_at=T), AttemptPhase.CLOSED),
        (replace(JOINED, closed_at=T), AttemptPhase.CLOSED),
    ],
    ids=lambda value: value.value if isinstance(value, AttemptPhase) else "",
)
def test_a_course_is_in_one_phase(course: Course, phase: AttemptPhase) -> None:
    assert timing.phase(course, T) is phase


@pytest.mark.parametrize(
    ("extra", "minutes"), [(0, 20), (25, 25), (50, 30), (100, 40)], ids=["0", "25", "50", "100"]
)
def test_extra_time_is_a_share_of_the_division_s_minutes(extra: int, minutes: int) -> None:
    assert timing.allowance(20, extra) == minutes * MINUTE


@pytest.mark.parametrize(
    ("before", "may"), [(2 * SECOND, False), (SECOND, True), (0 * SECOND, True)], ids=str
)
def test_the_paper_opens_at_the_common_moment(before: timedelta, may: bool) -> None:
    assert timing.may_start(replace(JOINED, starts_at=T), T - before) is may


@pytest.mark.parametrize(
    ("admitted", "begins"),
    [(T - MINUTE, T), (T - SECOND, T), (T, T), (T + MINUTE, T + MINUTE + 8 * SECOND)],
    ids=["with the class", "in the countdown", "at the moment", "later"],
)
def test_who_is_let_in_later_gets_ready_as_all_others(admitted: datetime, begins: datetime) -> None:
    course = replace(IDLE, starts_at=T, admitted_at=admitted)
    assert timing.begins_at(course) == begins
    assert not timing.may_start(course, begins - 2 * SECOND)
    assert timing.may_start(course, begins - SECOND)


@pytest.mark.parametrize(
    ("course", "to_come"),
    [
        (IDLE, True),
        (replace(JOINED, starts_at=T, paused_at=T), True),
        (RUNNING, False),
        (replace(JOINED, finished_at=T), False),
        (replace(JOINED, closed_at=T), False),
    ],
    ids=["joined", "paused", "running", "finished", "closed"],
)
def test_an_attempt_is_to_come_until_it_begins(course: Course, to_come: bool) -> None:
    assert timing.is_to_come(course) is to_come


@pytest.mark.parametrize(
    ("course", "released", "voided", "back"),
    [
        (JOINED, True, False, True),
        (JOINED, False, False, False),
        (RUNNING, True, False, False),
        (RUNNING, False, True, True),
        (replace(RUNNING, closed_at=T), False, True, True),
        (replace(RUNNING, finished_at=T), True, True, False),
    ],
    ids=["free", "joined", "at work", "voided", "voided and closed", "voided at the end"],
)
def test_a_page_is_led_back_from_a_free_card_and_from_work_that_counts_no_more(
    course: Course, released: bool, voided: bool, back: bool
) -> None:
    assert timing.is_led_back(course, released=released, voided=voided) is back


def test_nobody_knows_when_to_begin_before_the_start_or_before_being_let_in() -> None:
    assert timing.begins_at(JOINED) is None
    assert timing.begins_at(replace(IDLE, starts_at=T)) is None


def test_a_pause_moves_the_deadline_along_while_it_lasts() -> None:
    paused = replace(RUNNING, paused_at=T + 5 * MINUTE)
    assert timing.running_deadline(paused, T + 8 * MINUTE) == T + 23 * MINUTE
    assert timing.seconds_left(paused, T + 8 * MINUTE) == 15 * 60


def test_a_pause_counts_from_the_own_start() -> None:
    paused = replace(RUNNING, paused_at=T - 5 * MINUTE)
    assert timing.running_deadline(paused, T + 2 * MINUTE) == T + 22 * MINUTE
    assert timing.running_deadline(paused, T - MINUTE) == T + 20 * MINUTE


@pytest.mark.parametrize(
    ("received", "counts"),
    [
        (T, True),
        (T + 20 * MINUTE, True),
        (T + 21 * MINUTE - SECOND, True),
        (T + 21 * MINUTE, False),
    ],
    ids=["at the start", "at the deadline", "in the grace", "after the grace"],
)
def test_an_answer_counts_until_the_grace_is_over(received: datetime, counts: bool) -> None:
    assert timing.in_time(received, RUNNING, GRACE) is counts


@pytest.mark.parametrize(
    ("offset", "counts"), [(-SECOND, True), (0 * SECOND, False), (SECOND, False)], ids=str
)
def test_an_answer_counts_only_before_the_finish(offset: timedelta, counts: bool) -> None:
    finished = replace(RUNNING, finished_at=T + MINUTE)
    assert timing.in_time(T + MINUTE + offset, finished, GRACE) is counts


@pytest.mark.parametrize(
    ("course", "at", "up"),
    [
        (RUNNING, T + 21 * MINUTE - SECOND, False),
        (RUNNING, T + 21 * MINUTE, True),
        (replace(RUNNING, paused_at=T), T + 60 * MINUTE, False),
        (replace(RUNNING, deadline=None), T + 600 * MINUTE, False),
        (replace(RUNNING, finished_at=T), T + 60 * MINUTE, False),
    ],
    ids=["in the grace", "after it", "paused", "untimed", "finished"],
)
def test_the_sweeper_waits_for_deadline_and_grace(course: Course, at: datetime, up: bool) -> None:
    assert timing.time_is_up(course, at, GRACE) is up


@pytest.mark.parametrize(
    ("given", "others", "end"),
    [(0, None, 41), (7, None, 48), (0, 30, 41), (7, 50, 51)],
    ids=["twice the minutes", "and what stood still", "others earlier", "others later"],
)
def test_who_has_no_limit_has_no_less_than_anybody(
    given: int, others: int | None, end: int
) -> None:
    last = None if others is None else T + others * MINUTE
    found = timing.untimed_ends_at(T, minutes=20, given=given * MINUTE, others=last, grace=GRACE)
    assert found == T + end * MINUTE


@pytest.mark.parametrize(
    ("finished", "closed", "interrupted"),
    [(9, 9, True), (8, 9, False), (9, None, False), (None, 9, False), (999, 999, False)],
    ids=["by the end of the quiz", "before it", "still open", "never begun", "time was up"],
)
def test_whom_the_end_of_the_quiz_interrupted(
    finished: int | None, closed: int | None, interrupted: bool
) -> None:
    moments = [None if one is None else T + one * MINUTE for one in (finished, closed)]
    course = replace(RUNNING, finished_at=moments[0], closed_at=moments[1])
    assert timing.was_interrupted(course) is interrupted


def test_no_card_has_more_extra_time_than_the_rule_for_the_untimed_knows() -> None:
    assert max(extra for extra, _label in EXTRA_TIME_CHOICES) == timing.MOST_EXTRA


@pytest.mark.parametrize(
    ("ended", "still", "own", "minutes"),
    [
        (T + 12 * MINUTE + 59 * SECOND, 0, 20, 12),
        (T + 12 * MINUTE, 5, 20, 7),
        (T + 18 * MINUTE, 0, 30, 12),
        (T + 23 * MINUTE, 5, 30, 12),
        (T + 31 * MINUTE + 7 * SECOND, 0, 30, 20),
        (T + 38 * MINUTE, 0, 20, 20),
        (T + 38 * MINUTE, 0, None, 20),
        (T, 5, 20, 0),
    ],
    ids=[
        "whole minutes",
        "less pauses",
        "half as much again",
        "the same, less a pause",
        "the sweeper's lag",
        "what a teacher adds",
        "without a limit",
        "never below 0",
    ],
)
def test_minutes_worked(ended: datetime, still: int, own: int | None, minutes: int) -> None:
    worked = timing.minutes_worked(
        T,
        ended,
        still=still * MINUTE,
        own=None if own is None else own * MINUTE,
        plain=20 * MINUTE,
    )
    assert worked == minutes


@pytest.mark.parametrize(
    ("silent", "released", "may"),
    [(44, False, False), (45, False, True), (1, True, True)],
    ids=["just heard of", "silent", "released"],
)
def test_a_card_moves_when_it_is_silent_or_released(silent: int, released: bool, may: bool) -> None:
    assert timing.may_take_over(T, T + silent * SECOND, released=released) is may


@pytest.mark.parametrize(
    ("wrong", "wait"),
    [(0, 0), (4, 0), (5, 10), (6, 20), (9, 160), (10, None), (99, None)],
    ids=str,
)
def test_wrong_pins_slow_a_card_down_and_then_lock_it(wrong: int, wait: int | None) -> None:
    assert timing.pin_wait(wrong, T, T) == wait


def test_the_wait_after_a_wrong_pin_runs_out() -> None:
    assert timing.pin_wait(6, T, T + 19 * SECOND) == 1
    assert timing.pin_wait(6, T, T + 20 * SECOND) == 0


@pytest.mark.parametrize(
    ("course", "may"),
    [
        (RUNNING, True),
        (replace(RUNNING, paused_at=T), True),
        (JOINED, False),
        (replace(JOINED, starts_at=T, paused_at=T), False),
        (replace(JOINED, starts_at=T + SECOND), True),
        (replace(JOINED, starts_at=T + 2 * SECOND), False),
        (replace(RUNNING, finished_at=T), False),
    ],
)
def test_a_paper_is_opened_from_the_last_second_before_the_common_moment(
    course: Course, may: bool
) -> None:
    assert timing.may_start(course, T) is may


def test_without_a_time_limit_no_seconds_are_left() -> None:
    assert timing.seconds_left(replace(RUNNING, deadline=None), T) is None
    assert timing.seconds_left(RUNNING, T + 30 * MINUTE) == 0
