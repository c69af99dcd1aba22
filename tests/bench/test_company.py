"""A run that watches a board begins with one that tells its number."""

from __future__ import annotations

import json

from bench.boards import BEFORE
from bench.company import keep_company
from competition.models import Division
from leaderboard.boards.actions.publishing import publish_boards
from leaderboard.models import Board
from schools import clock
from schools.models import User


def test_every_board_tells_its_number_before_anybody_of_the_run_has_finished(
    division: Division, teacher: User
) -> None:
    publish_boards(at=clock.now())
    # Nobody comes for a board across countries: it puts together what the others show.
    across = Board.objects.create(kind=Board.Kind.PUPILS, division=division)
    keep_company()
    across.delete()
    publish_boards(at=clock.now())
    assert json.loads(Board.objects.get().text())["total"] == BEFORE
