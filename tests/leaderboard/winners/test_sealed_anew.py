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
from leaderboard.awards.actions.making_draws import draw
from leaderboard.models import DrawPlan, Winner, WinnersPlan
from leaderboard.pupil_data.actions.erasing import HoldsAward, erase_card
from leaderboard.winners.actions.consenting import enter_name, record_consent
from leaderboard.winners.actions.passing import pass_on_late
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from tests.leaderboard.sealed import KNOWN, WHY, award, reopen_now, seal_now, seal_without
from tests.leaderboard.winners.conftest import in_days, teacher_of, tell_now
from tests.leaderboard.winners.test_telling import send

NAME = "Lamija Hodžić"


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
    return Winner.objects.filter(place=place, passed_on_at=None).earliest("pk")


def mails_since(before: int) -> dict[str, str]:
    """Who got which one mail."""
    new = mail.outbox[before:]
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
    seal_without([lost.award.attempt], first, superuser)
    tell_what_came_later(at=clock.now())
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
    tell_what_came_later(at=clock.now())
    assert send() == []


def test_a_name_that_is_gone_stands_on_no_page(
    eight: WinnersPlan, first: User, superuser: User, client: Client
) -> None:
    lost = of_place(1)
    teacher, today = teacher_of(lost), timezone.localdate(clock.now())
    confirm_winner(lost, by=teacher, at=clock.now())
    record_consent(lost, on=today, words="x", school=False, by=teacher, at=clock.now())
    enter_name(lost, name=NAME, at=clock.now())
    seal_without([lost.award.attempt], first, superuser)
    client.force_login(teacher)
    for page in (reverse("leaderboard:my_winners"), f"/en/staff/winners/{lost.pk}/"):
        assertContains(client.get(page), "the list was reopened")
        assertNotContains(client.get(page), NAME)


def test_nothing_passes_on_and_nobody_is_erased_while_the_list_is_reopened(
    eight: WinnersPlan, first: User, superuser: User, client: Client
) -> None:
    winner = of_place(1)
    reopen_now(eight.edition, first, superuser)
    assert pass_on_late(at=in_days(20)) == 0
    with pytest.raises(HoldsAward):
        erase_card(winner.award.attempt.card, by=superuser, at=clock.now())
    client.force_login(teacher_of(winner))
    assertContains(client.get(reverse("leaderboard:my_winners")), "is being looked at again")


def test_who_did_not_want_it_is_followed_by_the_same_reserve(
    reviewed: Edition, first: User, superuser: User, plan: DrawPlan
) -> None:
    award(reviewed, "rank", amount=8, country_id="HR", reserves=2)
    seal = seal_now(reviewed, first, superuser)
    number: dict[str, Any] = {"number": "7 12", "again": "7 12", "substitute": False}
    draw(seal.edition, **number, by=first, at=clock.now() + KNOWN)
    tell_all()
    gone = of_place(5)
    decline_winner(gone, reason="pupil", at=clock.now())
    reserve = Winner.objects.get(award__reserve=1)
    seal = seal_now(reopen_now(seal.edition, first, superuser), first, superuser)
    tell_what_came_later(at=clock.now())
    again = Winner.objects.get(award__seal=seal, award__attempt=reserve.award.attempt)
    assert again.stands
    assert again.instead_of
    assert again.instead_of.award.attempt == gone.award.attempt
    standing = Winner.objects.filter(passed_on_at=None)
    assert standing.filter(award__seal=seal).count() == 8
    seal = seal_without([of_place(1).award.attempt], first, superuser)
    tell_what_came_later(at=clock.now())
    assert set(standing.values_list("award__seal", flat=True)) == {seal.pk}
    again = standing.get(award__attempt=reserve.award.attempt)
    assert (again.award.place, again.instead_of) == (8, None), "a place of its own now"
