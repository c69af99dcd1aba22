"""One board stopped, and let go."""

from __future__ import annotations

from datetime import datetime

from base.models import User
from leaderboard.boards.actions import freeze_boards, unfreeze_boards
from leaderboard.models import Board, Freeze


def freeze(
    board: Board,
    *,
    at: datetime,
    by: User | None = None,
    reason: Freeze.Reason = Freeze.Reason.CHECK,
    note: str = "",
) -> None:
    freeze_boards([board], at=at, by=by, reason=reason, note=note)


def unfreeze(board: Board, *, at: datetime, by: User | None = None) -> None:
    unfreeze_boards([board], at=at, by=by)
