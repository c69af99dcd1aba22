"""The leaderboard's tables, a file for each group of nouns."""

from leaderboard.models.appeal import Appeal
from leaderboard.models.award import AwardTerms, Draw
from leaderboard.models.board import Board, Freeze
from leaderboard.models.edition_hold import EditionHold
from leaderboard.models.insight import InsightSnapshot
from leaderboard.models.issued_diploma import IssuedDiploma
from leaderboard.models.question_ruling import QuestionRuling
from leaderboard.models.seal import CountedSchool, Seal
from leaderboard.models.winner import Winner, WinnersPlan

__all__ = [
    "Appeal",
    "AwardTerms",
    "Board",
    "CountedSchool",
    "Draw",
    "EditionHold",
    "Freeze",
    "InsightSnapshot",
    "IssuedDiploma",
    "QuestionRuling",
    "Seal",
    "Winner",
    "WinnersPlan",
]
