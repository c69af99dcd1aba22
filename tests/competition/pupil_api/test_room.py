"""How many are here: told to who waits, counted beside the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import pytest
from pytest_django import DjangoAssertNumQueries

from base.models import User
from competition.models import Attempt, Sitting
from competition.pupil_api.batch import commit
from competition.pupil_api.pending import PendingRequest
from competition.pupil_api.protocol import HeartbeatBody, HeartbeatReply
from competition.pupil_api.room import WANTED_SECONDS, Rooms, attendance, rooms
from competition.sittings.actions.sittings import start_all
from competition.sittings.queries.monitor import sitting_state
from schools.models import Card


@pytest.fixture
def waiting(attempts: list[Attempt], sitting: Sitting) -> list[Attempt]:
    """The three have joined, and nobody has started them."""
    Attempt.objects.update(started_at=None, deadline=None, admitted_at=None)
    Sitting.objects.update(starts_at=None)
    sitting.refresh_from_db()
    return attempts


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    yield
    rooms.forget()


def heartbeat(attempt: Attempt) -> dict[str, Any]:
    [reply] = commit([PendingRequest(HeartbeatBody(), attempt.pk, 1)], 0.0)
    assert isinstance(reply, HeartbeatReply)
    state: dict[str, Any] = msgspec.to_builtins(reply.state)
    return state


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_told_numbers_once_they_are_counted(
    waiting: list[Attempt], sitting: Sitting, teacher: User, now: datetime
) -> None:
    expected = Card.objects.filter(school_class=sitting.entry.school_class).count()
    assert "here" not in heartbeat(waiting[0])
    rooms.look()
    assert heartbeat(waiting[0])["here"] == (len(waiting), expected)
    start_all(sitting, by=teacher, at=now)
    assert "here" not in heartbeat(waiting[0])


def test_the_numbers_are_those_of_the_monitor(
    waiting: list[Attempt],
    sitting: Sitting,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Attempt.objects.filter(pk=waiting[0].pk).update(voided_at=now)
    again = Sitting.objects.get(pk=sitting.pk)
    # the second is for a group, of which one number is at work in the first
    again.pk, again.code, again.numbers = None, "777777", "2,3"
    again.save()
    Attempt.objects.filter(pk=waiting[1].pk).update(sitting=again, started_at=now)
    with django_assert_num_queries(1):
        found = attendance([sitting.pk, again.pk])
    for one in (sitting, again):
        state = sitting_state(one, at=now)
        assert found[one.pk] == (state["joined"], state["total"]), one


def test_nobody_asks_for_a_room_in_which_nobody_waits(
    sitting: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    time = [0.0]
    own = Rooms(now=lambda: time[0])
    with django_assert_num_queries(0):
        own.look()
    assert own.told(sitting.pk) is None
    with django_assert_num_queries(1):
        own.look()
    assert own.told(sitting.pk) is not None
    time[0] += WANTED_SECONDS + 1
    with django_assert_num_queries(0):
        own.look()
    assert own.told(sitting.pk) is None
