"""When the school year of a class is over for names and needs."""

from __future__ import annotations

from datetime import date

import pytest

from schools.rules.pupil_details import first_year_kept, last_day


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (date(2027, 2, 9), "2026/2027"),
        (date(2027, 7, 31), "2026/2027"),
        # The next school year has begun, and this one has a month more.
        (date(2027, 8, 1), "2026/2027"),
        (date(2027, 8, 31), "2026/2027"),
        (date(2027, 9, 1), "2027/2028"),
        (date(2027, 12, 31), "2027/2028"),
    ],
)
def test_names_of_a_school_year_are_kept_until_the_end_of_august(day: date, kept: str) -> None:
    assert first_year_kept(day) == kept
    assert day <= last_day(kept)
