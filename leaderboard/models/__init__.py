"""The leaderboard's tables, a file for each group of nouns."""

from leaderboard.models.board import Alias, Board
from leaderboard.models.figures import Closing, Tally

__all__ = ["Alias", "Board", "Closing", "Tally"]
