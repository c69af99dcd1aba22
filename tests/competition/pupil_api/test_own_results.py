"""After the close code, number and PIN open the own result; what goes along to another computer."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Lease, Sitting
from competition.sittings.actions import sittings
from competition.sittings.actions.ending import reopen
from leaderboard.receipts.actions import open_receipt
from leaderboard.receipts.queries import OwnResult
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)


@sync_to_async
def close_now(sitting: Sitting, teacher: User) -> None:
    sittings.close(sitting, by=teacher, at=clock.now())


@sync_to_async
def reopen_now(sitting: Sitting, teacher: User) -> None:
    reopen(sitting, reason="mistake", by=teacher, at=clock.now())


@sync_to_async
def opens(receipt: str) -> OwnResult:
    """What a receipt opens now."""
    opened = open_receipt([receipt], at=clock.now())
    assert opened is not None, "the receipt on paper is unknown"
    return opened.result


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


# ------------------------------------------------------------------ opened again


async def test_the_receipt_that_was_copied_stays_when_the_sitting_is_opened_again(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.choose(1, 1)
    await close_now(sitting, teacher)
    copied = (await pupil.post("heartbeat", {}))[1]["state"]["receipt"]
    assert "goes_on" not in await opens(copied)
    await reopen_now(sitting, teacher)
    # To the page a receipt is the end: at work again there is none, and the paper opens nothing.
    replies = [
        await pupil.post("heartbeat", {}),
        await pupil.choose(2, 1),
        await pupil.start(),
        await pupil.join(sitting),
    ]
    states = [reply["state"] for _status, reply in replies]
    assert [(one["phase"], one["receipt"]) for one in states] == [("running", None)] * 4
    meanwhile = await opens(copied)
    assert (meanwhile["phase"], meanwhile["score"], meanwhile["goes_on"]) == ("wait", None, True)
    await pupil.start()
    assert (await pupil.finish())[1]["receipt"] == copied
    await close_now(sitting, teacher)
    found = await opens(copied)
    assert (found["phase"], "goes_on" in found) == ("scored", False)


async def test_nor_does_a_second_end_by_the_teacher_hand_out_another(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await close_now(sitting, teacher)
    copied = (await pupil.post("heartbeat", {}))[1]["state"]["receipt"]
    await reopen_now(sitting, teacher)
    await close_now(sitting, teacher)
    assert (await pupil.post("heartbeat", {}))[1]["state"]["receipt"] == copied


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
