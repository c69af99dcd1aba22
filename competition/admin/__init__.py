"""The competition in the admin, a file for each group of nouns. Results: ``leaderboard.admin``."""

from competition.admin import (
    attempts,
    day,
    editions,
    papers,
    preparation,
    question_files,
    servers,
    sittings,
)

__all__ = [
    "attempts",
    "day",
    "editions",
    "papers",
    "preparation",
    "question_files",
    "servers",
    "sittings",
]
