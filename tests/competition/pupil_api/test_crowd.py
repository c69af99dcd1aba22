"""How many browsers come, as every process hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from base import clock
from base.models import User
from competition.config.runner import Runner, take_duty
from competition.models import Attempt, Duty, Lease, Sitting
from competition.pupil_api.batch import commit
from competition.pupil_api.crowd import browsers, count_crowd, crowd
from competition.pupil_api.pending import PendingRequest
from competition.pupil_api.protocol import HeartbeatBody, HeartbeatReply
from competition.sittings.actions.sittings import close

SECOND = timedelta(seconds=1)


@pytest.fixture
def present(attempts: list[Attempt], now: datetime) -> list[Attempt]:
    """All three are heard of this second, and this process has the duty."""
    Lease.objects.update(heard_at=now)
    assert take_duty()
    return attempts


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    yield
    crowd.pupils = 0


def test_browsers_that_were_heard_of_lately_are_counted_once(
    present: list[Attempt], now: datetime
) -> None:
    assert browsers(now) == 3
    Lease.objects.create(attempt=present[0], number=2, opened_at=now, heard_at=now, active_at=now)
    assert browsers(now) == 3
    assert browsers(now + 45 * SECOND) == 0


def test_who_looks_at_a_closed_sitting_waits_for_no_act(
    present: list[Attempt], sitting: Sitting, teacher: User, now: datetime
) -> None:
    close(sitting, by=teacher, at=now)
    assert browsers(now) == 0


def test_the_count_is_kept_for_two_seconds_and_the_longer_the_more_there_are(
    present: list[Attempt], now: datetime
) -> None:
    assert count_crowd(at=now) == 3
    Lease.objects.filter(attempt=present[0]).delete()
    assert count_crowd(at=now + SECOND) == 3
    assert count_crowd(at=now + 2 * SECOND) == 2
    Duty.objects.update(pupils=12_000)
    assert count_crowd(at=now + 10 * SECOND) == 12_000
    assert count_crowd(at=now + 14 * SECOND) == 9600


def test_after_an_outage_the_number_falls_slowly(present: list[Attempt], now: datetime) -> None:
    Duty.objects.update(pupils=1000)
    Lease.objects.update(heard_at=now - 60 * SECOND)
    assert [count_crowd(at=now + n * 2 * SECOND) for n in range(3)] == [800, 640, 512]


@pytest.mark.django_db(transaction=True)
def test_every_process_hears_it_and_advises_by_it(present: list[Attempt]) -> None:
    Duty.objects.update(holder="another", pupils=6000, until=clock.now() + 60 * SECOND)
    Runner(jobs=()).beat()
    assert crowd.pupils == 6000
    [reply] = commit([PendingRequest(HeartbeatBody(), present[0].pk, 1)], 0.0)
    assert isinstance(reply, HeartbeatReply)
    assert reply.state.beat == 16.4
