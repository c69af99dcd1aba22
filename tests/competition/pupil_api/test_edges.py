"""What the pupil API refuses to one and still does for the next: PINs, cards, locked rows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.core.signing import Signer
from django.db import connection, transaction

from base import clock
from base.models import User
from competition.models import Attempt, Lease, Sitting
from competition.pupil_api import credentials
from competition.sittings.actions import sittings
from schools.models import Card
from tests import cast
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
MINE = "0f" * 16


@pytest.fixture
async def old(pupil: Pupil, sitting: Sitting, teacher: User) -> Pupil:
    """A computer at work from which the card has gone to another."""
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.choose(1, 2)
    await release(sitting, teacher)
    return pupil


@pytest.fixture
async def new(hall_client: httpx.AsyncClient, old: Pupil, sitting: Sitting) -> Pupil:
    """The other one."""
    pupil = Pupil(hall_client)
    assert (await pupil.join(sitting))[0] == 200
    return pupil


@sync_to_async
def release(sitting: Sitting, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=1)
    sittings.release(sitting, card=card, by=teacher, at=clock.now())


@sync_to_async
def reopened(sitting: Sitting, teacher: User) -> Sitting:
    """Another sitting of the class, after the first was closed a minute ago."""
    sittings.close(sitting, by=teacher, at=clock.now())
    Lease.objects.update(heard_at=clock.now() - MINUTE)
    return cast.make_sitting(sitting.entry, by=teacher)


# ---------------------------------------------------------------- another computer


async def test_a_computer_that_lost_the_card_starts_and_finishes_nothing(
    old: Pupil, new: Pupil
) -> None:
    assert (await old.start())[1] == {"error": "superseded"}
    assert (await old.finish())[1] == {"error": "superseded"}
    assert (await Attempt.objects.aget()).finished_at is None


async def test_a_computer_that_lost_the_card_learns_no_receipt(old: Pupil, new: Pupil) -> None:
    await new.start()
    receipt = (await new.finish())[1]["receipt"]
    assert (await new.post("heartbeat", {}))[1]["state"]["receipt"] == receipt
    state = (await old.post("heartbeat", {}))[1]["state"]
    assert (state["current"], state["receipt"]) == (False, None)


async def test_the_next_computer_shows_the_choice_that_was_made_last(
    old: Pupil, new: Pupil
) -> None:
    await old.choose(1, 3)
    assert (await new.start())[1]["answers"] == {"1": 3}
    await new.choose(1, 1)
    assert (await new.start())[1]["answers"] == {"1": 1}


async def test_a_finish_that_is_repeated_changes_neither_receipt_nor_moment(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    first = (await pupil.finish())[1]["receipt"]
    finished_at = (await Attempt.objects.aget()).finished_at
    assert (await pupil.finish())[1]["receipt"] == first
    assert (await Attempt.objects.aget()).finished_at == finished_at


async def test_a_browser_that_comes_to_the_next_sitting_waits_there(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting, id=MINE)
    following = await reopened(sitting, teacher)
    assert (await pupil.join(following, id=MINE))[1]["state"]["phase"] == "waiting"
    assert (await Attempt.objects.aget()).sitting_id == following.pk


async def test_who_comes_to_the_next_sitting_after_its_start_is_late(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    following = await reopened(sitting, teacher)
    await start_now(following, teacher)
    assert (await pupil.join(following))[1]["state"]["phase"] == "late"
    assert (await pupil.start())[1] == {"error": "not_started"}


async def test_who_is_at_work_is_told_the_code_it_works_under_whichever_was_typed(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    assert (await pupil.join(sitting))[1]["code"] == sitting.code
    await start_now(sitting, teacher)
    await pupil.start()
    beside = await sync_to_async(cast.make_sitting)(sitting.entry, by=teacher)
    await release(sitting, teacher)
    assert (await pupil.join(beside))[1]["code"] == sitting.code != beside.code


# ---------------------------------------------------------------- credentials and PINs


@pytest.mark.parametrize("salt", ["", "another purpose"], ids=["nobody", "another purpose"])
async def test_a_credential_that_was_signed_by_or_for(
    pupil: Pupil, sitting: Sitting, salt: str
) -> None:
    await pupil.join(sitting)
    named = pupil.credential.partition(":")[0]
    pupil.credential = Signer(salt=salt).sign(named) if salt else f"{named}:{'x' * 43}"
    assert await pupil.post("heartbeat", {}) == (401, {"error": "bad_credential"})


def test_a_credential_names_attempt_and_lease() -> None:
    assert credentials.read(f"Bearer {credentials.issue(12, 3)}".encode()) == (12, 3)


async def test_a_right_pin_wipes_the_slate(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting
) -> None:
    for _ in range(4):
        await Pupil(hall_client).join(sitting, pin="9999")
    assert (await pupil.join(sitting))[0] == 200
    for _ in range(4):
        assert (await Pupil(hall_client).join(sitting, pin="9999"))[1] == {
            "error": "wrong_pin",
            "wait": 0,
        }


# ---------------------------------------------------------------- cards


@pytest.mark.parametrize(
    ("needs", "minutes"),
    [({}, 20), ({"extra_time": 25}, 25), ({"untimed": True}, None)],
    ids=["as all", "a quarter more", "no limit"],
)
async def test_a_card_has_as_much_time_as_it_says(
    pupil: Pupil, sitting: Sitting, teacher: User, needs: dict[str, int], minutes: int | None
) -> None:
    if needs:
        await Card.objects.filter(number=1).aupdate(**needs)
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    attempt = await Attempt.objects.aget()
    assert attempt.started_at is not None
    given = None if attempt.deadline is None else attempt.deadline - attempt.started_at
    assert given == (None if minutes is None else minutes * MINUTE)


# ---------------------------------------------------------------- a row somebody holds


@contextmanager
def holding(lease: Lease) -> Iterator[None]:
    """Somebody else keeps the row of a lease locked, longer than the pupil API waits for it."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Lease.objects.select_for_update().get(pk=lease.pk)
            held.set()
            done.wait(60)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(60)
        yield
    finally:
        done.set()
        thread.join()


async def test_a_row_that_is_held_is_no_absence_of_the_database(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL locks rows")
    other = Pupil(hall_client)
    await pupil.join(sitting)
    await other.join(sitting, 2)
    with holding(await Lease.objects.aget(attempt__card__number=1)):
        assert (await pupil.post("heartbeat", {}))[0] == 503
        assert (await other.post("heartbeat", {}))[0] == 200
    assert (await pupil.post("heartbeat", {}))[0] == 200
