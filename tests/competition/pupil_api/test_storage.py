"""Lock, read and write of the write queue: PostgreSQL's own statements do what the ORM's do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from base import clock
from competition.models import Answer, Attempt, Lease, Sitting
from competition.pupil_api import storage, storage_orm, storage_postgresql
from competition.pupil_api.lease_state import LeaseState, Stored
from schools.models import SchoolClass
from tests import cast


@pytest.fixture
def attempts(sitting: Sitting, school_class: SchoolClass) -> list[Attempt]:
    """Three running attempts; the second has two leases, the third is finished."""
    made = [cast.make_attempt(card, sitting) for card in school_class.cards.order_by("number")]
    now = clock.now()
    Lease.objects.create(
        attempt=made[1], number=2, opened_at=now, heard_at=now, active_at=now, top_seq=7, answered=6
    )
    cast.finish(made[2], "120")
    return made


def heard_of(attempts: list[Attempt]) -> list[LeaseState]:
    """A turn for each first lease; the first and the third pupil did something."""
    turns = [
        LeaseState.of(row) for row in storage.read([a.pk for a in attempts]) if row.number == 1
    ]
    for position, turn in enumerate(sorted(turns, key=lambda turn: turn.row.attempt)):
        turn.active = position != 1
        turn.top_seq, turn.on_question, turn.answered = 10 + position, 3, 0b1010
        turn.marked = 1 << 60 | position
    return turns


def answers_of(attempts: list[Attempt]) -> list[Stored]:
    at = clock.now()
    return [Stored(a.pk, 1, 10 + n, 3, 1 + n, at, 10**12 + n) for n, a in enumerate(attempts)]


def contents() -> dict[str, list[Any]]:
    """Everything the write queue's busiest path may change."""
    return {
        "leases": list(Lease.objects.order_by("pk").values_list()),
        "answers": list(Answer.objects.order_by("attempt", "lease", "seq").values_list()[:50]),
    }


def test_both_read_the_same(attempts: list[Attempt]) -> None:
    ids = [attempt.pk for attempt in attempts]
    found = storage_postgresql.read(ids)
    assert sorted(found) == sorted(storage_orm.read(ids))
    assert [(row.attempt, row.number) for row in sorted(found)] == [
        (ids[0], 1),
        (ids[1], 1),
        (ids[1], 2),
        (ids[2], 1),
    ]


def test_both_lock_what_there_is(attempts: list[Attempt]) -> None:
    ids = [attempts[0].pk, attempts[2].pk, 10**9]
    assert storage_postgresql.lock(ids) == storage_orm.lock(ids) == set(ids[:2])


@pytest.mark.parametrize("count", [3, 1, 0], ids=["all", "one", "none"])
def test_both_write_the_same(attempts: list[Attempt], count: int) -> None:
    at = clock.now() + timedelta(seconds=5)
    written = []
    for write in (storage_postgresql.write, storage_orm.write):
        turns, answers = heard_of(attempts[:count]), answers_of(attempts[:count])
        before = contents()
        assert write(answers, turns, at=at) == (count, count)
        written.append([row[1:] for kind in contents().values() for row in kind])
        assert (contents() == before) is (count == 0)
        Answer.objects.filter(seq__gte=10).delete()
        Lease.objects.filter(number=1).update(heard_at=clock.now(), top_seq=0, answered=0)
    assert [row for row in written[0] if at in row] == [row for row in written[1] if at in row]


def test_a_row_that_was_not_written_stops_the_batch(attempts: list[Attempt]) -> None:
    turns = heard_of(attempts)
    Lease.objects.filter(attempt=attempts[0]).delete()
    with pytest.raises(storage.WrittenInPart):
        storage.write([], turns, at=clock.now())


def test_a_statement_is_prepared_once(attempts: list[Attempt]) -> None:
    for _ in range(3):
        storage_postgresql.read([attempts[0].pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%competition_lease%'"
        )
        assert cursor.fetchone() == (1,)
