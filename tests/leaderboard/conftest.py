"""Regions at home and abroad."""

from __future__ import annotations

from datetime import timedelta

import pytest

from competition.models import Edition, Window
from schools import clock
from schools.models import Country, Region
from tests import cast
from tests.leaderboard import crowd


@pytest.fixture
def region(country: Country) -> Region:
    """One more region at home."""
    return crowd.make_region(country, "North")


@pytest.fixture
def abroad(edition: Edition) -> Region:
    """A region of a second country that takes part."""
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
