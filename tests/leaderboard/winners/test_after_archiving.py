"""After archiving nothing passes on; where the archive is taken back, who comes next steps in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import User
from competition.models import Edition
from competition.setup.actions.steps import take_step
from leaderboard.models import Winner, WinnerMail, WinnersPlan
from leaderboard.winners.actions.teachers_word import decline_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from leaderboard.winners.queries.winner_table import winner_table
from tests.leaderboard.winners.conftest import teacher_of, winner_now

NOTHING = "The edition is archived: nothing passes on any more."


@pytest.fixture
def archived(told: WinnersPlan) -> Edition:
    Edition.objects.update(state="archived")
    return Edition.objects.get()


def test_what_is_not_wanted_is_noted_and_nobody_steps_in(
    archived: Edition, client: Client, superuser: User
) -> None:
    gone, mails = winner_now(), WinnerMail.objects.count()
    client.force_login(teacher_of(gone))
    page = reverse("leaderboard:winner", args=[gone.pk])
    shown = client.get(page)
    assertContains(shown, NOTHING)
    for untrue in ("it passes on to the next pupil", "passes on at once", "Pass it on"):
        assertNotContains(shown, untrue)
    act = reverse("leaderboard:act_on_winner", args=[gone.pk])
    client.post(act, {"do": "decline", "reason": "pupil", "sure": "on"})
    tell_what_came_later(at=clock.now())
    (one,) = Winner.objects.all()
    assert (one.passed_on_why, one.declined_for) == ("declined", "pupil")
    assert WinnerMail.objects.count() == mails
    assertNotContains(client.get(page), "The award has passed on.")
    (block,) = winner_table(archived, "en", None)
    assert [row.went for row in block.gone] == ["not given"]
    client.force_login(superuser)
    assertContains(client.get(reverse("leaderboard:winner_table", args=[archived.slug])), NOTHING)


def test_once_the_archive_is_taken_back_the_next_one_steps_in(
    archived: Edition, superuser: User
) -> None:
    gone = winner_now()
    decline_winner(gone, reason="pupil", at=clock.now())
    take_step(archived, to="published", by=superuser, at=clock.now(), note="A slip.")
    tell_what_came_later(at=clock.now())
    assert (winner_now().instead_of, winner_now().award.reserve) == (gone, 1)
