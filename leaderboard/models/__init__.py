"""The leaderboard's tables, a file for each group of nouns."""

from leaderboard.models.board import Alias, Board
from leaderboard.models.insight import InsightSnapshot

__all__ = ["Alias", "Board", "InsightSnapshot"]
