"""Regions at home and abroad."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.models import Edition, Window
from leaderboard.models import Draw
from schools.models import Country, Region
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.sealed import DAY


@pytest.fixture
def region(country: Country) -> Region:
    """One more region at home."""
    return crowd.make_region(country, "North")


@pytest.fixture
def abroad(edition: Edition) -> Region:
    """A region of a second country that takes part."""
    return make_abroad(edition)


def make_abroad(edition: Edition) -> Region:
    croatia = cast.make_country("HR")
    now = clock.now()
    Window.objects.create(
        edition=edition, country=croatia, opens_at=now, closes_at=now + timedelta(hours=9)
    )
    return croatia.regions.get()


@pytest.fixture
def company(edition: Edition, country: Country) -> None:
    """Enough pupils of other schools that a board at home shows rows."""
    crowd.keep_company(edition, country.regions.get())


@pytest.fixture
def reviewed(edition: Edition, country: Country, abroad: Region) -> Edition:
    """Four schools at home and three abroad, of every score from 0 to 5; the windows are over."""
    return make_reviewed(edition, country, abroad)


def make_reviewed(edition: Edition, country: Country, abroad: Region) -> Edition:
    for region, scores in ((country.regions.get(), (5, 5, 4, 0)), (abroad, (5, 3, 2))):
        for n, score in enumerate(scores):
            school = crowd.school(region, f"{region.country_id} {n}")
            crowd.play(school, edition, f"VII-{n}", pupils=4, score=score)
    now = clock.now()
    Window.objects.update(opens_at=now - DAY, closes_at=now - timedelta(minutes=1))
    Edition.objects.update(state="review")
    return Edition.objects.get()


@pytest.fixture
def first() -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def plan(reviewed: Edition) -> Draw:
    """A number that is known in two hours."""
    known = clock.now() + timedelta(hours=2)
    return Draw.objects.create(edition=reviewed, source="State lottery, round 12", comes_at=known)
