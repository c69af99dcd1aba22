"""Which boards stand still, why, and which of them do so for the ceremony."""

from __future__ import annotations

from django.db.models import QuerySet

from base.models import User
from competition.models import Edition
from leaderboard.boards.permissions import boards_run_by
from leaderboard.models import Board, Freeze

# Whoever stopped a board for another reason lets it go when that is settled.
FOR_THE_CEREMONY = (Freeze.Reason.CEREMONY, Freeze.Reason.END)


def freezes_now(user: User, edition: Edition) -> list[Freeze]:
    """What holds the boards of an edition that are theirs to move; one query."""
    found = Freeze.objects.filter(lifted_at__isnull=True, board__in=boards_run_by(user, edition))
    shown = found.select_related("board__division__edition", "board__edition", "board__country")
    return list(shown.order_by("reason", "board"))


def resting_boards(user: User, edition: Edition) -> QuerySet[Board]:
    """Those that rest for the ceremony."""
    return boards_run_by(user, edition).filter(
        freezes__lifted_at__isnull=True, freezes__reason__in=FOR_THE_CEREMONY
    )
