"""Times lock, read and write of ``competition.pupil_api.storage`` in both versions.

``python -m bench.time_rows SIZE…`` works on the database that DATABASE_URL names, staged by
``bench.stage``, and prints ``{size: {"sql", "orm"}}``, seconds of processor time for one batch.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.db import transaction  # noqa: E402

from competition.models import Attempt, Lease, Sitting  # noqa: E402
from competition.pupil_api import storage_orm, storage_postgresql  # noqa: E402
from competition.pupil_api.lease_state import LeaseState, Stored  # noqa: E402
from schools import clock  # noqa: E402

ROUNDS, WARM = 60, 8
WAYS: dict[str, tuple[Callable[..., object], ...]] = {
    "sql": (storage_postgresql.lock, storage_postgresql.read, storage_postgresql.write),
    "orm": (storage_orm.lock, storage_orm.read, storage_orm.write),
}
made = Counter[int]()


def main(*sizes: str) -> None:
    """Both ways in turns, so that whatever else the machine does falls on both."""
    ids = _attempts()
    found = {}
    for size in map(int, sizes):
        spent = dict.fromkeys(WAYS, 0.0)
        for turn in range(WARM + ROUNDS):
            for way in WAYS:
                seconds = _batch(way, random.sample(ids, size))
                spent[way] += seconds if turn >= WARM else 0.0
        found[size] = {way: seconds / ROUNDS for way, seconds in spent.items()}
    print(json.dumps(found))


def _attempts() -> list[int]:
    """A running attempt with a lease for each card of every sitting."""
    at = clock.now()
    attempts = Attempt.objects.bulk_create(
        Attempt(
            card=card,
            entry=sitting.entry,
            sitting=sitting,
            kind=sitting.kind,
            joined_at=at,
            started_at=at,
            deadline=at + timedelta(minutes=20),
            lease=1,
        )
        for sitting in Sitting.objects.select_related("entry__school_class")
        for card in sitting.entry.school_class.cards.all()
    )
    Lease.objects.bulk_create(
        Lease(attempt=attempt, number=1, opened_at=at, heard_at=at, active_at=at)
        for attempt in attempts
    )
    return [attempt.pk for attempt in attempts]


def _batch(way: str, ids: list[int]) -> float:
    """Seconds of processor time for one answer of each of these attempts."""
    lock, read, write = WAYS[way]
    began = time.thread_time()
    with transaction.atomic():
        lock(ids)
        turns = [LeaseState.of(row) for row in read(ids)]  # type: ignore[attr-defined]
        write([_answer(turn) for turn in turns], turns, at=clock.now())
    return time.thread_time() - began


def _answer(turn: LeaseState) -> Stored:
    attempt = turn.row.attempt
    made[attempt] += 1
    turn.top_seq, turn.active = made[attempt], True
    return Stored(attempt, 1, made[attempt], 1, 1, clock.now(), 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
