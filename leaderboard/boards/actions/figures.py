"""Boards of schools, regions and countries follow who has finished, once a minute."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from competition.models import Edition, Window
from leaderboard.boards.actions.publishing import hint, publish
from leaderboard.boards.queries.due_boards import MOVING_STATES, reopened_editions, rested
from leaderboard.boards.queries.figures import figures_of, taking_part
from leaderboard.models import Board

EVERY = timedelta(seconds=10)
Kind = Board.Kind


class LookThrottle:
    """When this process last looked; a look that comes too soon costs nothing."""

    def __init__(self) -> None:
        self._looked: datetime | None = None

    def step(self, at: datetime) -> bool:
        """Whether to look."""
        if self._looked is not None and at - self._looked < EVERY:
            return False
        self._looked = at
        return True


pace = LookThrottle()


def follow_figures(*, at: datetime) -> int:
    """The periodic job: every ten seconds a look which boards have rested for a minute."""
    return publish_figures(at=at) if pace.step(at) else 0


def publish_figures(*, at: datetime) -> int:
    """Publish the boards nobody has looked at for a minute; returns how many are new.

    May run in several processes at once: a snapshot is stored only upon the version it was made
    from. Results of an edition are counted once for all of its boards.
    """
    _add_missing_boards()
    due = (
        Board.objects.filter(rested(at), edition__state__in=MOVING_STATES, frozen_at__isnull=True)
        .exclude(edition__in=reopened_editions())
        .select_related("edition")
    )
    by_edition = defaultdict[Edition, list[Board]](list)
    for board in due:
        by_edition[board.season].append(board)
    new = 0
    for edition, boards in by_edition.items():
        there = taking_part(edition)
        new += sum(publish(one, at=at, content=figures_of(one, there)) for one in boards)
    if new:
        hint()
    return new


def _add_missing_boards() -> None:
    there = set(
        Board.objects.filter(edition__isnull=False).values_list("edition", "kind", "country")
    )
    missing = sorted(_expected() - there, key=str)
    Board.objects.bulk_create(
        [
            Board(edition_id=edition, kind=kind, country_id=country)
            for edition, kind, country in missing
        ],
        ignore_conflicts=True,
    )


def _expected() -> set[tuple[int, str, str | None]]:
    moving = Window.objects.filter(edition__state__in=MOVING_STATES)
    windows = moving.exclude(edition__in=reopened_editions()).order_by()
    found: set[tuple[int, str, str | None]] = set()
    for edition, country in windows.values_list("edition", "country").distinct():
        found |= {(edition, kind, country) for kind in (Kind.SCHOOLS, Kind.REGIONS)}
        found.add((edition, Kind.COUNTRIES, None))
    return found
