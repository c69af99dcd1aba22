"""The outcome in the admin, to look at: boards, their stops, and who sealed."""

from leaderboard.models import Board, Freeze, Seal
from schools.pages.admin import look_at

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
