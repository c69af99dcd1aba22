"""A class plays without PINs, and somebody at home who knows the code gets nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import cycle
from uuid import uuid4

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from base import clock
from base.models import User
from competition import exceptions
from competition.models import Answer, Attempt, Decision, Entry, Lease, Sitting, WaitingBrowser
from competition.pupil_api import joining
from competition.pupil_api.attempt_state import Batch
from competition.pupil_api.pending import PendingRequest
from competition.pupil_api.protocol import JoinBody
from competition.rules.waiting_room import GONE
from competition.sittings.actions.sittings import close, let_all_in, let_in, open_sitting
from competition.sittings.queries.monitor import sitting_state
from schools.models import Card
from tests import cast
from tests.competition.pupil_api.book import another_clock
from tests.competition.pupil_api.client import Pupil, open_hall, start_now

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = (409, {"error": "let_in", "wait": 3.0})
# No two browsers of a test have one sign by chance.
signs = cycle(range(256))


@pytest.fixture
def open_door(entry: Entry, teacher: User) -> Sitting:
    """A sitting without PINs."""
    kind = Sitting.Kind.OFFICIAL
    Card.objects.update(name="Lejla", extra_time=50)
    return open_sitting(entry, kind=kind, without_pins=True, by=teacher, at=clock.now())


@pytest.fixture
async def hall() -> AsyncIterator[httpx.AsyncClient]:
    async with open_hall() as client:
        yield client


@pytest.mark.django_db
def test_the_code_says_that_no_pin_is_asked_for(open_door: Sitting) -> None:
    assert len(open_door.code) == 6
    assert open_door.code[0] == "9"


class Browser(Pupil):
    """One that has no PIN to type, and a name of its own."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        super().__init__(client)
        self.id = f"{next(signs):02x}{uuid4().hex[2:]}"

    @property
    def sign(self) -> str:
        return self.id[:2].upper()

    async def come(self, sitting: Sitting, number: int) -> tuple[int, dict[str, object]]:
        """Join, or ask whether one may."""
        self.credential = ""
        body = {"code": sitting.code, "number": number, "pin": "", "id": self.id}
        status, reply = await self.post("join", body)
        self.credential = reply.get("credential", "")
        return status, reply


@sync_to_async
def all_in(sitting: Sitting, teacher: User) -> int:
    return let_all_in(sitting, by=teacher, at=clock.now())


@sync_to_async
def choose(sitting: Sitting, number: int, browser: Browser, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=number)
    let_in(sitting, card=card, sign=browser.sign, by=teacher, at=clock.now())


@sync_to_async
def seats(sitting: Sitting) -> list[tuple[str, str]]:
    cards = sitting_state(Sitting.objects.get(pk=sitting.pk), at=clock.now())["cards"]
    return [(card["state"], card["needs"]) for card in cards]


async def test_numbers_wait_until_the_teacher_lets_all_in(
    hall: httpx.AsyncClient, open_door: Sitting, teacher: User
) -> None:
    one, two = Browser(hall), Browser(hall)
    assert [await one.come(open_door, 1), await two.come(open_door, 2)] == [WAITS, WAITS]
    assert await seats(open_door) == [("here", ""), ("here", ""), ("absent", "")]
    assert not await Attempt.objects.aexists()
    assert await all_in(open_door, teacher) == 2
    assert (await one.come(open_door, 1))[0] == 200
    assert (await Decision.objects.aget(kind="let_in")).amount == 2


async def test_a_number_that_comes_twice_stops_both_until_one_is_chosen(
    hall: httpx.AsyncClient, open_door: Sitting, teacher: User
) -> None:
    child, stranger, other = Browser(hall), Browser(hall), Browser(hall)
    for browser, number in ((child, 1), (stranger, 1), (other, 2)):
        assert await browser.come(open_door, number) == WAITS
    assert (await seats(open_door))[0] == ("twice", "choose")
    assert await all_in(open_door, teacher) == 1
    assert [await child.come(open_door, 1), await stranger.come(open_door, 1)] == [WAITS, WAITS]
    await choose(open_door, 1, child, teacher)
    assert (await child.come(open_door, 1))[0] == 200
    assert await stranger.come(open_door, 1) == WAITS


async def test_no_two_that_wait_for_a_number_have_one_sign(
    hall: httpx.AsyncClient, open_door: Sitting, teacher: User
) -> None:
    child, same, other = Browser(hall), Browser(hall), Browser(hall)
    same.id = child.id[:2] + same.id[2:]
    assert await child.come(open_door, 1) == WAITS
    taken = (409, {"error": "sign_taken", "wait": 3.0})
    assert [await same.come(open_door, 1), await same.come(open_door, 2)] == [taken, WAITS]
    # the first is never asked to change, and one that is gone has no sign
    assert [await child.come(open_door, 1), await other.come(open_door, 1)] == [WAITS, WAITS]
    await choose(open_door, 1, child, teacher)
    assert (await child.come(open_door, 1))[0] == 200
    await WaitingBrowser.objects.aupdate(heard_at=clock.now() - GONE)
    assert await same.come(open_door, 1) == WAITS


async def test_somebody_at_home_with_the_code_gets_nothing(
    hall: httpx.AsyncClient, open_door: Sitting, teacher: User
) -> None:
    child, stranger = Browser(hall), Browser(hall)
    await child.come(open_door, 1)
    await all_in(open_door, teacher)
    await child.come(open_door, 1)
    await start_now(open_door, teacher)
    await child.start()
    # a number that is in, one that is absent, one there is not
    assert await stranger.come(open_door, 1) == WAITS
    assert await stranger.come(open_door, 2) == WAITS
    assert (await stranger.come(open_door, 9))[0] == 404
    # with a PIN, right or wrong, it is the same door
    assert (await Pupil(hall).join(open_door, 2, id=uuid4().hex)) == WAITS
    for name, body in (("start", {"language": "bs"}), ("heartbeat", {}), ("finish", {"made": 0})):
        assert (await stranger.post(name, body))[0] == 401
    assert await Attempt.objects.acount() == 1
    assert (await child.choose(1, 2))[0] == 200
    assert await Answer.objects.acount() == 1
    with pytest.raises(exceptions.AlreadyStarted):
        await all_in(open_door, teacher)


async def test_after_the_start_a_new_browser_comes_in_by_the_teacher_alone(
    hall: httpx.AsyncClient, open_door: Sitting, teacher: User
) -> None:
    first, second, late = Browser(hall), Browser(hall), Browser(hall)
    await first.come(open_door, 1)
    await all_in(open_door, teacher)
    await first.come(open_door, 1)
    await start_now(open_door, teacher)
    await first.start()
    await second.come(open_door, 1)
    await late.come(open_door, 2)
    assert (await seats(open_door))[:2] == [("working", "choose"), ("here", "choose")]
    await choose(open_door, 1, second, teacher)
    await choose(open_door, 2, late, teacher)
    assert (await second.come(open_door, 1))[0] == 200
    assert (await first.post("heartbeat", {}))[1]["state"]["current"] is False
    await late.come(open_door, 2)
    with another_clock(8):
        assert (await late.start())[0] == 200
    # who was followed does not come back by itself
    assert await first.come(open_door, 1) == WAITS


async def test_who_was_let_in_is_not_asked_for_again_because_of_a_quiz_that_never_began(
    hall: httpx.AsyncClient, entry: Entry, open_door: Sitting, teacher: User
) -> None:
    await Pupil(hall).join(await sync_to_async(cast.make_sitting)(entry), 2)
    await Lease.objects.aupdate(heard_at=clock.now() - timedelta(days=1))
    await start_now(open_door, teacher)
    late = Browser(hall)
    await late.come(open_door, 2)
    await choose(open_door, 2, late, teacher)
    _status, reply = await late.come(open_door, 2)
    assert (await Attempt.objects.aget()).sitting_id == open_door.pk
    assert (await seats(open_door))[1] == ("ready", "")
    assert reply["code"] == open_door.code


async def test_the_own_result_opens_by_receipt_alone(
    hall: httpx.AsyncClient, open_door: Sitting, teacher: User
) -> None:
    child = Browser(hall)
    await child.come(open_door, 1)
    await all_in(open_door, teacher)
    await child.come(open_door, 1)
    await start_now(open_door, teacher)
    await child.start()
    await child.finish()
    await sync_to_async(close)(open_door, by=teacher, at=clock.now())
    assert await child.come(open_door, 1) == (410, {"error": "sitting_closed"})
    assert (await Pupil(hall).join(open_door, 1, id=child.id))[0] == 410
    assert not await WaitingBrowser.objects.aexists()


async def test_who_floods_a_number_leaves_six_rows(
    hall: httpx.AsyncClient, open_door: Sitting
) -> None:
    said = [(await Browser(hall).come(open_door, 1))[1]["error"] for _ in range(8)]
    assert said == ["let_in"] * 6 + ["slow_down"] * 2
    assert await WaitingBrowser.objects.acount() == 6
    # nor does it grow while the sitting is open: who comes new takes the place of who is gone
    await WaitingBrowser.objects.aupdate(heard_at=clock.now() - GONE)
    assert (await Browser(hall).come(open_door, 1)) == WAITS
    assert await WaitingBrowser.objects.acount() == 1


async def test_a_class_with_pins_says_that_one_is_needed_and_counts_no_wrong_one(
    hall: httpx.AsyncClient, sitting: Sitting
) -> None:
    assert await Browser(hall).come(sitting, 1) == (403, {"error": "pin_needed"})
    assert not await sitting.pin_guesses.aexists()


def test_a_class_with_pins_takes_no_statement_more(sitting: Sitting) -> None:
    item = PendingRequest(JoinBody(code=sitting.code, number=1, pin="1001", id=uuid4()))
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        sitting_state(sitting, at=clock.now())
        joins = joining.resolve([item])
        joining.decide(joins, Batch(clock.now(), 0.0))
    assert Attempt.objects.exists()
    assert not [one for one in seen if "waitingbrowser" in one["sql"]]


def test_letting_in_is_for_sittings_without_pins(sitting: Sitting, teacher: User) -> None:
    with pytest.raises(exceptions.HasPins):
        let_all_in(sitting, by=teacher, at=clock.now())
