"""What becomes of winners and diplomas by a correction, and of what it left to a draw."""

from __future__ import annotations

from datetime import datetime

from leaderboard.models import DrawOutcome, Seal
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.diplomas_taken_back import take_back_diplomas
from schools.models import User


def follow_correction(before: Seal, seal: Seal, *, by: User, at: datetime) -> None:
    """Winners go over to the corrected list, then diplomas hold or end by it."""
    carry_over(before, seal, at=at)
    take_back_diplomas(before, seal, by=by, at=at)


def finish_correction(outcome: DrawOutcome) -> None:
    """In the transaction of the draw, once it is written down who was drawn."""
    seal = outcome.seal
    if seal.corrects is not None:
        follow_correction(seal.corrects, seal, by=outcome.made_by, at=outcome.made_at)
