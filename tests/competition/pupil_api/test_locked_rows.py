"""Rows that somebody else holds: those who need them wait, and nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import psycopg
import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection
from psycopg import sql

from base.models import User
from competition.models import Sitting
from competition.pupil_api import batch
from competition.pupil_api.group_commit import WriteQueue
from competition.pupil_api.pending import Outcome, PendingRequest
from competition.pupil_api.protocol import (
    AnswersBody,
    AnswersReply,
    EventBody,
    FinishBody,
    HeartbeatBody,
    JoinBody,
    JoinReply,
    RefusedRequest,
)
from competition.pupil_api.queue import RequestQueue
from schools.models import SchoolClass
from tests import cast

BEAT, FINISH = HeartbeatBody(), FinishBody(made=0)
HELD = 5


class Book:
    """What the write queue asked the real batch to do: which cards, and if it had to give up."""

    def __init__(self) -> None:
        self.tries: list[tuple[list[PendingRequest], bool]] = []

    def commit(self, items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        """Note it, then do it."""
        self.tries.append((list(items), False))
        try:
            return batch.commit(items, load)
        except Exception:
            self.tries[-1] = (list(items), True)
            raise

    @property
    def failed(self) -> list[list[PendingRequest]]:
        """Batches that had to wait too long."""
        return [items for items, failed in self.tries if failed]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
async def lane(book: Book) -> AsyncIterator[WriteQueue]:
    lane = WriteQueue(book.commit)
    yield lane
    await lane.close()


@pytest.fixture
def attempts(school_class: SchoolClass, sitting: Sitting) -> list[int]:
    """Eight at work."""
    for number in range(4, 9):
        school_class.cards.create(number=number, pin=f"{1000 + number}")
    cards = school_class.cards.order_by("number")
    return [cast.make_attempt(card, sitting).pk for card in cards]


@contextmanager
def stranger(table: str, ids: Sequence[int]) -> Iterator[None]:
    """Somebody else has locked these rows."""
    dsn = connection.get_connection_params()
    place = {key: dsn[key] for key in ("host", "port", "user", "dbname") if key in dsn}
    with psycopg.connect(**place) as other:
        statement = sql.SQL("SELECT 1 FROM {} WHERE id = ANY(%s) FOR UPDATE")
        other.execute(statement.format(sql.Identifier(table)), [list(ids)])
        yield
        other.rollback()


def answer(lane: WriteQueue, attempt: int, seq: int = 1) -> asyncio.Task[Outcome]:
    body = AnswersBody(events=[EventBody(seq, 1, 1)])
    return asyncio.create_task(lane.submit(body, attempt=attempt, lease=1))


@pytest.mark.django_db(transaction=True)
async def test_five_held_attempts_are_asked_for_seldom_and_the_others_go_on(
    lane: WriteQueue, book: Book, attempts: list[int]
) -> None:
    held, free = attempts[:HELD], attempts[HELD:]
    with stranger("competition_attempt", held):
        stuck = [answer(lane, attempt) for attempt in held]
        seq = 0
        while not all(one.done() for one in stuck):
            seq += 1
            replies = await asyncio.gather(*(answer(lane, attempt, seq) for attempt in free))
            assert all(isinstance(reply, AnswersReply) for reply in replies)
    assert all(isinstance(one.result(), RefusedRequest) for one in stuck)
    assert seq > 1
    assert not book.failed
    asked = sum(any(item.attempt in held for item in items) for items, _ in book.tries)
    # Ten times a second for two seconds, however often the others come.
    assert asked <= 22


@pytest.mark.django_db(transaction=True)
async def test_what_is_free_again_is_stored_without_a_new_request(
    lane: WriteQueue, attempts: list[int]
) -> None:
    with stranger("competition_attempt", attempts[:1]):
        stuck = answer(lane, attempts[0])
        await answer(lane, attempts[1])
        assert not stuck.done()
    assert isinstance(await stuck, AnswersReply)


@pytest.mark.django_db(transaction=True)
async def test_joins_that_wait_for_a_sitting_keep_nobody_waiting_for_all_of_them(
    lane: WriteQueue, book: Book, sitting: Sitting, school_class: SchoolClass, teacher: User
) -> None:
    other = await sync_to_async(at_work_in_another_class)(sitting, teacher)
    joins = [JoinBody(code=sitting.code, number=n, pin=f"{1000 + n}") for n in (1, 2, 3)]
    with stranger("competition_sitting", [sitting.pk]):
        tasks = [asyncio.create_task(lane.submit(join)) for join in joins]
        first = await answer(lane, other[0])
        assert isinstance(first, AnswersReply)
        # The whole batch had to give up once; the joins are tried by themselves after this.
        assert len(book.failed) == 1
        seq = 1
        while not all(task.done() for task in tasks):
            seq += 1
            await answer(lane, other[0], seq)
    assert all(isinstance(task.result(), RefusedRequest) for task in tasks)
    assert [len(items) for items in book.failed] == [4, 1, 1, 1]
    kinds = [failed for _, failed in book.tries]
    # Between two that had to give up the others had their turn.
    assert not any(one and two for one, two in pairwise(kinds))


@pytest.mark.django_db(transaction=True)
async def test_who_was_in_a_batch_with_such_a_join_is_let_in(
    lane: WriteQueue, sitting: Sitting, school_class: SchoolClass, teacher: User
) -> None:
    other = await sync_to_async(open_in_another_class)(sitting, teacher)
    with stranger("competition_sitting", [sitting.pk]):
        held = lane.submit(JoinBody(code=sitting.code, number=1, pin="1001"))
        fine = lane.submit(JoinBody(code=other.code, number=1, pin="1001"))
        refused, joined = await asyncio.gather(held, fine)
    assert isinstance(refused, RefusedRequest)
    assert isinstance(joined, JoinReply)


def open_in_another_class(sitting: Sitting, teacher: User) -> Sitting:
    """Another class has its sitting at the same time."""
    school = sitting.entry.school_class.school
    there = cast.make_class(school, teacher, label="VII-3")
    return cast.make_sitting(cast.make_entry(there, sitting.entry.edition))


def at_work_in_another_class(sitting: Sitting, teacher: User) -> list[int]:
    there = open_in_another_class(sitting, teacher)
    cards = there.entry.school_class.cards.order_by("number")
    return [cast.make_attempt(card, there).pk for card in cards]


def queue_of(*items: PendingRequest, aside: Sequence[PendingRequest] = ()) -> RequestQueue:
    queue = RequestQueue(batch=400, aside=0.1)
    for item in items:
        queue.add(item)
    queue.put_aside(aside, 0.0)
    return queue


def test_nothing_of_an_attempt_passes_what_is_aside() -> None:
    stuck, behind, free = (
        PendingRequest(BEAT, 1),
        PendingRequest(FINISH, 1),
        PendingRequest(BEAT, 2),
    )
    queue = queue_of(behind, free, aside=[stuck])
    assert queue.take(hold=False) == [free]
    queue.bring_back(0.05)
    assert queue.take(hold=False) == []
    assert queue.until_next(0.05) == pytest.approx(0.05)
    queue.bring_back(0.1)
    assert queue.take(hold=False) == [stuck]
    assert queue.take(hold=False) == [behind]
    assert not queue


def test_those_that_go_alone_and_the_others_take_turns() -> None:
    alone = [PendingRequest(FINISH, n, alone=True) for n in (1, 2)]
    queue = queue_of(*alone, PendingRequest(BEAT, 3), PendingRequest(BEAT, 4))
    taken = [queue.take(hold=True)]
    for attempt in (5, 6):
        queue.add(PendingRequest(BEAT, attempt))
        taken.append(queue.take(hold=True))
    taken += [queue.take(hold=True)]
    assert [[item.attempt for item in batch] for batch in taken] == [[1], [3, 4, 5], [2], [6]]


async def test_a_table_that_is_locked_is_not_waited_for_by_each_of_four_hundred() -> None:
    tries: list[int] = []

    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        tries.append(len(items))
        raise OperationalError from psycopg.errors.LockNotAvailable()

    lane = WriteQueue(commit)
    outcomes = await asyncio.gather(*(lane.submit(BEAT, attempt=n) for n in range(400)))
    assert tries == [400, 1, 1, 1]
    assert all(isinstance(one, RefusedRequest) for one in outcomes)
    await lane.close()
