"""The competition in the admin, a file for each group of nouns. Results: ``leaderboard.admin``."""

from competition.answer_files import admin as answer_files
from competition.day.admin import day, servers
from competition.letters import admin as letters
from competition.papers import admin as papers
from competition.setup.admin import editions, preparation
from competition.sittings.admin import attempts, sittings

__all__ = [
    "answer_files",
    "attempts",
    "day",
    "editions",
    "letters",
    "papers",
    "preparation",
    "servers",
    "sittings",
]
