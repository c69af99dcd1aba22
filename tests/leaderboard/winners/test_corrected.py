"""Teachers learn what a correction did to their winners: once, with the reason, and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.models import Winner, WinnersPlan
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from leaderboard.winners.actions.consenting import enter_name, record_consent
from leaderboard.winners.actions.teachers_word import confirm_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from leaderboard.winners.queries.teacher_steps import winner_steps
from tests.leaderboard.sealed import award, seal_now
from tests.leaderboard.winners.conftest import teacher_of, tell_now
from tests.leaderboard.winners.test_telling import send

WHY = "A card was used by somebody else."
NAME = "Lamija Hodžić"


@pytest.fixture
def by_night(reviewed: Edition, first: User, superuser: User) -> WinnersPlan:
    """Eight places abroad: four share the first one and four the fifth, each four of a school. The
    mails that tell of them wait for the day."""
    award(reviewed, "rank", amount=8, country_id="HR")
    seal_now(reviewed, first, superuser)
    User.objects.update(language="en")
    today = timezone.localdate(clock.now())
    plan = WinnersPlan.objects.create(
        edition=Edition.objects.get(),
        confirm_by=today + timedelta(days=14),
        names_until=today + timedelta(days=100),
    )
    tell_now(plan)
    return plan


@pytest.fixture
def eight(by_night: WinnersPlan) -> WinnersPlan:
    """Teachers have those mails."""
    send()
    return by_night


def of_place(place: int) -> Winner:
    return Winner.objects.filter(place=place, passed_on_at=None).earliest("pk")


def without(one: Winner, first: User, second: User) -> None:
    """A correction takes the pupil out of the count."""
    note_attempt(one.award.attempt, kind="void", reason="rules", by=first, at=clock.now())
    edition = one.award.seal.edition
    laid = lay_correction_before(edition, why=WHY, by=first, at=clock.now())
    confirm_correction(laid, by=second, at=clock.now())
    tell_what_came_later(at=clock.now())


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
    without(lost, first, superuser)
    send()
    gained = of_place(8)
    told = mails_since(before)
    assert set(told) == {teacher_of(one).email for one in (lost, moved, gained)}
    assert all(f"“{WHY}”" in body for body in told.values())
    taken = told[teacher_of(lost).email]
    assert taken.count("The pupil does not have this award any more.") == 1
    assert "Please tell the pupil yourself" in taken
    assert "Before, it was place" not in taken
    other = told[teacher_of(moved).email]
    assert other.count("place 4. Before, it was place 5.") == 4
    assert "any more" not in other
    assert "an award came by it" in told[teacher_of(gained).email]
    tell_what_came_later(at=clock.now())
    assert send() == []


def test_who_was_confirmed_does_not_vanish_from_the_page(
    eight: WinnersPlan, first: User, superuser: User, client: Client
) -> None:
    lost = of_place(1)
    teacher, today = teacher_of(lost), timezone.localdate(clock.now())
    confirm_winner(lost, by=teacher, at=clock.now())
    record_consent(lost, on=today, words="x", school=False, by=teacher, at=clock.now())
    enter_name(lost, name=NAME, at=clock.now())
    without(lost, first, superuser)
    client.force_login(teacher)
    page = reverse("leaderboard:my_winners")
    for text in ("The sealed list was corrected", WHY, "It had been confirmed on"):
        assertContains(client.get(page), text)
    assertNotContains(client.get(page), NAME)
    assertContains(client.get(reverse("leaderboard:winner", args=[lost.pk])), WHY)
    assert [step.task.key for step in winner_steps(teacher)] == ["corrected", "winners"]
    client.post(reverse("leaderboard:read_corrections"), {"winner": [str(lost.pk)]})
    assert [step.task.key for step in winner_steps(teacher)] == ["winners"]
    assertContains(client.get(page), "does not have this award any more")
    client.force_login(superuser)
    table = client.get(reverse("leaderboard:winner_table", args=["2027"]))
    assertContains(table, "Taken back by a correction")
    assertContains(table, "the teacher has read it")
