"""A day of fourteen classes, in which the paper becomes known at noon or does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from competition.models import Edition, Result, Sitting
from quizbank.models import Paper
from schools.models import Country
from tests import cast
from tests.leaderboard import crowd

DAY = datetime(2027, 2, 9, 7, tzinfo=UTC)


def play(country: Country, edition: Edition, paper: Paper | None, *, known: bool) -> None:
    """Seven classes in the morning and seven after noon, which know more if the paper is known."""
    assert paper is not None
    key = cast.right_choices(paper)
    for n in range(14):
        school = crowd.school(country.regions.get(), f"{n}")
        sitting = crowd.play(school, edition, pupils=1)
        right = 2 + n % 2 + (2 if known and n >= 7 else 0)
        opened = DAY + timedelta(hours=5 if n >= 7 else 0, minutes=n)
        Sitting.objects.filter(pk=sitting.pk).update(opened_at=opened, paper=paper)
        marks = key[:right] + "0" * (5 - right)
        Result.objects.filter(attempt__sitting=sitting).update(choices=marks)
