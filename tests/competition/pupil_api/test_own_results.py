"""After the close code, number and PIN open the own result; what goes along to another computer."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async

from competition.models import Attempt, Edition, Lease, Sitting
from competition.sittings.actions import sittings
from schools import clock
from schools.models import User
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)


@sync_to_async
def close_now(sitting: Sitting, teacher: User) -> None:
    sittings.close(sitting, by=teacher, at=clock.now())


@pytest.fixture
async def done(hall_client: httpx.AsyncClient, sitting: Sitting, teacher: User) -> dict[str, Any]:
    """Number 1 has finished, number 2 has joined only; then the sitting is closed."""
    await Pupil(hall_client).join(sitting, 2)
    pupil = Pupil(hall_client)
    await pupil.join(sitting, 1)
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.choose(1, 1)
    reply = (await pupil.finish())[1]
    await close_now(sitting, teacher)
    return reply


async def test_code_number_and_pin_open_the_own_result_after_the_close(
    hall_client: httpx.AsyncClient, sitting: Sitting, done: dict[str, Any]
) -> None:
    status, reply = await Pupil(hall_client).join(sitting, 1)
    assert (status, reply["state"]["phase"]) == (200, "closed")
    assert reply["state"]["receipt"] == done["receipt"]
    assert reply["you"]["number"] == 1
    # It takes the card from nobody.
    assert await Lease.objects.filter(attempt__card__number=1).acount() == 1
    assert (await Pupil(hall_client).join(sitting, 1))[0] == 200


async def test_who_has_no_result_meets_a_closed_sitting(
    hall_client: httpx.AsyncClient, sitting: Sitting, done: dict[str, Any]
) -> None:
    for number in (2, 3, 99):
        assert await Pupil(hall_client).join(sitting, number) == (410, {"error": "sitting_closed"})


async def test_pins_are_slowed_and_locked_after_the_close_as_before(
    hall_client: httpx.AsyncClient, sitting: Sitting, done: dict[str, Any]
) -> None:
    replies = [await Pupil(hall_client).join(sitting, 1, "0000") for _ in range(6)]
    assert [(status, reply["error"]) for status, reply in replies] == [
        *[(403, "wrong_pin")] * 5,
        (429, "slow_down"),
    ]
    assert (await Pupil(hall_client).join(sitting, 1))[0] == 429


async def test_an_archived_edition_opens_nothing(
    hall_client: httpx.AsyncClient, sitting: Sitting, done: dict[str, Any]
) -> None:
    await Edition.objects.aupdate(state=Edition.State.ARCHIVED)
    assert (await Pupil(hall_client).join(sitting, 1))[0] == 410


async def test_a_voided_attempt_has_no_result_to_open(
    hall_client: httpx.AsyncClient, sitting: Sitting, done: dict[str, Any]
) -> None:
    await Attempt.objects.aupdate(voided_at=clock.now())
    assert (await Pupil(hall_client).join(sitting, 1))[0] == 410


# ------------------------------------------------------------------ another computer


async def test_marks_go_along_to_another_computer(
    hall_client: httpx.AsyncClient, sitting: Sitting, teacher: User
) -> None:
    pupil = Pupil(hall_client)
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    assert (await pupil.start())[1]["marks"] == []
    await pupil.post("heartbeat", {"marks": [2, 5, 60]})
    await pupil.post("heartbeat", {"on": 3})
    await sync_to_async(sittings.release)(
        sitting, card=await sitting.entry.school_class.cards.aget(number=1), by=teacher,
        at=clock.now(),
    )  # fmt: skip
    await pupil.join(sitting)
    assert (await pupil.start())[1]["marks"] == [2, 5, 60]
    await pupil.post("heartbeat", {"marks": []})
    assert (await pupil.start())[1]["marks"] == []


@pytest.mark.parametrize("marks", [[0], [61], ["1"], list(range(1, 61)) * 2], ids=str)
async def test_marks_out_of_bounds_are_refused(
    hall_client: httpx.AsyncClient, sitting: Sitting, marks: list[object]
) -> None:
    pupil = Pupil(hall_client)
    await pupil.join(sitting)
    assert (await pupil.post("heartbeat", {"marks": marks}))[0] == 400


async def test_without_a_choice_the_pupil_is_spoken_to_as_the_class(
    hall_client: httpx.AsyncClient, sitting: Sitting
) -> None:
    assert (await Pupil(hall_client).join(sitting, 1))[1]["language"] == "bs"
    assert (await Pupil(hall_client).join(sitting, 2, language="sr-latn"))[1][
        "language"
    ] == "sr-latn"
