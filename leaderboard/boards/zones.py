"""By whose clock a board tells the time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings

from leaderboard.models import Board


def zone_of(board: Board) -> ZoneInfo:
    """Its country's; across countries the product's."""
    return ZoneInfo(board.country.timezone if board.country else settings.TIME_ZONE)
