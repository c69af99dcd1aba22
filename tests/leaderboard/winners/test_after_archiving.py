"""After archiving nobody steps in; once the archive is taken back a reserve can."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import OutgoingMail, User
from competition.exceptions import Refused
from competition.models import Edition
from competition.setup.actions import take_step
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions import remind_teachers, step_in
from tests.leaderboard.winners.conftest import in_days, teacher_of, winner_now


def test_what_is_not_wanted_is_noted_and_nobody_steps_in(
    told: WinnersPlan, client: Client, superuser: User
) -> None:
    Edition.objects.update(state="archived")
    gone, mails = winner_now(), OutgoingMail.objects.count()
    client.force_login(teacher_of(gone))
    assertContains(client.get(reverse("leaderboard:winner", args=[gone.pk])), "is archived")
    act = reverse("leaderboard:act_on_winner", args=[gone.pk])
    client.post(act, {"do": "decline", "reason": "pupil", "sure": "on"})
    gone.refresh_from_db()
    assert (gone.gone_why, gone.declined_for) == ("declined", "pupil")
    reserve = Winner.objects.get(reserve=1)
    with pytest.raises(Refused):
        step_in(reserve, at=clock.now())
    remind_teachers(at=in_days(12))
    assert OutgoingMail.objects.count() == mails
    client.force_login(superuser)
    assertNotContains(client.get(reverse("leaderboard:winner_table", args=["2027"])), "Steps in")
    take_step(told.edition, to="published", by=superuser, at=clock.now(), note="A slip.")
    step_in(reserve, at=clock.now())
    assert winner_now().pk == reserve.pk
