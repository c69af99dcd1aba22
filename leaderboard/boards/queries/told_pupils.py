"""How many pupils of a country the public has been told of, for pages below this app."""

from __future__ import annotations

from competition.models import Edition
from leaderboard.boards.permissions import public_boards
from leaderboard.models import Board
from leaderboard.rules.snapshots import content_of


def pupils_told(edition: Edition, country: str) -> int | None:
    """The number that stands on the country's board of schools.

    Read from the snapshot: while a board is frozen its number rests as well.
    """
    boards = public_boards().filter(edition=edition, country=country)
    board = boards.filter(kind=Board.Kind.SCHOOLS).first()
    return content_of(board.text())["total"] if board else None
