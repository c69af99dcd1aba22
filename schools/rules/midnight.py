"""When a day ends by the clocks of a place: no clock, no database, no Django."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight after a day."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def next_midnight(at: datetime, zone: ZoneInfo) -> datetime:
    """Midnight after a moment."""
    return end_of(at.astimezone(zone).date(), zone)
