"""A class in groups, a sitting for who was absent, and the card of the other group."""

from __future__ import annotations

import re

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition import exceptions
from competition.models import Decision, Entry, Sitting
from competition.sittings.actions.sittings import close, let_play, open_sitting
from competition.sittings.queries.monitor import sitting_state
from competition.sittings.queries.seating import class_so_far
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first_half(entry: Entry, teacher: User) -> Sitting:
    """Cards 1 and 2 of three."""
    kind = Sitting.Kind.OFFICIAL
    return open_sitting(entry, kind=kind, numbers=[1, 2], by=teacher, at=clock.now())


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client


def states(sitting: Sitting) -> list[str]:
    found = sitting_state(sitting, at=clock.now())["cards"]
    return [card["state"] for card in found]


def test_the_monitor_counts_the_group_and_says_who_plays_later(first_half: Sitting) -> None:
    state = sitting_state(first_half, at=clock.now())
    assert (state["total"], states(first_half)) == (2, ["absent", "absent", "later"])


def test_the_opening_page_offers_groups_and_opens_one(staff: Client, entry: Entry) -> None:
    url = reverse("competition:open", args=[entry.school_class_id])
    assert "The first half" in staff.get(url, {"kind": "official"}).text
    staff.post(url, {"kind": "official", "who": "second"})
    assert Sitting.objects.get().numbers == "3"
    beside = {"kind": "official", "beside": Sitting.objects.get().pk}
    staff.post(url, {**beside, "who": "chosen", "numbers": ["3", "1", "77"]})
    assert Sitting.objects.latest("pk").numbers == "1,3"
    beside["beside"] = Sitting.objects.latest("pk").pk
    refused = staff.post(url, {**beside, "who": "chosen"}, follow=True).text
    assert "Nobody of the class would play" in refused
    staff.post(url, {**beside, "who": "all"})
    assert Sitting.objects.latest("pk").numbers == ""


def test_who_was_absent_plays_in_a_second_sitting(
    staff: Client, entry: Entry, teacher: User
) -> None:
    whole = cast.make_sitting(entry)
    for card in entry.school_class.cards.filter(number__lte=2):
        cast.finish(cast.make_attempt(card, whole), "1")
    close(whole, by=teacher, at=clock.now())
    assert class_so_far(whole) == {"played": 2, "cards": 3, "to_come": 1}
    page = staff.get("/en/staff/").text
    assert "2 of 3 have played; 1 to come" in page
    results = staff.get(reverse("competition:sitting_results", args=[whole.pk])).text
    assert "2 of 3 of the class have played; 1 to come." in results
    url = reverse("competition:open", args=[entry.school_class_id])
    assert "The 1 who has not played" in staff.get(url, {"kind": "official", "who": "rest"}).text
    staff.post(url, {"kind": "official", "who": "rest"})
    second = Sitting.objects.get(closed_at__isnull=True)
    # a half of which all have played opens nothing
    staff.post(url, {"kind": "official", "who": "first", "beside": second.pk})
    assert Sitting.objects.count() == 2
    assert (second.numbers, states(second)) == ("3", ["done", "done", "absent"])


def test_while_a_class_plays_its_monitor_comes_next_and_a_second_quiz_is_for_a_group(
    staff: Client, entry: Entry, teacher: User
) -> None:
    whole = cast.make_sitting(entry)
    cards = staff.get("/en/staff/").text.partition('class="class-list"')[2]
    assert re.search(r'"class-next">\s*<a class="button"[^>]*>Open the monitor', cards)
    assert reverse("competition:sitting", args=[whole.pk]) in cards
    url = reverse("competition:open", args=[entry.school_class_id])
    asked = staff.get(url, {"kind": "official"}).text
    assert re.search(r'class="button" href="[^"]*/sittings/\d+/">Open the monitor', asked)
    assert not re.search(r'name="who"[^>]*checked', asked)
    # Nothing was said: no second code, but the monitor of what runs.
    assert staff.post(url, {"kind": "official"})["Location"].endswith(f"/sittings/{whole.pk}/")
    told = {"kind": "official", "who": "odd", "beside": whole.pk}
    staff.post(url, told)
    assert Sitting.objects.latest("pk").numbers == "1,3"
    # A second press of the same page.
    assert staff.post(url, told)["Location"].endswith(f"/{Sitting.objects.latest('pk').pk}/")
    assert Sitting.objects.count() == 2


@pytest.mark.parametrize("running", list(Sitting.Kind))
def test_no_rehearsal_is_offered_or_opened_beside_a_quiz_that_is_open(
    running: Sitting.Kind, staff: Client, entry: Entry
) -> None:
    offer = 'value="rehearsal"'
    assert offer in staff.get("/en/staff/").text
    there = cast.make_sitting(entry, kind=running)
    assert offer not in staff.get("/en/staff/").text
    url = reverse("competition:open", args=[entry.school_class_id])
    # A page from before it, a second press, and what cannot be read.
    for kind in ("rehearsal", "rehearsal", "another"):
        assert staff.post(url, {"kind": kind})["Location"].endswith(f"/sittings/{there.pk}/")
    assert Sitting.objects.get() == there


def test_once_all_have_played_nothing_offers_another_quiz(
    staff: Client, entry: Entry, teacher: User
) -> None:
    whole, empty = cast.make_sitting(entry), cast.make_sitting(entry)
    first, *others = entry.school_class.cards.all()
    cast.finish(cast.make_attempt(first, whole), "1")
    close(empty, by=teacher, at=clock.now())
    empty.refresh_from_db()
    assert sitting_state(empty, at=clock.now())["rest"] is True
    for card in others:
        cast.finish(cast.make_attempt(card, whole), "1")
    close(whole, by=teacher, at=clock.now())
    for ended in Sitting.objects.all():
        assert sitting_state(ended, at=clock.now())["rest"] is False
    assert 'value="official"' not in staff.get("/en/staff/").text
    url = reverse("competition:open", args=[entry.school_class_id])
    page = staff.get(url, {"kind": "official", "who": "rest"}).text
    assert not re.search(r'name="who"[^>]*checked', page)


def test_a_card_may_be_let_in_beside_its_group_once(first_half: Sitting, teacher: User) -> None:
    third = first_half.entry.school_class.cards.get(number=3)
    let_play(first_half, card=third, by=teacher, at=clock.now())
    first_half.refresh_from_db()
    assert first_half.numbers == "1,2,3"
    assert Decision.objects.get(kind="group").card == third
    with pytest.raises(exceptions.PlaysAlready):
        let_play(first_half, card=third, by=teacher, at=clock.now())


async def test_a_card_of_the_other_group_is_told_so_until_it_is_let_in(
    first_half: Sitting, teacher: User
) -> None:
    async with open_hall() as client:
        assert (await Pupil(client).join(first_half, 1))[0] == 200
        # what a stranger hears without the PIN says nothing of groups
        assert (await Pupil(client).join(first_half, 3, pin="9999"))[1]["error"] == "wrong_pin"
        assert await Pupil(client).join(first_half, 3) == (409, {"error": "other_group"})
        third = await first_half.entry.school_class.cards.aget(number=3)
        await sync_to_async(let_play)(first_half, card=third, by=teacher, at=clock.now())
        assert (await Pupil(client).join(first_half, 3))[0] == 200


async def test_who_waits_in_another_sitting_does_not_slip_into_the_group(
    first_half: Sitting, entry: Entry
) -> None:
    whole = await sync_to_async(cast.make_sitting)(entry)
    async with open_hall() as client:
        pupil = Pupil(client)
        assert (await pupil.join(whole, 3))[0] == 200
        assert await pupil.join(first_half, 3) == (409, {"error": "other_group"})
