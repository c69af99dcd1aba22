"""A class in the middle of its quiz, and the moment at which a test looks at it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from competition.models import Attempt, Sitting
from schools.models import SchoolClass
from tests import cast


@pytest.fixture
def attempts(sitting: Sitting, school_class: SchoolClass, now: datetime) -> list[Attempt]:
    """The three of the class are at work; each has used 10 of 20 minutes."""
    cards = school_class.cards.order_by("number")
    return [cast.make_attempt(card, sitting, at=now - timedelta(minutes=10)) for card in cards]
