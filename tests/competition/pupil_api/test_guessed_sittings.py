"""Somebody tries out PINs in a sitting: teacher and organizer are told, one press releases all."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from base import clock
from base.models import User
from competition.config.runner import Runner
from competition.day.actions import beat
from competition.day.queries.day import memory
from competition.exceptions import NothingToDo
from competition.models import Attempt, Beat, Decision, PinGuess, Sitting
from competition.pupil_api.app import pupil_api
from competition.pupil_api.miss_limit import MissBucket
from competition.pupil_api.protocol import Error, RefusedRequest
from competition.rules.alarms import is_pin_storm
from competition.sittings.actions.sittings import close, release_all
from competition.sittings.queries.monitor import sitting_state
from schools.models import Card, Country
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall

SEEMS = "somebody seems to try out PINs"


@pytest.mark.parametrize(
    ("wrong", "storm"),
    [
        ([], False),
        ([10, 10], False),
        ([1] * 19, False),
        ([1] * 20, True),
        ([0] * 24, False),
        ([10, 9, 1], True),
        ([10, 8, 1], False),
    ],
)
def test_when_wrong_pins_look_like_somebody_who_tries(wrong: list[int], storm: bool) -> None:
    assert is_pin_storm(wrong) is storm


def guess(sitting: Sitting, *wrong: int) -> None:
    """So many wrong PINs for the first cards of the class."""
    cards = Card.objects.filter(school_class=sitting.entry.school_class).order_by("number")
    for card, count in zip(cards, wrong, strict=False):
        PinGuess.objects.create(sitting=sitting, card=card, wrong=count, last_at=clock.now())


def is_warned(client: Client, page: str) -> bool:
    """Whether the monitor shows that PINs are tried out."""
    section = re.search(r'<section[^>]* id="guessed"[^>]*>', client.get(page).text)
    assert section is not None
    return "hidden" not in section[0]


def test_the_monitor_tells_and_one_press_releases_all_on_record(
    client: Client, sitting: Sitting, teacher: User
) -> None:
    guess(sitting, 10, 10, 3)
    client.force_login(teacher)
    page = f"/en/staff/sittings/{sitting.pk}/"
    assert is_warned(client, page)
    reply = client.post(f"{page}act/", {"action": "release_all"}, headers={"Accept": "text/json"})
    state = reply.json()
    assert (state["guessed"], [card["wrong_pins"] for card in state["cards"]]) == (False, [0, 0, 0])
    assert not is_warned(client, page)
    decision = Decision.objects.get(kind=Decision.Kind.RELEASE_ALL)
    assert (decision.sitting, decision.decided_by, decision.amount) == (sitting, teacher, 3)


def test_where_no_wrong_pin_is_noted_nothing_is_released(sitting: Sitting, teacher: User) -> None:
    with pytest.raises(NothingToDo):
        release_all(sitting, by=teacher, at=clock.now())
    assert not Decision.objects.filter(kind=Decision.Kind.RELEASE_ALL).exists()


def test_releasing_all_takes_the_computer_from_nobody(
    sitting: Sitting, attempts: list[Attempt], teacher: User
) -> None:
    guess(sitting, 10, 10, 10)
    release_all(sitting, by=teacher, at=clock.now())
    assert not Attempt.objects.filter(released_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
async def test_a_card_that_was_locked_opens_its_result_after_the_close_once_released(
    sitting: Sitting, card: Card, teacher: User, client: Client
) -> None:
    await sync_to_async(cast.make_attempt)(card, sitting)
    await sync_to_async(close)(sitting, by=teacher, at=clock.now())
    await sync_to_async(guess)(sitting, 10)
    async with open_hall() as browser:
        assert (await Pupil(browser).join(sitting))[1]["error"] == "card_locked"
        await sync_to_async(press)(client, sitting, teacher)
        assert (await Pupil(browser).join(sitting))[0] == 200


def press(client: Client, sitting: Sitting, teacher: User) -> None:
    """The button on the page of results."""
    client.force_login(teacher)
    page = f"/en/staff/sittings/{sitting.pk}/results/"
    assert "Cards locked by wrong PINs: 1." in client.get(page).text
    told = {"action": "release_all", "then": "results"}
    reply = client.post(f"/en/staff/sittings/{sitting.pk}/act/", told)
    assert reply["Location"] == page
    assert "Cards locked" not in client.get(page).text


def look(client: Client) -> str:
    memory.forget()
    return " ".join(client.get("/en/staff/day/").text.split())


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def test_the_day_names_the_sitting_until_its_cards_are_released(
    client: Client, organizer: User, sitting: Sitting
) -> None:
    assert SEEMS not in look(client)
    guess(sitting, 10, 9, 1)
    page = look(client)
    assert f"In 1 class quiz {SEEMS}" in page
    assert 'id="guessed"' in page
    assert f'href="/en/staff/sittings/{sitting.pk}/"' in page
    release_all(sitting, by=organizer, at=clock.now())
    assert SEEMS not in look(client)


@pytest.mark.parametrize(("minutes", "told"), [(1, True), (9, True), (11, False)])
def test_the_day_tells_for_ten_minutes_that_codes_were_tried_out(
    minutes: int, told: bool, client: Client, organizer: User, sitting: Sitting, now: datetime
) -> None:
    beat("a", at=now, scanned_at=now - timedelta(minutes=minutes))
    beat("b", at=now)
    assert ("somebody seems to try out codes" in look(client)) is told


@pytest.mark.django_db(transaction=True)
def test_a_process_says_with_its_beat_when_wrong_codes_came_too_fast(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pupil_api, "guesses", MissBucket())
    runner = Runner(jobs=())
    runner.beat()
    assert Beat.objects.get().scanned_at is None
    # Some more than fit: five a second are forgotten meanwhile.
    for _ in range(600):
        pupil_api.guesses.check(RefusedRequest(Error.UNKNOWN_CODE))
    began = time.monotonic()
    runner.beat()
    row = Beat.objects.get()
    assert row.scanned_at is not None
    assert row.at - row.scanned_at < timedelta(seconds=time.monotonic() - began + 60)


def test_a_state_says_so_only_for_the_sitting_concerned(sitting: Sitting, now: datetime) -> None:
    assert sitting_state(sitting, at=now)["guessed"] is False
    guess(sitting, 7, 7, 6)
    assert sitting_state(sitting, at=now)["guessed"] is True
