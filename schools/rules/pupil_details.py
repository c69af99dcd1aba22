"""Until when names and needs of pupils are kept, as pure rules.

Source: docs/data-protection.md, "How long".
"""

from __future__ import annotations

from datetime import date, timedelta

from schools.rules.pins import school_year

# From the results on: so long certificates are printed, and mended.
KEPT_AFTER_RESULTS = timedelta(days=30)
LAST_MONTH, LAST_DAY = 8, 31


def last_day(year: str) -> date:
    """The last day on which a class of a school year, as ``2026/2027``, has names and needs."""
    return date(int(year.rpartition("/")[2]), LAST_MONTH, LAST_DAY)


def first_year_kept(day: date) -> str:
    """Classes of earlier school years than this one have none any more on ``day``."""
    year = school_year(day)
    before = f"{int(year[:4]) - 1}/{year[:4]}"
    return before if day <= last_day(before) else year
