"""Wrong PINs: they slow the card they are typed for, and nobody else."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Attempt, Entry, PinGuess, Sitting
from competition.sittings.actions import sittings
from competition.sittings.queries.monitor import sitting_state
from schools.models import Card, School
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall

pytestmark = pytest.mark.django_db(transaction=True)
CARDS, ROUNDS = 30, 20


@pytest.fixture
def full_class(school: School, teacher: User, edition: object) -> Sitting:
    """Thirty cards with PINs nobody guesses in the first five tries."""
    school_class = cast.make_class(school, teacher, label="VII-5", cards=CARDS)
    entry: Entry = cast.make_entry(school_class, edition)  # type: ignore[arg-type]
    return cast.make_sitting(entry)


async def test_six_hundred_guesses_get_in_nowhere_and_hold_up_nobody(
    full_class: Sitting, school: School, teacher: User
) -> None:
    began = time.monotonic()
    async with open_hall() as client:
        honest = Pupil(client)
        seen: Counter[str] = Counter()
        for guess in range(ROUNDS):
            tries = [
                Pupil(client).join(full_class, number, pin=f"{guess * 3:04}")
                for number in range(1, CARDS + 1)
            ]
            seen.update(reply.get("error", "in") for _, reply in await asyncio.gather(*tries))
        assert sum(seen.values()) == ROUNDS * CARDS
        assert set(seen) == {"wrong_pin", "slow_down"}
        assert seen["wrong_pin"] <= CARDS * tries_within(time.monotonic() - began)
        other = await sync_to_async(other_sitting)(full_class, school, teacher)
        assert (await honest.join(other))[0] == 200
    assert await Attempt.objects.filter(sitting=full_class).acount() == 0


def tries_within(seconds: float) -> int:
    """How often a card may be tried in this time: five times, then after 10, 20, 40, … seconds."""
    return 5 + sum(seconds >= after for after in (10, 30, 70, 150, 310))


def other_sitting(full_class: Sitting, school: School, teacher: User) -> Sitting:
    """The class next door."""
    school_class = cast.make_class(school, teacher, label="VII-6")
    return cast.make_sitting(cast.make_entry(school_class, full_class.entry.edition))


async def test_the_right_pin_does_not_help_while_the_card_has_to_wait(sitting: Sitting) -> None:
    async with open_hall() as client:
        for _ in range(4):
            assert (await Pupil(client).join(sitting, pin="9999"))[1]["wait"] == 0
        assert (await Pupil(client).join(sitting, pin="9999"))[1]["wait"] == 10
        status, reply = await Pupil(client).join(sitting)
        assert (status, reply["error"]) == (429, "slow_down")
        assert (await Pupil(client).join(sitting, 2))[0] == 200


@pytest.fixture
def locked(sitting: Sitting, card: Card) -> Card:
    PinGuess.objects.create(sitting=sitting, card=card, wrong=10, last_at=clock.now())
    return card


async def test_a_locked_card_opens_when_the_teacher_releases_it(
    sitting: Sitting, locked: Card, teacher: User
) -> None:
    async with open_hall() as client:
        assert await Pupil(client).join(sitting) == (429, {"error": "card_locked"})
        await sync_to_async(sittings.release)(sitting, card=locked, by=teacher, at=clock.now())
        assert (await Pupil(client).join(sitting))[0] == 200


def test_the_teacher_is_told_of_wrong_pins(sitting: Sitting, locked: Card) -> None:
    row = sitting_state(sitting, at=clock.now())["cards"][0]
    assert (row["wrong_pins"], row["locked"], row["state"]) == (10, True, "absent")


async def test_unknown_codes_share_one_bucket_that_holds_up_nobody_else(sitting: Sitting) -> None:
    async with open_hall() as client:
        tries = [
            Pupil(client).post("join", {"code": f"{n:06}", "number": 1, "pin": "1001"})
            for n in range(600)
        ]
        seen = Counter(reply["error"] for _, reply in await asyncio.gather(*tries))
        assert set(seen) == {"unknown_code", "slow_down"}
        assert seen["unknown_code"] >= 300
        assert (await Pupil(client).join(sitting))[0] == 200
