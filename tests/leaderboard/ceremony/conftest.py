"""A sealed edition with first places, a draw that was made, and a diploma that nobody calls."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.awards.actions import draw
from leaderboard.models import Draw, Seal, Winner
from tests.leaderboard.sealed import KNOWN, award, seal_now
from tests.leaderboard.standing import abroad, country, edition, reviewed, standing

__all__ = ["abroad", "country", "edition", "reviewed", "standing"]  # fixtures

NAME = "Lamija Hodžić"


@pytest.fixture
def undrawn(reviewed: Edition, first: User, superuser: User, plan: Draw) -> Seal:
    award(reviewed, "rank", amount=3, prizes="Tablet\nBook")
    award(reviewed, "draw", amount=2, least=40)
    award(reviewed, "threshold", least=80)
    return seal_now(reviewed, first, superuser)


@pytest.fixture
def drawn(undrawn: Seal) -> Seal:
    number: dict[str, Any] = {"number": "7 12 33", "again": "7 12 33"}
    draw(undrawn.edition, by=undrawn.proposed_by, at=clock.now() + KNOWN, **number)
    return undrawn


@pytest.fixture
def confirmed(drawn: Seal) -> Seal:
    """Teachers have said yes to all that is called."""
    confirm_all(drawn)
    return drawn


def confirm_all(seal: Seal) -> None:
    at = clock.now()
    given = Winner.objects.filter(edition=seal.edition).held().called()
    given.update(told_at=at, confirm_by=date(2030, 5, 1), confirmed_at=at)


@pytest.fixture
def named(confirmed: Seal) -> Winner:
    """The guardian of one pupil abroad with no other award has agreed to the name."""
    drawn = Winner.objects.filter(rule__kind="draw").values("attempt")
    best = Winner.objects.filter(country="HR", rule__kind="rank")
    only = best.exclude(attempt__in=drawn).earliest("pk")
    only.name, only.consent_at = NAME, clock.now()
    only.save()
    return only
