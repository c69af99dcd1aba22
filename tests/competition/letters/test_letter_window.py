"""What the first letter says of a country's window."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from base import clock
from competition.letters.letter_text import facts_of, letter_text
from competition.letters.queries.calendar_letters import days_of
from competition.models import Edition, Letter
from competition.rules.letter_calendar import letter_time
from tests import cast


@pytest.mark.parametrize("language", ["en", "bs", "hr", "sr", "sr-latn"])
def test_a_window_of_one_day_is_said_once(language: str, ahead: Edition) -> None:
    letter = Letter(edition=ahead, country=ahead.windows.get().country, kind="open")
    facts = facts_of(letter, language, sittings=[])
    body = letter_text(letter, language).filled(facts).body.replace(ahead.title, "")
    assert body.count("2027") == 1, body
    assert "08:00" in body
    assert "18:00" in body


@pytest.mark.parametrize("language", ["en", "bs", "hr", "sr", "sr-latn"])
def test_the_night_between_two_days_is_not_offered(language: str, ahead: Edition) -> None:
    first = ahead.windows.get()
    days = [first.opens_at + timedelta(days=day) for day in (0, 1)]
    ahead.windows.create(
        country=first.country, opens_at=days[1], closes_at=days[1] + timedelta(hours=4)
    )
    letter = Letter(edition=ahead, country=first.country, kind="open")
    said = facts_of(letter, language, sittings=[])["window"]
    assert re.findall(r"\d\d:\d\d", said) == ["08:00", "18:00", "08:00", "12:00"], said


def test_who_joins_later_without_a_window_gets_no_letter_without_a_day(ahead: Edition) -> None:
    other = cast.make_country("HR")
    ahead.countries.add(other)
    opened = clock.now() - timedelta(days=1)
    assert letter_time("open", days_of(ahead, other, opened=opened)) is None
    home = ahead.windows.get().country
    assert letter_time("open", days_of(ahead, home, opened=opened)) is not None
