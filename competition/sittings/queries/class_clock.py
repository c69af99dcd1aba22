"""The clock on the wall of a class."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from competition.models import Sitting
from schools.roles import zone_at


def zone_of_class(sitting: Sitting) -> ZoneInfo:
    """Where the class is, whoever looks from where."""
    return zone_at(sitting.entry.school_class.school)
