"""How old the news on the boards are when they are stored, for the metrics."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import Min

from competition import metrics
from competition.models import Result
from leaderboard.models import Board
from schools import clock

# Who has just taken over does not know when its forerunner looked.
LONGEST = timedelta(seconds=30)


class Looks:
    """When this process last looked for news, and thereby since when there can be any."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def done(self, published: Collection[Board], *, at: datetime) -> None:
        """A look that began ``at`` is over; one query if it published anything."""
        since = max(self._last or at - LONGEST, at - LONGEST)
        self._last = at
        if not published:
            return
        oldest = oldest_changes(since)
        for board in published:
            if began := _oldest(oldest, board):
                metrics.board_published((clock.now() - began).total_seconds())


def _oldest(oldest: Mapping[tuple[int, str], datetime], board: Board) -> datetime | None:
    """Of the board's division, and of its country unless it stands for all."""
    return min(
        (
            began
            for (division, country), began in oldest.items()
            if division == board.division_id and board.country_id in (None, country)
        ),
        default=None,
    )


def oldest_changes(since: datetime) -> dict[tuple[int, str], datetime]:
    """``{(division, country): when the first of its results that changed since then did}``."""
    changed = Result.objects.filter(changed_at__gt=since).order_by()
    rows = changed.values_list("division", "country").annotate(oldest=Min("changed_at"))
    return {(division, country): oldest for division, country, oldest in rows}
