"""The outcome in the admin, to look at: boards, their stops, and who sealed."""

from base.pages.admin import look_at
from leaderboard.models import Board, Freeze, Seal

UNTOLD = (
    "seed",
    "lot_key",
    "body",
    "awards_body",
    "held_back",
    "pools_held_back",
    "look",
    "changes",
)

look_at([Board, Freeze, Seal], seal=UNTOLD)
