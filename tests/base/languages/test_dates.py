"""Days and moments inside a sentence, and no sentence that ends with two full stops."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import polib
import pytest
from django.conf import settings
from django.utils import translation

from base.languages.dates import (
    days_in_words,
    moment_in_sentence,
    moments_in_words,
    window_words,
    windows_words,
)

CATALOGUES = ("bs", "hr", "sr")
# Days that are followed by a time, or written as in a log.
WITH_TIME = (
    "Changed last by",
    "It can be used once",
    "The ceremony is on",
    "The certificate is good",
    "Ceremony: ",
)
AFTER_A_DAY = re.compile(r"%\(day\)s\.")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "28 November 2026, 08:05"),
        ("bs", "28. novembra 2026. 08:05"),
        ("hr", "28. studenoga 2026. 08:05"),
        ("sr", "28. новембра 2026. 08:05"),
        ("sr-latn", "28. novembra 2026. 08:05"),
    ],
)
def test_a_moment_in_a_sentence(language: str, said: str) -> None:
    with translation.override(language):
        assert moment_in_sentence(datetime(2026, 11, 28, 8, 5, tzinfo=UTC)) == said


@pytest.mark.parametrize("language", ["en", "bs", "hr", "sr", "sr-latn"])
def test_one_day_is_one_day(language: str) -> None:
    day = datetime(2028, 2, 8, 8, tzinfo=UTC)
    with translation.override(language):
        assert days_in_words(day, day.replace(hour=14)).count("2028") == 1
        assert window_words(day, day.replace(hour=14)).count("2028") == 1
        assert moments_in_words(day, day.replace(hour=14)).count("2028") == 1
        assert days_in_words(day, day.replace(day=9)).count("2028") == 2
        assert moments_in_words(day, day.replace(day=9)).count("2028") == 2
        assert window_words(day, day.replace(day=9)).count("2028") == 2


def spans(*hours: tuple[int, int, int]) -> list[tuple[datetime, datetime]]:
    """Windows of February 2028: the day, and from which hour to which."""
    return [
        (datetime(2028, 2, day, start, tzinfo=UTC), datetime(2028, 2, day, end, tzinfo=UTC))
        for day, start, end in hours
    ]


WEEK = [(day, 8, 14) for day in (7, 8, 9)]
IN_A_WEEK = "7 February 2028 to 9 February 2028, every day from 08:00 to 14:00"


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        ([], ""),
        ([(8, 8, 14)], "8 February 2028, from 08:00 to 14:00"),
        (
            [(9, 8, 14), (8, 8, 14)],
            "8 February 2028, from 08:00 to 14:00; 9 February 2028, from 08:00 to 14:00",
        ),
        (WEEK, IN_A_WEEK),
        ([*WEEK, (16, 8, 14)], f"{IN_A_WEEK}; 16 February 2028, from 08:00 to 14:00"),
        ([*WEEK, (8, 16, 18)], f"{IN_A_WEEK}; 8 February 2028, from 16:00 to 18:00"),
        (
            [(7, 8, 14), (8, 8, 12), (9, 8, 14)],
            "7 February 2028, from 08:00 to 14:00; 8 February 2028, from 08:00 to 12:00; "
            "9 February 2028, from 08:00 to 14:00",
        ),
    ],
)
def test_between_two_windows_it_is_closed(windows: list[tuple[int, int, int]], said: str) -> None:
    assert windows_words(spans(*windows)) == said


def test_a_window_over_nights_is_no_run_of_days() -> None:
    first, second, third = ((one, one + timedelta(days=1)) for one, _ in spans(*WEEK))
    assert windows_words([first, second, third]).count(";") == 2


@pytest.mark.parametrize("code", CATALOGUES)
def test_no_sentence_ends_with_a_day_and_a_full_stop_of_its_own(code: str) -> None:
    """A day ends in a full stop in these languages: "do 5. 12. 2026." and not "2026.."."""
    catalogue = polib.pofile(str(settings.BASE_DIR / f"locale/{code}/LC_MESSAGES/django.po"))
    doubled = [
        one.msgid
        for one in catalogue
        if any(map(AFTER_A_DAY.search, [one.msgstr, *one.msgstr_plural.values()]))
        if not one.msgid.startswith(WITH_TIME)
    ]
    assert doubled == []
