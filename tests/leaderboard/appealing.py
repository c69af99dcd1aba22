"""Appeals as tests lodge them."""

from __future__ import annotations

from datetime import datetime

from base import clock
from base.models import User
from competition.models import Sitting
from leaderboard.appeals.actions import lodge
from leaderboard.models import Appeal


def appeal(
    sitting: Sitting,
    *,
    by: User,
    at: datetime | None = None,
    about: str = "question",
    card: int | None = None,
    question: int | None = None,
    text: str = "It has two right answers.",
) -> Appeal:
    """What a teacher sends."""
    made = Appeal(about=about, card=card, question=question, text=text)
    return lodge(made, sitting, by=by, at=at or clock.now())
