"""A teacher's word about a winner: wanted or not, the pupil knows, comes to the ceremony."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from leaderboard.models import Winner
from leaderboard.winners.actions.locking import locked_plan, locked_winner
from leaderboard.winners.actions.passing import pass_on
from leaderboard.winners.exceptions import ConfirmFirst, HandedOverAlready


@transaction.atomic
def confirm_winner(winner: Winner, *, by: User, at: datetime) -> Winner:
    """The award is wanted; the first word stands. Raises ``PassedOnAlready``."""
    held = locked_winner(winner)
    if held.confirmed_at is None:
        held.confirmed_at, held.confirmed_by, held.remind_on = at, by, None
        held.save(update_fields=["confirmed_at", "confirmed_by", "remind_on"])
    return held


@transaction.atomic
def decline_winner(winner: Winner, *, reason: str, at: datetime) -> Winner:
    """The award is not wanted, and passes on unless the edition is archived.

    Raises ``PassedOnAlready``, ``HandedOverAlready``.
    """
    plan = locked_plan(winner)
    held = locked_winner(winner)
    if held.handed_over_at is not None:
        raise HandedOverAlready
    held.declined_for = Winner.Declined(reason)
    pass_on(held, plan, why=Winner.PassedOn.DECLINED, at=at)
    return held


@transaction.atomic
def let_pupil_know(winner: Winner, *, at: datetime) -> Winner:
    """From now on the pupil sees the award on the own result. Raises ``ConfirmFirst``."""
    held = confirmed(winner)
    if held.pupil_told_at is None:
        held.pupil_told_at = at
        held.save(update_fields=["pupil_told_at"])
    return held


@transaction.atomic
def note_coming(winner: Winner, *, comes: bool | None) -> Winner:
    """Whether the pupil comes to the ceremony; ``None``: nobody knows. Raises ``ConfirmFirst``."""
    held = confirmed(winner)
    held.comes = comes
    held.save(update_fields=["comes"])
    return held


def confirmed(winner: Winner) -> Winner:
    """The winner, locked, whom a teacher has confirmed. Raises ``ConfirmFirst``."""
    held = locked_winner(winner)
    if held.confirmed_at is None:
        raise ConfirmFirst
    return held
