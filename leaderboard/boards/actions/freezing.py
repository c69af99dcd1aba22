"""Boards are frozen and let go, each time with a reason and on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from base.models import User
from leaderboard.boards.actions.contents import content_now, finality
from leaderboard.boards.actions.counting import count
from leaderboard.boards.actions.publishing import hint, publish
from leaderboard.boards.queries.due_boards import family, free_across
from leaderboard.models import Board, Freeze
from leaderboard.rules import snapshots

STORED = ["version", "body", "published_at", "frozen_at", "total", "schools", "counted_at"]


def freeze_boards(
    found: Iterable[Board],
    *,
    at: datetime,
    by: User | None,
    reason: Freeze.Reason,
    note: str = "",
) -> int:
    """Stop boards where they stand; returns how many moved until now."""
    stopped = sum(_freeze(board, at, by, reason, note) for board in found)
    transaction.on_commit(hint)
    return stopped


def unfreeze_boards(found: Iterable[Board], *, at: datetime, by: User | None) -> int:
    """Let boards move again; returns how many were frozen."""
    moving = list(found)
    moved = sum(_unfreeze(board, at, by) for board in moving)
    _follow_across(moving, at)
    transaction.on_commit(hint)
    return moved


def _follow_across(moving: Iterable[Board], at: datetime) -> None:
    """A board across countries rested with theirs, and nobody builds it after the seal."""
    divisions = {board.division_id for board in moving}
    for board in free_across(divisions):
        publish(board, at=at, recount=True)


@transaction.atomic
def _freeze(board: Board, at: datetime, by: User | None, reason: Freeze.Reason, note: str) -> bool:
    board = _held(board)
    if board.frozen_at is not None:
        return False
    Freeze.objects.create(board=board, at=at, by=by, reason=reason, note=note)
    content = snapshots.content_of(board.body) if board.body else content_now(board)
    content["frozen"] = True
    content["freeze"] = snapshots.Stop(reason=str(reason), since=at.isoformat(timespec="seconds"))
    board.frozen_at = at
    _store(board, content, at)
    return True


@transaction.atomic
def _unfreeze(board: Board, at: datetime, by: User | None) -> bool:
    board = _held(board)
    if board.frozen_at is None:
        return False
    Freeze.objects.filter(board=board, lifted_at__isnull=True).update(lifted_at=at, lifted_by=by)
    count([board], family([board]), at=at, recount=True)
    board.frozen_at = None
    _store(board, content_now(board), at)
    return True


def _held(board: Board) -> Board:
    held = Board.objects.select_for_update(of=("self",)).select_related(
        "division__edition", "edition"
    )
    return held.get(pk=board.pk)


def _store(board: Board, content: snapshots.Content, at: datetime) -> None:
    board.version += 1
    content = finality(board, content)
    board.body = snapshots.render(content, version=board.version, updated=at)
    board.published_at = at
    board.save(update_fields=STORED)
