"""The outcome in the admin, to look at: boards, their stops, and who sealed."""

from base.pages.admin import look_at
from leaderboard.models import Board, Freeze, Seal

UNTOLD = (
    "body",
    "held_back",
    "tickets",
    "tickets_held_back",
    "look",
)

look_at([Board, Freeze, Seal], seal=UNTOLD)
