"""The short patience of the write queue's connection is nobody else's."""

from __future__ import annotations

import asyncio
import threading

import pytest
from django.db import connection

from competition.models import Sitting
from schools.models import Card
from tests.competition.pupil_api.client import Pupil, open_hall
from tests.waiting import PATIENCE

AT_ONCE = 4


def patience(all_there: threading.Barrier) -> str:
    """How long a connection of the pool waits for a lock."""
    try:
        with connection.cursor() as cursor:
            all_there.wait(PATIENCE)
            cursor.execute("SHOW lock_timeout")
            return str(cursor.fetchone()[0])
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
async def test_a_write_queue_that_stops_gives_the_pool_no_connection_in_a_hurry(
    sitting: Sitting, card: Card
) -> None:
    async with open_hall() as browser:
        status, _reply = await Pupil(browser).join(sitting)
    assert status == 200
    barrier = threading.Barrier(AT_ONCE)
    looks = [asyncio.to_thread(patience, barrier) for _each in range(AT_ONCE)]
    assert await asyncio.gather(*looks) == ["3s"] * AT_ONCE
