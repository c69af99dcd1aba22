"""When a gap in the beats is an outage, and which one needs nobody's decision."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from base import clock
from base.models import User
from competition import exceptions
from competition.config.runner import Runner
from competition.day.actions import beat, go_on_settling, settle
from competition.models import Attempt, Beat, Credit, Decision, Entry, Outage, Sitting
from competition.sittings.actions.ending import sweep
from competition.sittings.actions.results import end_attempts
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
# In a transaction of their own, for the rules of locks.
REAL = pytest.mark.django_db(transaction=True)


def is_steady() -> bool:
    return clock.clock.steady


def seconds_given() -> list[int]:
    return list(Credit.objects.order_by("attempt").values_list("seconds", flat=True))


# ---------------------------------------------------------------- noticing


def test_a_clock_that_is_set_makes_no_gap_and_hides_none(
    attempts: list[Attempt], now: datetime
) -> None:
    beat("a", at=now - 20 * SECOND)
    assert beat("a", at=now + timedelta(hours=1), silence=SECOND) is None
    # Set right again: what was told in that hour hides nothing, and goes.
    Beat.objects.create(process="b", at=now - 20 * SECOND)
    found = beat("c", at=now)
    assert found is not None
    assert found.began_at == now - 20 * SECOND
    assert set(Beat.objects.values_list("process", flat=True)) == {"b", "c"}


@REAL
@pytest.mark.parametrize("hours", [-1, 1])
def test_a_process_whose_clock_is_an_hour_off_makes_no_gap(
    hours: int, attempts: list[Attempt], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Beat.objects.create(process="right", at=now)
    with monkeypatch.context() as wrong:
        wrong.setattr(clock.clock, "_compared", True)  # or it would be set right
        wrong.setattr(clock.clock, "_wall", clock.clock._wall + timedelta(hours=hours))
        Runner(jobs=()).beat()
        assert is_steady() is False
    Runner(jobs=()).beat()
    assert is_steady() is True
    assert not Outage.objects.exists()
    told = Beat.objects.exclude(process="right").get().at
    assert abs(told - clock.now()) < MINUTE


@REAL
def test_a_gap_is_found_though_a_process_is_an_hour_ahead(
    attempts: list[Attempt], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Beat.objects.create(process="right", at=now - 20 * SECOND)
    with monkeypatch.context() as wrong:
        wrong.setattr(clock.clock, "_compared", True)  # or it would be set right
        wrong.setattr(clock.clock, "_wall", clock.clock._wall + timedelta(hours=1))
        Runner(jobs=()).beat()
    clock.clock.compare(clock.now())
    assert 19 * SECOND < Outage.objects.get().ended_at - (now - 20 * SECOND) < MINUTE


def test_of_two_processes_that_come_back_the_second_finds_no_gap(
    attempts: list[Attempt], now: datetime
) -> None:
    Beat.objects.create(process="a", at=now - 20 * SECOND)
    Beat.objects.create(process="b", at=now - 20 * SECOND + SECOND / 2)
    assert beat("b", at=now, silence=20 * SECOND) is not None
    # It asked for the time before the other one had written.
    assert beat("a", at=now - SECOND / 10, silence=20 * SECOND) is None
    assert Outage.objects.count() == 1


@REAL
def test_two_that_note_the_same_gap_at_once_note_one(
    attempts: list[Attempt], now: datetime
) -> None:
    Beat.objects.create(process="a", at=now - 20 * SECOND)
    together = Barrier(4)

    def come_back(number: int) -> None:
        together.wait()
        beat(f"new {number}", at=now + number * SECOND / 100)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(come_back, range(4)))
    assert Outage.objects.get().began_at == now - 20 * SECOND


def test_a_second_gap_is_noted_for_those_who_may_get_time_for_the_first(
    attempts: list[Attempt], now: datetime, superuser: User
) -> None:
    Attempt.objects.update(deadline=now - 2 * MINUTE)
    first = Outage.objects.create(began_at=now - 5 * MINUTE, ended_at=now - MINUTE)
    Beat.objects.create(process="a", at=now - 30 * SECOND)
    second = beat("a", at=now)
    assert second is not None
    with pytest.raises(exceptions.EarlierFirst):
        settle(second, give=True, by=superuser, at=now)
    assert settle(first, give=True, by=superuser, at=now) == 3
    assert settle(second, give=True, by=superuser, at=now) == 3
    assert seconds_given() == [240, 30, 240, 30, 240, 30]


def voided(attempts: list[Attempt]) -> None:
    Attempt.objects.update(voided_at=clock.now())


def over(attempts: list[Attempt]) -> None:
    Attempt.objects.update(deadline=clock.now() - MINUTE)


def finished(attempts: list[Attempt]) -> None:
    end_attempts(attempts, ending=Attempt.Ending.PUPIL, at=clock.now() - 5 * MINUTE)


def not_started(attempts: list[Attempt]) -> None:
    Attempt.objects.update(started_at=None, deadline=None)


@in_one_world("become", [voided, over, finished, not_started])
def test_a_gap_in_which_nobody_was_at_work_is_none(
    become: Callable[[list[Attempt]], None], attempts: list[Attempt], now: datetime
) -> None:
    become(attempts)
    Beat.objects.create(process="a", at=now - 20 * SECOND)
    assert beat("a", at=now) is None
    assert not Outage.objects.exists()


# ---------------------------------------------------------------- by itself


def rehearsal(sitting: Sitting) -> None:
    Attempt.objects.update(kind=Sitting.Kind.REHEARSAL)


def untimed(sitting: Sitting) -> None:
    Attempt.objects.update(deadline=None)


def paused(sitting: Sitting) -> None:
    Sitting.objects.update(paused_at=clock.now() - MINUTE)


@pytest.mark.parametrize(
    ("become", "given"), [(rehearsal, [20] * 3), (untimed, [20] * 3), (paused, [])]
)
def test_a_gap_that_can_end_no_official_attempt_is_settled_by_itself(
    become: Callable[[Sitting], None],
    given: list[int],
    attempts: list[Attempt],
    sitting: Sitting,
    now: datetime,
) -> None:
    become(sitting)
    Beat.objects.create(process="a", at=now - 20 * SECOND)
    assert beat("a", at=now) is not None
    assert go_on_settling(at=now) == 1
    found = Outage.objects.get()
    assert (found.give, found.settled_at, found.settled_by) == (True, now, None)
    assert seconds_given() == given
    decision = Decision.objects.get(kind=Decision.Kind.OUTAGE)
    assert (decision.amount, decision.decided_by) == (20, None)


def test_one_official_attempt_is_enough_to_wait_for_a_person(
    attempts: list[Attempt], now: datetime
) -> None:
    Attempt.objects.exclude(pk=attempts[0].pk).update(kind=Sitting.Kind.REHEARSAL)
    Beat.objects.create(process="a", at=now - 20 * SECOND)
    beat("a", at=now)
    assert go_on_settling(at=now) == 0
    assert Outage.objects.get().give is None


def test_a_rehearsal_holds_no_official_attempt_for_longer_than_a_round(
    attempts: list[Attempt], entry: Entry, teacher: User, now: datetime
) -> None:
    other = cast.make_sitting(entry, kind="rehearsal")
    cast.make_attempt(attempts[0].card, other, at=now - 5 * MINUTE)
    Attempt.objects.filter(kind="official").update(deadline=now - 2 * MINUTE)
    Beat.objects.create(process="a", at=now - 20 * SECOND)
    beat("a", at=now)
    assert sweep(at=now) == 0
    go_on_settling(at=now)
    assert sweep(at=now) == 3
