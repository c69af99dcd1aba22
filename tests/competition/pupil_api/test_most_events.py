"""How many events one attempt may have: far more than a child makes, far less than a script."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Answer, Sitting
from competition.rules.pacing import MOST_EVENTS
from competition.sittings.actions import sittings
from tests.competition.pupil_api.client import Pupil

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def pupil(hall_client: httpx.AsyncClient, sitting: Sitting, teacher: User) -> Pupil:
    pupil = Pupil(hall_client)
    await pupil.join(sitting)
    ago = clock.now() - timedelta(seconds=8)
    await sync_to_async(sittings.start_all)(sitting, by=teacher, at=ago)
    await pupil.start()
    return pupil


async def send(pupil: Pupil, first: int, last: int) -> tuple[list[int], list[int]]:
    """(acknowledged, refused) of events with these numbers, as many at once as are allowed."""
    acked, refused = [], []
    for begin in range(first, last + 1, 500):
        numbers = range(begin, min(begin + 500, last + 1))
        status, reply = await pupil.post(
            "answers", {"events": [[n, 1, n % 3 + 1] for n in numbers]}
        )
        assert status == 200
        acked += reply["acked"]
        refused += reply["refused"]
    return acked, refused


async def test_what_goes_beyond_is_refused_by_number_and_not_stored(pupil: Pupil) -> None:
    acked, refused = await send(pupil, 1, MOST_EVENTS + 3)
    assert acked == list(range(1, MOST_EVENTS + 1))
    assert refused == [MOST_EVENTS + 1, MOST_EVENTS + 2, MOST_EVENTS + 3]
    assert await Answer.objects.acount() == MOST_EVENTS


async def test_what_is_stored_is_acknowledged_again_and_the_finish_is_open(pupil: Pupil) -> None:
    await send(pupil, 1, MOST_EVENTS + 1)
    assert await send(pupil, MOST_EVENTS, MOST_EVENTS + 1) == ([MOST_EVENTS], [MOST_EVENTS + 1])
    assert (await pupil.post("finish", {"made": MOST_EVENTS}))[0] == 200


async def test_all_leases_of_an_attempt_share_the_number(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await send(pupil, 1, MOST_EVENTS - 2)
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    other = Pupil(hall_client)
    await other.join(sitting)
    assert await send(other, 1, 4) == ([1, 2], [3, 4])
    assert await send(pupil, MOST_EVENTS - 2, MOST_EVENTS - 1) == (
        [MOST_EVENTS - 2],
        [MOST_EVENTS - 1],
    )


async def test_holes_make_no_room(pupil: Pupil) -> None:
    assert await send(pupil, MOST_EVENTS, MOST_EVENTS + 1) == ([MOST_EVENTS], [MOST_EVENTS + 1])
    assert await send(pupil, 1, 3) == ([1, 2, 3], [])
