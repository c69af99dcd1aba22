"""The metrics say how late the boards are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from competition import metrics
from competition.models import Attempt, Result
from leaderboard.boards.actions.freezing import freeze, unfreeze
from leaderboard.boards.actions.publishing import publish_boards
from leaderboard.boards.hub import BoardLoader
from leaderboard.models import Board
from leaderboard.rules import snapshots
from schools import clock
from schools.models import Card

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def figure(name: str) -> float:
    return metrics.REGISTRY.get_sample_value(name) or 0.0


def test_the_lag_of_a_board_is_the_age_of_its_oldest_news(
    finished_attempt: Callable[..., Attempt], card: Card, company: None
) -> None:
    publish_boards(at=clock.now() - 10 * SECOND)
    before = figure("quiz_board_lag_seconds_sum")
    finished_attempt(card=card, choices="1230")
    Result.objects.update(changed_at=clock.now() - 3 * SECOND)
    publish_boards(at=clock.now())
    assert 3 <= figure("quiz_board_lag_seconds_sum") - before < 4


def test_what_an_earlier_look_has_seen_is_no_news(
    finished_attempt: Callable[..., Attempt], card: Card, company: None
) -> None:
    finished_attempt(card=card, choices="1230")
    publish_boards(at=clock.now())
    before = figure("quiz_board_lag_seconds_count")
    Result.objects.update(score=5)
    assert publish_boards(at=clock.now()) == 1
    assert figure("quiz_board_lag_seconds_count") == before


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
