"""Rules of the pupil API between joins, releases, voids, notices and clocks that differ."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from base import clock
from base.models import User
from competition.models import Attempt, Lease, Result, Sitting
from competition.pupil_api import credentials, joining, storage
from competition.pupil_api.attempt_state import Batch, runs_of
from competition.pupil_api.pending import Again, PendingRequest
from competition.pupil_api.protocol import JoinBody
from competition.sittings.actions import sittings
from competition.sittings.actions.attempts import void
from competition.sittings.actions.ending import let_play_again
from competition.sittings.actions.results import score_late
from tests import cast
from tests.competition.pupil_api.client import Pupil

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@sync_to_async
def start_all(sitting: Sitting, teacher: User, *, ago: timedelta) -> None:
    sittings.start_all(sitting, by=teacher, at=clock.now() - ago)


async def test_a_voided_card_begins_anew(pupil: Pupil, sitting: Sitting, teacher: User) -> None:
    await pupil.join(sitting)
    first = await Attempt.objects.aget()
    await sync_to_async(void)(first, reason="technical", by=teacher, at=clock.now())
    assert (await pupil.join(sitting))[0] == 200
    assert await Attempt.objects.filter(voided_at=None).acount() == 1


@sync_to_async
def play_anew(sitting: Sitting, teacher: User) -> None:
    """Its computer was not heard of for a minute, and the teacher lets number 1 play anew."""
    Lease.objects.update(heard_at=clock.now() - 60 * SECOND)
    card = sitting.entry.school_class.cards.get(number=1)
    let_play_again(sitting, card=card, reason="power", by=teacher, at=clock.now())


@sync_to_async
def let_in(sitting: Sitting, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=1)
    sittings.admit(sitting, card=card, by=teacher, at=clock.now() - 60 * SECOND)


async def test_a_computer_that_comes_back_goes_on_with_nothing_that_counts_no_more(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_all(sitting, teacher, ago=8 * SECOND)
    await pupil.start()
    assert "released" not in (await pupil.choose(1, 2))[1]["state"]
    await play_anew(sitting, teacher)
    assert (await pupil.post("heartbeat", {}))[1]["state"]["released"] is True
    assert await pupil.start() == (409, {"error": "superseded"})
    # What it had still to send is kept: an organizer may let the attempt count again.
    sent = (await pupil.choose(2, 1))[1]
    assert (sent["acked"], sent["state"]["released"]) == ([2], True)
    assert await pupil.finish() == (409, {"error": "superseded"})
    assert (await Attempt.objects.aget()).finished_at is None
    # The card begins anew at this computer, or at another one.
    status, reply = await pupil.join(sitting)
    assert (status, reply["state"]["phase"], "released" in reply["state"]) == (200, "late", False)
    await let_in(sitting, teacher)
    assert (await pupil.start())[1]["answers"] == {}
    assert (await pupil.finish())[1]["receipt"]


async def test_who_has_waited_with_what_was_voided_does_not_start_it(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    first = await Attempt.objects.aget()
    await sync_to_async(void)(first, reason="technical", by=teacher, at=clock.now())
    await start_all(sitting, teacher, ago=8 * SECOND)
    assert (await pupil.post("heartbeat", {}))[1]["state"]["released"] is True
    assert await pupil.start() == (409, {"error": "superseded"})


async def test_what_was_handed_in_and_voided_since_still_leads_to_its_end(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_all(sitting, teacher, ago=8 * SECOND)
    await pupil.start()
    receipt = (await pupil.finish())[1]["receipt"]
    first = await Attempt.objects.aget()
    await sync_to_async(void)(first, reason="rules", by=teacher, at=clock.now())
    state = (await pupil.post("heartbeat", {}))[1]["state"]
    assert (state["receipt"], "released" in state) == (receipt, False)
    assert (await pupil.finish())[1]["receipt"] == receipt


def test_a_void_between_the_look_and_the_lock_is_seen(sitting: Sitting, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=1)
    attempt = cast.make_attempt(card, sitting, at=clock.now() - 60 * SECOND)
    item = PendingRequest(JoinBody(code=sitting.code, number=1, pin=card.pin))
    with transaction.atomic():
        joins = joining.resolve([item])
        assert joins.attempt_ids == [attempt.pk]
        Attempt.objects.update(voided_at=clock.now())
        batch = Batch(clock.now(), 0.0, runs=runs_of(storage.lock(joins.attempt_ids)))
        outcome = joining.decide(joins, batch)[id(item)]
    assert isinstance(outcome, Again)


async def test_a_browser_hears_that_the_end_of_the_quiz_interrupted_it_and_in_what_it_is_asked(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    _, joined = await pupil.join(sitting)
    assert set(joined["asked"]) == set(cast.LANGUAGES)
    await start_all(sitting, teacher, ago=8 * SECOND)
    await pupil.start()
    assert "interrupted" not in (await pupil.post("heartbeat", {}))[1]["state"]
    await sync_to_async(sittings.close)(sitting, by=teacher, at=clock.now())
    state = (await pupil.post("heartbeat", {}))[1]["state"]
    assert (state["phase"], state["interrupted"]) == ("closed", True)


async def test_a_release_serves_one_take_over(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    assert (await Pupil(hall_client).join(sitting))[0] == 200
    assert await Pupil(hall_client).join(sitting) == (409, {"error": "in_use"})


async def test_a_worker_whose_clock_is_behind_reopens_no_finish(
    pupil: Pupil, sitting: Sitting, teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pupil.join(sitting)
    await start_all(sitting, teacher, ago=8 * SECOND)
    await pupil.start()
    await pupil.choose(1, 2)
    await pupil.finish()
    with monkeypatch.context() as behind:
        behind.setattr(clock.clock, "_wall", clock.clock._wall - 3 * SECOND)
        await pupil.choose(1, 3)
    assert await sync_to_async(score_late)(at=clock.now() + 60 * SECOND) == 1
    assert (await Result.objects.aget()).choices == "20000"


async def test_who_opens_in_the_last_second_starts_with_the_class(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_all(sitting, teacher, ago=7.2 * SECOND)
    assert (await pupil.start())[0] == 200
    attempt = await Attempt.objects.select_related("sitting").aget()
    assert attempt.started_at is not None
    assert attempt.sitting.starts_at is not None
    assert attempt.started_at >= attempt.sitting.starts_at


async def test_a_notice_ends_with_its_sitting(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await Sitting.objects.aupdate(notice="token")
    assert (await pupil.post("heartbeat", {}))[1]["state"]["notice"] == "token"
    await Sitting.objects.aupdate(closed_at=clock.now())
    assert (await pupil.post("heartbeat", {}))[1]["state"]["notice"] == ""


def test_what_is_no_credential_of_ours_is_not_kept_in_memory() -> None:
    kept = credentials._verified.cache_info().currsize
    for number in range(50):
        assert credentials.read(b"Bearer 1.1:forged%d" % number) is None
        assert credentials.read(b"Bearer " + b"x" * 8000 + b"%d" % number) is None
    assert credentials._verified.cache_info().currsize == kept
    assert credentials.read(f"Bearer {credentials.issue(7, 2)}".encode()) == (7, 2)
