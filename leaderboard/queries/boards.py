"""Which boards there are, should be, and are due to be built again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from competition.models import Division, Edition, Result
from leaderboard.models import Board

# Editions whose boards still move; from the seal on the list is final.
MOVING_STATES = (Edition.State.LIVE, Edition.State.REVIEW)
# How far back a look goes: longer than any transaction takes from its clock reading to its commit,
# and than the clocks of two servers differ.
OVERLAP = timedelta(seconds=30)
# Approving a teacher, verifying a school or a new window changes a board but no result.
LONGEST_REST = timedelta(seconds=60)


def expected_boards() -> set[tuple[int, str]]:
    """``(division, country)`` of every board that editions on the move should have."""
    divisions = Division.objects.filter(edition__state__in=MOVING_STATES)
    pairs = divisions.filter(edition__windows__isnull=False).values_list(
        "pk", "edition__windows__country"
    )
    return set(pairs.distinct().order_by())


def boards_due(*, at: datetime) -> QuerySet[Board]:
    """Boards to build again: results changed lately, or it has not been looked at for long."""
    changed = Result.objects.filter(
        division=OuterRef("division"), country=OuterRef("country"), changed_at__gte=at - OVERLAP
    )
    rested = Q(counted_at__isnull=True) | Q(counted_at__lte=at - LONGEST_REST)
    boards = Board.objects.filter(rested | Exists(changed), frozen_at__isnull=True)
    return boards.filter(division__edition__state__in=MOVING_STATES).select_related(
        "division__edition"
    )
