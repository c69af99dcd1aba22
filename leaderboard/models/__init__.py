"""The leaderboard's tables, a file for each group of nouns."""

from leaderboard.models.board import Alias, Board

__all__ = ["Alias", "Board"]
