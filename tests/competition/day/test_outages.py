"""Giving the time of an outage back: to whom, how much, what then counts, and only once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from base.models import User
from competition import exceptions
from competition.day import actions as outages
from competition.day.actions import go_on_settling, settle
from competition.day.queries.outages import settled_gaps
from competition.models import Attempt, Credit, Decision, Outage, Result
from competition.sittings.actions.attempts import take_back, void
from competition.sittings.actions.ending import sweep
from competition.sittings.actions.results import end_attempts
from competition.sittings.actions.sittings import close
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
# In a transaction of their own, for the rules of locks.
REAL = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outage(attempts: list[Attempt], now: datetime) -> Outage:
    """Two minutes while they worked."""
    return Outage.objects.create(began_at=now - 3 * MINUTE, ended_at=now - MINUTE)


def seconds_given() -> list[int]:
    return list(Credit.objects.order_by("attempt").values_list("seconds", flat=True))


# ---------------------------------------------------------------- giving back


@in_one_world(
    ("ends_in", "at_work"),
    [
        pytest.param(10 * MINUTE, True, id="before the deadline"),
        pytest.param(-2 * MINUTE, True, id="the deadline was in the gap"),
        pytest.param(-30 * SECOND, True, id="the deadline was after the gap"),
        pytest.param(-4 * MINUTE, False, id="the deadline was before the gap"),
    ],
)
def test_time_is_given_before_and_after_the_deadline(
    ends_in: timedelta, at_work: bool, outage: Outage, now: datetime, superuser: User
) -> None:
    Attempt.objects.update(deadline=now + ends_in)
    assert settle(outage, give=True, by=superuser, at=now) == (3 if at_work else 0)
    moved = now + ends_in + (2 * MINUTE if at_work else timedelta(0))
    assert set(Attempt.objects.values_list("deadline", flat=True)) == {moved}


def by_the_pupil(attempt: Attempt, teacher: User, at: datetime) -> None:
    end_attempts([attempt], ending=Attempt.Ending.PUPIL, at=at)


def with_the_sitting(attempt: Attempt, teacher: User, at: datetime) -> None:
    close(attempt.sitting, by=teacher, at=at)


@in_one_world("finish", [by_the_pupil, with_the_sitting])
def test_answers_that_came_after_the_return_count_also_if_the_attempt_is_finished(
    finish: Callable[[Attempt, User, datetime], None],
    attempts: list[Attempt],
    outage: Outage,
    teacher: User,
    superuser: User,
) -> None:
    one, back = attempts[0], outage.ended_at
    Attempt.objects.update(deadline=outage.began_at + 5 * SECOND)
    one.refresh_from_db()
    cast.store_choices(one, "1230")
    # Chosen in the gap, received after it: past the deadline and a minute's grace.
    one.answers.update(received_at=back + 3 * SECOND)
    finish(one, teacher, back + 10 * SECOND)
    before = Result.objects.get(attempt=one)
    assert (before.choices, before.late) == ("00000", 3)
    settle(outage, give=True, by=superuser, at=back + 20 * SECOND)
    after = Result.objects.get(attempt=one)
    assert (after.choices, after.late) == ("12300", 0)
    assert after.changed_at == back + 20 * SECOND


def test_the_minutes_of_a_gap_cost_nobody_a_rank(
    attempts: list[Attempt], outage: Outage, superuser: User, now: datetime
) -> None:
    end_attempts(attempts[:1], ending=Attempt.Ending.PUPIL, at=now)
    assert Result.objects.get().time == 10
    settle(outage, give=True, by=superuser, at=now)
    assert Result.objects.get().time == 8


def test_an_answer_after_the_finish_does_not_count_for_any_credit(
    attempts: list[Attempt], outage: Outage, superuser: User, now: datetime
) -> None:
    by_the_pupil(attempts[0], superuser, outage.ended_at)
    cast.store_choices(attempts[0], "1")
    settle(outage, give=True, by=superuser, at=now)
    result = Result.objects.get()
    assert (result.choices, result.late) == ("00000", 1)


def test_the_record_tells_who_gave_what_for_which_outage(
    outage: Outage, superuser: User, now: datetime
) -> None:
    settle(outage, give=True, by=superuser, at=now)
    outage.refresh_from_db()
    assert (outage.give, outage.settled_at, outage.settled_by) == (True, now, superuser)
    assert set(Credit.objects.values_list("kind", "seconds", "given_by", "outage")) == {
        ("outage", 120, superuser.pk, outage.pk)
    }
    decision = Decision.objects.get(kind=Decision.Kind.OUTAGE)
    assert (decision.amount, decision.decided_by, decision.decided_at) == (120, superuser, now)


def test_the_sweeper_goes_on_with_the_time_that_was_given(
    outage: Outage, superuser: User, now: datetime
) -> None:
    Attempt.objects.update(deadline=now - 2 * MINUTE)
    assert sweep(at=now) == 0
    settle(outage, give=True, by=superuser, at=now)
    assert sweep(at=now + MINUTE - SECOND) == 0
    assert sweep(at=now + MINUTE) == 3


def test_what_was_voided_meanwhile_has_its_time_once_it_counts_again(
    attempts: list[Attempt], outage: Outage, superuser: User, now: datetime
) -> None:
    one = attempts[0]
    assert one.deadline is not None
    void(one, reason="technical", by=superuser, at=now)
    assert settle(outage, give=True, by=superuser, at=now) == 2
    _part, (gap,) = settled_gaps()
    assert gap.given == 2
    take_back(Decision.objects.get(kind=Decision.Kind.VOID), by=superuser, at=now)
    again = Attempt.objects.get(pk=one.pk)
    assert (again.voided_at, again.deadline) == (None, one.deadline + 2 * MINUTE)


# ---------------------------------------------------------------- killed, doubled, held


def test_what_a_killed_process_began_is_carried_out_once_for_everybody(
    outage: Outage, attempts: list[Attempt], superuser: User, now: datetime
) -> None:
    half = outages._decide(outage, give=True, by=superuser, at=now)
    outages._give(half, [attempts[0].pk], at=now, skip_locked=False)
    assert sweep(at=now + timedelta(hours=1)) == 0
    with pytest.raises(exceptions.AlreadySettled):
        settle(outage, give=False, by=superuser, at=now)
    assert go_on_settling(at=now + SECOND) == 1
    assert seconds_given() == [120, 120, 120]
    assert set(Credit.objects.values_list("given_by", flat=True)) == {superuser.pk}


@REAL
def test_two_who_carry_it_out_at_once_give_the_time_once(
    outage: Outage, superuser: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outages, "BATCH", 1)
    decided, together = outages._decide(outage, give=True, by=superuser, at=now), Barrier(4)

    def carry_out(_number: int) -> None:
        together.wait()
        outages._carry_out(decided, at=now)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(carry_out, range(4)))
    assert seconds_given() == [120, 120, 120]
    assert set(Attempt.objects.values_list("deadline", flat=True)) == {now + 12 * MINUTE}


def test_a_round_leaves_to_the_next_what_takes_too_long(
    outage: Outage, superuser: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    outages._decide(outage, give=True, by=superuser, at=now)
    with monkeypatch.context() as short:
        short.setattr(outages, "ROUND", -1.0)
        assert go_on_settling(at=now) == 0
    assert go_on_settling(at=now) == 1
    assert seconds_given() == [120, 120, 120]


@contextmanager
def held(attempt: Attempt) -> Iterator[None]:
    """A stranger holds the row."""
    stranger = connections.create_connection("default")
    stranger.set_autocommit(False)
    with stranger.cursor() as cursor:
        cursor.execute("SELECT 1 FROM competition_attempt WHERE id = %s FOR UPDATE", [attempt.pk])
    try:
        yield
    finally:
        stranger.rollback()
        stranger.close()


@REAL
def test_a_row_that_is_held_keeps_the_others_from_nothing(
    outage: Outage, attempts: list[Attempt], superuser: User, now: datetime
) -> None:
    outages._decide(outage, give=True, by=superuser, at=now)
    with held(attempts[1]):
        assert go_on_settling(at=now) == 0
        assert seconds_given() == [120, 120]
    assert go_on_settling(at=now) == 1
    assert seconds_given() == [120, 120, 120]
