"""The write queue: batches, back-pressure, and what happens when a commit fails."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from psycopg.errors import LockNotAvailable

from competition.models import Answer, Sitting
from competition.pupil_api import batch
from competition.pupil_api.group_commit import QueueLimits, WriteQueue
from competition.pupil_api.pending import Again, DatabaseAway, Outcome, PendingRequest, pick
from competition.pupil_api.protocol import (
    AnswersBody,
    AttemptReply,
    Error,
    EventBody,
    FinishBody,
    HeartbeatBody,
    HeartbeatReply,
    JoinBody,
    RefusedRequest,
)
from tests import cast

DONE = HeartbeatReply(AttemptReply("running", 1.0, None, True, 1.0, 1.0, None))
BEAT, FINISH = HeartbeatBody(), FinishBody(made=0)
JOIN = JoinBody(code="123456", number=1, pin="1001")


@pytest.mark.parametrize(
    ("items", "hold", "chosen"),
    [
        (
            [PendingRequest(BEAT, 1), PendingRequest(BEAT, 2), PendingRequest(BEAT, 1)],
            False,
            [0, 1, 2],
        ),
        (
            [PendingRequest(BEAT, 1), PendingRequest(FINISH, 1), PendingRequest(BEAT, 2)],
            False,
            [0, 2],
        ),
        ([PendingRequest(BEAT, 1), PendingRequest(FINISH, 1), PendingRequest(BEAT, 1)], False, [0]),
        ([PendingRequest(BEAT, 1), PendingRequest(FINISH, 2)], False, [0, 1]),
        ([PendingRequest(JOIN), PendingRequest(JOIN)], False, [0]),
        (
            [
                PendingRequest(FINISH, 1),
                PendingRequest(BEAT, 1),
                PendingRequest(JOIN),
                PendingRequest(BEAT, 2),
            ],
            True,
            [3],
        ),
        (
            [PendingRequest(BEAT, 1), PendingRequest(BEAT, 2), PendingRequest(BEAT, 3)],
            False,
            [0, 1, 2],
        ),
        ([], False, []),
    ],
    ids=[
        "one kind",
        "another kind of the same",
        "what comes after it",
        "of others",
        "joins of a card",
        "held, with what comes after them",
        "no more than fit",
        "nothing",
    ],
)
def test_a_batch_leaves_behind_what_would_change_the_order_of_an_attempt(
    items: list[PendingRequest], hold: bool, chosen: list[int]
) -> None:
    assert pick(items, 3, hold=hold) == [items[n] for n in chosen]


async def test_rare_kinds_gather_while_batch_follows_batch() -> None:
    batches: list[list[type]] = []

    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        time.sleep(0.002)
        batches.append([type(item.body) for item in items])
        return [DONE for _ in items]

    lane = WriteQueue(commit, QueueLimits(gather=0.2, calm=30, several=1))
    began = asyncio.get_running_loop().time()
    await lane.submit(BEAT, attempt=1)
    finishes = [asyncio.create_task(lane.submit(FINISH, attempt=n)) for n in (2, 3)]
    while not all(finish.done() for finish in finishes):
        await lane.submit(BEAT, attempt=1)
    assert asyncio.get_running_loop().time() - began >= 0.2
    assert [batch.count(FinishBody) for batch in batches if FinishBody in batch] == [2]
    await lane.close()


async def test_after_a_small_batch_they_gather_for_as_much_less() -> None:
    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        time.sleep(0.002)
        return [DONE for _ in items]

    lane = WriteQueue(commit, QueueLimits(gather=600, calm=600, several=6000))
    await lane.submit(BEAT, attempt=1)
    began = asyncio.get_running_loop().time()
    finish = asyncio.create_task(lane.submit(FINISH, attempt=2))
    while not finish.done():
        await lane.submit(BEAT, attempt=1)
    # a six-thousandth of ten minutes, and not until it is refused for having waited too long
    assert asyncio.get_running_loop().time() - began >= 0.1
    assert finish.result() == DONE
    await lane.close()


async def test_in_a_calm_lane_a_rare_kind_goes_at_once() -> None:
    lane = WriteQueue(lambda items, load: [DONE for _ in items], QueueLimits(gather=30))
    for attempt in (1, 2):
        await asyncio.wait_for(lane.submit(FINISH, attempt=attempt), 20)
        await asyncio.sleep(0.05)
    await lane.close()


class Gate:
    """A commit that waits until it is let through, and remembers its batches."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.batches: list[int] = []

    def __call__(self, items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        self.open.wait(60)
        self.batches.append(len(items))
        return [DONE for _ in items]


async def test_what_arrives_during_a_commit_is_the_next_batch() -> None:
    gate = Gate()
    lane = WriteQueue(gate)
    waiting = [asyncio.create_task(lane.submit(BEAT, attempt=1))]
    await asyncio.sleep(0.05)
    waiting += [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in range(2, 7)]
    await asyncio.sleep(0.05)
    assert not any(task.done() for task in waiting)
    gate.open.set()
    assert await asyncio.gather(*waiting) == [DONE] * 6
    assert gate.batches == [1, 5]
    await lane.close()


async def test_a_full_queue_refuses_at_once() -> None:
    gate = Gate()
    lane = WriteQueue(gate, QueueLimits(queue=2))
    tasks = [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in range(1, 4)]
    await asyncio.sleep(0.05)
    tasks += [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in range(4, 7)]
    await asyncio.sleep(0.05)
    gate.open.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    refused = [one for one in results if isinstance(one, RefusedRequest)]
    assert refused
    assert {one.error for one in refused} == {Error.BUSY}
    await lane.close()


async def test_what_no_browser_waits_for_any_more_is_refused_and_not_stored() -> None:
    gate = Gate()
    lane = WriteQueue(gate)
    tasks = [asyncio.create_task(lane.submit(BEAT, attempt=1))]
    await asyncio.sleep(0.05)
    tasks += [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in (2, 3)]
    await asyncio.sleep(0.05)
    for waiting in lane._queue.first:
        waiting.since -= lane.limits.stale
    tasks.append(asyncio.create_task(lane.submit(BEAT, attempt=4)))
    await asyncio.sleep(0.05)
    gate.open.set()
    first, *stale, last = await asyncio.gather(*tasks)
    assert first is last is DONE
    assert [one.error for one in stale if isinstance(one, RefusedRequest)] == [Error.BUSY] * 2
    assert gate.batches == [1, 1]
    await lane.close()


async def test_a_batch_that_fails_is_taken_item_by_item() -> None:
    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        if any(item.attempt == 2 for item in items):
            raise IntegrityError
        return [DONE for _ in items]

    lane = WriteQueue(commit)
    tasks = [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in (1, 2, 3)]
    one, two, three = await asyncio.gather(*tasks)
    assert (one, three) == (DONE, DONE)
    assert isinstance(two, RefusedRequest)
    assert two.error is Error.FAILED
    await lane.close()


async def test_a_row_that_is_held_alone_is_trouble_that_passes() -> None:
    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        raise OperationalError from LockNotAvailable()

    lane = WriteQueue(commit)
    refused = await lane.submit(BEAT, attempt=1)
    assert isinstance(refused, RefusedRequest)
    assert refused.error is Error.BUSY
    assert not lane.is_away
    await lane.close()


async def test_a_database_that_goes_away_is_not_asked_for_each_item() -> None:
    calls: list[int] = []

    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        calls.append(len(items))
        if len(items) > 1:
            raise IntegrityError
        if items[0].attempt == 3:
            raise DatabaseAway
        return [DONE]

    lane = WriteQueue(commit, QueueLimits(probe_every=600))
    tasks = [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in range(1, 201)]
    outcomes = await asyncio.gather(*tasks)
    assert calls == [200, 1, 1, 1]
    assert outcomes[:2] == [DONE, DONE]
    assert {one.error for one in outcomes[2:] if isinstance(one, RefusedRequest)} == {Error.BUSY}
    assert lane.is_away
    await lane.close()


async def test_a_stuck_row_waits_its_patience_and_then_comes_again_later() -> None:
    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        return [Again() if item.attempt == 2 else DONE for item in items]

    lane = WriteQueue(commit, QueueLimits(patience=2.0))
    stuck = asyncio.create_task(lane.submit(BEAT, attempt=2))
    served = 0
    while not stuck.done():
        assert await lane.submit(BEAT, attempt=1) is DONE
        served += 1
    assert served > 1, "nobody else waits for it"
    refused = await stuck
    assert isinstance(refused, RefusedRequest)
    await lane.close()


async def test_rows_that_a_stranger_holds_are_no_load_of_the_lane() -> None:
    loads: list[float] = []

    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        loads.append(load)
        return [Again() if item.attempt else DONE for item in items]

    lane = WriteQueue(commit, QueueLimits(patience=1.5, queue=200))
    held = [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in range(1, 150)]
    while not all(task.done() for task in held):
        await lane.submit(BEAT)
    assert max(loads) < 0.1
    await lane.close()


async def test_after_a_commit_that_stalled_the_others_are_told_of_no_load() -> None:
    loads: list[float] = []

    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        loads.append(load)
        if len(loads) == 1:
            time.sleep(1.5)
        return [DONE for _ in items]

    lane = WriteQueue(commit)
    waiting = [asyncio.create_task(lane.submit(BEAT, attempt=1))]
    await asyncio.sleep(0.05)
    waiting += [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in range(2, 300)]
    await asyncio.gather(*waiting)
    for _ in range(3):
        await lane.submit(BEAT, attempt=1)
    assert max(loads) < 0.01
    assert lane.load == 0
    await lane.close()


async def test_while_the_database_is_away_only_a_probe_waits_for_it() -> None:
    calls: list[int] = []

    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        calls.append(len(items))
        raise DatabaseAway

    lane = WriteQueue(commit, QueueLimits(probe_every=600))
    assert isinstance(await lane.submit(BEAT, attempt=1), RefusedRequest)
    for _ in range(20):
        with pytest.raises(RefusedRequest):
            await lane.submit(BEAT, attempt=1)
    assert calls == [1]
    await lane.close()


async def test_who_was_asked_for_nothing_since_does_not_say_that_the_database_is_away() -> None:
    def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
        raise DatabaseAway

    lane = WriteQueue(commit)
    await lane.submit(BEAT, attempt=1)
    told = [lane.is_away]
    lane._probed_at -= lane.limits.forgets
    told.append(lane.is_away)
    assert told == [True, False]
    await lane.close()


async def test_a_lane_that_closes_commits_what_it_took() -> None:
    gate = Gate()
    lane = WriteQueue(gate)
    tasks = [asyncio.create_task(lane.submit(BEAT, attempt=n)) for n in (1, 2, 3)]
    await asyncio.sleep(0.05)
    gate.open.set()
    await lane.close()
    assert await asyncio.gather(*tasks) == [DONE] * 3
    with pytest.raises(RefusedRequest):
        await lane.submit(BEAT, attempt=1)


@contextmanager
def unwritable() -> Iterator[None]:
    """The table of answers refuses every write at the last moment, as a full disk does."""
    with connection.cursor() as cursor:
        for statement in BREAK[connection.vendor]:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        cursor.execute(MEND[connection.vendor])


BREAK = {
    "sqlite": [
        "CREATE TRIGGER full_disk BEFORE INSERT ON competition_answer"
        " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN"
        " RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'could not extend file'; END $$"
        " LANGUAGE plpgsql",
        "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON competition_answer"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION full_disk()",
    ],
}
MEND = {
    "sqlite": "DROP TRIGGER full_disk",
    "postgresql": "DROP TRIGGER full_disk ON competition_answer",
}


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_fails_at_the_end_acknowledges_nothing(sitting: Sitting) -> None:
    attempt = cast.make_attempt(sitting.entry.school_class.cards.get(number=1), sitting)
    item = PendingRequest(AnswersBody(events=[EventBody(1, 1, 1)]), attempt.pk, 1)
    with unwritable(), pytest.raises((DatabaseAway, DatabaseError)):
        batch.commit([item], 0.0)
    assert Answer.objects.count() == 0
    batch.commit([item], 0.0)
    assert Answer.objects.count() == 1
