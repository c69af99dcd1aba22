"""An edition whose winners can be told: sealed awards, and dates."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.models import Winner, WinnersPlan
from leaderboard.models.winner import CLASS
from leaderboard.winners.actions import start_telling
from schools.models import SchoolClass
from schools.rules.pins import school_year
from tests.leaderboard.sealed import award, seal_now
from tests.leaderboard.standing import abroad, country, edition, reviewed, standing

__all__ = ["abroad", "country", "edition", "reviewed", "standing"]  # fixtures


@pytest.fixture
def dated(reviewed: Edition, first: User, superuser: User) -> WinnersPlan:
    """Of three schools at home the best and two reserves; teachers have two weeks."""
    award(reviewed, "rank", amount=9, country_id="BA", prizes="Tablet\nBook")
    seal_now(reviewed, first, superuser)
    _one_winner_and_two_reserves()
    today = timezone.localdate(clock.now())
    # The classes are of this school year, whenever these tests are run.
    SchoolClass.objects.update(school_year=school_year(today))
    return WinnersPlan.objects.create(
        edition=Edition.objects.get(),
        confirm_by=today + timedelta(days=14),
        names_until=today + timedelta(days=100),
    )


def _one_winner_and_two_reserves() -> None:
    """Of the twelve who are equally good: other schools, so that each has a teacher of its own."""
    schools = f"{CLASS}__school"
    by_school = {one[1]: one[0] for one in Winner.objects.values_list("pk", schools)}
    kept = sorted(by_school.values())
    Winner.objects.exclude(pk__in=kept).delete()
    key = Winner.objects.values_list("key", flat=True)[0]
    for n, pk in enumerate(kept):
        Winner.objects.filter(pk=pk).update(place=0 if n else 1, reserve=n, key=key)


@pytest.fixture
def told(dated: WinnersPlan) -> WinnersPlan:
    """Teachers have been told."""
    tell_now(dated)
    dated.refresh_from_db()
    return dated


def tell_now(plan: WinnersPlan) -> None:
    """The press."""
    start_telling(plan.edition, at=clock.now())


def winner_now() -> Winner:
    """Who holds the one award."""
    return Winner.objects.all().held().with_all().get()


def teacher_of(winner: Winner) -> User:
    return winner.school_class.teachers.get()


def in_days(many: float) -> datetime:
    return clock.now() + timedelta(days=many)
