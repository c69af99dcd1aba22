"""Boards are published: a snapshot with a higher version whenever the content differs."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asgiref.sync import async_to_sync

from competition.aliases.actions import NoAliasLeft
from competition.broadcast import send_hint
from leaderboard.boards.actions.contents import content_now, contents_now, finality
from leaderboard.boards.actions.counting import count
from leaderboard.boards.hub import hub
from leaderboard.boards.queries.due_boards import (
    boards_due,
    changed_lately,
    every_board,
    expected_boards,
    family,
    moving_boards,
)
from leaderboard.models import Board
from leaderboard.rules import snapshots

logger = logging.getLogger(__name__)


def publish_boards(*, at: datetime) -> int:
    """Publish every board whose results changed lately; returns how many snapshots are new.

    Decides by nothing it remembers and may run in several processes at once: a snapshot is
    stored only upon the version it was made from.
    """
    every = _all_there()
    news = changed_lately(at=at)
    by_edition = defaultdict[int, list[Board]](list)
    for board in boards_due(every, news, at=at):
        by_edition[board.season.pk].append(board)
    new = [board for those in by_edition.values() for board in _publish_all(those, every, at)]
    if new:
        hint()
    return len(new)


def rebuild_boards(*, at: datetime) -> int:
    """Publish every board that is not frozen, whatever changed; returns how many are new."""
    _all_there()
    new = sum(publish(board, at=at, recount=True) for board in every_board())
    hint()
    return new


def hint() -> None:
    """Make the hub of this process look now, and those of the others."""
    hub.look_now()
    async_to_sync(send_hint)(snapshots.GROUP)


def publish(
    board: Board, *, at: datetime, recount: bool = False, content: snapshots.Content | None = None
) -> bool:
    """Store a board's snapshot if it differs; returns whether it did and nobody was faster.

    ``board`` carries the version read before the results were: a publisher that read earlier
    results cannot overwrite one that read later ones.
    """
    counted = count([board], family([board]), at=at, recount=recount)
    return _store(board, content or content_now(board), at, counted=bool(counted))


def say_final(board: Board, *, at: datetime) -> bool:
    """Tell whoever watches a published board that it is final; its rows stay as they are."""
    return _store(board, snapshots.content_of(board.text()), at, counted=False)


def _all_there() -> list[Board]:
    """The boards of editions on the move, once those that were missing are there."""
    every = moving_boards()
    missing = expected_boards() - {(board.division_id, board.country_id) for board in every}
    if not missing:
        return every
    Board.objects.bulk_create(
        [
            Board(division_id=division, country_id=country)
            for division, country in sorted(missing, key=str)
        ],
        ignore_conflicts=True,
    )
    return moving_boards()


def _publish_all(boards: Sequence[Board], every: Sequence[Board], at: datetime) -> list[Board]:
    """Publish boards of one edition together; where that fails, each by itself."""
    counted = count(boards, every, at=at)
    try:
        contents = contents_now(boards, every)
    except NoAliasLeft:
        return [board for board in boards if _publish_alone(board, at, counted=board.pk in counted)]
    return [
        board
        for board in boards
        if _store(board, contents[board.pk], at, counted=board.pk in counted)
    ]


def _publish_alone(board: Board, at: datetime, *, counted: bool) -> bool:
    """Publish one board so that trouble with it does not stop the others."""
    try:
        return _store(board, content_now(board), at, counted=counted)
    except NoAliasLeft:
        logger.exception("board %s cannot be published", board.pk)
        Board.objects.filter(pk=board.pk).update(**_count_of(board))
        return False


def _store(board: Board, content: snapshots.Content, at: datetime, *, counted: bool) -> bool:
    """Write the snapshot if it differs, and in the same statement what was ``counted``."""
    news, content = _count_of(board) if counted else {}, finality(board, content)
    if snapshots.render(content, version=board.version, updated=board.published_at) == board.body:
        if news:
            Board.objects.filter(pk=board.pk).update(**news)
        return False
    body = snapshots.render(content, version=board.version + 1, updated=at)
    unchanged = Board.objects.filter(pk=board.pk, version=board.version, frozen_at__isnull=True)
    return bool(unchanged.update(version=board.version + 1, body=body, published_at=at, **news))


def _count_of(board: Board) -> dict[str, Any]:
    return {"total": board.total, "schools": board.schools, "counted_at": board.counted_at}
