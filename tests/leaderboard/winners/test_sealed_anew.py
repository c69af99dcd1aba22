"""Teachers learn what a list that was sealed anew did to their winners: once, with the reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.awards.actions import draw
from leaderboard.models import Draw, Winner, WinnersPlan
from leaderboard.pupil_data.actions import HoldsAward, erase_card
from leaderboard.winners import mails
from leaderboard.winners.actions import (
    confirm_winner,
    decline_winner,
    enter_name,
    record_consent,
    remind_teachers,
    step_in,
)
from tests.leaderboard.sealed import KNOWN, WHY, award, reopen_now, seal_now, seal_without
from tests.leaderboard.winners.conftest import in_days, teacher_of, tell_now
from tests.leaderboard.winners.test_telling import send

NAME = "Lamija Hodžić"


@pytest.fixture(autouse=True)
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clock says."""
    monkeypatch.setattr(mails, "day_zones", lambda zones, _at: zones)


@pytest.fixture
def eight(reviewed: Edition, first: User, superuser: User) -> WinnersPlan:
    """Eight places abroad: four share the first one and four the fifth, each four of a school.
    Teachers have their mails."""
    award(reviewed, "rank", amount=8, country_id="HR")
    seal_now(reviewed, first, superuser)
    return tell_all()


def tell_all() -> WinnersPlan:
    User.objects.update(language="en")
    today = timezone.localdate(clock.now())
    plan = WinnersPlan.objects.create(
        edition=Edition.objects.get(),
        confirm_by=today + timedelta(days=14),
        names_until=today + timedelta(days=100),
    )
    tell_now(plan)
    send()
    return plan


def of_place(place: int) -> Winner:
    return Winner.objects.filter(place=place, gone_at=None).earliest("pk")


def mails_since(before: int) -> dict[str, str]:
    """Who got which one mail about winners."""
    new = [one for one in mail.outbox[before:] if "About an attempt" not in one.subject]
    found = {one.to[0]: one.body for one in new}
    assert len(found) == len(new)
    return {to: " ".join(body.split()) for to, body in found.items()}


def test_each_teacher_is_told_once_what_was_lost_moved_and_gained(
    eight: WinnersPlan, first: User, superuser: User
) -> None:
    lost, moved = of_place(1), of_place(5)
    for one in (lost, moved):
        confirm_winner(one, by=teacher_of(one), at=clock.now())
    before = len(mail.outbox)
    seal_without([lost.played], first, superuser)
    send()
    gained = of_place(8)
    told = mails_since(before)
    assert set(told) == {teacher_of(one).email for one in (lost, moved, gained)}
    for one in (lost, moved):
        assert WHY in told[teacher_of(one).email]
    taken, other = (told[teacher_of(one).email] for one in (lost, moved))
    assert taken.count("The pupil does not have this award any more.") == 1
    assert "Please tell the pupil yourself" in taken
    assert taken.count("place 1") == 4
    assert other.count("place 4") == 4
    assert "any more" not in other
    assert "Your class has a winner" in mail.outbox[-1].subject or "winner" in told.popitem()[1]
    assert send() == []


def test_a_name_that_is_gone_stands_on_no_page(
    eight: WinnersPlan, first: User, superuser: User, client: Client
) -> None:
    lost = of_place(1)
    teacher, today = teacher_of(lost), timezone.localdate(clock.now())
    confirm_winner(lost, by=teacher, at=clock.now())
    record_consent(lost, on=today, words="x", school=False, by=teacher, at=clock.now())
    enter_name(lost, name=NAME, at=clock.now())
    seal_without([lost.played], first, superuser)
    client.force_login(teacher)
    for page in (reverse("leaderboard:my_winners"), f"/en/staff/winners/{lost.pk}/"):
        assertContains(client.get(page), "the list was reopened")
        assertNotContains(client.get(page), NAME)


def test_nobody_is_reminded_or_erased_while_the_list_is_reopened(
    eight: WinnersPlan, first: User, superuser: User, client: Client
) -> None:
    winner = of_place(1)
    reopen_now(eight.edition, first, superuser)
    remind_teachers(at=in_days(12))
    assert send(in_days(12)) == []
    with pytest.raises(HoldsAward):
        erase_card(winner.played.card, by=superuser, at=clock.now())
    client.force_login(teacher_of(winner))
    assertContains(client.get(reverse("leaderboard:my_winners")), "is being looked at again")


def test_who_did_not_want_it_is_followed_by_the_same_reserve(
    reviewed: Edition, first: User, superuser: User, plan: Draw
) -> None:
    award(reviewed, "rank", amount=8, country_id="HR", reserves=2, share=False)
    seal = seal_now(reviewed, first, superuser)
    number: dict[str, Any] = {"number": "7 12", "again": "7 12"}
    draw(seal.edition, **number, by=first, at=clock.now() + KNOWN)
    tell_all()
    gone = of_place(5)
    decline_winner(gone, reason="pupil", at=clock.now())
    reserve = Winner.objects.get(reserve=1)
    step_in(reserve, at=clock.now())
    reserve.refresh_from_db()
    place = reserve.place
    assert place
    seal = seal_now(reopen_now(seal.edition, first, superuser), first, superuser)
    reserve.refresh_from_db()
    assert (reserve.stands, reserve.reserve, reserve.place) == (True, 1, place)
    gone.refresh_from_db()
    assert gone.gone_why == "declined"
    held = Winner.objects.all().held()
    assert held.count() == 8
    seal_without([of_place(1).played], first, superuser)
    reserve.refresh_from_db()
    assert (reserve.is_held, reserve.reserve) == (True, 0), "a place of its own now"
    step_in(Winner.objects.get(reserve=1), at=clock.now())
    assert held.count() == 8
