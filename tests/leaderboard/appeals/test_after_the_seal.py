"""After the seal: an appeal is upheld only once two people have reopened the list."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Result, Sitting
from competition.sittings.actions.attempts import void
from leaderboard.appeals.actions.ending import leave_open
from leaderboard.appeals.actions.lodging import answer
from leaderboard.models import Appeal, ToldDecision
from schools.models import Country
from tests import cast
from tests.leaderboard.sealed import reopen_now, seal_now

AREA = "/en/staff/editions/2027/appeals/"


@pytest.fixture
def sitting(reviewed: Edition, country: Country) -> Sitting:
    """Of a class at home, that has ended."""
    return Sitting.objects.filter(entry__school_class__school__country=country).earliest("pk")


@pytest.fixture
def attempt(sitting: Sitting) -> Attempt:
    return Attempt.objects.filter(sitting=sitting).earliest("pk")


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def left_open(
    attempt: Attempt, sitting: Sitting, organizer: User, first: User, superuser: User
) -> Appeal:
    """Against a void; the list was sealed without waiting for it."""
    void(attempt, reason="mistake", by=organizer, at=clock.now())
    told, teacher = ToldDecision.objects.get(), sitting.opened_by
    appeal = answer(told, text="It was another card.", by=teacher, at=clock.now())
    leave_open(appeal, why="It moves nobody.", by=first, at=clock.now())
    seal_now(sitting.entry.edition, first, superuser)
    return appeal


def test_one_that_is_upheld_takes_the_decision_back_once_the_list_is_reopened(
    client: Client,
    left_open: Appeal,
    attempt: Attempt,
    organizer: User,
    first: User,
    superuser: User,
) -> None:
    client.force_login(organizer)
    assert "only once two people have reopened it" in client.get(AREA).text
    end = {"appeal": left_open.pk, "act": "uphold", "sentence": "You are right."}
    page = client.post(f"{AREA}decide/", end, follow=True).text
    assert "This edition is sealed" in page
    assert not Appeal.objects.get().outcome
    reopen_now(left_open.edition, first, superuser)
    client.post(f"{AREA}decide/", end)
    assert Appeal.objects.get().outcome == "upheld"
    assert Result.objects.get(attempt=attempt).counts
