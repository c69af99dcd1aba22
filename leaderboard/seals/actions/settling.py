"""The public boards of an edition come to stand as its final list does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.boards.actions import hint, publish, say_final, unfreeze_boards
from leaderboard.boards.queries import free_across
from leaderboard.models import Board
from leaderboard.seals.queries.publication import boards_behind, boards_of_edition, frozen_boards


class BoardsNotAsSealed(CompetitionError):
    message = _(
        "A board that moved again does not show the sealed places. Nothing is published. Let the "
        "boards show the sealed list first."
    )


def thaw_boards(edition: Edition, *, by: User, at: datetime) -> int:
    """With its publication every board of an edition that is still frozen moves again, on record;
    returns how many. Raises ``BoardsNotAsSealed``."""
    frozen = list(frozen_boards(edition))
    moved = unfreeze_boards(frozen, at=at, by=by)
    if moved and boards_behind(edition):
        raise BoardsNotAsSealed
    return moved


def tell_final(edition: Edition, *, by: User, at: datetime) -> int:
    """With its publication whoever watches a board of an edition learns that it is final; returns
    how many say it anew."""
    told = sum(say_final(board, at=at) for board in boards_of_edition(edition))
    transaction.on_commit(hint)
    return told


def show_results(edition: Edition, *, at: datetime) -> None:
    """Build the boards of pupils anew that are free to move, those across countries last; frozen
    ones stay as they are.

    For a moment after which nobody looks at them any more, the seal, and for boards behind it.
    """
    boards = boards_of_edition(edition).filter(kind=Board.Kind.PUPILS, frozen_at__isnull=True)
    divisions = {board.division_id for board in boards}
    for board in (*boards.exclude(country__isnull=True), *free_across(divisions)):
        publish(board, at=at, recount=True)
    transaction.on_commit(hint)
