"""Boards are frozen and let go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from leaderboard import boards
from leaderboard.actions.publishing import content_now, count, hint
from leaderboard.models import Board


def freeze(board: Board, *, at: datetime) -> None:
    """Stop a board where it stands: what is shown stays, and says that it is frozen."""
    with transaction.atomic():
        held = Board.objects.select_for_update(of=("self",)).select_related(
            "division__edition", "edition"
        )
        board = held.get(pk=board.pk)
        if board.frozen_at is not None:
            return
        content = boards.content_of(board.body) if board.body else content_now(board)
        content["frozen"] = True
        board.frozen_at = at
        _store(board, content, at)
    hint()


def unfreeze(board: Board, *, at: datetime) -> None:
    """Let a board move again, at once to where it would stand."""
    with transaction.atomic():
        held = Board.objects.select_for_update(of=("self",)).select_related(
            "division__edition", "edition"
        )
        board = held.get(pk=board.pk)
        if board.frozen_at is None:
            return
        count(board, at)
        board.frozen_at = None
        _store(board, content_now(board), at)
    hint()


def _store(board: Board, content: boards.Content, at: datetime) -> None:
    board.version += 1
    board.body = boards.render(content, version=board.version, updated=at)
    board.published_at = at
    board.save(update_fields=["version", "body", "published_at", "frozen_at"])
