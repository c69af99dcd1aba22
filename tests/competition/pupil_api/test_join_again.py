"""A join whose reply was lost: the same browser says it again and has the same lease."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Attempt, Lease, Sitting
from competition.sittings.actions import sittings
from tests import cast
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)
MINE, OTHER = "0f" * 16, "a1" * 16


async def leases() -> list[int]:
    return [
        number async for number in Lease.objects.order_by("pk").values_list("number", flat=True)
    ]


async def test_a_join_that_is_said_again_gets_the_same_lease_and_reply(
    pupil: Pupil, sitting: Sitting
) -> None:
    first = await pupil.join(sitting, id=MINE)
    assert first[0] == 200
    assert await pupil.join(sitting, id=MINE) == first
    assert await leases() == [1]


async def test_also_after_the_start_and_with_answers_stored(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    first = (await pupil.join(sitting, id=MINE))[1]
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.choose(1, 2)
    await pupil.choose(2, 1)
    again = Pupil(hall_client)
    status, reply = await again.join(sitting, id=MINE)
    assert (status, reply["credential"]) == (200, first["credential"])
    assert (await again.start())[1]["answers"] == {"1": 2, "2": 1}
    # What the lease had stored is still known: its next number is the third.
    assert (await again.post("answers", {"events": [[2, 2, 3]]}))[1]["refused"] == [2]
    assert (await pupil.post("heartbeat", {}))[1]["state"]["current"] is True


async def test_two_that_come_at_once_get_one_lease(
    hall_client: httpx.AsyncClient, sitting: Sitting
) -> None:
    replies = await asyncio.gather(*(Pupil(hall_client).join(sitting, id=MINE) for _ in range(3)))
    assert [status for status, _ in replies] == [200] * 3
    assert len({reply["credential"] for _, reply in replies}) == 1
    assert await leases() == [1]


@pytest.mark.parametrize("name", [OTHER, ""], ids=["another name", "no name"])
async def test_another_browser_is_held_off_as_before(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, name: str
) -> None:
    await pupil.join(sitting, id=MINE)
    other = Pupil(hall_client)
    reply = await (other.join(sitting, id=name) if name else other.join(sitting))
    assert reply == (409, {"error": "in_use"})


async def test_a_name_opens_nothing_without_the_pin(pupil: Pupil, sitting: Sitting) -> None:
    await pupil.join(sitting, id=MINE)
    assert (await pupil.join(sitting, pin="9999", id=MINE))[1]["error"] == "wrong_pin"


async def test_two_pages_without_a_name_are_two_browsers(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting
) -> None:
    await pupil.join(sitting)
    assert await Pupil(hall_client).join(sitting) == (409, {"error": "in_use"})


async def test_the_name_of_a_lease_that_was_taken_over_is_worth_nothing(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting, id=MINE)
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    assert (await Pupil(hall_client).join(sitting, id=OTHER))[0] == 200
    assert await pupil.join(sitting, id=MINE) == (409, {"error": "in_use"})
    assert await leases() == [1, 2]


async def test_a_repeated_join_uses_no_release_up(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting, id=MINE)
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    assert (await pupil.join(sitting, id=MINE))[0] == 200
    assert (await Attempt.objects.aget()).lease == 1
    assert (await Pupil(hall_client).join(sitting, id=OTHER))[0] == 200


async def test_also_where_the_code_of_the_other_group_was_typed(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting, id=MINE)
    await start_now(sitting, teacher)
    await pupil.start()
    beside = await sync_to_async(cast.make_sitting)(sitting.entry, by=teacher)
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    new = Pupil(hall_client)
    replies = [await new.join(beside, id=OTHER) for _ in range(2)]
    assert [(status, reply.get("code")) for status, reply in replies] == [(200, sitting.code)] * 2
    assert replies[0][1]["credential"] == replies[1][1]["credential"]
    assert await leases() == [1, 2]


@pytest.mark.parametrize(
    "name", ["", "12", "g" * 32, "0f" * 17], ids=["empty", "short", "no digits", "long"]
)
async def test_a_name_is_128_bits(pupil: Pupil, sitting: Sitting, name: str) -> None:
    assert await pupil.join(sitting, id=name) == (400, {"error": "bad_request"})
