"""A card that is released or given back before the start is free, and its computer hears of it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Attempt, Sitting
from competition.pupil_api.room import attendance
from competition.sittings.actions import sittings
from competition.sittings.queries.monitor import sitting_state
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)


@sync_to_async
def release(sitting: Sitting, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=1)
    sittings.release(sitting, card=card, by=teacher, at=clock.now())


@sync_to_async
def seen(sitting: Sitting) -> tuple[str, int, int]:
    """The tile of card 1, how many the monitor counts as joined, and how many the pupils."""
    state = sitting_state(Sitting.objects.get(pk=sitting.pk), at=clock.now())
    return state["cards"][0]["state"], state["joined"], attendance([sitting.pk])[sitting.pk][0]


async def beat(pupil: Pupil) -> dict[str, Any]:
    state: dict[str, Any] = (await pupil.post("heartbeat", {}))[1]["state"]
    return state


async def test_a_computer_hears_that_its_card_was_released_before_the_start(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    assert "released" not in await beat(pupil)
    assert await seen(sitting) == ("ready", 1, 1)
    await release(sitting, teacher)
    assert (await beat(pupil))["released"] is True
    assert await seen(sitting) == ("absent", 0, 0)
    reply = (await Pupil(hall_client).join(sitting))[1]
    assert "released" not in reply["state"]
    assert await seen(sitting) == ("ready", 1, 1)
    state = await beat(pupil)
    assert (state["current"], "released" in state) == (False, False)


async def test_who_works_is_not_sent_away_by_a_release(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await release(sitting, teacher)
    state = await beat(pupil)
    assert (state["phase"], state["current"], "released" in state) == ("running", True, False)


async def test_a_card_that_is_given_back_is_free_at_once(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting
) -> None:
    await pupil.join(sitting)
    owner = Pupil(hall_client)
    assert await owner.join(sitting) == (409, {"error": "in_use"})
    status, reply = await pupil.post("leave", {})
    assert (status, reply["state"]["released"]) == (200, True)
    assert await seen(sitting) == ("absent", 0, 0)
    assert (await owner.join(sitting))[0] == 200
    assert await seen(sitting) == ("ready", 1, 1)


@pytest.mark.parametrize("leaves", [True, False], ids=["given back", "released"])
async def test_a_card_that_nobody_had_at_the_start_waits_to_be_let_in(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User, leaves: bool
) -> None:
    await pupil.join(sitting)
    if leaves:
        await pupil.post("leave", {})
    else:
        await release(sitting, teacher)
    await start_now(sitting, teacher)
    owner = Pupil(hall_client)
    assert (await owner.join(sitting))[1]["state"]["phase"] == "late"
    assert await owner.start() == (409, {"error": "not_started"})


async def test_a_card_that_is_released_after_the_start_stays_in(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await release(sitting, teacher)
    assert (await Pupil(hall_client).join(sitting))[1]["state"]["phase"] == "starting"


async def test_nobody_gives_back_what_somebody_else_has(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await release(sitting, teacher)
    owner = Pupil(hall_client)
    await owner.join(sitting)
    assert (await pupil.post("leave", {}))[1]["state"]["current"] is False
    assert (await Attempt.objects.aget()).released_at is None
    assert await Pupil(hall_client).join(sitting) == (409, {"error": "in_use"})
