"""What a correction left to a draw goes over to the corrected list once it is drawn."""

from __future__ import annotations

from leaderboard.models import DrawOutcome
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.diplomas_taken_back import take_back_diplomas


def finish_correction(outcome: DrawOutcome) -> None:
    """In the transaction of the draw, once it is written down who was drawn."""
    seal, at = outcome.seal, outcome.made_at
    if seal.corrects is not None:
        carry_over(seal.corrects, seal, at=at)
        take_back_diplomas(seal.corrects, seal, by=outcome.made_by, at=at)
