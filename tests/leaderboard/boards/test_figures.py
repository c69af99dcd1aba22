"""The metrics say how long a board takes to the sockets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from base import clock
from competition import metrics
from competition.models import Attempt
from leaderboard.boards.actions import publish_boards
from leaderboard.boards.hub import BoardLoader
from leaderboard.models import Board
from leaderboard.rules import snapshots
from schools.models import Card
from tests.leaderboard.freezing import freeze, unfreeze

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def figure(name: str) -> float:
    return metrics.REGISTRY.get_sample_value(name) or 0.0


def test_the_first_look_of_a_process_at_a_board_is_no_news(
    finished_attempt: Callable[..., Attempt], card: Card
) -> None:
    finished_attempt(card=card, choices="1230")
    publish_boards(at=clock.now() - 5 * SECOND)
    board, loader = Board.objects.get(), BoardLoader()
    topics, before = frozenset({snapshots.topic(board.pk)}), figure("quiz_board_push_seconds_count")
    loader._read(topics)
    assert figure("quiz_board_push_seconds_count") == before
    freeze(board, at=clock.now())
    unfreeze(board, at=clock.now())
    loader._read(topics)
    loader._read(topics)
    assert figure("quiz_board_push_seconds_count") == before + 1
