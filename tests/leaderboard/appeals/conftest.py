"""Mails about decisions go by day: tests run at any hour."""

from __future__ import annotations

import pytest

from base import clock
from base.models import User
from competition.models import Sitting
from competition.sittings.actions.sittings import close
from leaderboard.appeals import mails
from schools.models import Country
from tests import cast


@pytest.fixture
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "day_zones", lambda zones, _at: list(zones))


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def over(sitting: Sitting, teacher: User) -> Sitting:
    """An official sitting that is closed."""
    close(sitting, by=teacher, at=clock.now())
    return Sitting.objects.get(pk=sitting.pk)
