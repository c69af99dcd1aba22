"""What becomes of winners and diplomas by a correction, and of what it left to a draw."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from base.models import User
from leaderboard.models import DrawOutcome, Seal, Winner
from leaderboard.rules.passing_on import next_reminder
from leaderboard.winners.actions.begun_winners import late_until
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.diplomas_taken_back import take_back_diplomas
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.queries.awards_left_to_draws import winners_left_to_draws


def follow_correction(before: Seal, seal: Seal, *, by: User, at: datetime) -> None:
    """Winners go over to the corrected list, then diplomas hold or end by it."""
    carry_over(before, seal, at=at)
    take_back_diplomas(before, seal, by=by, at=at)


def finish_correction(outcome: DrawOutcome) -> None:
    """In the transaction of the draw, once it is written down who was drawn."""
    seal = outcome.seal
    if seal.corrects is not None:
        _give_time(seal, at=outcome.made_at)
        follow_correction(seal.corrects, seal, by=outcome.made_by, at=outcome.made_at)


def _give_time(seal: Seal, *, at: datetime) -> None:
    """Nobody was reminded before the draw: who still waits for a word has as long as a reserve."""
    plan = locked_plans().filter(edition=seal.edition_id).first()
    if plan is None:
        return
    today = timezone.localdate(at)
    asked = Winner.objects.filter(award__seal__edition=seal.edition_id, confirmed_at__isnull=True)
    for one in winners_left_to_draws(asked).select_for_update(of=("self",)).order_by("pk"):
        one.confirm_by = max(one.confirm_by, late_until(plan, today))
        told = timezone.localdate(one.told_at)
        one.remind_on = next_reminder(told, one.confirm_by, after=today)
        one.save(update_fields=["confirm_by", "remind_on"])
