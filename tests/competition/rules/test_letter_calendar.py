"""When letters go out: days on a country's calendar, and what is too late to make sense."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from competition.rules.letter_calendar import (
    CALENDAR,
    LetterDays,
    day_zones,
    letter_standing,
    letter_time,
    may_begin,
    may_go,
)

ZONE = ZoneInfo("Europe/Sarajevo")


def local(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


DAYS = LetterDays(
    ZONE,
    opened_at=local("2026-12-01 23:50"),
    first_opens=local("2027-02-09 08:00"),
    key_opens=local("2027-02-09 18:00"),
)


@pytest.mark.parametrize(
    ("kind", "at", "until"),
    [
        ("open", "2026-12-02 09:00", "2026-12-05 09:00"),
        ("three_weeks", "2027-01-19 09:00", "2027-01-22 09:00"),
        ("week", "2027-02-02 09:00", "2027-02-04 09:00"),
        ("eve", "2027-02-08 17:00", "2027-02-08 21:00"),
        ("key", "2027-02-09 19:00", "2027-02-13 07:00"),
    ],
)
def test_each_letter_has_its_moment_and_its_end(kind: str, at: str, until: str) -> None:
    found = letter_time(kind, DAYS)
    assert found is not None
    assert (found.at, found.until) == (local(at), local(until))


@pytest.mark.parametrize("kind", CALENDAR)
def test_without_its_day_a_letter_has_no_moment(kind: str) -> None:
    assert letter_time(kind, LetterDays(ZONE)) is None
    assert letter_standing(None, at=local("2027-01-01 00:00")) == "no_date"


@pytest.mark.parametrize(
    ("opens", "at"),
    [
        ("2027-02-09 18:59", "2027-02-09 19:59"),
        ("2027-02-09 19:00", "2027-02-10 07:00"),
        ("2027-02-09 23:00", "2027-02-10 07:00"),
        ("2027-02-10 05:30", "2027-02-10 07:00"),
        ("2027-02-10 06:30", "2027-02-10 07:30"),
    ],
)
def test_the_key_wakes_nobody_at_night(opens: str, at: str) -> None:
    found = letter_time("key", LetterDays(ZONE, key_opens=local(opens)))
    assert found is not None
    assert found.at == local(at)


@pytest.mark.parametrize(
    ("kind", "opens", "at"),
    [
        # The clocks are put on in the night to 28 March 2027, and back in the night to 31 October.
        ("week", "2027-03-30 08:00", "2027-03-23 08:00:00+00:00"),
        ("week", "2027-11-02 08:00", "2027-10-26 07:00:00+00:00"),
        ("eve", "2027-03-29 08:00", "2027-03-28 15:00:00+00:00"),
        ("eve", "2027-11-01 08:00", "2027-10-31 16:00:00+00:00"),
    ],
)
def test_summer_time_moves_no_letter_on_the_clock(kind: str, opens: str, at: str) -> None:
    found = letter_time(kind, LetterDays(ZONE, first_opens=local(opens)))
    assert found is not None
    assert found.at == datetime.fromisoformat(at)
    assert found.at.astimezone(ZONE).hour == {"week": 9, "eve": 17}[kind]


def test_a_letter_is_due_from_its_moment_until_it_makes_no_sense() -> None:
    found = letter_time("eve", DAYS)
    second = timedelta(seconds=1)
    assert found is not None
    assert letter_standing(found, at=found.at - second) == "ahead"
    assert letter_standing(found, at=found.at) == "due"
    assert letter_standing(found, at=found.until - second) == "due"
    assert letter_standing(found, at=found.until) == "missed"


def test_registration_that_opens_late_is_not_told_once_the_quiz_has_begun() -> None:
    days = LetterDays(
        ZONE, opened_at=local("2027-02-07 10:00"), first_opens=local("2027-02-09 08:00")
    )
    found = letter_time("open", days)
    assert found is not None
    assert (found.at, found.until) == (local("2027-02-08 09:00"), local("2027-02-09 08:00"))


@pytest.mark.parametrize("kind", CALENDAR)
def test_no_letter_but_that_of_the_evening_begins_at_night(kind: str) -> None:
    clocks = ("06:59", "07:00", "19:59", "20:00", "23:30", "02:00")
    begun = [may_begin(kind, at=local(f"2027-02-08 {one}"), zone=ZONE) for one in clocks]
    assert begun == ([True] * 6 if kind == "eve" else [False, True, True, False, False, False])
    at = datetime.fromisoformat("2027-02-08 06:30:00+00:00")
    assert may_begin(kind, at=at, zone=ZONE), "by the clocks of the country"


def test_mails_without_a_date_go_where_it_is_day() -> None:
    at = datetime.fromisoformat("2027-02-08 06:30:00+00:00")
    zones = ["Europe/Sarajevo", "Europe/London", "Asia/Tokyo", "Europe/Zagreb"]
    assert day_zones(zones, at) == ["Europe/Sarajevo", "Asia/Tokyo", "Europe/Zagreb"]


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("open", {"registration", "rehearsal", "live"}),
        ("eve", {"registration", "rehearsal", "live"}),
        ("key", {"live", "review", "sealed", "published"}),
        (
            "free",
            {"registration", "rehearsal", "live", "review", "sealed", "published"},
        ),
    ],
)
def test_in_a_draft_and_in_an_archived_edition_nothing_goes_out(
    kind: str, states: set[str]
) -> None:
    every = ("draft", *states, "archived", "registration", "rehearsal", "review")
    assert {state for state in every if may_go(kind, state)} == states
