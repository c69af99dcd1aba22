"""News of results, and how old they are when their boards are stored, for the metrics."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Min, Q

from competition import metrics
from competition.models import Result
from leaderboard.boards.queries.due_boards import OVERLAP
from leaderboard.models import Board
from leaderboard.results.queries.public_results import Place
from schools import clock

# ``{board: when the first of its results did that changed since the last look}``; nothing where
# all changed before, so that a look has only to be sure of them.
type News = Mapping[Place, datetime | None]


class Looks:
    """When this process last looked for news, and thereby since when there can be any.

    Only what is measured depends on it: what is looked at is the same for who has just taken over.
    """

    def __init__(self) -> None:
        self._last: datetime | None = None

    def news(self, *, at: datetime) -> News:
        """The boards with results that changed since a little before the last look; one query."""
        longest = at - OVERLAP
        since = max(self._last or longest, longest)
        self._last = at
        changed = Result.objects.filter(changed_at__gte=longest).order_by()
        oldest = Min("changed_at", filter=Q(changed_at__gt=since))
        rows = changed.values_list("division", "country").annotate(oldest=oldest)
        return {(division, country): oldest for division, country, oldest in rows}


def measure(published: Collection[Board], news: News) -> None:
    """Measure how old the news on these boards are now."""
    for board in published:
        if began := _oldest(news, board):
            metrics.board_published((clock.now() - began).total_seconds())


def _oldest(news: News, board: Board) -> datetime | None:
    """Of the board's division, and of its country unless it stands for all."""
    return min(
        (
            began
            for (division, country), began in news.items()
            if began and division == board.division_id and board.country_id in (None, country)
        ),
        default=None,
    )
