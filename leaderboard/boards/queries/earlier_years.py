"""Boards of editions that are archived: anybody may still read them."""

from __future__ import annotations

from leaderboard.boards.permissions import earlier_boards


def has_earlier_years(country: str) -> bool:
    """Whether a country has any, for pages below this app."""
    return earlier_boards().filter(country=country).exists()
